"""One reader for every answer that is yes or no, in whichever way a form says it."""

from __future__ import annotations

from typing import Any

WORDS = {"ja": True, "true": True, "1": True, "nee": False, "false": False, "0": False}
NAMED = {"value", "label"}


def is_yes(answer: Any) -> bool | None:
    """Whether this says yes; None when nobody can be sure, so that a person looks at it."""
    if isinstance(answer, dict):
        return _named(answer) if "value" in answer and answer.keys() <= NAMED else _ticked(answer)
    if isinstance(answer, list):
        return _said(answer[0]) if len(answer) == 1 else None
    return _said(answer)


def _said(answer: Any) -> bool | None:
    """What one word or number says; anything but those of a form says nothing."""
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, int | float):
        return answer == 1 if answer in {0, 1} else None
    return WORDS.get(answer.strip().casefold()) if isinstance(answer, str) else None


def _named(option: dict[str, Any]) -> bool | None:
    """An option with its label, which may not say the opposite."""
    first = str(option.get("label") or "").replace(",", " ").replace(".", " ").split()[:1]
    said, shown = _said(option["value"]), _said(first[0]) if first else None
    return said if shown is None or shown is said else None


def _ticked(boxes: dict[str, Any]) -> bool | None:
    """The name of the only box that is ticked, where it is certain of each whether it is."""
    ticks = {name: _said(ticked) for name, ticked in boxes.items()}
    chosen = [name for name, ticked in ticks.items() if ticked]
    return _said(chosen[0]) if len(chosen) == 1 and None not in ticks.values() else None
