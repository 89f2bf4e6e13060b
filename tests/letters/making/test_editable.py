"""An editable copy: the same words with real structure, in Dutch, marked, and the same byte for byte."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from letters.making.editable import as_docx
from letters.making.render import document
from letters.writing.document import Document
from letters.writing.samples import sample
from letters.writing.template import letter_names

LETTERS = letter_names()


def made(letter):
    return document(letter, sample(letter))


def opened(said):
    return docx.Document(BytesIO(as_docx(said)))


@pytest.mark.parametrize("letter", LETTERS)
def test_a_copy_says_the_letter_and_nothing_else(letter):
    said = made(letter)
    runs = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in opened(said).element.body.iter(qn("w:p"))]
    title = runs.index(said.head["titel"])
    assert [run for run in runs[title + 1 : -1] if run] == [run for run in said.body if run]
    assert runs[-1] == "".join(said.head["groet"])
    assert "".join(said.head["adres"]) in runs


@pytest.mark.parametrize("letter", LETTERS)
def test_headings_lists_and_tables_are_real(letter):
    said = made(letter)
    file = opened(said)
    headings = [p.text for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [said.head["titel"], *(Document(said.head, [b]).body[0] for b in said.blocks if b["t"] == "h")]
    items = sum(len(block["i"]) for block in said.blocks if "i" in block)
    assert sum(p.style.name in {"List Bullet", "List Number"} for p in file.paragraphs) == items
    assert len(file.tables) == sum(block["t"] == "tb" for block in said.blocks)
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in file.tables)


def test_a_second_numbered_list_counts_from_one_again():
    numbered = {"t": "ol", "i": [[{"t": "p", "c": ["een"]}], [{"t": "p", "c": ["twee"]}]]}
    inner = {
        "t": "ul",
        "i": [[{"t": "p", "c": [{"b": ["binnen"]}, {"br": 1}, {"i": ["in"]}]}, {"t": "p", "c": ["verder"]}]],
    }
    outer = {"t": "ul", "i": [[{"t": "p", "c": ["buiten"]}, inner]]}
    file = opened(Document(made(LETTERS[0]).head, [numbered, numbered, outer]))
    numbers = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert [p.style.name for p in file.paragraphs if p.text in {"binnen\nin", "verder"}] == [
        "List Bullet 2",
        "List Continue 2",
    ]


@pytest.mark.parametrize("letter", LETTERS)
def test_a_copy_says_on_every_page_that_it_is_one(letter):
    said = made(letter)
    header = opened(said).sections[0].header.paragraphs[0].text
    assert header.startswith(f"Bewerkbare kopie van brief {said.head['kenmerk']}.")


def test_a_copy_is_dutch_and_tells_of_nobody():
    said = made("wmo/afwijzing")
    file = opened(said)
    about = file.core_properties
    assert (about.title, about.author, about.language) == (said.head["titel"], "Gemeente Veldhaven", "nl-NL")
    assert {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    with zipfile.ZipFile(BytesIO(as_docx(said))) as parts:
        told = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("docProps/"))
        assert not [name for name in parts.namelist() if "thumbnail" in name]
    for secret in ("Yıldız", "Sanne", "python-docx", "WMO-2026"):
        assert secret.encode() not in told


def test_a_copy_made_again_is_the_same_byte_for_byte():
    for letter in LETTERS:
        assert as_docx(made(letter)) == as_docx(made(letter))
    with zipfile.ZipFile(BytesIO(as_docx(made(LETTERS[0])))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_copy_of_a_large_letter_is_large():
    said = made(LETTERS[0])
    sizes = [opened(each).styles["Normal"].font.size.pt for each in (said, said.enlarged())]
    assert sizes == [11, 18]
