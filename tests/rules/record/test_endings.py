"""What ends a case without a decision takes two people, and can turn out not to be so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.errors import SamePerson
from rules.facts import Fact
from rules.facts.ends import (
    Death,
    DeathConfirmed,
    DeathMistaken,
    DeathSource,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from rules.record import endings
from rules.record.entries import Entry

TODAY = date(2026, 10, 5)
NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DIED = Death(died_on=TODAY, source=DeathSource.REGISTER, told="Bericht 12.", message_on=TODAY)
SURE = DeathConfirmed(how="Gezien in de BRP.")
ALIVE = DeathMistaken(reason="De inwoner belde zelf en leeft nog.")
GONE = HandedOver(to="Tiel", contact="het loket", handed_on=TODAY, why="uw verhuizing", along="uw hele dossier")
THERE = HandOverConfirmed(how="Gebeld met het loket.")
HERE = HandOverRevoked(reason="De inwoner verhuist toch niet.")
ENDS = [
    pytest.param(DIED, SURE, ALIVE, endings.death, endings.established, id="a death"),
    pytest.param(GONE, THERE, HERE, endings.handed_over, endings.agreed, id="a hand-over"),
]


def on_record(*said: tuple[Fact, str]) -> tuple[Entry[Fact], ...]:
    return tuple(
        Entry(id=at, seq=at, fact=fact, by=by, at=NOW + timedelta(hours=at)) for at, (fact, by) in enumerate(said, 1)
    )


@pytest.mark.parametrize(("told", "second", "undone", "found", "certain"), ENDS)
def test_an_end_counts_from_the_word_of_a_second_person(told, second, undone, found, certain):
    record = on_record((told, "sanne"), (second, "sanne"), (second, "karin"), (second, "els"))
    assert found(record) is record[0]
    assert certain(record[:2], record[0]) is None
    assert certain(record, record[0]) is record[2]
    before = on_record((second, "karin"), (told, "sanne"))
    assert certain(before, before[1]) is None


@pytest.mark.parametrize(("told", "second", "undone", "found", "certain"), ENDS)
def test_what_was_undone_is_told_and_confirmed_anew(told, second, undone, found, certain):
    assert found(()) is None
    record = on_record((told, "sanne"), (second, "karin"), (undone, "sanne"), (told, "mo"))
    assert found(record[:3]) is None
    assert found(record) is record[3]
    assert certain(record, record[3]) is None


@pytest.mark.parametrize(("told", "second", "undone", "found", "certain"), ENDS)
def test_nobody_confirms_their_own_word(told, second, undone, found, certain):
    record = on_record((told, "sanne"))
    with pytest.raises(SamePerson):
        endings.confirmed(second, record, "sanne")
    endings.confirmed(second, record, "karin")
    endings.confirmed(second, (), "sanne")
