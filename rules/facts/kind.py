"""What every kind of fact knows of itself: its name, who may record it, how a form asks for it, what it must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, ClassVar, cast, get_type_hints

from rules import visible
from rules.numbers import out_of_bounds
from rules.wording import day_nl

# Four eyes: Awb 10:3 and local mandate.
CONSULTANTS = ("consulent", "teamleider")
SECOND_READERS = ("tweede_lezer", "teamleider")
ANYONE = (*CONSULTANTS, "tweede_lezer", "administratie")
# Whoever confirms what would end a case: not those who decide on it.
CONFIRMERS = (*SECOND_READERS, "administratie")
FUTURE = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."
LONG_AGO = "Deze datum ligt meer dan tien jaar terug. Controleer het jaar."
CLOSED = "Deze zaak is afgesloten. U kunt alleen nog een notitie maken, of een bezwaar of beroep vastleggen."
ANNOUNCED = "Het besluit is genomen en de brief gaat weg. Klopt er iets niet? Houd dan eerst de brief aan."
NOT_ASKED = "Deze zaak vraagt dit nu niet. Laad de zaak opnieuw."
# Fewer signs than this are no sentence that explains something.
SENTENCE_MIN = 20
TEN_YEARS = timedelta(days=3660)
# The furthest that a term of a case is moved, and that somebody is given to answer or to wait for a talk.
TWO_YEARS = timedelta(days=731)
HALF_A_YEAR = timedelta(weeks=26)
# A body of the first shape does not say so.
SHAPE = "shape"
Body = dict[str, Any]

# Every kind by its name in code, which is also its name on the record.
KINDS: dict[str, type[Fact]] = {}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a form asks for one field; it stands in the annotation of that field.

    `rows` makes it a field of that many lines. `aid` offers help with plain language, for text that goes into a letter.
    `choices` are the values of an enumeration with their Dutch texts, where the values do not say it themselves; a
    `listed` one is chosen from a list that its page makes. Nothing is chosen beforehand, save where the first value is
    by far the `usual` one.
    """

    title: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    listed: bool = False
    usual: bool = False
    optional: bool = False
    rows: int = 0
    aid: bool = False


@dataclass(frozen=True)
class Fact:
    """Something that was put on the record of a case.

    `label` is its name on the screen, with its `article` in a sentence; `heading` its title on the timeline, which is
    the label where it has none of its own; `recorded_by` the roles that may record it.
    `early` says what comes first, where a case is not at the point for this fact and that has an answer of its own.
    `older` reads the body of each earlier shape, from the first, as one of the next; it only ever grows.
    """

    label: ClassVar[str]
    article: ClassVar[str] = "de"
    heading: ClassVar[str]
    recorded_by: ClassVar[tuple[str, ...]] = CONSULTANTS
    # No course waits for it, so that it belongs at any time, in a closed case too.
    aside: ClassVar[bool] = False
    # It brings what a citizen who agreed before could not know of.
    news: ClassVar[bool] = False
    # Its words may go into a letter, so that they must be printable.
    printed: ClassVar[bool] = True
    # Its fields with prose that a letter prints, so that they are read for what refuses.
    plain: ClassVar[tuple[str, ...]] = ()
    # Its fields that a letter prints which has room for a phrase only: a few words, no sentence; and those of them that
    # ask for something.
    asking: ClassVar[tuple[str, ...]] = ()
    phrased: ClassVar[tuple[str, ...]] = ()
    early: ClassVar[str] = ""
    icon: ClassVar[str] = "file-text"
    older: ClassVar[tuple[Callable[[Body], Body], ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "label" not in vars(cls):
            return
        # Its name is what the record says, and its label is where the desk has its page: neither may mean two things.
        for other in KINDS.values():
            if cls.__name__ == other.__name__ or cls.label == other.label:
                raise TypeError(f"{cls.__module__}.{cls.__name__} and {other.__module__}.{other.__name__} are one kind")
        if SHAPE in vars(cls).get("__annotations__", {}):
            raise TypeError(f"{cls.__name__}: “{SHAPE}” is kept for the number of the shape")
        if "heading" not in vars(cls):
            cls.heading = cls.label.capitalize()
        KINDS[cls.__name__] = cls

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Map each invalid field to a Dutch sentence; empty when the fact is complete.

        `now` is timezone-aware, `today` is the day in the Netherlands.
        """
        del now, today
        return {}

    @classmethod
    def written(cls, fields: Body) -> Body:
        """The body to store: the fields and, from the second shape on, the number of their shape."""
        return {**fields, SHAPE: len(cls.older) + 1} if cls.older else fields

    @classmethod
    def read(cls, body: Body) -> Body:
        """The fields of a stored body as they are today, whichever shape it was written in.

        Raises `ValueError` for a shape that this version does not know.
        """
        fields = dict(body)
        shape = fields.pop(SHAPE, 1)
        if shape not in range(1, len(cls.older) + 2):
            raise ValueError(f"{cls.__name__}: no shape {shape!r} of {len(cls.older) + 1}")
        for upgrade in cls.older[shape - 1 :]:
            fields = upgrade(fields)
        return fields


def faults(fact: Fact, *, now: datetime, today: date) -> dict[str, str]:
    """Map each field of a fact that is invalid, or a number past its bounds, to a Dutch sentence."""
    return dict(out_of_bounds(fact)) | fact.problems(now=now, today=today)


def blank(fact: object, **sentences: str) -> dict[str, str]:
    """The sentence for each field that says nothing to the eye; keywords map a field to its sentence."""
    return {field: text for field, text in sentences.items() if visible.blank(str(getattr(fact, field)))}


def past(field: str, day: date, today: date) -> dict[str, str]:
    """The problem, if any, with the day on which something happened: in the future, or over ten years ago."""
    if day > today:
        return {field: FUTURE}
    return {field: LONG_AGO} if day < today - TEN_YEARS else {}


def near(today: date, most: timedelta = TWO_YEARS, **days: date | None) -> dict[str, str]:
    """The problem, if any, with each day to come: further off than anything of a case, so that nobody waits for it."""
    last_on = today + most
    return {name: _too_far(last_on) for name, day in days.items() if day and day > last_on}


def _too_far(last_on: date) -> str:
    return f"Deze dag is te ver weg. Kies een dag tot en met {day_nl(last_on)}."


def asked_of(kind: type) -> tuple[tuple[str, Asked], ...]:
    """The fields that a form may ask for, of a kind of fact or of a part of one, by name and in order."""
    return _asked_of(cast("Any", kind))


@cache
def _asked_of(kind: Any) -> tuple[tuple[str, Asked], ...]:
    hints = get_type_hints(kind, include_extras=True)
    named = ((one.name, getattr(hints[one.name], "__metadata__", ())) for one in fields(kind))
    return tuple((name, asked) for name, given in named for asked in given if isinstance(asked, Asked))
