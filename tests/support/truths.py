"""What is untrue in a letter, by the record of its case alone: nothing here asks the code that wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from rules.calls import REACHED, ExemptionReason
from rules.facts import Application, Call, DataRequest, Exemption, Fact, Investigation, Report, Withdrawal
from rules.facts.ends import Death
from rules.facts.remedies.dispute import Dispute
from rules.facts.remedies.lateness import DefaultNotice
from rules.facts.report import Opening
from rules.record.entries import Entry
from store import queries, record
from store.engine import session
from store.models import Letter
from tasks import clock

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ON = rf"(\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}})"
DAY = re.compile(ON)
# What the reader must do, or may wait for, until a day.
ACTS = "bel|stuur|schrijf|verstuur|reageer|meld|laat|krijgt u|u krijgt|u hoort|wij betalen|wij bellen"
ASKED = re.compile(rf"\b(?:{ACTS})\b[^.?:]*?\buiterlijk op {ON}", re.IGNORECASE)
SPOKE = re.compile(
    rf"Op {ON} om (\d{{1,2}}\.\d{{2}}) uur (?:spraken wij|sprak ik) met ([^.]+?)(?: over dit besluit)?\."
)
HEARD = re.compile(r"Dit hoorden wij van ([^:]+):")
QUOTED = re.compile(r"“([^”]*)”")
# Of each pair a letter says one thing at most.
PAIRS = (
    ("spraken wij met", "Wij hebben elkaar niet gesproken"),
    ("Wij wijzen uw aanvraag af", "Wij geven u hulp"),
    ("Wij wijzen uw aanvraag af", "# U krijgt:|U krijgt: "),
    ("Wij behandelen uw aanvraag niet", "Wij wijzen uw aanvraag af"),
    ("U krijgt geen dwangsom", "U krijgt daarom € "),
    ("Wij zijn nog niet te laat", "Wij moesten al op"),
    ("totdat ons onderzoek klaar is|tot ons onderzoek klaar is", "Ons onderzoek is klaar"),
    ("Wij onderzochten wat u nodig hebt", "gaan wij onderzoeken wat u nodig hebt"),
    ("stuurden wij u het verslag", "Het verslag krijgt u in een aparte brief"),
    ("dat u uw melding intrekt", "dat u uw aanvraag intrekt"),
    ("Deze brief is geen besluit", "U kunt ook bezwaar maken"),
    ("betaalt u geen eigen bijdrage. U krijgt hiervoor dus geen rekening", "U krijgt een rekening van het CAK"),
    ("is overleden", "alsnog uw verhaal doen|hoopte op een|op een ander besluit hoopte"),
    ("Wij hebben uw melding ontvangen", "Wij hebben uw aanvraag ontvangen"),
)


@dataclass(frozen=True)
class Told:
    """One letter as it reads, and what was on the record of its case when it was made."""

    name: str
    dated_on: date
    lines: tuple[str, ...]
    entries: tuple[Entry[Any], ...]
    letters: tuple[Letter, ...]
    deceased: bool

    def facts(self, *kinds: type[Fact]) -> list[Any]:
        """The facts of these kinds."""
        return [entry.fact for entry in self.entries if isinstance(entry.fact, kinds)]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.lines)


def told(number: str) -> list[Told]:
    """Every letter of a case that was made, oldest first."""
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        entries, letters = record.entries(db, case), tuple(queries.letters_of(db, case))
        return [_told(one, entries, letters, bool(case.citizen.deceased_on)) for one in letters if one.document]


def _told(letter: Letter, entries: Sequence[Entry[Any]], letters: tuple[Letter, ...], deceased: bool) -> Told:  # noqa: FBT001
    made_at = max(filter(None, (letter.created_at, letter.rendered_at)))
    known = tuple(entry for entry in entries if entry.at <= made_at)
    lines = tuple(line.replace("\u00a0", " ") for line in _lines(letter.document["blocks"]))
    return Told(letter.name, letter.dated_on, lines, known, letters, deceased)


def _lines(part: Any) -> Iterator[str]:
    """Each paragraph, heading, item and cell, without what is bold in it."""
    if isinstance(part, dict) and "c" in part:
        yield _plain(part["c"])
    elif isinstance(part, dict):
        for name in ("i", "h", "r"):
            yield from _lines(part.get(name, []))
    elif (
        isinstance(part, list)
        and part
        and all(isinstance(one, str) or (isinstance(one, dict) and "t" not in one) for one in part)
    ):
        yield _plain(part)
    elif isinstance(part, list):
        for one in part:
            yield from _lines(one)


def _plain(parts: list[Any]) -> str:
    return "".join(
        one if isinstance(one, str) else _plain(next(iter(one.values()))) if "br" not in one else " " for one in parts
    )


def day(text: str) -> date:
    """“23 november 2026” as a date."""
    number, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def untruths(one: Told) -> list[str]:
    """What this letter says that is not so."""
    return [*late(one), *unfounded(one), *misquoted(one), *contradicted(one)]


def late(one: Told) -> list[str]:
    """Days that are asked or promised, and do not lie after the letter."""
    return [f"{one.name}: {found[0]}" for found in ASKED.finditer(one.text) if day(found[1]) <= one.dated_on]


def unfounded(one: Told) -> list[str]:
    """Facts that are claimed of a day on which the record has none, and days that are over which it does not know."""
    wrong = []
    for pattern, days in CLAIMED:
        known = days(one)
        wrong += [found[0] for found in pattern.finditer(one.text) if day(found[1]) not in known]
    known = _days_known(one)
    past = (found[1] for found in DAY.finditer(one.text) if day(found[1]) < one.dated_on)
    wrong += [f"op {found}" for found in past if day(found) not in known]
    excused = any(fact.reason is ExemptionReason.DECEASED for fact in one.facts(Exemption))
    if "is overleden" in one.text and not (one.deceased or excused or one.facts(Death)):
        wrong.append("is overleden")
    return [f"{one.name}: {said}" for said in wrong]


def misquoted(one: Told) -> list[str]:
    """Who was spoken to is not who spoke, and words between quotation marks that nobody wrote or said."""
    wrong = []
    calls = [fact for fact in one.facts(Call) if fact.outcome in REACHED]
    for found in SPOKE.finditer(one.text):
        at = {(clock.local(fact.at).date(), f"{clock.local(fact.at):%H.%M}"): fact for fact in calls}
        call = at.get((day(found[1]), found[2].zfill(5)))
        if call is None or not _is(one, found[3], call):
            wrong.append(found[0])
    # The line that says of whom it is, and the one after it, which has the words.
    for said, words in zip(one.lines, one.lines[1:], strict=False):
        if found := HEARD.search(said):
            mine = [fact for fact in calls if words in fact.summary]
            wrong += [] if any(_is(one, found[1], fact) for fact in mine) else [said]
    written = " ".join(_texts([entry.fact for entry in one.entries]))
    wrong += [f"“{words}”" for words in QUOTED.findall(one.text) if len(words.split()) > 3 and words not in written]
    return [f"{one.name}: {said}" for said in wrong]


def _is(one: Told, named: str, call: Call) -> bool:
    """Whether somebody who is named so is the one who was on the telephone.

    In a decision “u” is the citizen; in a letter about what somebody said it is who reads it.
    """
    if named != "u":
        return named == call.spoke_with
    if one.name.endswith("bevestiging-gesprek"):
        reads_for = "U ontvangt deze brief als" in one.text
        return call.authorised == reads_for
    return not call.authorised


def contradicted(one: Told) -> list[str]:
    """Both of a pair of which only one can be so."""
    return [f"{one.name}: {a} / {b}" for a, b in PAIRS if re.search(a, one.text) and re.search(b, one.text)]


def _received(*kinds: type[Fact]) -> Callable[[Told], set[date]]:
    return lambda one: {fact.received_on for fact in one.facts(*kinds)}


def _sent(kind: type[Fact]) -> Callable[[Told], set[date]]:
    """The days of the letters about such a fact."""

    def days(one: Told) -> set[date]:
        about = {entry.seq for entry in one.entries if isinstance(entry.fact, kind)}
        return {letter.dated_on for letter in one.letters if letter.about in about and letter.status == "rendered"}

    return days


TIME = r"(?:,? om [\d.]+ uur,?)?"
CLAIMED: tuple[tuple[re.Pattern[str], Callable[[Told], set[date]]], ...] = (
    (re.compile(rf"Op {ON}{TIME} deed u (?:bij ons )?een melding"), _received(Report)),
    (re.compile(rf"Op {ON}{TIME} hebt u ons gevraagd om hulp"), _received(Report)),
    (re.compile(rf"Op {ON}{TIME} (?:deed u een|kregen wij uw) aanvraag"), _received(Application, Opening)),
    (re.compile(rf"Op {ON}{TIME} stuurden wij u het verslag"), _sent(Investigation)),
    (re.compile(rf"Op {ON}{TIME} kregen wij uw ingebrekestelling"), _received(DefaultNotice)),
    (re.compile(rf"Op {ON}{TIME} kregen wij uw bezwaar"), _received(Dispute)),
    (re.compile(rf"Op {ON}{TIME} (?:liet u ons weten|hoorden wij) dat u uw"), _received(Withdrawal)),
    (re.compile(rf"Op {ON} vroegen wij u om (?:meer )?gegevens"), _sent(DataRequest)),
)


def _days_known(one: Told) -> set[date]:
    """Each day that the record has: in a fact, of a fact, or on a letter; and those that terms end on."""
    found = {clock.local(entry.at).date() for entry in one.entries} | {letter.dated_on for letter in one.letters}
    found |= {value for entry in one.entries for value in _values(entry.fact) if isinstance(value, date)}
    return found | {clock.local(fact.at).date() for fact in one.facts(Call)}


def _texts(facts: Sequence[Fact]) -> Iterator[str]:
    yield from (value for fact in facts for value in _values(fact) if isinstance(value, str))


def _values(part: Any) -> Iterator[Any]:
    if hasattr(part, "__dataclass_fields__"):
        for one in fields(part):
            yield from _values(getattr(part, one.name))
    elif isinstance(part, tuple | list):
        for value in part:
            yield from _values(value)
    else:
        yield part
