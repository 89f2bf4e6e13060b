"""Which signs say something to the eye: one definition, which the database repeats (Awb 2:6, 3:46)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from math import ceil

# What ends a line or parts two words, at the ends of a text.
BLANK = " \t\n\r\u00a0"
# Every Python has this version of Unicode beside its own, so that none of them, nor an engine, ever sees another sign.
_KNOWN = unicodedata.ucd_3_2_0
# Letters and figures, but not those that only say how another sounds.
_SAYING = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No"})
# Letters by their class, and nothing to see: the fillers of Hangul, and two marks of Mongolian.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u1885\u1886")
# Alphabets of later versions that people here write their names in: N’Ko, Tifinagh, Adlam.
_LATER = (range(0x7CA, 0x7EB), range(0x2D30, 0x2D68), range(0x1E900, 0x1E944))
_LAST = 0x2FFFF
_JOINER = "\u200d"
# A sentence is in Dutch, so in Latin letters (Awb 2:6); most of its signs are letters or figures.
LATIN = 0x24F


def shows(sign: str) -> bool:
    """Whether a sign is a letter or a figure that somebody can see."""
    if any(ord(sign) in letters for letters in _LATER):
        return True
    return _KNOWN.category(sign) in _SAYING and sign not in _FILLERS


def blank(text: str) -> bool:
    """Whether a text says nothing to the eye: it has no letter or figure that shows."""
    return not any(map(shows, text))


def explains(text: str, least: int) -> bool:
    """Whether a text may explain something: so many signs, of which letters and figures that show are most."""
    said = sum(ord(sign) <= LATIN and shows(sign) for sign in text)
    return len(text.strip(BLANK)) >= least and said >= most_of(least)


def most_of(least: int) -> int:
    """How many of so many signs must show."""
    return ceil(least * 3 / 4)


def clusters(text: str) -> tuple[str, ...]:
    """What NFC leaves as several signs: a letter with marks that together have no sign of their own, such as m̂."""
    found: list[str] = []
    for sign in unicodedata.normalize("NFC", text):
        if found and (sign == _JOINER or unicodedata.category(sign).startswith("M")):
            found[-1] += sign
        else:
            found.append(sign)
    return tuple(one for one in found if len(one) > 1)


@cache
def ranges(last: int = _LAST) -> tuple[tuple[int, int], ...]:
    """The first and last code point of each row of signs that show, up to a last one."""
    return tuple(_rows(last))


def _rows(last: int) -> Iterator[tuple[int, int]]:
    for seen, row in groupby(range(last + 1), lambda point: shows(chr(point))):
        if seen:
            first, *others = row
            yield first, others[-1] if others else first
