"""What the timeline says of a fact."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated, ClassVar

import pytest

from desk.facts.plain_form import asked
from desk.record.timeline_texts import Told, tell
from rules.facts import KINDS, Approval, Fact, ItemsAsked, Report, Return, RunningHelp
from rules.facts.asking.items import Item
from rules.facts.kind import Asked


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


class Rhythm(StrEnum):
    """How often."""

    WEEKLY = "per_week"
    ONCE = "eenmalig"


@pytest.fixture
def costs():
    """A kind with a field of each sort that a form can ask."""

    @dataclass(frozen=True, kw_only=True)
    class Costs(Fact):
        label: ClassVar[str] = "afkoop van kosten"
        euros: Annotated[int, Asked(title="Bedrag in euro’s")]
        rhythm: Annotated[Rhythm, Asked(title="Hoe vaak?")]
        paid: Annotated[bool, Asked(title="Al betaald")]
        by: Annotated[tuple[str, ...], Asked(title="Door wie?", rows=2)]
        at: Annotated[time, Asked(title="Hoe laat?")]
        since_on: Annotated[date, Asked(title="Sinds")]
        remark: str = ""

    yield Costs
    del KINDS["Costs"]


def test_a_kind_without_a_text_of_its_own_tells_all_that_was_filled_in(costs):
    given = {"euros": 512, "rhythm": Rhythm.WEEKLY, "paid": True, "by": ("Elif", "Mo"), "at": time(9, 30)}
    told = tell(costs(**given, since_on=date(2026, 9, 28), remark="Met bon."))

    assert [line for line in told.lines if line] == [
        "Bedrag in euro’s: 512",
        "Hoe vaak?: per week",
        "Al betaald",
        "Door wie?: Elif en Mo",
        "Hoe laat?: 09.30 uur",
        "Sinds ma 28 sep",
        "Met bon.",
    ]


@pytest.mark.parametrize("fact", [Approval(decision=7, remark="Goed zo."), Return(decision=7, remark="Goed zo.")])
def test_what_no_form_asks_is_told_only_where_it_is_a_text(fact):
    assert tell(fact).lines == ("Goed zo.",)


def test_items_are_not_told_as_they_stand_in_the_record():
    asked_more = ItemsAsked(items=(Item(words="Vier uur hulp per week."),), received_on=date(2026, 9, 28))

    assert tell(asked_more).lines == ("Ontvangen op ma 28 sep",)


def test_a_form_asks_each_sort_of_field_in_its_own_way(costs):
    found = asked(costs)

    assert {name: field.kind for name, field in found.items()} == {
        "euros": "number",
        "rhythm": "select",
        "paid": "checkbox",
        "by": "lines",
        "at": "time",
        "since_on": "date",
    }
    assert found["rhythm"].options == (("per_week", "Per week"), ("eenmalig", "Eenmalig"))


@pytest.mark.parametrize(
    ("under", "lines"),
    [
        pytest.param({"case": "WMO-2026-0007", "version": 2}, ("Besluit 2 van zaak WMO-2026-0007", ""), id="of here"),
        pytest.param(
            {"made_by": "de gemeente Duinrand", "decided_on": date(2025, 12, 10), "gave": "Vier uur hulp."},
            ("Besluit van de gemeente Duinrand, wo 10 dec 2025", "Vier uur hulp."),
            id="made elsewhere",
        ),
    ],
)
def test_what_runs_is_told_with_the_decision_under_which_it_does(under, lines):
    runs = RunningHelp(items=(Item(words="Vier uur hulp."),), changes_on=date(2027, 1, 1), **under)
    assert tell(runs).lines == (*lines, "Kan veranderen vanaf vr 1 jan")
