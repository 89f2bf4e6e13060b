"""A reader of tags gets every word of a letter: Poppler's stops at a sign that a file has to name within its text."""

import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict

import pikepdf
import pytest
import typst
from corpus import PRINTED
from fontTools.ttLib import TTFont

from letters.making import typeset
from letters.making.render import document, on_paper
from letters.writing import signs
from letters.writing.samples import sample
from letters.writing.template import LAYOUT, letter_names

LETTERS = letter_names()
APART = 8
NAMED = re.compile(rb"/ActualText")


@pytest.fixture
def tagged(tmp_path):
    """The text of a PDF as its tags give it, from the heading on; an ignored complaint is about a newer standard."""
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("pdfinfo is not installed (Debian: apt-get install poppler-utils)")

    def text(pdf):
        file = tmp_path / "letter.pdf"
        file.write_bytes(pdf)
        made = subprocess.run([program, "-struct-text", "-enc", "UTF-8", str(file)], check=True, capture_output=True)
        return "".join(re.findall(r'^ *"(.*)"$', made.stdout.decode(), re.MULTILINE))

    return text


def named_within(pdf, tmp_path):
    """How often a PDF says within its text what stands there."""
    file = tmp_path / "named.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as opened:
        return sum(len(NAMED.findall(page.Contents.read_bytes())) for page in opened.pages)


def bare(text):
    return "".join(text.replace("\u200b", "").split())


def lost(said, read):
    return [words for words in (*said.body, *said.head["groet"]) if bare(words) not in bare(read)]


@pytest.mark.parametrize("letter", LETTERS)
def test_its_tags_give_every_word_of_a_letter(letter, tagged):
    said = document(letter, sample(letter))
    read = tagged(on_paper(said).pdf)
    assert lost(said, read) == []
    # Days and amounts as they were written, with the space that does not break.
    assert sum(map(" ".join(said.text).count, "\u00a0")) <= read.count("\u00a0")


def test_signs_that_share_a_glyph_are_told_apart(tagged, tmp_path):
    """Every pair that a font draws alike, beside each other in one letter; not Arabic, which is made of parts."""
    alike = defaultdict(set)
    for file in signs.font_files():
        with TTFont(file, lazy=True) as font:
            for sign, glyph in font["cmap"].getBestCmap().items():
                if sign in signs.printable() and "ARABIC" not in unicodedata.name(chr(sign), "ARABIC"):
                    alike[file.name, glyph].add(chr(sign))
    pairs = {"".join(sorted(each)) for each in alike.values() if len(each) > 1}
    assert {" \u00a0", "-\u2010\u2011"} <= pairs
    spaces = " ".join(f"a{chr(sign)}b" for sign in sorted(signs.printable()) if unicodedata.category(chr(sign)) == "Zs")
    values = sample("wmo/onderzoeksverslag")
    values["verslag"]["conclusie"] = f"{' '.join(sorted(pairs))} {spaces} {'lang' * 20} einde"
    pdf = on_paper(document("wmo/onderzoeksverslag", values)).pdf
    assert named_within(pdf, tmp_path) == 0
    assert "einde" in tagged(pdf)


def test_no_hard_value_is_named_within_the_text(tmp_path):
    """Several in one letter, each far from where it stands in the list: of Arabic and Persian some signs look alike."""
    values, names = sample("wmo/onderzoeksverslag"), list(PRINTED)
    for some in (names[place::APART] for place in range(APART)):
        values["verslag"]["conclusie"] = "\n\n".join(PRINTED[name][0] for name in some)
        assert named_within(on_paper(document("wmo/onderzoeksverslag", values)).pdf, tmp_path) == 0, some


def test_letters_with_a_mark_that_is_no_sign_of_its_own_come_out_as_other_text(tagged, read):
    """Each is held before it is made, but for those that every face of the fonts draws as one; here all are let by."""
    marks = [chr(sign) for sign in range(0x300, 0x370) if sign in signs.printable()]
    letters = [chr(sign) for sign in range(0x41, 0x250) if chr(sign).isalpha()]
    pairs = {unicodedata.normalize("NFC", letter + mark) for letter in letters for mark in marks}
    apart = sorted(pair for pair in pairs if len(pair) > 1 and pair not in signs._WHOLE)

    def right(texts):
        """Those that both readers get as they went in."""
        values = sample("wmo/onderzoeksverslag")
        values[signs.SPELLED] = {f"x{text}x": f"x{text}x" for text in texts}
        values["verslag"]["conclusie"] = "\n\n".join(values[signs.SPELLED])
        pdf = on_paper(document("wmo/onderzoeksverslag", values)).pdf
        found = [unicodedata.normalize("NFC", text) for text in (tagged(pdf), read(pdf))]
        return [text for text in texts if all(f"x{text}x" in one for one in found)]

    assert right(sorted(signs._WHOLE)) == sorted(signs._WHOLE)
    tried = apart[:: len(apart) // 60]
    # Some letters that nobody here writes are in another font, and come right by the way.
    assert len(right(tried)) < len(tried) / 10
    assert right(["m\u0302", "J\u0301", "M\u0300", "\u0254\u0303", "\u1eb9\u0301", "\u0639\u064e"]) == []


def test_with_one_font_alone_the_reader_of_tags_loses_text(monkeypatch, tmp_path, tagged):
    """The guard off: the space that does not break is drawn as the other one."""
    layout = tmp_path / "letter.typ"
    layout.write_text(LAYOUT.read_text("utf-8").replace("font: (apart, ", "font: ("), "utf-8")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(signs.FONTS)])
    compiler = typst.Compiler(str(layout), root=str(tmp_path), font_paths=fonts, ignore_system_fonts=True)
    monkeypatch.setattr(typeset, "_compiler", lambda: compiler)
    said = document("shared/verzoek-aanvulling", sample("shared/verzoek-aanvulling"))
    pdf = on_paper(said).pdf
    assert named_within(pdf, tmp_path) > 0
    assert lost(said, tagged(pdf))
