"""A letter that takes no prose has no sentence where somebody typed a phrase, as far as the database can tell."""

from __future__ import annotations

import json

import pytest
from everything import SENTENCES
from hypothesis import given
from hypothesis import strategies as st
from scene import LATER, PLAIN, SHA, fact, letter, literal
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError

from config.reading import phrases
from letters.writing.template import letter_names
from rules.phrases import FIRST
from store.guards import gate, triggers
from tasks.safekeeping.release import letter_kinds
from tools.refusals import lines

MADE = f"UPDATE letter SET status = 'rendered', pdf_sha256 = '{SHA}', pages = 1, rendered_at = {LATER} WHERE id = 50"
FAIR = ("een kopie van uw huurcontract, niet ouder dan 3 maanden", "u en uw dochter", "wijze van betalen", "", None)
SIGNS = "".join(map(chr, gate._UNSEEN)) + "?"


ABOUT = {"shared/verzoek-aanvulling": "DataRequest", "wmo/ontvangstbevestiging-melding": "Report"}


def queue(connection: Connection, name: str, content: object) -> None:
    told = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    own = {"id": 50, "number": 50, "about": 50, "name": name, "content": told}
    connection.exec_driver_sql(fact(7050, 1, ABOUT[name], seq=50))
    connection.exec_driver_sql(letter(1, None, **PLAIN | own))


def asked(named: object) -> dict[str, object]:
    return {"stukken": [{"naam": "een pasfoto", "waarom": "om te zien wie u bent"}, {"naam": named}]}


@pytest.mark.parametrize("named", SENTENCES)
def test_a_letter_with_a_sentence_for_a_phrase_is_not_made(staged: Connection, named: object) -> None:
    with staged.begin_nested():
        queue(staged, "shared/verzoek-aanvulling", asked(named))
    with pytest.raises(IntegrityError, match="takes no sentence"), staged.begin_nested():
        staged.exec_driver_sql(MADE)
    with staged.begin_nested():
        triggers.drop(staged, "letter_typed")
        staged.exec_driver_sql(MADE)


@pytest.mark.parametrize("written", ['{{"stukken":[{{"na\\u0061m":"{}"}}]}}', '{{"st\\u0075kken":[{{"naam":"{}"}}]}}'])
def test_a_name_that_is_written_with_an_escape_hides_no_sentence(staged: Connection, written: str) -> None:
    with staged.begin_nested():
        queue(staged, "shared/verzoek-aanvulling", written.format(SENTENCES[0]))
    with pytest.raises(IntegrityError, match="takes no sentence"), staged.begin_nested():
        staged.exec_driver_sql(MADE)


@pytest.mark.parametrize("named", FAIR)
def test_a_letter_with_phrases_is_made(staged: Connection, named: object) -> None:
    with staged.begin_nested():
        queue(staged, "shared/verzoek-aanvulling", asked(named))
        staged.exec_driver_sql(MADE)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("wmo/ontvangstbevestiging-melding", {"melding": {"vraag": "Wij wonen hoog?"}}, id="a quotation"),
        pytest.param("shared/verzoek-aanvulling", {"zaak": {"naam": "Wij helpen"}}, id="nobody typed it"),
        pytest.param("shared/verzoek-aanvulling", {}, id="nothing"),
    ],
)
def test_what_is_no_phrase_is_left_alone(staged: Connection, name: str, content: object) -> None:
    with staged.begin_nested():
        queue(staged, name, content)
        staged.exec_driver_sql(MADE)


def test_each_phrase_of_a_letter_without_prose_comes_with_it() -> None:
    typed = {name: paths for name, _, decides, prose, paths in letter_kinds() if not decides and not prose}
    assert typed["shared/verzoek-aanvulling"] == ("stukken[].naam", "stukken[].waarom")
    assert typed["shared/overdracht"] == ("overdracht.to", "overdracht.contact", "overdracht.why", "overdracht.along")
    assert not any(paths for name, _, decides, prose, paths in letter_kinds() if decides or prose)
    assert {name for name, *_ in letter_kinds()} == {*letter_names()}


def is_phrase(connection: Connection, text: str) -> bool:
    """Whether the database would take it."""
    return bool(connection.exec_driver_sql(f"SELECT {gate._is_phrase(literal(text))}").scalar())


ODD = ("u", "U", "en", "of", "pasfoto", "uw", "(echt?)", "een", "Wijk", "geen", "3.")
WORDS = st.sampled_from((*FIRST, *ODD, *SIGNS[:6]))
TEXTS = st.one_of(
    st.sampled_from(lines("dev", "phrases")),
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    st.text(st.characters(exclude_characters="\x00'", exclude_categories=["Cs"]), max_size=95),
)


@given(TEXTS)
def test_what_the_rules_let_through_the_database_does_too(text: str) -> None:
    rule = phrases()
    with create_engine("sqlite://").connect() as connection:
        if not rule.sentence(text) or not rule.no_name(text):
            assert is_phrase(connection, text)
