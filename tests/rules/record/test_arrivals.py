"""What came in is asked until somebody looked, and asked again where it counts from a later day."""

from datetime import UTC, date, datetime

import pytest

from rules.facts import Fact, Note
from rules.facts.arrival.contact import ContactDiffers, ContactSettled, Counts
from rules.facts.arrival.misfit import Misfit, MisfitSettled
from rules.record.entries import Entry, Facts
from rules.record.reminders import open_contacts, open_misfit, settled_by

NOW, TODAY, LATER = datetime(2026, 9, 28, 8, 0, tzinfo=UTC), date(2026, 9, 28), date(2026, 10, 8)
MISFIT, LOOKED = Misfit(fields=(("bsn", "Dit klopt niet."),)), MisfitSettled(done="Gebeld.")
MOVED = ContactDiffers(street="Meir", number="1", city="Gent", country="België", knew=("Lindelaan 4",))
CALLS = ContactDiffers(phone="06 00 00 09 09", knew=("06 00 00 01 02",))


def settled(counts: Counts = Counts.GIVEN, from_on: date = TODAY, *, planned: bool = False) -> ContactSettled:
    return ContactSettled(counts=counts, from_on=from_on, source="Gebeld.", planned=planned)


def recorded(*facts: Fact) -> Facts:
    return Facts(Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate(facts, 1))


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param((), 0, id="everything-fitted"),
        pytest.param((MISFIT, Note(text="Gezien.")), 1, id="a-note-is-no-answer"),
        pytest.param((MISFIT, LOOKED), 0, id="somebody-looked"),
        pytest.param((MISFIT, LOOKED, MISFIT), 3, id="something-else-since"),
    ],
)
def test_what_did_not_fit_is_asked_until_somebody_looked(facts: tuple[Fact, ...], asked: int) -> None:
    found = open_misfit(recorded(*facts))
    assert (found.seq if found else 0) == asked


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        pytest.param((), None, id="nothing-differs"),
        pytest.param((MOVED,), (1, None), id="another-address"),
        pytest.param((MOVED, settled()), None, id="it-counts"),
        pytest.param((MOVED, settled(Counts.KNOWN)), None, id="ours-counts"),
        pytest.param((MOVED, settled(from_on=LATER, planned=True)), (1, LATER), id="it-counts-later"),
        pytest.param((MOVED, settled(from_on=LATER, planned=True), settled()), None, id="that-day-came"),
    ],
)
def test_another_address_is_asked_until_somebody_looked(
    facts: tuple[Fact, ...], asked: tuple[int, date | None] | None
) -> None:
    found = [(entry.seq, again_on) for entry, again_on in open_contacts(recorded(*facts))]
    assert found == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("differs", "fact", "changes"),
    [
        pytest.param(
            MOVED,
            settled(),
            {"street": "Meir", "number": "1", "postcode": "", "city": "Gent", "country": "België"},
            id="an-address-as-a-whole",
        ),
        pytest.param(CALLS, settled(), {"phone": "06 00 00 09 09"}, id="a-number-alone"),
        pytest.param(MOVED, settled(Counts.KNOWN), {}, id="ours"),
        pytest.param(MOVED, settled(from_on=LATER, planned=True), {}, id="not-yet"),
    ],
)
def test_what_counts_today_is_what_we_know_from_now_on(
    differs: ContactDiffers, fact: ContactSettled, changes: dict[str, str]
) -> None:
    assert settled_by(recorded(differs), fact) == changes
    assert settled_by(recorded(), fact) == {}


def test_what_was_given_and_what_we_knew_stand_beside_each_other() -> None:
    assert MOVED.told == ("Nu opgegeven: Meir 1, Gent, België", "Bij ons bekend: Lindelaan 4")
    assert ContactDiffers(email="a@b.example").told[1] == "Bij ons bekend: niets"
    assert (MOVED.moves, CALLS.moves) == (True, False)


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        pytest.param(settled(), [], id="today"),
        pytest.param(settled(from_on=LATER), [], id="soon"),
        pytest.param(settled(from_on=date(2027, 12, 1)), ["from_on"], id="too-far-off"),
        pytest.param(settled(from_on=date(2016, 1, 1)), ["from_on"], id="long-ago"),
        pytest.param(ContactSettled(counts=Counts.KNOWN, from_on=TODAY, source=" "), ["source"], id="no-source"),
        pytest.param(MisfitSettled(done="…"), ["done"], id="nothing-done"),
        pytest.param(LOOKED, [], id="done"),
    ],
)
def test_an_answer_says_how_we_know_and_from_a_day_that_can_be(fact: Fact, wrong: list[str]) -> None:
    assert list(fact.problems(now=NOW, today=TODAY)) == wrong
