"""The values that a letter takes, each with its type: a day, an amount, a name, somebody's own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from config.reading import phrases, refusals
from letters.writing.days import value_at
from letters.writing.signs import quotable
from letters.writing.slots import DAY_TO_COME, TIME_TO_COME
from rules.errors import ValueMissing, ValueUnfit
from rules.errors.value_names import label
from rules.phrases import REFUSES

DATED = "brief.datum"
# Every letter has these, so that none has to name them.
EVERY = {
    *("gemeente", "client", "gemachtigde", "hoedanigheid", "partij", "bedoeld", "taal", "nabestaanden"),
    *("zaak", "brief", "consulent", "feiten"),
}
# What somebody types where a letter takes no sentences.
PHRASED = frozenset({"phrase", "asked", "name"})
OPTIONAL, SINCE, CHOICE = "optional ", "day from ", "choice of "
COMING = "coming day"
# How an attempt to speak to the reader failed, in our own words; a letter of before said “ik”.
_ATTEMPT = re.compile(
    "wij (?:belden u(?: met beeld)?, niemand nam op|belden u, maar het nummer klopte niet|verwachtten u aan de balie"
    "|kwamen bij u langs, u was niet thuis|stuurden u een bericht, u antwoordde niet)"
    "|ik (?:belde u(?: met beeld)?, niemand nam op|belde u, maar het nummer klopte niet|verwachtte u aan de balie"
    "|kwam bij u langs, u was niet thuis|stuurde u een bericht, u antwoordde niet)"
)
_TIME = re.compile(r"([01]?\d|2[0-3])\.[0-5]\d")


@dataclass(frozen=True, slots=True)
class Type:
    """What a value must be; an `optional` one may be empty.

    `since` is the value that a day may not lie before; `words` are those of a choice.
    """

    name: str
    optional: bool = False
    since: str = ""
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, written: str) -> Type | None:
        """The type as a front matter writes it, such as `optional coming day`; None for one that does not exist."""
        optional, name = written.startswith(OPTIONAL), written.removeprefix(OPTIONAL)
        if name.startswith(SINCE):
            return cls("day", optional, since=name.removeprefix(SINCE))
        if name.startswith(CHOICE):
            return cls("choice", optional, words=tuple(name.removeprefix(CHOICE).split(", ")))
        return cls(name, optional) if name in _FAULTS else None

    def fault(self, value: object, values: Mapping[str, object], *, decides: bool = True) -> str:
        """What is wrong with a value of this letter, as the end of a Dutch sentence; empty when it is right.

        Where a letter decides nothing, a phrase is no sentence, and a name says nothing else.
        """
        if self.words:
            return "" if value in self.words else "is geen woord dat deze brief kent"
        since = _day(value_at(values, self.since)) if self.since else None
        on = _day(value)
        if since and on and on < since:
            return f"ligt vóór {label(self.since)}"
        wrong = _FAULTS[self.name](value, _day(value_at(values, DATED)))
        return wrong or ("" if decides or not isinstance(value, str) else _SHORT[self.name](value))


def check(values: Mapping[str, object], types: Mapping[str, Type], *, decides: bool = True) -> None:
    """Raise `ValueMissing` or `ValueUnfit` for the first value that is not what this letter takes."""
    for path, kind in types.items():
        for owner, name, place in places(values, path, skip=kind.optional):
            if owner[name] is None or owner[name] == "":
                if not kind.optional:
                    raise ValueMissing(place)
            elif fault := kind.fault(owner[name], values, decides=decides):
                raise ValueUnfit(place, fault)


def untaken(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Those of these names, or groups of them, that a letter does not take."""
    known = tuple(taken)
    return [
        name
        for name in names
        if _root(name) not in EVERY
        and not any(one == name or one.startswith((f"{name}.", f"{name}[]")) for one in known)
    ]


def paths(values: object, above: str = "") -> Iterator[str]:
    """The path of each value, those of a list once: `stukken[].naam`."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield from paths(value, f"{above}.{name}" if above else name)
    elif isinstance(values, list):
        yield from dict.fromkeys(path for one in values for path in paths(one, f"{above}[]"))
    else:
        yield above


def quote(values: Mapping[str, object], types: Mapping[str, Type]) -> None:
    """Show in each quotation where something cannot be printed, such as emoji."""
    for path in (path for path, kind in types.items() if kind.name == "quotation"):
        for owner, name, _ in places(values, path, skip=True):
            owner[name] = quotable(owner[name] or "")


def places(values: Any, path: str, *, skip: bool, above: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Each place of a path such as `stukken[].naam`: what holds it, its name there, and the path with its numbers.

    Raises `ValueMissing` where there is none, unless told to `skip` it; `ValueUnfit` for a list that is none.
    """
    head, listed, rest = path.partition("[]")
    *steps, name = head.removeprefix(".").split(".")
    for step in steps:
        values = values.get(step) if isinstance(values, dict) else None
    place = f"{above}{head}"
    if not isinstance(values, dict) or name not in values:
        if not skip:
            raise ValueMissing(place)
    elif not listed:
        yield values, name, place
    elif not isinstance(values[name], list):
        raise ValueUnfit(place, "is geen lijst")
    else:
        for number, one in enumerate(values[name]):
            at = f"{place}[{number + 1}]"
            yield from places(one, rest, skip=skip, above=at) if rest else [(values[name], number, at)]


def _root(name: str) -> str:
    return name.partition(".")[0].partition("[")[0]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _no_day(value: object, dated: date | None) -> str:
    del dated
    return "" if _day(value) else "is geen datum (jjjj-mm-dd)"


def _not_coming(value: object, dated: date | None) -> str:
    on = _day(value)
    return _no_day(value, dated) or ("ligt niet na de datum van de brief" if on and dated and on <= dated else "")


def _not_past(value: object, dated: date | None) -> str:
    if value == DAY_TO_COME:
        return ""
    on = _day(value)
    return _no_day(value, dated) or ("ligt na de datum van de brief" if on and dated and on > dated else "")


def _no_time(value: object, _: date | None) -> str:
    known = isinstance(value, str) and (value == TIME_TO_COME or _TIME.fullmatch(value))
    return "" if known else "is geen tijd (uu.mm)"


def _no_amount(value: object, _: date | None) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if whole else "is geen bedrag in hele centen"


def _no_count(value: object, _: date | None) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) else "is geen heel getal"


def _no_text(value: object, _: date | None) -> str:
    return "" if isinstance(value, str) else "is geen tekst"


def _no_attempt(value: object, _: date | None) -> str:
    return "" if isinstance(value, str) and _ATTEMPT.fullmatch(value) else "is geen poging om te bellen of te spreken"


def _no_answer(value: object, _: date | None) -> str:
    return "" if isinstance(value, bool) or value == "ja" else "is geen ja of nee"


def _no_phrase(value: str) -> str:
    return phrases().sentence(value) or _no_line(value)


def _no_request(value: str) -> str:
    """What is asked is a paper, or something that the citizen knows."""
    return phrases().fault(value) or _no_line(value)


def _no_name(value: str) -> str:
    """A sentence has no place where a name stands: “wij wijzen uw aanvraag af” is nobody."""
    return phrases().no_name(value) or _no_line(value)


def _no_line(value: str) -> str:
    """What the product puts together of names and numbers may be long, and refuses nothing."""
    return REFUSES if refusals().marked(value) else ""


# What more is asked of a value in a letter that decides nothing.
_SHORT: defaultdict[str, Callable[[str], str]] = defaultdict(
    lambda: lambda _: "", {"phrase": _no_phrase, "asked": _no_request, "name": _no_name, "line": _no_line}
)
# A name and a phrase stand on one line; prose has paragraphs of ours, and a quotation is a person's own words.
_FAULTS: dict[str, Callable[[object, date | None], str]] = {
    "day": _no_day,
    COMING: _not_coming,
    "past day": _not_past,
    "time": _no_time,
    "amount": _no_amount,
    "count": _no_count,
    "yes or no": _no_answer,
    "attempt": _no_attempt,
    **dict.fromkeys(("name", "line", "phrase", "asked", "prose", "quotation"), _no_text),
}
