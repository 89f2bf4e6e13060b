"""What the timeline says of a fact."""

from dataclasses import dataclass
from datetime import date

from desk.record.timeline_texts import Told, tell
from rules.facts import Report


@dataclass(frozen=True, kw_only=True)
class Signal(Report):
    """Another kind that opens a case."""

    heading = "Signaal ontvangen"


def test_whatever_opens_a_case_is_told_with_its_channel_and_its_answers():
    given = {"question": "De huur is niet betaald.", "received_on": date(2026, 9, 28), "answers": (("Sinds", "mei"),)}

    assert tell(Report(**given)) == Told(
        "Melding ontvangen (website)", ("De huur is niet betaald.", "Sinds: mei"), "notes"
    )
    assert tell(Signal(**given, channel="telefoon")).title == "Signaal ontvangen (telefoon)"
