"""The courses of law: each a function that takes a case from its top as far as it can go, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType, ModuleType
from typing import TypeVar, cast

from config.process import Process, processes
from config.process import process as described
from letters.writing.template import OUTCOMES, TEMPORARY, front_matter
from letters.writing.texts import used
from rules.errors import ProcessIncomplete
from rules.facts import Outcome
from tasks.cases.open_case import OpenCase

Course = Callable[[OpenCase], None]
S = TypeVar("S", bound=Callable[..., object])
COURSES: dict[str, Course] = {}
# Whether a letter is a decision and whether it is adverse, as its head must say.
GRANTS, REFUSES, TELLS = (True, False), (True, True), (False, False)
SORTS = {
    "all": GRANTS,
    "less": REFUSES,
    "provisional": GRANTS,
    "not_processed": REFUSES,
    "suspended": REFUSES,
    "resumed": TELLS,
    "invitation": TELLS,
    "ending": TELLS,
    "withdrawal": TELLS,
}
# The outcomes that its provisions can have: one that has another than its head allows is never made.
SAYS = {
    "all": {OUTCOMES[Outcome.GRANTED]},
    "less": {OUTCOMES[one] for one in (Outcome.GRANTED, Outcome.PARTIAL, Outcome.REJECTED)},
    "provisional": {TEMPORARY},
    "not_processed": {OUTCOMES[Outcome.NOT_PROCESSED]},
}
# Who was told that it stops hears that it goes on, whatever comes next.
OWED = ("resumed",)
# In a review the same letter says that there is less, or nothing any more.
REVIEWS = {"less": SAYS["less"] | {OUTCOMES[Outcome.LOWERED], OUTCOMES[Outcome.ENDED]}}
# Those that say what is given, each form in a part of its own.
GIVING = ("all", "less", "provisional")
MUST_NL = {
    GRANTS: "moet een besluit zijn dat niets weigert (decision: true, adverse: false)",
    REFUSES: "moet een besluit zijn dat iets weigert (decision: true, adverse: true)",
    TELLS: "mag geen besluit zijn (decision: false)",
}


def process(course: Course) -> Course:
    """Make a course known by its name: that of its module in `flows/` and of its file in `config/processes/`."""
    COURSES[course.__name__] = course
    return course


def needs(*keys: str) -> Callable[[S], S]:
    """Mark a step with what it takes from the process file and not every course has: `letters.ending`."""

    def marked(step: S) -> S:
        step.needs = keys  # type: ignore[attr-defined]
        return step

    return marked


def follows(*earlier: Callable[..., object]) -> Callable[[S], S]:
    """Mark a step with those that a course must take before it: without them it would leave something undone."""

    def marked(step: S) -> S:
        step.follows = earlier  # type: ignore[attr-defined]
        return step

    return marked


@cache
def steps_of(course: Course) -> tuple[FunctionType, ...]:
    """The steps of a course, in the order in which it takes them, with those that a step of its own module takes.

    The names that a function uses stand in its code in the order of its lines.
    """
    taker = cast("FunctionType", course)
    return tuple(_steps(taker, {taker}))


def _steps(taker: FunctionType, known: set[FunctionType]) -> Iterator[FunctionType]:
    modules: list[ModuleType] = []
    for name in taker.__code__.co_names:
        found = taker.__globals__.get(name) or next((vars(one)[name] for one in modules if name in vars(one)), None)
        if isinstance(found, ModuleType):
            modules.append(found)
        if not isinstance(found, FunctionType) or found in known:
            continue
        known.add(found)
        yield found
        if found.__module__ == taker.__module__:
            yield from _steps(found, known)


def courses() -> tuple[Course, ...]:
    """Every course of this installation; raises what `course_of` raises.

    `ProcessIncomplete` also where the file of a course does not say what one of its steps needs, or names a letter that
    cannot announce that decision, and where a step comes before one that it follows.
    """
    found = {name: course_of(name) for name in processes()}
    for name, course in found.items():
        file = described(name)
        if lacking := (*_lacking(course, file), *_out_of_order(course), *_unfit(file), *_unsaid(file)):
            raise ProcessIncomplete(f"{name}.toml", lacking)
    return tuple(found.values())


def course_of(name: str) -> Course:
    """The course with this name; `ProcessUnknown` when there is none, `ProcessIncomplete` when it has no flow.

    A course is found as Prefect finds a flow, by its entrypoint: nothing that is built under the flows imports one.
    """
    if name not in COURSES:
        if find_spec(f"flows.{described(name).id}") is None:
            raise ProcessIncomplete(f"{name}.toml", (f"flows/{name}.py bestaat niet",))
        import_module(f"flows.{name}")
        if name not in COURSES:
            raise ProcessIncomplete(f"{name}.toml", (f"flows/{name}.py heeft geen @process met de naam {name}",))
    return COURSES[name]


def _lacking(course: Course, file: Process) -> Iterator[str]:
    for step in steps_of(course):
        for key in getattr(step, "needs", ()):
            part, _, name = key.partition(".")
            found = getattr(file, part)
            if not (found.get(name) if isinstance(found, dict) else getattr(found, name) if name else found):
                yield f"“{key}” ontbreekt, en de stap {step.__name__} heeft het nodig"


def _out_of_order(course: Course) -> Iterator[str]:
    """A step whose course does not take first what must come before it."""
    taken: set[Callable[..., object]] = set()
    for step in steps_of(course):
        for earlier in getattr(step, "follows", ()):
            if earlier not in taken:
                yield f"de stap {earlier.__name__} moet staan vóór {step.__name__}"
        taken.add(step)


def _unsaid(file: Process) -> Iterator[str]:
    """An end without a decision whose letter is one."""
    for end in file.ends:
        if end.letter and front_matter(end.letter).decision:
            yield f"het einde “{end.result}”: letters/{end.letter} {MUST_NL[TELLS]}"


def _unfit(file: Process) -> Iterator[str]:
    """Letters of another sort, which the record would refuse after the call, or without a part for what is given."""
    letters, says = file.letters, SAYS | (REVIEWS if file.decision.about == "review" else {})
    for name, letter in letters.model_dump(exclude={"grants"}).items():
        if not letter:
            continue
        front = front_matter(letter)
        if (front.decision, front.adverse) != (sort := SORTS[name]):
            yield f"“letters.{name}”: letters/{letter} {MUST_NL[sort]}"
        elif name in OWED and not front.confirms:
            yield f"“letters.{name}”: letters/{letter} moet altijd weg, wat er ook volgt (confirms: true)"
        elif front.outcomes and (unsaid := says.get(name, set()).difference(front.outcomes)):
            yield f"“letters.{name}”: letters/{letter} moet onder outcomes ook noemen: {', '.join(sorted(unsaid))}"
        elif name in GIVING:
            parts = {part.rpartition("/")[2] for part in used(letter, {})}
            lacking = [form for form in letters.grants if f"_gegeven-{form}.md.j2" not in parts]
            yield from (f"“letters.grants”: letters/{letter} heeft geen deel _gegeven-{form}.md.j2" for form in lacking)
