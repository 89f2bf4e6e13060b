"""A letter in large print: 18 points for all that is read, and an address that stays in its window."""

import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from letters.making.render import MOST_LARGE_PAGES, MOST_PAGES, document, on_paper, render
from letters.writing.samples import sample
from letters.writing.template import letter_names
from rules.errors import LetterTooLong

LETTERS = letter_names()
POINTS = 18
ADDRESS = 11
FOOT = 16


def sizes(pdf):
    """Every size of letter in a PDF, in points."""
    found = set()
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) == "Tf":
                    found.add(round(float(instruction.operands[1]), 1))
    return found


def large(letter):
    values = sample(letter)
    values["brief"]["groot"] = True
    return values


@pytest.fixture
def places(tmp_path):
    """Where the words of an address stand on the first page."""

    def of(pdf, words):
        file = tmp_path / "letter.pdf"
        file.write_bytes(pdf)
        made = subprocess.run(["pdftotext", "-l", "1", "-bbox", str(file), "-"], check=True, capture_output=True)
        boxes = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', made.stdout.decode())
        return [(float(x), float(y), word) for x, y, word in boxes if word in words][: len(words)]

    return of


@pytest.mark.parametrize("letter", LETTERS)
def test_all_that_is_read_is_at_least_18_points(letter):
    assert min(sizes(render(letter, sample(letter)).pdf)) < ADDRESS
    assert {size for size in sizes(render(letter, large(letter)).pdf) if size < POINTS} <= {ADDRESS, FOOT, 17}


@pytest.mark.parametrize("letter", LETTERS)
def test_large_print_says_the_same(letter, read):
    said = document(letter, sample(letter))
    paper = re.sub(r"\s", "", read(on_paper(said.enlarged()).pdf))
    for run in (*said.body, *said.head["groet"], *said.head["adres"], said.head["afzender"]["bezoekadres"][0]):
        words = re.sub(r"\s", "", run)
        # A paragraph may run over a page, past the footer.
        assert words in paper or (words[:15] in paper and words[-15:] in paper), run


def test_the_address_stands_where_it_stood(read, places):
    del read
    letter = LETTERS[0]
    words = " ".join(sample(letter)["client"]["adres"]).split()
    usual, big = (places(render(letter, values(letter)).pdf, words) for values in (sample, large))
    assert len(usual) == len(words)
    assert usual == big


def test_who_asked_for_large_print_gets_what_can_be_asked_for_once():
    for letter in LETTERS:
        assert render(letter, large(letter)).pdf == on_paper(document(letter, sample(letter)).enlarged()).pdf


def test_a_long_word_stays_on_the_paper_in_large_print(reach):
    values = large("wmo/ontvangstbevestiging-melding")
    values["melding"]["vraag"] = "Ŵ" * 60 + " " + "Ŵ" * 28
    values["consulent"]["email"] = "annemarie.vanderberg-oosterwijk.wijkteam-noord@sociaaldomein.veldhaven.example"
    assert reach(render("wmo/ontvangstbevestiging-melding", values).pdf) < 530


def test_large_print_may_have_more_pages():
    letter = "shared/bevestiging-gesprek"
    values = large(letter)
    values["gesprek"]["besproken"] = values["gesprek"]["afspraken"] = "Wij spraken lang.\n\n" * 150
    assert MOST_PAGES < render(letter, values).pages <= MOST_LARGE_PAGES
    values["gesprek"]["besproken"] = values["gesprek"]["afspraken"] = "Wij spraken lang.\n\n" * 900
    with pytest.raises(LetterTooLong):
        render(letter, values)
