"""One line in the language of who reads a letter: in every letter and every format, named as that language."""

import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from config.municipality import municipality
from letters.making.editable import as_docx
from letters.making.plain_text import as_text
from letters.making.render import document, on_paper
from letters.making.web_page import as_page
from letters.writing.samples import sample
from letters.writing.template import letter_names

RECEIPT = "wmo/ontvangstbevestiging-melding"


def made(letter, language):
    return document(letter, sample(letter) | {"taal": municipality().line_for(language)})


def languages(pdf):
    """The languages that a PDF names for its parts, beside that of the whole."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        named = {str(one["/Lang"]) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
        return named - {str(opened.Root["/Lang"])}


@pytest.mark.parametrize("letter", letter_names())
def test_every_letter_has_the_line_above_its_title_and_says_the_rest_as_before(letter):
    plain, foreign = made(letter, "Nederlands"), made(letter, "Turks")
    line = municipality().line_for("Turks")["zin"]
    assert line not in plain.text
    assert foreign.text.index(line) + 1 == foreign.text.index(foreign.head["titel"])
    assert [said for said in foreign.text if said != line] == list(plain.text)


@pytest.mark.parametrize(
    ("language", "code", "way"), [("Arabisch", "ar", "rtl"), ("Dari", "fa", "rtl"), ("Oekraïens", "uk", "ltr")]
)
def test_each_format_names_the_language_and_the_way_it_runs(language, code, way, read):
    letter = made(RECEIPT, language)
    line = municipality().line_for(language)["zin"]
    assert f'<p lang="{code}" dir="{way}">{line}</p>' in as_page(letter).html
    assert line in as_text(letter)
    with ZipFile(BytesIO(as_docx(letter))) as file:
        body = file.read("word/document.xml").decode()
    assert f'<w:lang w:val="{code}" w:bidi="{code}"/>' in body
    assert ("<w:rtl/>" in body) == ("<w:bidi/>" in body) == (way == "rtl")
    pdf = on_paper(letter).pdf
    assert languages(pdf) == {code}
    assert "085 000 04 00" in read(pdf).replace("\u00a0", " ")


def test_a_letter_in_dutch_names_no_other_language():
    letter = made(RECEIPT, "Nederlands")
    assert languages(on_paper(letter).pdf) == set()
    assert len(re.findall(r"\blang=", as_page(letter).html)) == 1


def test_a_letter_from_before_has_no_such_line():
    kept = made(RECEIPT, "Turks")
    del kept.head["taal"]
    assert languages(on_paper(kept).pdf) == set()
    assert (
        kept.text[: kept.text.index(kept.head["titel"])]
        == made(RECEIPT, "Nederlands").text[: kept.text.index(kept.head["titel"])]
    )
