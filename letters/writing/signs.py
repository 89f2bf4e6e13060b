"""Which characters a letter can contain, and how a value is prepared for printing."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rules.errors import FontsMissing, LetterError, SignApart, SignUnprintable, ValueUnfit
from rules.visible import clusters

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = Path(__file__).parents[1] / "fonts"
FAMILIES = ("SourceSans3", "NotoSansArabic", "NotoSans")
LONGEST_VALUE = 20_000
LONGEST_WORD = 40
LONGEST_LARGE_WORD = 28

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Direction marks reverse text and yet pass every check; the others are invisible.
_UNSEEN = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
# Bullets pasted from a word processor are in the private-use area of its symbol font.
_BULLETS = {0xF0A7: "•", 0xF0B7: "•", 0xF0D8: "•", 0xF0FC: "✓"}
# Two signs drawn with one glyph, which a PDF tells apart by naming one within the text, where some readers stop.
_ALIKE = {0x09: " ", **dict.fromkeys((*range(0x2000, 0x200B), 0x205F), " "), 0x202F: "\u00a0", 0x2206: "Δ"}
# What a program writes for a character it could not read: a letter is missing from somebody’s name.
_LOST = 0xFFFD
_KEPT_FORMATS = {0x0A, 0x200C, 0x200D}
# Stands in somebody's own words for signs that cannot be printed; the templates say below them what it means.
UNSHOWN = "[teken]"
# They choose between two looks of the sign before them, and are nothing themselves.
_LOOKS = dict.fromkeys(range(0xFE00, 0xFE10))
_SPACES = re.compile(r"[^\S\n]+")
_STEP = 12
# Under this name a letter's values say how somebody chose to print a word that a PDF gives back otherwise.
SPELLED = "schrijfwijze"
_WORD = re.compile(r"""[^\s.,;:!?()“”"/]+""")
# The only letters with a mark that every face of the fonts draws as one, so that they come out as they went in.
_WHOLE = frozenset(
    unicodedata.normalize("NFC", one)
    for one in (
        *("A\u0337", "C\u0337", "G\u0303", "J\u030c", "L\u0334", "T\u0337", "a\u0337", "c\u0337", "g\u0303"),
        *("l\u0334", "m\u0334", "n\u0334", "t\u0337", "\u1e18\u0300", "\u1e4a\u0303", "\u1e12\u030c", "\u0190\u0328"),
    )
)
_PHONE = re.compile(r"\b0\d{1,3}(?: \d{2,4}){1,4}\b")


class Fields(dict[str, object]):
    """A mapping that knows its own path among the letter's values."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class Blank(str):
    """An empty value that knows its path, for the message when a template prints it."""

    __slots__ = ("path",)

    path: str

    @classmethod
    def at(cls, path: str) -> Blank:
        """An empty value with this path."""
        blank = cls()
        blank.path = path
        return blank


def font_files() -> tuple[Path, ...]:
    """The font files that were fetched at install, in a fixed order."""
    found = tuple(sorted(FONTS.glob("*.ttf")))
    if not all(any(file.name.startswith(f"{family}-") for file in found) for family in FAMILIES):
        raise FontsMissing
    return found


@cache
def printable() -> frozenset[int]:
    """Every code point that at least one font family has in all of its weights."""
    signs: set[int] = set()
    for family in FAMILIES:
        files = [file for file in font_files() if file.name.startswith(f"{family}-")]
        signs |= set.intersection(*map(_characters_in, files))
    return frozenset(sign for sign in signs if unicodedata.category(chr(sign))[0] != "C") - {_LOST} | _KEPT_FORMATS


def _characters_in(file: Path) -> set[int]:
    # Left until it is needed: most commands print no letter.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(file, lazy=True) as font:
        return set(font["cmap"].getBestCmap())


def clean(text: str, field: str) -> str:
    """The text in NFC, without invisible characters; `SignUnprintable` when the fonts lack one."""
    if len(text) > LONGEST_VALUE:
        raise ValueUnfit(field, "is te lang")
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).translate(_UNSEEN | _BULLETS | _ALIKE)
    strange = {ord(sign) for sign in text} - printable()
    if strange:
        raise SignUnprintable(field, min(strange))
    return text


def unprintable(text: str) -> str:
    """The signs of a text that no letter can show, each once."""
    cleaned = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    return "".join(sorted({sign for sign in cleaned if ord(sign) not in printable()}))


def quotable(text: str, instead: str = UNSHOWN) -> str:
    """A person's own words, with one space for white space of any kind.

    Signs that a letter cannot contain, such as emoji, are shown as such: once for each row of them.
    """
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text).translate(_UNSEEN | _LOOKS | _BULLETS | _ALIKE)
    strange = "".join({sign for sign in text if ord(sign) not in printable()})
    if strange:
        # With its joiners and marks, which say nothing without it.
        sign = f"\u200d*[{re.escape(strange)}][\u200c\u200d\u0300-\u036f]*"
        text = re.sub(f"{sign}(?: *{sign})*", lambda _: instead, text)
    return _SPACES.sub(" ", text).strip()


def clean_values(values: Mapping[str, object]) -> Fields:
    """All values of a letter, each text cleaned and aware of its path, with words as somebody chose to print them.

    Raises `SignApart` for a word with a sign that a PDF gives back otherwise, and that nobody chose anything for.
    """
    chosen = values.get(SPELLED)
    cleaned = _clean_mapping({name: value for name, value in values.items() if name != SPELLED}, "")
    _spell(cleaned, chosen if isinstance(chosen, dict) else {})
    return cleaned


def unchosen(values: Mapping[str, object]) -> str:
    """The first word in the values of a letter for which somebody must choose how it is printed; empty if none."""
    try:
        clean_values(values)
    except SignApart as apart:
        return apart.word
    except LetterError:
        return ""
    return ""


def _spell(value: Any, chosen: Mapping[str, str], path: str = "") -> Any:
    """A value with each such word as it is printed."""
    if isinstance(value, Fields):
        for name, one in value.items():
            value[name] = _spell(one, chosen, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        return [_spell(one, chosen, f"{path}[{place}]") for place, one in enumerate(value, 1)]
    elif isinstance(value, str) and value and not value.isascii():
        return _WORD.sub(lambda word: _printed(word[0], chosen, path), value)
    return value


def _printed(word: str, chosen: Mapping[str, str], path: str) -> str:
    if word in chosen:
        return chosen[word]
    apart = next((one for one in clusters(word) if one not in _WHOLE), "")
    if apart:
        raise SignApart(path, apart, word)
    return word


def for_paper(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with invisible break opportunities in words too long for a line, and with phone numbers unbroken."""
    text = _PHONE.sub(lambda number: number[0].replace(" ", "\u00a0"), text)
    return _over(longest).sub(_with_breaks, text) if len(text) > longest else text


@cache
def _over(longest: int) -> re.Pattern[str]:
    return re.compile(rf"[^\s\u200b]{{{longest + 1},}}")


def _with_breaks(word: re.Match[str]) -> str:
    return "\u200b".join(word[0][start : start + _STEP] for start in range(0, len(word[0]), _STEP))


def _clean_mapping(values: Mapping[str, object], path: str) -> Fields:
    cleaned = Fields(path)
    for name, value in values.items():
        cleaned[name] = _clean_any(value, f"{path}.{name}" if path else name)
    return cleaned


def _clean_any(value: object, path: str) -> object:
    if value is None:
        return Blank.at(path)
    if isinstance(value, str):
        return clean(value, path).strip() or Blank.at(path)
    if isinstance(value, int | float):
        return value
    if isinstance(value, dict):
        return _clean_mapping(value, path)
    if isinstance(value, list | tuple):
        return [_clean_any(item, f"{path}[{place}]") for place, item in enumerate(value, 1)]
    raise ValueUnfit(path, "is geen tekst, getal of lijst")
