"""The table of what a case asks: its words are stored, a course adds to it, and the watch reads it."""

from datetime import UTC, datetime, timedelta

import pytest
from plays import Play
from signals import SIGNAL, signalled

from rules.facts.kind import CONSULTANTS, SECOND_READERS
from tasks import clock
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.watch.term_watch import Kind, look

# Cases on the record carry these words.
STORED = {
    "PLAN": "gesprek plannen",
    "INVESTIGATE": "onderzoek",
    "APPLIED": "onderzoek na de aanvraag",
    "REOPENED": "onderzoek na nieuwe informatie",
    "SIGNATURE": "ondertekend verslag",
    "DATA": "aanvullende gegevens",
    "INTEND": "voornemen",
    "CALL": "telefoongesprek",
    "CALL_BACK": "terugbellen",
    "OTHER_WAY": "gesprek op een andere manier",
    "URGENT": "spoedoverleg",
    "NOT_REACHED": "besluit zonder gesprek",
    "REACTION": "reactie op brief",
    "EXEMPTION": "akkoord op uitzondering",
    "READ_ALONG": "akkoord tweede lezer",
    "LETTER": "brief",
    "REFLECTION": "bedenktijd na intrekking",
    "OBJECTION": "bezwaar",
    "REPLY": "ingebrekestelling-antwoord",
    "DEFAULT": "ingebrekestelling",
    "PENALTY": "dwangsom-loopt",
    "SET_PENALTY": "dwangsom-vaststellen",
    "CALL_PENALTY": "dwangsom-bellen",
}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> dict[str, Ask]:
    """A table of this test's own."""
    monkeypatch.setattr(asks, "TABLE", dict(asks.TABLE))
    return asks.TABLE


def test_the_words_of_the_record_stay_what_they_are() -> None:
    assert {name: getattr(asks, name).word for name in STORED} == STORED
    assert {word: asks.of(word) for word in STORED.values()}.items() <= asks.TABLE.items()


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            asks.words(lambda ask: ask.term == asks.INVESTIGATION),
            {asks.PLAN, asks.INVESTIGATE},
            id="under the term to investigate",
        ),
        pytest.param(
            asks.words(lambda ask: ask.call_in_time),
            {asks.CALL, asks.CALL_BACK, asks.OTHER_WAY, asks.URGENT},
            id="to call in time, but not who was not reached",
        ),
        pytest.param(
            asks.words(lambda ask: ask.by_colleague), {asks.EXEMPTION, asks.READ_ALONG}, id="for a second reader"
        ),
        pytest.param(asks.words(lambda ask: ask.visit), {asks.INVESTIGATE, asks.APPLIED}, id="with a conversation"),
        pytest.param(
            asks.words(lambda ask: ask.still), {asks.DATA, asks.REFLECTION, asks.CONFIRMING}, id="standing still"
        ),
    ],
)
def test_who_asks_the_table_finds_its_rows(found: list[str], expected: set[Ask]) -> None:
    assert set(found) == {ask.word for ask in expected}


def test_a_row_says_who_may_do_it() -> None:
    assert asks.READ_ALONG.roles == SECOND_READERS
    assert asks.CALL.roles == CONSULTANTS
    assert "tweede_lezer" in asks.SET_PENALTY.roles


def test_a_word_followed_by_a_place_is_about_that_place() -> None:
    third = asks.of("bezwaar.3")
    assert (third.label, third.path) == (asks.OBJECTION.label, "geschil/3")
    assert third.word == "bezwaar.3"


@pytest.mark.parametrize("word", ["iets van vroeger", "wmo.weg", "nooit.geweest"])
def test_a_word_that_no_row_has_shows_itself(word: str) -> None:
    shown = asks.of(word)
    assert (shown.label, shown.todo, shown.path) == (word, word, "")


def test_two_rows_cannot_share_a_word(table: dict[str, Ask]) -> None:
    assert asks.add(SIGNAL) is SIGNAL
    # A module that is loaded again brings the same row.
    assert asks.add(SIGNAL) is table[SIGNAL.word]
    with pytest.raises(ValueError, match="aandacht voor een signaal"):
        asks.add(Ask(SIGNAL.word, "Iets anders"))
    assert asks.of(SIGNAL.word) is SIGNAL


def given_on(play: Play, days: int) -> dict[str, int]:
    """What the watch newly warns about, this many days after the report."""
    day = play.today() + timedelta(days=days)
    with clock.at(datetime(day.year, day.month, day.day, 5, 30, tzinfo=UTC)):
        return {kind: count for kind, count in look().given.items() if count}


@pytest.mark.usefixtures("record", "table")
def test_a_course_adds_a_row_that_the_watch_and_prefect_read() -> None:
    asks.add(SIGNAL)
    play = signalled()
    assert min(asks.TABLE) == SIGNAL.word
    assert play.case().waits_for == SIGNAL.word
    assert play.stand.message == "wacht op: aandacht voor een signaal"
    # Two weeks before its end: the term to investigate is warned of later than the term to decide.
    assert given_on(play, 28) == {Kind.HALF: 1}


@pytest.mark.usefixtures("record", "table")
def test_without_its_row_the_same_case_would_be_warned_of_as_one_to_decide() -> None:
    assert given_on(signalled(), 28) == {"dagen-10": 1}
