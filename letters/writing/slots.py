"""Numbered slots: a value reaches the page without ever being parsed as Markdown or Typst."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from jinja2 import Undefined, pass_context

from letters.writing.signs import Blank
from rules.errors import ValueMissing, ValueUnfit

if TYPE_CHECKING:
    from jinja2.runtime import Context

# Private-use characters, which no value can contain since letters.writing.signs refuses them.
OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}(\\d+){CLOSE}")
KEY = "kept slots"
# What a preview shows where a call is still to come; a letter that is made never has it.
DAY_TO_COME, TIME_TO_COME = "[dag van het gesprek]", "[tijd]"
# How such a place looks once it is filled in, for what a letter must say.
TO_COME = {DAY_TO_COME: "1 januari 2000", TIME_TO_COME: "10.00"}
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class Paragraphs(str):
    """A text whose line breaks count; blank lines separate paragraphs."""

    __slots__ = ()


@pass_context
def keep(context: Context, value: object) -> str:
    """What Jinja prints for a value: the number of the slot that contains it."""
    slots: list[str] = context[KEY]
    _need(value)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueUnfit(f"de {len(slots) + 1}e waarde", "is geen tekst of heel getal")
    text = str(value)
    if isinstance(value, Paragraphs):
        return "\n\n".join(_keep_lines(slots, part) for part in re.split(r"\n\s*\n", text))
    slots.append(" ".join(text.split("\n")))
    return f"{OPEN}{len(slots) - 1}{CLOSE}"


def _need(value: object) -> None:
    if isinstance(value, Blank):
        raise ValueMissing(value.path)
    if isinstance(value, Undefined):
        # Raises an error with its own name.
        str(value)


def _keep_lines(slots: list[str], part: str) -> str:
    kept = []
    for line in part.split("\n"):
        slots.append(line.strip())
        kept.append(f"{OPEN}{len(slots) - 1}{CLOSE}")
    return "\\\n".join(kept)


def fill(text: str, slots: list[str]) -> str:
    """A JSON document with each value escaped and put back in its slot."""
    escaped = [json.dumps(value, ensure_ascii=False)[1:-1] for value in slots]
    return SLOT.sub(lambda slot: escaped[int(slot[1])], text)


def dutch_date(value: object) -> str:
    """`2026-11-23` as `23 november 2026`."""
    _need(value)
    if value == DAY_TO_COME:
        return DAY_TO_COME
    try:
        day = date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueUnfit("datum", "is geen datum (jjjj-mm-dd)") from None
    return f"{day.day}\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}"


def euro(cents: object) -> str:
    """Whole cents as `€ 1.234,50`."""
    _need(cents)
    if not isinstance(cents, int) or isinstance(cents, bool):
        raise ValueUnfit("bedrag", "is geen bedrag in hele centen")
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"€\u00a0{sign}{whole:,}".replace(",", ".") + f",{rest:02d}"


def paragraphs(text: object) -> Paragraphs:
    """A longer text that keeps its line breaks; put it alone on its line in a template."""
    _need(text)
    return Paragraphs(text)
