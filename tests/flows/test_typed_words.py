"""What is typed in a letter that decides nothing: no sentence where there is room for a phrase, and prose is read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from plays import Play, report_case
from sqlalchemy.exc import IntegrityError

from letters.writing import takes
from rules import typed_words
from rules.errors import FactInvalid, FactUntimely, RoleMissing, SamePerson
from rules.facts import KINDS, DataRequest, Document, TermExtended
from rules.facts.note import SentenceAgreed, SentenceDoubted
from tasks.cases import recording

pytestmark = pytest.mark.usefixtures("record")

REFUSING = "Wij wijzen uw aanvraag om een traplift af."
HARMLESS = "Uw hulpverlener betalen wij niet vooraf."
ON_THE_LIST = "wmo-07"


@pytest.fixture
def play() -> Play:
    """A case with an application."""
    made = report_case()
    made.days(10).investigate()
    made.days(4).apply()
    return made.days(1)


def request(play: Play, *documents: Document) -> DataRequest:
    return DataRequest(documents=documents, due_on=play.today() + timedelta(days=14))


def later(play: Play, reason: str) -> TermExtended:
    return TermExtended(to_on=play.today() + timedelta(days=60), reason=reason, notified_on=play.today())


def wrong(play: Play, fact: object, *, by: str = "sanne") -> dict[str, str]:
    with pytest.raises(FactInvalid) as refused:
        play.put(fact, by=by)
    return refused.value.problems


@pytest.mark.parametrize(
    ("document", "field"),
    [
        pytest.param(Document(name="Wij wijzen uw aanvraag af", why="voor ons besluit"), "name", id="what"),
        pytest.param(Document(name="een pasfoto", why="U hebt geen recht op hulp"), "why", id="why"),
        pytest.param(
            Document(name="verklaring dat uw hulp stopt", why="voor u"), "name", id="what refuses in a phrase"
        ),
        pytest.param(Document(name="", why="", listed="wmo-16"), "listed", id="what may not be asked"),
        pytest.param(Document(name="kopie van uw BRP-uittreksel", why="voor ons besluit"), "name", id="a register"),
        pytest.param(Document(name="uw medisch dossier", why="voor ons besluit"), "name", id="a medical paper"),
        pytest.param(Document(name="", why="", listed="nergens-1"), "listed", id="what is on no list"),
    ],
)
def test_a_request_for_data_has_no_place_for_a_sentence(play: Play, document: Document, field: str) -> None:
    assert f"documents.0.{field}" in wrong(play, request(play, document))


def test_who_asks_for_what_is_in_a_register_hears_where_it_is(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request(play, Document(name="kopie van uw BRP-uittreksel", why="voor ons besluit"))
    said = wrong(play, asked)["documents.0.name"]
    assert "Dit staat in de BRP." in said
    monkeypatch.setattr(recording, "not_asked", lambda *_, **__: None)
    play.do(asked)
    assert play.letter("verzoek-aanvulling").status == "rendered"


def test_a_listed_document_has_the_words_of_its_list_whatever_came_along(play: Play) -> None:
    play.do(request(play, Document(name=REFUSING, why=REFUSING, listed=ON_THE_LIST)))
    (asked,) = play.letter("verzoek-aanvulling").content["stukken"]
    assert asked["naam"] == "Een kopie van uw huurcontract, of de naam van uw verhuurder"
    assert REFUSING not in str(play.letter("verzoek-aanvulling").document)


def test_without_the_rule_at_recording_the_letter_is_held(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_words, "no_phrases", lambda *_: ())
    play.do(request(play, Document(name=REFUSING.rstrip("."), why="voor ons besluit")))
    letter = play.letter("verzoek-aanvulling")
    assert letter.status == "held"
    assert "zin" in letter.held_because


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads what is typed, where it is recorded and where it is written."""
    monkeypatch.setattr(typed_words, "no_phrases", lambda *_: ())
    monkeypatch.setitem(takes._SHORT, "asked", lambda _: "")


@pytest.mark.usefixtures("unread")
def test_without_both_rules_it_would_go_out(play: Play) -> None:
    play.do(request(play, Document(name="Uw aanvraag is afgewezen", why="voor ons besluit")))
    assert play.letter("verzoek-aanvulling").status == "rendered"


@pytest.mark.usefixtures("unread")
def test_without_both_rules_the_database_refuses_what_it_can_tell(play: Play) -> None:
    with pytest.raises(IntegrityError, match="takes no sentence"):
        play.do(request(play, Document(name=REFUSING.rstrip("."), why="voor ons besluit")))
    assert play.letter("verzoek-aanvulling").status == "queued"


def test_a_sentence_that_refuses_is_named_to_its_author(play: Play) -> None:
    said = wrong(play, later(play, f"Er is veel te doen. {REFUSING}"))["reason"]
    assert f"“{REFUSING}”" in said
    assert "tweede lezer" in said


def test_a_second_reader_may_agree_that_it_refuses_nothing(play: Play) -> None:
    assert "reason" in wrong(play, later(play, HARMLESS))
    play.put(SentenceDoubted(text=HARMLESS, why="Dit gaat over wat wij onderzoeken, niet over de aanvraag."))
    doubt = play.case().version
    with pytest.raises(RoleMissing):
        play.put(SentenceAgreed(doubt=doubt))
    play.put(SentenceAgreed(doubt=doubt), by="karin")
    play.do(later(play, HARMLESS))
    assert play.letter("mededeling-verlenging").status == "rendered"
    # It is about that sentence, and about no other.
    assert "reason" in wrong(play, replace(later(play, REFUSING)))


def test_nobody_agrees_with_a_sentence_of_their_own_nor_with_one_that_is_not_there(play: Play) -> None:
    why = "Dit gaat over wat wij onderzoeken, niet over de aanvraag."
    play.put(SentenceDoubted(text=HARMLESS, why=why), by="jeroen")
    doubt = play.case().version
    with pytest.raises(SamePerson):
        play.put(SentenceAgreed(doubt=doubt), by="jeroen")
    with pytest.raises(FactUntimely):
        play.put(SentenceAgreed(doubt=1), by="karin")
    assert SentenceDoubted(text=" ", why="kort").problems(now=play.now, today=play.today()).keys() == {"text", "why"}


def test_every_field_that_is_read_or_that_holds_a_phrase_is_one_of_its_kind() -> None:
    for kind in KINDS.values():
        assert {*kind.plain, *kind.phrased, *kind.asking} <= {*kind.__dataclass_fields__}
        assert not {*kind.plain} & {*kind.phrased, *kind.asking}
    assert recording.typed_words is typed_words


def test_nobody_agrees_with_what_they_write_themselves(play: Play) -> None:
    """Somebody else put the sentence to them; the reason is theirs all the same."""
    play.put(SentenceDoubted(text=REFUSING, why="Dit is een voorbeeld voor een collega."), by="mo")
    doubt = play.case().version
    play.put(SentenceAgreed(doubt=doubt), by="jeroen")
    assert wrong(play, later(play, REFUSING), by="jeroen")
    play.put(later(play, REFUSING))
