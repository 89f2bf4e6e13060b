"""Reads how much from Dutch words, exactly or not at all, and says it again: "1 uur en 30 minuten per week"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil

from rules.asked.quantity import Per, Quantity, Unit

# One of each: how many of the smallest unit.
UNITS: dict[str, tuple[Unit, int]] = {
    **dict.fromkeys(("uur", "uren", "u", "h", "uurtje", "uurtjes"), (Unit.MINUTE, 60)),
    **dict.fromkeys(("minuut", "minuten", "min"), (Unit.MINUTE, 1)),
    **dict.fromkeys(("euro", "eur", "€"), (Unit.CENT, 100)),
    **dict.fromkeys(("cent", "eurocent"), (Unit.CENT, 1)),
    **dict.fromkeys(("km", "kilometer", "kilometers"), (Unit.KILOMETRE, 1)),
    **dict.fromkeys(("dagdeel", "dagdelen"), (Unit.DAYPART, 1)),
    **dict.fromkeys(("keer", "maal", "sessie", "sessies", "gesprek", "gesprekken"), (Unit.SESSION, 1)),
    **dict.fromkeys(("stuk", "stuks"), (Unit.PIECE, 1)),
    **dict.fromkeys(("nacht", "nachten"), (Unit.NIGHT, 1)),
    **dict.fromkeys(("rit", "ritten"), (Unit.TRIP, 1)),
    **dict.fromkeys(("kg", "kilo", "kilogram"), (Unit.KILOGRAM, 1)),
    **dict.fromkeys(("verblijfsdag", "verblijfsdagen"), (Unit.STAY, 1)),
}
PERIODS: dict[str, Per] = {
    "werkdag": Per.WORKING_DAY,
    "dag": Per.DAY,
    "4 weken": Per.FOUR_WEEKS,
    "vier weken": Per.FOUR_WEEKS,
    "week": Per.WEEK,
    "maand": Per.MONTH,
    "jaar": Per.YEAR,
}
ADVERBS = {
    "dagelijks": Per.DAY,
    "wekelijks": Per.WEEK,
    "maandelijks": Per.MONTH,
    "jaarlijks": Per.YEAR,
    "eenmalig": Per.ONCE,
    "in totaal": Per.ONCE,
}
_WORDS = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
NUMBERS = {word: Fraction(value) for value, word in enumerate((*_WORDS.split(), "achttien", "negentien", "twintig"))}
NUMBERS |= {"één": Fraction(1), "anderhalf": Fraction(3, 2), "half": Fraction(1, 2), "een half": Fraction(1, 2)}
# Of these, a number without a period is a whole; hours or money without one are not clear.
WHOLE = {Unit.PIECE, Unit.SESSION, Unit.NIGHT, Unit.TRIP}
# How often, or in which part of a day: not how long.
TIMES = {Unit.SESSION, Unit.DAYPART}
# No thing of which there is one.
VAGUE = {"beetje", "paar", "aantal", "hoop", "deel", "vergoeding", "bedrag", "budget", "pgb", "uitkering", "voorschot"}

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?:,-)?|\d+\.\d{1,2}|" + "|".join(
    sorted(NUMBERS, key=len, reverse=True)
)
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PER = (
    rf"(?:per|elke|iedere|ieder|in de|in het|p/|/)\s*(?P<period>{'|'.join(PERIODS)})\b"
    rf"|(?P<adverb>{'|'.join(ADVERBS)})\b"
)
_FIGURE = re.compile(
    rf"(?<![\w,.])(?P<euro>€\s*)?(?:(?P<low>{_NUMBER})\s*(?:à|a|tot|of|-|–)\s*)?(?P<number>{_NUMBER})(?![\w.,]*\d)"
    rf"\s*(?:(?P<unit>{_UNIT})(?!\w))?(?:\s*(?:en\s+)?(?P<minutes>\d+)\s*(?:minuten|minuut|min)\b)?(?:\s*(?:{_PER}))?"
)
_AFTER = re.compile(rf"\s+(?:(?!en\b|of\b|maar\b)[a-zé-]+\s+){{1,3}}(?:{_PER})")
_THING = re.compile(r"(?P<number>een|één|\d+)\s+(?P<thing>[a-zé-]{3,})")

# Any figure, but not the article.
_ANY_NUMBER = re.compile(rf"(?<![\w.,])(?!een\b)(?:{_NUMBER})(?![\w]|[.,]\d)")
# A clause about what he asked before, or no longer needs.
_ASKED_BEFORE = re.compile(
    r"[^.,;!?]*\b(gevraagd|vroeg|wilde|wou|aanvraag|niet( meer)? nodig|hoeft?|hoeven|minder|in plaats)\b[^.,;!?]*"
)
# Words after which a figure is no more than a bound.
AT_MOST = ("niet meer dan", "hoogstens", "maximaal")


@dataclass(frozen=True)
class Figure:
    """An amount in some words, in the smallest unit, and for which period if they say so."""

    amount: Fraction
    unit: Unit
    per: Per | None


def figures(text: str) -> Iterator[Figure]:
    """Every amount with a unit in a text; of a range the upper end. A clock time is none."""
    return (figure for figure, _ in _figures(text))


def _figures(text: str) -> Iterator[tuple[Figure, str]]:
    """The same, each with what follows it."""
    plain = " ".join(text.casefold().split())
    for found in _FIGURE.finditer(plain):
        unit = found["unit"] or (found["euro"] and "€")
        clock = re.search(r"\b(van|tussen|om|vanaf|na|voor) $", plain[: found.start()])
        if not unit or (clock and unit in {"uur", "u"} and not found["period"]):
            continue
        kind, size = UNITS[unit.strip()]
        numbers = [_number(found[part]) for part in ("low", "number") if found[part]]
        per = PERIODS[found["period"]] if found["period"] else ADVERBS.get(found["adverb"] or "")
        extra = int(found["minutes"] or 0) if kind is Unit.MINUTE else 0
        yield Figure(max(numbers) * size + extra, kind, per), plain[found.end() :]


def insists(words: str, asked: Quantity, agreed: Quantity) -> bool:
    """Whether words name the figure that was asked, as what is wanted, and not the one that is said to be agreed."""
    plain = " ".join(words.casefold().split())
    named = {_number(found) for found in _ANY_NUMBER.findall(_ASKED_BEFORE.sub("", plain))}
    return _as_said(asked) in named and _as_said(agreed) not in {_number(each) for each in _ANY_NUMBER.findall(plain)}


def _as_said(quantity: Quantity) -> Fraction:
    return Fraction(quantity.amount, {Unit.MINUTE: 60, Unit.CENT: 100}.get(quantity.unit, 1))


def extent(text: str) -> Quantity | None:
    """How much a text says, or None where it is not clear: no unit, no period, a range, or anything beside it."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    if (thing := _THING.fullmatch(plain)) and thing["thing"] not in VAGUE and thing["thing"] not in UNITS:
        return _quantity(_number(thing["number"]), Unit.PIECE, Per.ONCE)
    found = _FIGURE.fullmatch(plain)
    if found is None or found["low"]:
        return None
    one = next(figures(plain), None)
    if one is None or (one.per is None and one.unit not in WHOLE):
        return None
    return _quantity(one.amount, one.unit, one.per or Per.ONCE)


def worded(words: str, typed: Quantity | None) -> Quantity | None:
    """What was typed, or the figure of the words where they plainly name more, or where nothing was typed."""
    found = _named(words)
    return _more(found[0], typed) if len(found) == 1 else typed


def most_worded(words: str, typed: Quantity | None) -> Quantity | None:
    """The same; of several figures in the words the highest of that unit and period counts as well.

    Hours that were typed as a number of times stay hours, so that nobody says that once is as much.
    """
    found = _named(words)
    if typed and typed.unit in TIMES and found and all(each.unit is Unit.MINUTE for each in found):
        highest = max(found, key=lambda each: each.amount)
        return _quantity(highest.amount, highest.unit, highest.per or typed.per)
    if typed is None or len(found) == 1:
        return _more(found[0], typed) if len(found) == 1 else typed
    alike = [each for each in found if each.unit is typed.unit and each.per in {None, typed.per}]
    return _more(max(alike, key=lambda each: each.amount), typed) if alike else typed


@lru_cache(maxsize=1024)
def _named(words: str) -> tuple[Figure, ...]:
    """The figures that words name, and no bound; a period may stand a few words on: "200 km vervoer per maand"."""
    if any(most in words.casefold() for most in AT_MOST):
        return ()
    return tuple(replace(each, per=each.per or _period_after(rest)) for each, rest in _figures(words))


def _period_after(rest: str) -> Per | None:
    found = _AFTER.match(rest)
    if found is None:
        return None
    return PERIODS[found["period"]] if found["period"] else ADVERBS[found["adverb"]]


def _more(figure: Figure, typed: Quantity | None) -> Quantity | None:
    per = figure.per or (typed.per if typed else None)
    if per is None or figure.amount < 1:
        return typed
    said = Quantity(whole(figure.amount), figure.unit, per)
    if typed is None:
        return said
    # On which days, the words may say.
    days = figure.per is Per.DAY and typed.per is not Per.DAY
    once = Per.ONCE in {said.per, typed.per} and said.per is not typed.per
    return said if said.unit is typed.unit and not days and not once and said.yearly > typed.yearly else typed


def in_words(quantity: Quantity) -> str:
    """How much, in Dutch words that `extent` reads as the same."""
    return f"{_amount(quantity)}{_PER_NL[quantity.per]}"


def period(per: Per) -> str:
    """For each of which period, in Dutch words: “per week”."""
    return _PER_NL[per].strip()


def whole(amount: Fraction) -> int:
    """Up to the smallest unit: the only rounding that is neutral."""
    return ceil(amount)


def _quantity(amount: Fraction, unit: Unit, per: Per) -> Quantity | None:
    # Less than one of the smallest unit is nothing, and is not rounded up to something.
    return Quantity(whole(amount), unit, per) if amount >= 1 else None


def _number(text: str) -> Fraction:
    if text in NUMBERS:
        return NUMBERS[text]
    text = text.removesuffix(",-")
    if re.fullmatch(r"\d+\.\d{1,2}", text):
        return Fraction(text)
    return Fraction(text.replace(".", "").replace(",", "."))


_PER_NL = {
    Per.DAY: " per dag",
    Per.WORKING_DAY: " per werkdag",
    Per.WEEK: " per week",
    Per.FOUR_WEEKS: " per 4 weken",
    Per.MONTH: " per maand",
    Per.YEAR: " per jaar",
    Per.ONCE: " in totaal",
}
_NAMES = {
    Unit.KILOMETRE: ("km", "km"),
    Unit.DAYPART: ("dagdeel", "dagdelen"),
    Unit.SESSION: ("keer", "keer"),
    Unit.PIECE: ("stuk", "stuks"),
    Unit.NIGHT: ("nacht", "nachten"),
    Unit.TRIP: ("rit", "ritten"),
    Unit.KILOGRAM: ("kilo", "kilo"),
    Unit.STAY: ("verblijfsdag", "verblijfsdagen"),
}


def _amount(quantity: Quantity) -> str:
    amount = quantity.amount
    if quantity.unit is Unit.CENT:
        euros, cents = divmod(amount, 100)
        return f"€ {euros:,}".replace(",", ".") + (f",{cents:02}" if cents else "")
    if quantity.unit is Unit.MINUTE:
        hours, minutes = divmod(amount, 60)
        parts = [f"{hours} uur"] * bool(hours or not minutes) + [
            f"{minutes} minuten" if minutes > 1 else "1 minuut"
        ] * bool(minutes)
        return " en ".join(parts)
    return f"{amount} {_NAMES[quantity.unit][amount != 1]}"
