"""What the citizen of a case asks, item by item, as the pages show it beside what is given."""

from __future__ import annotations

from dataclasses import dataclass

from config.process import Process
from desk.web import measures
from desk.web.words import long_day
from rules.facts import Asking, Fact
from rules.facts.asking.items import Measure
from rules.facts.asking.talks import Talk
from rules.grants.forms import FORMS
from rules.record import asked
from rules.record.asked import Numbered
from rules.record.entries import Record

# What runs is asked too, until a decision says otherwise.
RUNS = (("Nu", "loopt, tot u anders besluit"),)


@dataclass(frozen=True)
class Question:
    """One item that a decision has to answer: its words, what is named of it, and what talks made of it."""

    number: int
    words: str
    measure: Measure
    lines: tuple[tuple[str, str], ...]
    talks: tuple[str, ...]
    vague: bool
    runs: bool = False

    @property
    def option(self) -> tuple[str, str]:
        """The item in a list to choose from."""
        return str(self.number), f"{self.number}. {self.words}"


def questions(record: Record, course: Process) -> tuple[Question, ...]:
    """The items that stand, oldest first."""
    return tuple(_question(record, course, one) for one in asked.standing(record))


def _question(record: Record, course: Process, one: Numbered) -> Question:
    precise, agreed = asked.made_precise(record, one.number), asked.agreement(record, one.number)
    withdrawn = asked.withdrawn(record, one.number)
    measure = asked.measured(record, one)
    said = [f"Precies gemaakt in het gesprek van {long_day(precise.fact.on)}."] if precise else []
    if agreed:
        less = measured(agreed.fact, course)
        said.append(f"Akkoord met minder, gesprek van {long_day(agreed.fact.on)}: {less}.")
    if withdrawn:
        said.append(f"Ingetrokken op {long_day(withdrawn.fact.received_on)}. De inwoner kan daar nog op terugkomen.")
    return Question(
        number=one.number,
        words=one.item.words,
        measure=measure,
        lines=(*RUNS[: one.running], *lines(measure, course)),
        talks=tuple(said),
        vague=asked.vague(record, one.number),
        runs=one.running,
    )


def lines(one: Measure, course: Process) -> tuple[tuple[str, str], ...]:
    """What is named, each under its Dutch name; nothing is said of what is not."""
    period = [f"vanaf {long_day(one.from_on)}" if one.from_on else ""]
    period += [f"tot en met {long_day(one.until_on)}" if one.until_on else ""]
    period += ["blijvend" if one.lasting else ""]
    found = (
        ("Waar", measures.product_name(one.product, course)),
        ("Vorm", FORMS[one.form].title if one.form else ""),
        ("Hoeveel", measures.told(one.quantity)),
        ("Periode", " ".join(part for part in period if part)),
        ("Van wie", one.provider),
    )
    return tuple((name, text) for name, text in found if text)


def measured(one: Measure, course: Process) -> str:
    """The same in one line."""
    return ", ".join(text for _, text in lines(one, course))


def told(fact: Fact, course: Process) -> tuple[str, ...]:
    """What a fact about items says of them, for the timeline."""
    if isinstance(fact, Asking):
        named = ((item.words, measured(item, course)) for item in fact.items)
        name = "Loopt" if fact.running else "Vraag"
        return tuple(f"{name}: {words}{f' ({text})' if text else ''}" for words, text in named)
    if isinstance(fact, Talk):
        about = measured(fact, course)
        return (f"Vraag {fact.item}", about, fact.words, f"Gesprek van {long_day(fact.on)}")
    return ()
