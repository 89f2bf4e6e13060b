"""A letter as a word-processor file, for the rare case that somebody must edit its text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as File
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from letters.writing.document import Document, foreign

LANGUAGE = "nl-NL"
FONT = "Arial"
_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_DEEPEST_LIST = 3
_DEEPEST_HEADING = 9
# The earliest year that a ZIP file can hold; a fixed moment makes the bytes the same every time.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def as_docx(letter: Document) -> bytes:
    """The letter as a .docx with real headings, lists and tables, marked on every page as a copy."""
    head = letter.head
    file = docx.Document()
    _style(file, letter)
    _describe(file, letter)
    _mark(file, head)
    file.add_paragraph(head["afzender"]["naam"]).runs[0].bold = True
    _lines(file.add_paragraph(), head["adres"])
    pairs = (*head["gegevens"], ["Afdeling", head["afzender"]["afdeling"]], *head["contact"])
    _lines(file.add_paragraph(), [f"{label}: {value}" for label, value in pairs])
    _foreign(file, foreign(head))
    file.add_heading(head["titel"], level=1)
    _blocks(file, file, letter.blocks, 1)
    _lines(file.add_paragraph(), head["groet"])
    return _same_bytes(file)


def _foreign(file: File, line: dict[str, str]) -> None:
    """The line for who cannot read the rest, in its own language and direction."""
    if not line:
        return
    paragraph = file.add_paragraph()
    run = paragraph.add_run(line["zin"])
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), line["code"])
    language.set(qn("w:bidi"), line["code"])
    marks = run._r.get_or_add_rPr()  # noqa: SLF001
    if line["richting"] == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
        marks.append(OxmlElement("w:rtl"))
    marks.append(language)


def _blocks(file: File, place: Any, blocks: list[Any], depth: int) -> None:
    for block in blocks:
        match block:
            case {"t": "h", "l": level, "c": parts}:
                _inline(file.add_heading(level=min(level + 1, _DEEPEST_HEADING)), parts)
            case {"t": kind, "i": items}:
                _list(file, kind, items, depth)
            case {"h": header, "r": rows}:
                _table(file, header, rows)
            case _:
                _inline(place.add_paragraph(), block["c"])


def _list(file: File, kind: str, items: list[Any], depth: int) -> None:
    level = min(depth, _DEEPEST_LIST)
    style = _LISTS[kind] if level == 1 else f"{_LISTS[kind]} {level}"
    number = _new_numbers(file, style) if kind == "ol" else None
    for item in items:
        for place, block in enumerate(item):
            if "i" in block:
                _list(file, block["t"], block["i"], depth + 1)
                continue
            paragraph = file.add_paragraph(style=style if place == 0 else f"List Continue {level}".removesuffix(" 1"))
            _inline(paragraph, block["c"])
            if number is not None and place == 0:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number  # noqa: SLF001


def _new_numbers(file: File, style: str) -> int:
    """A new numbered list that starts at one; otherwise each list would continue where the last one ended."""
    numbering = file.part.numbering_part.element
    used = file.styles[style].element.pPr.numPr.numId.val
    kept = next(num for num in numbering.num_lst if num.numId == used)
    fresh = numbering.add_num(kept.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _table(file: File, header: list[Any], rows: list[Any]) -> None:
    table = file.add_table(rows=1, cols=len(header), style="Table Grid")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001
    for cell, parts in zip(table.rows[0].cells, header, strict=True):
        _cell(cell, [{"b": parts}])
    for row in rows:
        for cell, parts in zip(table.add_row().cells, row, strict=True):
            _cell(cell, parts)
    file.add_paragraph()


def _cell(cell: _Cell, parts: list[Any]) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    _inline(paragraph, parts)


def _inline(paragraph: Paragraph, parts: list[Any], *, bold: bool = False, italic: bool = False) -> None:
    for part in parts:
        if isinstance(part, str):
            run = paragraph.add_run(part)
            run.bold, run.italic = bold or None, italic or None
        elif "br" in part:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        else:
            kind, inner = next(iter(part.items()))
            _inline(paragraph, inner, bold=bold or kind == "b", italic=italic or kind == "i")


def _lines(paragraph: Paragraph, lines: list[str]) -> None:
    for place, line in enumerate(lines):
        if place:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(line)


def _style(file: File, letter: Document) -> None:
    """Set A4, a font every word processor has, the house colour, and Dutch for spell checkers and screen readers."""
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    colour = RGBColor.from_string(letter.head["stijl"]["kleur"].removeprefix("#"))
    points = 18 if letter.large else 11
    file.styles["Normal"].font.size = Pt(points)
    for name in ("Normal", *(f"Heading {level}" for level in range(1, _DEEPEST_HEADING + 1))):
        style = file.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        style.font.name = FONT
        if name != "Normal":
            style.font.color.rgb, style.font.italic = colour, False
            style.font.size = Pt(points + max(0, 6 - 2 * int(name[-1])))
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _describe(file: File, letter: Document) -> None:
    """The document properties: what it is, its sender and its date, but no person's name."""
    about = file.core_properties
    about.title, about.author = letter.head["titel"], letter.head["afzender"]["naam"]
    about.last_modified_by, about.language, about.comments = letter.head["afzender"]["naam"], LANGUAGE, ""
    about.created = about.modified = letter.made_at.replace(tzinfo=None)
    about.revision = 1


def _mark(file: File, head: dict[str, Any]) -> None:
    page = file.sections[0]
    page.header.paragraphs[
        0
    ].text = f"Bewerkbare kopie van brief {head['kenmerk']}. De brief zelf is de pdf in het dossier."
    page.footer.paragraphs[0].text = ", ".join((head["afzender"]["naam"], *head["afzender"]["postadres"]))


def _same_bytes(file: File) -> bytes:
    """The file without its thumbnail, and with one fixed moment for every part."""
    package = file.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(name)
    made, same = BytesIO(), BytesIO()
    file.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(parts.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            kept.writestr(zipfile.ZipInfo(name, _LONG_AGO), parts.read(name), zipfile.ZIP_DEFLATED)
    return same.getvalue()
