"""A letter as written, before any layout: every format is made from it, so that all say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from config.municipality import municipality
from letters.writing.signs import LONGEST_LARGE_WORD, LONGEST_WORD, for_paper

# The address is measured against the window, so no break opportunities may be added to it.
_MEASURED = "adres"


@dataclass(frozen=True)
class Document:
    """Everything around the text (`head`), and the text as a tree of blocks with its values filled in."""

    head: dict[str, Any]
    blocks: list[Any]

    @property
    def large(self) -> bool:
        """Whether it is printed in large type."""
        return bool(self.head["groot"])

    def enlarged(self) -> Document:
        """The same letter in large type."""
        return replace(self, head=self.head | {"groot": True})

    @property
    def dated_on(self) -> date:
        """The day on the letter."""
        return date(*self.head["dag"])

    @property
    def made_at(self) -> datetime:
        """The moment recorded in the PDF: the letter's own date, so that rendering it again gives the same bytes."""
        return datetime.combine(self.dated_on, time(), UTC)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Document:
        """The letter from the plain data of `kept`."""
        return cls(kept["head"], kept["blocks"])

    def kept(self) -> dict[str, Any]:
        """The letter as plain data, to be stored."""
        return {"head": self.head, "blocks": self.blocks}

    @cached_property
    def body(self) -> tuple[str, ...]:
        """The paragraphs, headings, list items and cells, in reading order."""
        return tuple(_runs(self.blocks))

    @property
    def text(self) -> tuple[str, ...]:
        """The whole letter for reading aloud: sender, addressee and references, the text, the signature."""
        return (*_head_text(self.head), *self.body, *self.head["groet"])

    @property
    def inputs(self) -> dict[str, str]:
        """The input for Typst: plain values, never source code."""
        longest = LONGEST_LARGE_WORD if self.large else LONGEST_WORD
        head = {name: part if name == _MEASURED else _fit(part, longest) for name, part in self.head.items()}
        return {
            "brief": json.dumps(head, ensure_ascii=False),
            "blokken": json.dumps(_fit(self.blocks, longest), ensure_ascii=False),
            "logo": municipality().logo_svg,
        }


def plain(parts: list[Any], line_end: str = " ") -> str:
    """The text of one paragraph without its emphasis."""
    return "".join(_plain_part(part, line_end) for part in parts)


def _plain_part(part: Any, line_end: str) -> str:
    if isinstance(part, str):
        return part
    return line_end if "br" in part else plain(next(iter(part.values())), line_end)


def _runs(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        match block:
            case {"i": items}:
                for item in items:
                    yield from _runs(item)
            case {"h": header, "r": rows}:
                yield from map(plain, header)
                for row in rows:
                    yield from map(plain, row)
            case {"c": parts}:
                yield plain(parts)


def _fit(part: Any, longest: int) -> Any:
    """A copy with break opportunities in every text that needs them on paper."""
    if isinstance(part, str):
        return for_paper(part, longest)
    if isinstance(part, list):
        return [_fit(one, longest) for one in part]
    return {name: _fit(one, longest) for name, one in part.items()} if isinstance(part, dict) else part


def _head_text(head: dict[str, Any]) -> tuple[str, ...]:
    sender = head["afzender"]
    return (
        f"{sender['naam']}, {', '.join(sender['postadres'])}",
        f"Afdeling: {sender['afdeling']}",
        ", ".join(head["adres"]),
        *(f"{label}: {value}" for label, value in (*head["gegevens"], *head["contact"])),
        *filter(None, [foreign(head).get("zin")]),
        head["titel"],
    )


def foreign(head: dict[str, Any]) -> dict[str, str]:
    """The line in the language of who reads it: `code`, `zin` and `richting`; empty where there is none."""
    line: dict[str, str] = head.get("taal", {})
    return line
