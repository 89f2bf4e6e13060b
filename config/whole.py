"""Refuses a process that misses something a case will need: terms, letters, a form, products, how long it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date, timedelta
from pathlib import Path

from config.forms import forms
from config.law import law
from config.municipality import municipality
from config.process_file import CourseTerm, Process
from config.products import products
from config.reminders import has_length, is_day
from rules.asked.grants import Grant
from rules.clock.lengths import Unit, add
from rules.errors import ProcessIncomplete
from rules.facts import KINDS, Outcome
from rules.facts.suspension import MOST_DAYS
from rules.results import RESULTS, REVIEWED, UNDECIDED

LETTERS = Path(__file__).parents[1] / "letters"
# Without these no case can be decided: until when, until when to object, and to leave an application unprocessed.
REQUIRED = ("decision", "objection")
SUSPENSION, LONGEST = "suspension", date.min + timedelta(days=MOST_DAYS)
# What is known of a case when it comes in, and so may be in the fact that opens it.
TAKEN_IN = ("question", "received_on", "came_at", "channel", "urgent", "answers", "items", "signed")


def check(process: Process, file: str) -> None:
    """Raise one `ProcessIncomplete` with all that is missing or does not exist."""
    found = (*_named(process, file), *_opening(process), *_terms(process), *_letters(process), *_findings(process))
    found = (*found, *_contribution(process))
    if found := (*found, *_form(process), *_kept(process), *_products(process), *_ends(process)):
        raise ProcessIncomplete(file, found)


def _named(process: Process, file: str) -> Iterator[str]:
    """The processes are known by their id: one that has the name of another would take its place."""
    if (name := file.removesuffix(".toml")) != process.id:
        yield f"id is “{process.id}”, maar moet “{name}” zijn, de naam van het bestand"


def _opening(process: Process) -> Iterator[str]:
    kind = KINDS.get(process.opens_with)
    if kind is None:
        yield f"opens_with kent het feit “{process.opens_with}” niet"
        return
    for field in fields(kind):
        if field.default is field.default_factory is MISSING and field.name not in TAKEN_IN:
            yield f"een zaak kan niet beginnen met “{kind.__name__}”, want “{field.name}” is dan nog niet bekend"


def _terms(process: Process) -> Iterator[str]:
    unprocessed = ("not_processed",) if Outcome.NOT_PROCESSED in process.results else ()
    for role in (*REQUIRED, *unprocessed):
        if role not in process.terms:
            yield f"de termijn “{role}” ontbreekt"
    for role, term in process.terms.items():
        yield from _term(role, term)
    yield from _suspension(process)


def _suspension(process: Process) -> Iterator[str]:
    """What runs is stopped for no longer than any law allows, and a rest day makes it no longer."""
    term = process.terms.get(SUSPENSION)
    if term is None or not has_length(term.law):
        return
    if process.results is not REVIEWED:
        yield f"de termijn “{SUSPENSION}” is voor wat loopt: zet bij [decision] about op “review”"
    for each in (one for one in law().terms if one.id == term.law):
        length, unit = each.span
        if each.rolls or unit not in {Unit.DAYS, Unit.WEEKS} or add(date.min, length, unit) > LONGEST:
            yield f"de termijn “{SUSPENSION}” duurt ten hoogste {MOST_DAYS} dagen, ook als de laatste een rustdag is"


def _term(role: str, term: CourseTerm) -> Iterator[str]:
    if not has_length(term.law):
        yield f"de termijn “{role}”: “{term.law}” is geen termijn met een lengte"
    if term.starts and not is_day(term.starts):
        yield f"de termijn “{role}”: starts kent “{term.starts}” niet als feit met een dag"
    if term.met_by and term.met_by not in KINDS:
        yield f"de termijn “{role}”: met_by kent het feit “{term.met_by}” niet"
    if not term.starts and (term.name or role == "decision"):
        yield f"de termijn “{role}”: starts ontbreekt"


def _letters(process: Process) -> Iterator[str]:
    known = process.letters
    if not known.grants:
        yield "onder [letters] noemt “grants” geen vorm waarin iets kan worden toegekend"
    if Grant.NONE in known.grants:
        yield "onder [letters] is “niets” bij “grants” geen vorm waarin iets kan worden toegekend"
    required = {"all": known.all, "less": known.less}
    if Outcome.NOT_PROCESSED in process.results:
        required["not_processed"] = known.not_processed
    for name, letter in required.items():
        if not letter:
            yield f"de brief “{name}” ontbreekt"
    sent = known.provisional, known.suspended, known.resumed, known.invitation, known.ending, known.withdrawal
    for letter in filter(None, (*required.values(), *sent)):
        if not (LETTERS / letter / "brief.md.j2").is_file():
            yield f"de brief letters/{letter} bestaat niet"


def _findings(process: Process) -> Iterator[str]:
    for part, times in Counter(finding.part for finding in process.findings).items():
        if times > 1:
            yield f"het onderdeel “{part}” staat {times} keer in [[findings]]"


def _contribution(process: Process) -> Iterator[str]:
    if process.contribution and all(one.id != process.contribution for one in law().amounts):
        yield f"contribution: het bedrag “{process.contribution}” staat niet in config/law"
    listed = {one.key for one in products(date.max) if one.course == process.id}
    free = municipality().under(process.id).eigen_bijdrage.niet_voor if process.contribution and listed else ()
    for key in sorted({*free} - listed):
        yield f"eigen_bijdrage van de gemeente noemt “{key}”, en dat staat niet in config/products/{process.id}.toml"


def _form(process: Process) -> Iterator[str]:
    """Some form begins it, and no form names what is not on its list."""
    mine = [form for form in forms() if form.process == process.id]
    if not mine:
        yield f"in config/forms noemt geen formulier het proces “{process.id}”"
    listed = {one.key for one in products(date.max) if one.course == process.id}
    for form in mine:
        for key in sorted({*form.products.values()} - listed):
            yield f"config/forms/{form.id}.toml noemt “{key}”, en dat staat niet in config/products/{process.id}.toml"


def _products(process: Process) -> Iterator[str]:
    """What can be asked and given is a closed list: without it, nothing that is given can be compared."""
    if all(one.course != process.id for one in products(date.max)):
        yield f"in config/products/{process.id}.toml staat niets dat een inwoner kan vragen"


def _ends(process: Process) -> Iterator[str]:
    """An end without a decision: it has a name of its own, and names what there is."""
    for result, times in Counter(end.result for end in process.ends).items():
        if times > 1 or result in {*RESULTS.values(), *REVIEWED.values(), *UNDECIDED}:
            yield f"het einde “{result}” in [[ends]] heeft een naam die al een uitkomst is"
    for end in process.ends:
        if end.kind and end.kind not in KINDS:
            yield f"het einde “{end.result}”: kind kent het feit “{end.kind}” niet"
        if end.letter and not (LETTERS / end.letter / "brief.md.j2").is_file():
            yield f"de brief letters/{end.letter} bestaat niet"


def _kept(process: Process) -> Iterator[str]:
    kept = {(rule.result, rule.outcome) for rule in law().retention if rule.process == process.id}
    ends = (
        *((result, outcome.value) for outcome, result in process.results.items()),
        *((one, "") for one in (*UNDECIDED, *(end.result for end in process.ends))),
    )
    if unkept := [f"“{result}”" for result, outcome in ends if (result, outcome) not in kept]:
        yield f"in config/law ontbreekt hoe lang een zaak wordt bewaard na {', '.join(unkept)}"
