"""A letter as plain text, for a message box or any program that shows nothing else."""

from __future__ import annotations

from typing import Any

from letters.writing.document import Document, foreign, plain

BLANK = "................"


def as_text(letter: Document) -> str:
    """The same words in the same order; lines are not wrapped, as the program that shows them does that."""
    head = letter.head
    sender = head["afzender"]
    top = [
        f"{sender['naam']}\nAfdeling: {sender['afdeling']}",
        "\n".join(head["adres"]),
        "\n".join(f"{label}: {value}" for label, value in (*head["gegevens"], *head["contact"])),
        *filter(None, [foreign(head).get("zin")]),
        head["titel"],
    ]
    foot = ["\n".join(head["groet"]), ", ".join((sender["naam"], *sender["postadres"]))]
    return "\n\n".join((*top, *_parts(letter.blocks), *foot)) + "\n"


def _parts(blocks: list[Any]) -> list[str]:
    return [_block(block) for block in blocks]


def _block(block: dict[str, Any]) -> str:
    match block:
        case {"t": "h", "c": parts}:
            # A second blank line sets off a heading where there is no bold.
            return f"\n{plain(parts)}"
        case {"t": "ul", "i": items}:
            return "\n".join(_item("- ", item) for item in items)
        case {"t": "ol", "i": items}:
            return "\n".join(_item(f"{number}. ", item) for number, item in enumerate(items, 1))
        case {"h": header, "r": rows}:
            return "\n\n".join(_row(header, row) for row in rows)
        case _:
            return plain(block["c"], "\n")


def _item(mark: str, blocks: list[Any]) -> str:
    return mark + "\n".join(_parts(blocks)).replace("\n", "\n" + " " * len(mark))


def _row(header: list[Any], row: list[Any]) -> str:
    """Each cell with its column heading, since columns of characters cannot be followed by ear."""
    return "\n".join(f"{_asked(plain(name))} {plain(cell) or BLANK}" for name, cell in zip(header, row, strict=True))


def _asked(name: str) -> str:
    return name if name.endswith("?") else f"{name}:"
