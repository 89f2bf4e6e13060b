"""What a letter is written with: the values that its front matter names, taken from the record of the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from letters.writing.required import FACTS
from letters.writing.signs import SPELLED
from letters.writing.takes import quote, untaken
from letters.writing.template import FrontMatter, front_matter
from letters.writing.templating import names_used
from rules.errors import TemplateBroken
from rules.facts import KINDS
from rules.facts.post.held import SpellingChosen, spellings
from rules.record.entries import Entry, before, latest
from rules.record.entries import every as every_of
from store.models import Letter
from tasks.cases.decisions import Decided
from tasks.cases.open_case import OpenCase
from tasks.letters.addressee import of_every_letter
from tasks.letters.decision_clauses import signed, signer
from tasks.letters.decision_values import decided, temporary
from tasks.letters.values import claims, decisions, endings, intake, lateness, receipts, recorded, talks, terms
from tasks.letters.values.registry import Values, Writing, found

# The values of each subject are found by their names.
SUBJECTS = (decisions, endings, intake, lateness, receipts, talks, terms)


def values_for(case: OpenCase, letter: Letter, about: Entry[Any], decision: Decided | None) -> Values:
    """All values of one letter, and the facts that it may claim, as plain data that is frozen with it."""
    writing, front = Writing(case, letter, about), front_matter(letter.name)
    clerk = signer(case, about) if front.decision else case.row.consultant
    every = of_every_letter(case, letter, clerk) | {FACTS: claims.of(writing)} | _spelled(case)
    if decision is None:
        return every | named(writing, front)
    write = temporary if decision.intention.fact.temporary else decided
    known = _known_then(case, front, decision)
    return every | signed(case, letter, clerk) | known | write(case, letter, decision)


def _spelled(case: OpenCase) -> Values:
    """How somebody chose to print words that a PDF gives back otherwise than it shows."""
    chosen = spellings(entry.fact for entry in every_of(case.record, SpellingChosen))
    return {SPELLED: chosen} if chosen else {}


def _known_then(case: OpenCase, front: FrontMatter, decision: Decided) -> Values:
    """The newest fact of each kind that a decision tells of, as it was known to whoever decided."""
    kinds = [kind for kind in KINDS.values() if kind.label in front.facts]
    known = before(case.record, decision.intention.seq)
    told = [entry.fact for kind in kinds if (entry := latest(known, kind))]
    return {recorded.under(type(fact)): recorded.as_recorded(fact) for fact in told}


def named(writing: Writing[Any], front: FrontMatter) -> Values:
    """The values that a front matter names. What cannot be found is left out: the letter is held for it."""
    values: Values = {}
    groups: dict[str, Any] = {}
    for path, taken in front.values.items():
        name = path.partition("[]")[0]
        sought = taken.value or name
        owner, find = found(sought, type(writing.fact)) or (sought.partition(".")[0], None)
        if owner not in groups:
            groups[owner] = recorded.plain(find(writing) if find else recorded.group(sought, writing))
        for value in _within(groups[owner], sought.removeprefix(owner).removeprefix(".")):
            _put(values, name, value)
    quote(values, front.types)
    return values


def _within(group: Any, rest: str) -> Iterator[object]:
    """The value at this place in its group, if there is one."""
    for step in filter(None, rest.split(".")):
        if not isinstance(group, dict) or step not in group:
            return
        group = group[step]
    yield group


def _put(values: Values, name: str, value: object) -> None:
    *above, last = name.split(".")
    for step in above:
        values = values.setdefault(step, {})
    values[last] = value


def check_whole(letter: str) -> None:
    """Raise `TemplateBroken` for a letter that takes a value nobody can give, or prints one that it does not take."""
    front = front_matter(letter)
    if not front.values and front.decision:
        return
    for wrong in (*_unknown(front), *_untaken(front, letter)):
        raise TemplateBroken(letter, 1, wrong)


def _unknown(front: FrontMatter) -> Iterator[str]:
    kinds = {kind.label: kind for kind in KINDS.values()}
    if not front.about:
        yield "onder about staat niet over welk feit deze brief gaat"
    for label in front.about:
        if label not in kinds:
            yield f"het feit “{label}” bestaat niet"
            continue
        for path, taken in front.values.items():
            name = taken.value or path.partition("[]")[0]
            if not (found(name, kinds[label]) or recorded.has(name, kinds[label])):
                yield f"de waarde “{name}” bestaat niet in een brief over “{label}”"


def _untaken(front: FrontMatter, letter: str) -> Iterator[str]:
    for name in untaken(sorted(names_used(letter)), front.values):
        yield f"de tekst gebruikt “{name}”, maar die staat niet onder values"
