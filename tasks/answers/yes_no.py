"""One reader for every answer that is yes or no, in whichever way a form says it."""

from __future__ import annotations

from typing import Any

WORDS = {"ja": True, "true": True, "1": True, "nee": False, "false": False, "0": False}
NAMED = {"value", "label"}
# What takes back a part of the yes or no before it.
RESERVED = {"maar", "behalve", "tenzij", "mits"}


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


def says_more(answer: Any) -> bool:
    """Whether the label of an option says more than yes or no."""
    return isinstance(answer, dict) and len(_words(answer.get("label"))) > 1


def _named(option: dict[str, Any]) -> bool | None:
    """An option with its label, which has to begin with the same, and may take nothing back."""
    said, label = _said(option["value"]), _words(option.get("label"))
    agrees = not label or _said(label[0]) is said
    return said if agrees and not RESERVED.intersection(label) else None


def _words(label: Any) -> list[str]:
    """The words of a label, without the signs between them."""
    return "".join(sign if sign.isalnum() else " " for sign in str(label or "").casefold()).split()


def _ticked(boxes: dict[str, Any]) -> bool | None:
    """The name of the only box that is ticked, where it is certain of each whether it is."""
    ticks = {name: _said(ticked) for name, ticked in boxes.items()}
    chosen = [name for name, ticked in ticks.items() if ticked]
    return _said(chosen[0]) if len(chosen) == 1 and None not in ticks.values() else None
