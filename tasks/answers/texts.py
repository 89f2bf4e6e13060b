"""What somebody wrote, as a line that a letter can print or as their own words; `Unfit` says what does not fit."""

from __future__ import annotations

import unicodedata
from typing import Any

from letters.writing.signs import clean, quotable
from rules.errors import LetterError

LINE_MAX, TEXT_MAX = 120, 20_000
# What people type where a form does not let them leave a field empty; the last are a name to somebody.
NOT_SAID = frozenset({"nvt", "niet van toepassing", "onbekend", "niet bekend"})
NOBODY = NOT_SAID | {"geen", "niemand", "nee", "x", "xx", "xxx", "na", "none", "geen gemachtigde"}
NO_TEXT = "Dit is geen tekst. Zet het op de goede plek."
LONG = "Deze tekst is langer dan {most} tekens. Het eerste deel staat in de zaak."
STRANGE = "Hier staan tekens in die niet in een brief kunnen. Kijk na of het klopt."


class Unfit(Exception):
    """An answer that does not fit; `used` is what of it does, and `kept` says that nothing else was in it."""

    def __init__(self, sentence: str, used: Any = None, *, kept: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.used, self.kept = sentence, used, kept


def text(answer: Any) -> str:
    """What somebody wrote or chose; a number is a text."""
    if isinstance(answer, str):
        return answer.strip()
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return f"{answer:.0f}" if isinstance(answer, float) and answer.is_integer() else str(answer)
    if isinstance(answer, list) and len(answer) == 1 and not isinstance(answer[0], dict | list):
        return text(answer[0])
    if isinstance(answer, dict) and answer and all(isinstance(one, bool) for one in answer.values()):
        chosen = [name for name, ticked in answer.items() if ticked]
        if len(chosen) == 1:
            return str(chosen[0]).strip()
    raise Unfit(NO_TEXT)


def visible(said: str) -> str:
    """With each character that is no text written out, so that nothing of it is lost."""
    if said.isprintable():
        return said
    return "".join(_spelled(sign) for sign in said)


def _spelled(sign: str) -> str:
    strange = unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r"
    return f"\\u{ord(sign):04x}" if strange else sign


def line(answer: Any) -> str:
    """One line that can stand in a letter."""
    said = " ".join(text(answer).split())
    try:
        fits = clean(said, "")
    except LetterError:
        left = " ".join(quotable(visible(said), "").split())[:LINE_MAX].strip()
        raise Unfit(STRANGE, left) from None
    if len(fits) > LINE_MAX:
        raise Unfit(LONG.format(most=LINE_MAX), fits[:LINE_MAX].strip())
    return fits.strip()


def words(answer: Any) -> str:
    """The citizen's own words, as long as they are."""
    said, shown = text(answer), visible(text(answer))
    if len(shown) > TEXT_MAX:
        raise Unfit(LONG.format(most=f"{TEXT_MAX:,}".replace(",", ".")), shown[:TEXT_MAX].strip())
    if shown != said:
        raise Unfit(STRANGE, shown, kept=True)
    return said


def nothing(said: str, among: frozenset[str] = NOT_SAID) -> bool:
    """Whether this says in words or dashes that there is nothing to say: “n.v.t.”, “-”."""
    bare = "".join(sign for sign in said.casefold() if unicodedata.category(sign)[0] != "P")
    return not bare.strip() or " ".join(bare.split()) in among
