"""From the Markdown of a template to a tree of blocks, with the values still in their slots."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from rules.errors import TemplateBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_RULES = ["heading", "list", "emphasis", "table", "newline", "escape"]
_MARKDOWN = MarkdownIt("zero", {"html": False, "typographer": False}).enable(_RULES)
_ALIGN = {"text-align:right": "right", "text-align:center": "center"}
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
_CLOSERS = {"bullet_list_close", "ordered_list_close", "list_item_close"}
_SPANS = {"strong_open": "b", "em_open": "i"}


@lru_cache(maxsize=512)
def skeleton(markdown: str) -> str:
    """The blocks of a text as JSON, with open slots.

    Letters that differ only in their values share it, and it contains no values itself.
    """
    return json.dumps(_tree(_MARKDOWN.parse(markdown)), ensure_ascii=False, separators=(",", ":"))


def _inline(token: Token) -> list[Any]:
    root: list[Any] = []
    open_spans = [root]
    for part in token.children or ():
        if part.type in {"text", "text_special"}:
            _add_text(open_spans[-1], part.content)
        elif part.type == "softbreak":
            _add_text(open_spans[-1], " ")
        elif part.type == "hardbreak":
            open_spans[-1].append({"br": 1})
        elif part.type in _SPANS:
            inner: list[Any] = []
            open_spans[-1].append({_SPANS[part.type]: inner})
            open_spans.append(inner)
        else:
            open_spans.pop()
    return root


def _add_text(span: list[Any], text: str) -> None:
    if span and isinstance(span[-1], str):
        span[-1] += text
    elif text:
        span.append(text)


def _tree(tokens: Sequence[Token]) -> list[Any]:
    root: list[Any] = []
    levels = [root]
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            levels[-1].append({"t": "h", "l": int(token.tag[1]), "c": _inline(tokens[place + 1])})
            place += 2
        elif token.type == "paragraph_open":
            levels[-1].append({"t": "p", "c": _inline(tokens[place + 1])})
            place += 2
        elif token.type in _LISTS:
            block: dict[str, Any] = {"t": _LISTS[token.type], "i": []}
            levels[-1].append(block)
            levels.append(block["i"])
        elif token.type == "list_item_open":
            item: list[Any] = []
            levels[-1].append(item)
            levels.append(item)
        elif token.type in _CLOSERS:
            levels.pop()
        else:
            # Of the rules we enable, only a table remains.
            table, place = _table(tokens, place)
            levels[-1].append(table)
        place += 1
    return root


def _table(tokens: Sequence[Token], place: int) -> tuple[dict[str, Any], int]:
    rows: list[list[Any]] = []
    align: list[str] = []
    while tokens[place].type != "table_close":
        token = tokens[place]
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            rows[-1].append(_inline(tokens[place + 1]))
            if token.type == "th_open":
                align.append(_ALIGN.get(str(token.attrGet("style")), "left"))
        place += 1
    if len(rows) < 2:  # noqa: PLR2004
        raise TemplateBroken("", None, "een tabel zonder rijen")
    return {"t": "tb", "a": align, "h": rows[0], "r": rows[1:]}, place
