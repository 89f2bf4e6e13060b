"""What else may be done with a case, whatever its next step is: what a look at it says that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk.facts.kinds import PAGES, page_for
from desk.record.case_file import CaseFile
from desk.web.access import INTAKE
from desk.web.sessions import Visitor
from rules.facts import Call, Fact, Intention, TermSuspended
from rules.facts.kind import CONSULTANTS
from rules.facts.suspension import HelpSuspended
from rules.record import case_state
from tasks.cases.look import Look


@dataclass(frozen=True)
class Move:
    """Something else that can be done with this case."""

    path: str
    label: str
    icon: str


# Kinds that have a page of another sort than a plain form.
PLACES: dict[type[Fact], Move] = {
    Intention: Move("besluit", "Voornemen maken of wijzigen", "scale"),
    Call: Move("bel", "Gesprek met de inwoner vastleggen", "phone"),
    HelpSuspended: Move("opschorting-van-hulp", "Opschorten wat er loopt", "scale"),
    TermSuspended: Move("termijn", "Termijn laten stilstaan of verlengen", "clock"),
}
RESIDENT = Move("inwoner", "Gegevens van de inwoner wijzigen", "pencil")


def moves(visitor: Visitor, file: CaseFile, seen: Look) -> list[Move]:
    """What else this visitor may do, the latest step first."""
    offered = dict.fromkeys(reversed([*_offered(visitor, seen)]))
    about = [] if seen.closed or seen.because or not visitor.has(*INTAKE) else [RESIDENT]
    return [*offered, *about, *(_disputes(file) if visitor.has(*CONSULTANTS) else [])]


def _offered(visitor: Visitor, seen: Look) -> Iterator[Move]:
    for one in seen.accepts:
        if not one.offered or not visitor.has(*one.kind.recorded_by):
            continue
        page = PAGES.get(one.form) or page_for(one.kind)
        if one.kind in PLACES and not one.form:
            yield PLACES[one.kind]
        elif page:
            yield Move(page.path, page.worded(one.process).move, one.kind.icon)


def _disputes(file: CaseFile) -> list[Move]:
    """The end of each dispute has a page of its own."""
    return [
        Move(f"geschil/{one.seq}", f"Einde van het {one.fact.kind} vastleggen", "check")
        for one in case_state.open_disputes(file.record)
    ]
