"""A sign that a PDF gives back otherwise holds the letter before it is made, and a person chooses how it is printed."""

import shutil
import subprocess

import pytest
from plays import Play, report_case
from scenes import scene

from letters.making.plain_text import as_text
from letters.making.web_page import as_page
from letters.writing import signs
from letters.writing.document import Document
from rules.errors import SignApart
from rules.facts.post.held import OnPaper, SpellingChosen
from rules.holds import Hold
from rules.visible import clusters
from store.files import by_digest
from tasks import clock
from tasks.letters.held_letters import retry_letter
from tasks.letters.sending import make_letter

pytestmark = pytest.mark.usefixtures("record")
WORD = "Kam̂ari"
WHY = "De inwoner schrijft het zelf ook zo."


@scene
def reported() -> Play:
    play = report_case(family_name=WORD)
    make(play)
    return play


def make(play: Play) -> str:
    with clock.at(play.now):
        return make_letter(play.letter("ontvangstbevestiging-melding").id)


def chosen(play: Play, choice: OnPaper, spelled: str = "") -> Document:
    """The letter once somebody chose."""
    play.put(SpellingChosen(word=WORD, choice=choice, spelled=spelled, why=WHY))
    with clock.at(play.now):
        retry_letter(play.letter("ontvangstbevestiging-melding").id)
    assert make(play) == "rendered"
    return Document.of(play.letter("ontvangstbevestiging-melding").document)


def read(play: Play) -> str:
    """What a program reads from the PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
    pdf = by_digest.get(play.letter("ontvangstbevestiging-melding").pdf_sha256)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode()


def test_the_letter_is_held_and_says_which_sign_of_which_word() -> None:
    letter = reported().letter("ontvangstbevestiging-melding")
    assert letter.status == "held"
    assert letter.pdf_sha256 is None
    assert letter.held_because.startswith(f"{Hold.SIGN} “m̂” in “{WORD}”. Dat staat in de achternaam van de inwoner.")
    for choice in ("schrijf het woord anders", "de webpagina", "de platte tekst"):
        assert choice in letter.held_because
    assert signs.unchosen(letter.content) == WORD


def test_in_another_spelling_it_goes_and_the_record_keeps_the_name() -> None:
    play = reported()
    said = chosen(play, OnPaper.OTHERWISE, "Kamari")
    paper = read(play)
    assert "Kamari" in paper
    assert not clusters(paper)
    assert WORD not in as_text(said)
    assert play.case().citizen_id
    assert WORD in play.letter("ontvangstbevestiging-melding").content["client"]["adres"][0]


@pytest.mark.parametrize("choice", [OnPaper.WEB_PAGE, OnPaper.PLAIN_TEXT])
def test_left_as_it_is_the_web_page_and_the_text_carry_it_and_the_pdf_does_not(choice: OnPaper) -> None:
    """The guard off, by a person who knows: what a program reads from this PDF is another word."""
    play = reported()
    said = chosen(play, choice)
    assert WORD in as_text(said)
    assert WORD in as_page(said).html
    assert WORD not in read(play)


def test_a_choice_is_about_such_a_word_and_another_spelling_has_no_such_sign() -> None:
    play = report_case()

    def faults(word: str, choice: OnPaper, spelled: str = "", why: str = WHY) -> set[str]:
        fact = SpellingChosen(word=word, choice=choice, spelled=spelled, why=why)
        return set(fact.problems(now=play.now, today=play.today()))

    assert faults(WORD, OnPaper.OTHERWISE, "Kamari") == set()
    assert faults(WORD, OnPaper.WEB_PAGE) == set()
    assert faults("Kamari", OnPaper.WEB_PAGE) == {"word"}
    assert faults(f"{WORD} en meer", OnPaper.WEB_PAGE) == {"word"}
    assert faults(WORD, OnPaper.OTHERWISE) == {"spelled"}
    assert faults(WORD, OnPaper.OTHERWISE, "\u200b") == {"spelled"}
    assert faults(WORD, OnPaper.OTHERWISE, "Kan̂ari") == {"spelled"}
    for spelled in ("Kámari", "Kammari", "kamari"):
        assert faults(WORD, OnPaper.OTHERWISE, spelled) == set(), spelled
    # Nothing else comes into a letter this way.
    for spelled in ("Kamari. Wij wijzen uw aanvraag af", "Kamari afgewezen", "afgewezen", "Kamari.", "Kamari2", "K"):
        assert faults(WORD, OnPaper.OTHERWISE, spelled) == {"spelled"}, spelled
    assert faults(WORD, OnPaper.PLAIN_TEXT, why="\u200b") == {"why"}


def test_another_word_with_that_sign_is_still_held() -> None:
    values = {"a": f"{WORD}, en m̂."}
    assert signs.clean_values(values | {signs.SPELLED: {WORD: "Kamari", "m̂": "m"}})["a"] == "Kamari, en m."
    with pytest.raises(SignApart) as held:
        signs.clean_values(values | {signs.SPELLED: {WORD: "Kamari"}})
    assert (held.value.field, held.value.sign, held.value.word) == ("a", "m̂", "m̂")
