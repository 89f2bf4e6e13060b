"""What the facts about the term must say, and when they belong on the record."""

from datetime import UTC, date, datetime

import looking
import pytest

from config.process import process, processes
from config.process_file import CourseTerm
from rules.clock.suspension import GroundId
from rules.errors import FactUntimely
from rules.facts import (
    Application,
    Fact,
    HelpEnds,
    ReminderMet,
    TermExtended,
    TermMoved,
    TermResumed,
    TermSuspended,
)
from rules.facts.kind import CLOSED
from rules.facts.remedies.lateness import DefaultNotice
from rules.record.entries import Entry

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)


def suspended(**changes: object) -> TermSuspended:
    given: dict[str, object] = {
        "ground": GroundId.FORCE_MAJEURE,
        "from_on": date(2026, 11, 9),
        "to_on": date(2026, 11, 13),
        "reason": "Door de brand kunnen wij niet bij de dossiers.",
    }
    return TermSuspended(**(given | changes))


def said(fact: Fact) -> dict[str, str]:
    return fact.problems(now=NOW, today=TODAY)


def entries(*facts: Fact) -> tuple[Entry[Fact], ...]:
    return tuple(Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate(facts, 1))


def check(fact: Fact, *before: Fact, closed: bool = False) -> None:
    looking.check(entries(*before), fact, by="sanne", closed=closed)


def refused(fact: Fact, *before: Fact, closed: bool = False) -> str:
    with pytest.raises(FactUntimely) as untimely:
        check(fact, *before, closed=closed)
    return untimely.value.message_nl


def test_a_complete_suspension_is_taken() -> None:
    assert said(suspended()) == {}


LETTER_NL = "Vraag de gegevens op met een brief. De termijn staat dan stil tot de dag die u stelt."
FUTURE_NL = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."
LONG_AGO_NL = "Deze datum ligt meer dan tien jaar terug. Controleer het jaar."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        pytest.param(
            {"to_on": None},
            "to_on",
            "Zonder laatste dag staat de termijn niet stil. Vul in tot en met welke dag.",
            id="without-a-set-term-it-does-not-suspend",
        ),
        pytest.param(
            {"to_on": date(2026, 11, 8)},
            "to_on",
            "De laatste dag ligt voor de eerste. Kies een latere dag.",
            id="reversed",
        ),
        pytest.param(
            {"reason": " "},
            "reason",
            "Schrijf op waarom de termijn stilstaat. Deze tekst komt in de brief.",
            id="without-a-reason",
        ),
        pytest.param({"ground": GroundId.COMPLETION}, "ground", LETTER_NL, id="completion-takes-a-letter"),
        pytest.param({"ground": GroundId.OBJECTION_REPAIR}, "ground", LETTER_NL, id="repair-takes-a-letter"),
        pytest.param(
            {"ground": GroundId.CONSENT},
            "consented_on",
            "Een telefoongesprek is niet genoeg. Vul in op welke dag de inwoner schriftelijk instemde.",
            id="consent-not-in-writing",
        ),
        pytest.param(
            {"ground": GroundId.CONSENT, "consented_on": date(2026, 11, 10)},
            "consented_on",
            FUTURE_NL,
            id="consent-of-tomorrow",
        ),
        pytest.param(
            {"ground": GroundId.FOREIGN},
            "from_on",
            "Kies een dag na vandaag. De termijn staat pas stil vanaf de dag na de brief.",
            id="foreign-before-the-notice",
        ),
    ],
)
def test_a_suspension_that_is_not_sound_says_what_to_do_at_its_field(
    changes: dict[str, object], field: str, sentence: str
) -> None:
    assert said(suspended(**changes)) == {field: sentence}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = said(suspended(ground=GroundId.CONSENT, reason="", to_on=None))
    assert set(found) == {"reason", "to_on", "consented_on"}
    assert set(said(suspended(ground=GroundId.FOREIGN, reason="", to_on=date(2026, 11, 1)))) == {
        "reason",
        "to_on",
        "from_on",
    }


def test_a_suspension_may_last_one_day() -> None:
    assert said(suspended(to_on=date(2026, 11, 9))) == {}


def test_written_consent_and_a_notice_abroad_are_taken() -> None:
    assert said(suspended(ground=GroundId.CONSENT, consented_on=TODAY)) == {}
    assert said(suspended(ground=GroundId.FOREIGN, from_on=date(2026, 11, 10))) == {}


def test_an_extension_needs_a_reason_a_later_day_and_a_notice_that_was_given() -> None:
    sound = TermExtended(to_on=date(2026, 11, 10), reason="Het advies komt later.", notified_on=TODAY)
    assert said(sound) == {}
    poor = TermExtended(to_on=TODAY, reason="", notified_on=date(2026, 11, 10))
    assert said(poor) == {
        "to_on": "Kies een dag na vandaag.",
        "reason": "Schrijf op waarom u meer tijd nodig hebt. Deze tekst komt in de brief.",
        "notified_on": FUTURE_NL,
    }


def happened(day: date) -> list[tuple[str, Fact]]:
    return [
        ("on", TermResumed(suspension=2, on=day)),
        ("received_on", DefaultNotice(received_on=day)),
        ("on", ReminderMet(reminder="voorschot", on=day)),
        ("consented_on", suspended(ground=GroundId.CONSENT, consented_on=day)),
        ("notified_on", TermExtended(to_on=date(2026, 11, 20), reason="Het advies komt later.", notified_on=day)),
    ]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param(date(2026, 11, 10), FUTURE_NL, id="tomorrow"),
        pytest.param(TODAY, "", id="today"),
        pytest.param(date(2016, 11, 1), "", id="ten-years-ago"),
        pytest.param(date(2016, 10, 31), LONG_AGO_NL, id="longer-ago"),
        pytest.param(date(1926, 11, 9), LONG_AGO_NL, id="a-century-ago"),
    ],
)
def test_what_happened_lies_in_the_past_and_not_too_far(day: date, sentence: str) -> None:
    for field, fact in happened(day):
        assert said(fact) == ({field: sentence} if sentence else {})


EXTENSION = TermExtended(to_on=date(2026, 12, 4), reason="x", notified_on=TODAY)


@pytest.mark.parametrize("fact", [suspended(), EXTENSION, DefaultNotice(received_on=TODAY)], ids=lambda f: f.label)
def test_the_term_to_decide_changes_only_after_the_application(fact: Fact) -> None:
    assert refused(fact) == "Er loopt nog geen termijn om te beslissen. Die begint bij de aanvraag."
    check(fact, Application(received_on=TODAY))
    assert refused(fact, Application(received_on=TODAY), closed=True) == CLOSED


def test_what_begins_the_term_to_decide_is_said_by_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    decision = CourseTerm(law="wmo_beschikking", starts="Investigation.visited_on")
    terms = process("wmo").terms | {"decision": decision}
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"terms": terms}))
    assert refused(EXTENSION) == "Er loopt nog geen termijn om te beslissen. Die begint bij het onderzoek."
    stages = {stage.name: stage.why for stage in looking.seen(()).stages}
    assert stages["Voornemen"] == "Kan als het onderzoek er is"


def test_a_term_is_extended_once() -> None:
    told = "Deze termijn is al verlengd. Laat de termijn stilstaan als de inwoner daarmee instemt."
    assert refused(EXTENSION, Application(received_on=TODAY), EXTENSION) == told
    check(suspended(), Application(received_on=TODAY), EXTENSION)


def test_a_suspension_ends_once_and_within_its_days() -> None:
    before = (Application(received_on=TODAY), suspended())
    check(TermResumed(suspension=2, on=date(2026, 11, 10)), *before)
    check(TermResumed(suspension=2, on=date(2026, 11, 13)), *before)
    assert refused(TermResumed(suspension=2, on=date(2026, 11, 9)), *before) == (
        "Deze dag ligt voor het begin van de opschorting. Kies een latere dag."
    )
    assert refused(TermResumed(suspension=2, on=date(2026, 11, 14)), *before) == (
        "Deze opschorting was toen al voorbij. U hoeft niets vast te leggen."
    )
    gone = "Deze opschorting is er niet, of is al beëindigd. Laad de zaak opnieuw."
    for seq in (1, 3):
        assert refused(TermResumed(suspension=seq, on=date(2026, 11, 10)), *before) == gone
    ended = TermResumed(suspension=2, on=date(2026, 11, 10))
    assert refused(TermResumed(suspension=2, on=date(2026, 11, 11)), *before, ended) == gone


@pytest.mark.parametrize(
    "fact", [TermMoved(before_on=TODAY, after_on=TODAY), HelpEnds(until_on=TODAY)], ids=lambda fact: fact.label
)
def test_what_the_system_sees_it_records_itself(fact: Fact) -> None:
    told = "Dit legt het systeem zelf vast, als die dag er is."
    assert refused(fact, Application(received_on=TODAY)) == told
