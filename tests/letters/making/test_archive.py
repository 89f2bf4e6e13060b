"""One file for paper and archive: accessible, lasting, and the same byte for byte."""

import hashlib
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

import pikepdf
import pytest
import typst

from letters.making import typeset
from letters.making.render import document, render
from letters.writing import signs
from letters.writing.samples import sample
from letters.writing.template import LAYOUT, letter_names
from rules.errors import FontsMissing, TypesettingFailed

LETTERS = letter_names()


@pytest.fixture
def opened(tmp_path):
    def open_pdf(letter):
        file = tmp_path / "letter.pdf"
        file.write_bytes(render(letter, sample(letter)).pdf)
        return pikepdf.open(file)

    return open_pdf


def tags(node, found=None):
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for child in node:
            tags(child, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node.S))
        if "/K" in node:
            tags(node.K, found)
    return found


def test_a_pdf_without_tags_is_found_out(vera, tmp_path):
    """The guard off: the same letter made without a standard and without tags does not pass."""
    made = document(LETTERS[0], sample(LETTERS[0]))
    bare = typeset._compiler().compile(sys_inputs=made.inputs, format="pdf", pdf_tags=False, timestamp=made.made_at)
    file = tmp_path / "bare.pdf"
    file.write_bytes(bare)
    assert len(vera([file])[file]) == 2


@pytest.mark.parametrize("letter", LETTERS)
def test_a_screen_reader_knows_the_language_the_title_and_the_order(letter, opened):
    with opened(letter) as pdf:
        assert pdf.Root.Lang == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert len(str(pdf.docinfo.Title)) > 10
        read = tags(pdf.Root.StructTreeRoot.K)
    assert read.count("/H1") == 1
    assert read.index("/Figure") < read.index("/H1") < read.index("/H2")
    levels = [int(tag[2]) for tag in read if tag[:2] == "/H" and tag[2:].isdigit()]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_table_has_headings(opened):
    with opened("shared/verzoek-aanvulling") as pdf:
        read = tags(pdf.Root.StructTreeRoot.K)
    assert read.count("/TH") == 2
    assert "/THead" in read


def test_the_title_holds_no_name(opened):
    for letter in LETTERS:
        with opened(letter) as pdf:
            assert "Yıldız" not in str(pdf.docinfo.Title) + str(pdf.open_metadata())


@pytest.mark.parametrize("letter", LETTERS)
def test_the_pages_that_a_letter_tells_of_are_those_it_has(letter, opened):
    with opened(letter) as pdf:
        assert render(letter, sample(letter)).pages == len(pdf.pages)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_made_again_is_the_same_byte_for_byte(letter):
    one, two = render(letter, sample(letter)), render(letter, sample(letter))
    assert one.pdf == two.pdf
    assert one.sha256 == hashlib.sha256(one.pdf).hexdigest()


def test_another_process_makes_the_same_bytes():
    code = (
        "from letters.making.render import render; from letters.writing.samples import sample;"
        "from letters.writing.template import letter_names;"
        "print(*[render(letter, sample(letter)).sha256 for letter in letter_names()])"
    )
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert made.stdout.split() == [render(letter, sample(letter)).sha256 for letter in LETTERS]


def test_another_letter_date_makes_other_bytes():
    letter = "shared/bevestiging-afspraak"
    values = sample(letter)
    before = render(letter, values)
    values["brief"]["datum"] = "2026-11-24"
    assert render(letter, values).sha256 != before.sha256


def digest(letter):
    return render(letter, sample(letter)).sha256


def test_threads_may_render_at_the_same_time():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(digest, LETTERS * 3))
    assert made == [digest(letter) for letter in LETTERS] * 3


def test_without_the_turn_threads_trip_over_the_compiler(monkeypatch):
    """The guard off: two threads at one compiler end in a panic or a refusal."""

    class NoTurn:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(typeset, "_turn", NoTurn())
    with ThreadPoolExecutor(8) as pool:
        made = [pool.submit(digest, LETTERS[place % len(LETTERS)]) for place in range(80)]
        faults = [job.exception() for job in made if job.exception()]
    assert any("borrowed" in str(fault) for fault in faults)


def test_a_process_pool_may_render():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(digest, LETTERS[:2])) == [digest(letter) for letter in LETTERS[:2]]


def test_a_warning_of_typst_fails_the_letter(monkeypatch, tmp_path):
    text = LAYOUT.read_text("utf-8")
    layout = tmp_path / "letter.typ"
    layout.write_text(text.replace('"Source Sans 3"', '"Bestaat Niet"'), "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(signs.FONTS)])
    compiler = typst.Compiler(str(layout), root=str(tmp_path), font_paths=fonts, ignore_system_fonts=True)
    monkeypatch.setattr(typeset, "_compiler", lambda: compiler)
    with pytest.raises(TypesettingFailed) as refused:
        render(LETTERS[0], sample(LETTERS[0]))
    assert refused.value.warnings > 0


def test_a_font_that_is_not_there_would_give_a_blank_letter(tmp_path, read):
    """The guard off: Typst itself makes a valid letter without one word of text."""
    text = LAYOUT.read_text("utf-8")
    layout = tmp_path / "letter.typ"
    for family in ("Source Sans 3", "Noto Sans Arabic", "Noto Sans"):
        text = text.replace(f'"{family}"', '"Bestaat Niet"')
    layout.write_text(text, "utf-8")
    compiler = typst.Compiler(str(layout), root=str(tmp_path), font_paths=[str(signs.FONTS)], ignore_system_fonts=True)
    made = document(LETTERS[0], sample(LETTERS[0]))
    pdf, warnings = compiler.compile_with_warnings(sys_inputs=made.inputs, format="pdf", timestamp=made.made_at)
    assert warnings
    assert "Beste" not in read(pdf)


def test_what_typst_refuses_is_refused_without_its_words(monkeypatch):
    monkeypatch.setattr(signs, "printable", lambda: frozenset(range(0x110000)))
    values = sample(LETTERS[0])
    values["client"]["aanhef"] = "mevrouw 😀"
    with pytest.raises(TypesettingFailed) as refused:
        render(LETTERS[0], values)
    assert "😀" not in str(refused.value)
    assert "Er is niets verstuurd" in refused.value.message_nl


def test_without_fonts_the_message_says_how_to_fetch_them(monkeypatch, tmp_path):
    monkeypatch.setattr(signs, "FONTS", tmp_path)
    with pytest.raises(FontsMissing, match="FontsMissing") as refused:
        signs.font_files()
    assert "make install" in refused.value.message_nl
