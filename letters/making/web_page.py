"""A letter as one web page for a portal, which loads nothing and runs nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from config.municipality import municipality
from letters.writing.document import Document, foreign

STYLE = Path(__file__).parents[1] / "layout" / "letter.css"
_SPANS = {"b": "strong", "i": "em"}


@dataclass(frozen=True, slots=True)
class Page:
    """The page, and the Content-Security-Policy under which a browser shows it completely."""

    html: str
    policy: str


def as_page(letter: Document) -> Page:
    """The letter as HTML with headings, lists and tables; every value is escaped."""
    head, sender = letter.head, letter.head["afzender"]
    style = _style(head["stijl"]["kleur"])
    policy = f"default-src 'none'; style-src '{_digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    pairs = (*head["gegevens"], ["Afdeling", sender["afdeling"]], *head["contact"])
    html = (
        '<!DOCTYPE html>\n<html lang="nl-NL">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(head['titel'])} - {escape(sender['naam'])}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"<header>{_logo(head['stijl']['logo_tekst'])}<p>{escape(sender['naam'])}</p></header>\n"
        f"<main>\n<p>{_lines(head['adres'])}</p>\n<dl>{''.join(map(_pair, pairs))}</dl>\n"
        f"{_foreign(foreign(head))}<h1>{escape(head['titel'])}</h1>\n{_blocks(letter.blocks)}<p>{_lines(head['groet'])}</p>\n</main>\n"
        f"<footer><p>{escape(', '.join((sender['naam'], *sender['postadres'])))}</p></footer>\n</body>\n</html>\n"
    )
    return Page(html, policy)


@cache
def _style(colour: str) -> str:
    return f"\n:root {{ --huis: {colour} }}\n{STYLE.read_text('utf-8')}"


@cache
def _digest(style: str) -> str:
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def _logo(alt: str) -> str:
    # As an <img>, because SVG inside the page itself could run a script.
    drawn = b64encode(municipality().logo_svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{drawn}" alt="{escape(alt)}">'


def _pair(pair: list[str]) -> str:
    label, value = pair
    return f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"


def _foreign(line: dict[str, str]) -> str:
    return f'<p lang="{line["code"]}" dir="{line["richting"]}">{escape(line["zin"])}</p>\n' if line else ""


def _lines(lines: list[str]) -> str:
    return "<br>".join(map(escape, lines))


def _blocks(blocks: list[Any]) -> str:
    return "".join(f"{_block(block)}\n" for block in blocks)


def _block(block: dict[str, Any]) -> str:
    match block:
        case {"t": "h", "l": level, "c": parts}:
            return f"<h{level + 1}>{_inline(parts)}</h{level + 1}>"
        case {"t": kind, "i": items}:
            return f"<{kind}>{''.join(f'<li>{_item(item)}</li>' for item in items)}</{kind}>"
        case {"h": header, "r": rows, "a": align}:
            return _table(header, rows, align)
        case _:
            return f"<p>{_inline(block['c'])}</p>"


def _item(blocks: list[Any]) -> str:
    alone = len(blocks) == 1 and blocks[0]["t"] == "p"
    return _inline(blocks[0]["c"]) if alone else _blocks(blocks)


def _table(header: list[Any], rows: list[Any], align: list[str]) -> str:
    names = "".join(
        f'<th scope="col"{_side(side)}>{_inline(cell)}</th>' for side, cell in zip(align, header, strict=True)
    )
    lines = (
        "".join(f"<td{_side(side)}>{_inline(cell)}</td>" for side, cell in zip(align, row, strict=True)) for row in rows
    )
    return (
        f"<table><thead><tr>{names}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def _side(side: str) -> str:
    return "" if side == "left" else f' class="{side}"'


def _inline(parts: list[Any]) -> str:
    return "".join(map(_inline_part, parts))


def _inline_part(part: Any) -> str:
    if isinstance(part, str):
        return escape(part)
    kind, inner = next(iter(part.items()))
    return "<br>" if kind == "br" else f"<{_SPANS[kind]}>{_inline(inner)}</{_SPANS[kind]}>"
