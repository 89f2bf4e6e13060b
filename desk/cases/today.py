"""The list of today's work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.cases import worklist
from desk.cases.next_step import FILTERS
from desk.control.term_watch import alarm
from desk.web.access import OFFICE, Viewer
from desk.web.pages import page
from desk.web.words import short_name
from rules.errors import CaseUnknown
from rules.wording import day_nl
from store.engine import session
from tasks import clock
from tasks.intake import refused_reports
from tasks.letters.addressee import entitled

router = APIRouter()
SOON = 5


@router.get("/vandaag")
def today(request: Request, visitor: Viewer, toon: str = "") -> Response:
    """The list, grouped by how soon each case is due."""
    with session(readonly=True) as db:
        rows, visits = worklist.rows(db, worklist.cases(db, visitor), visitor)
        found = worklist.call_results(db, visitor)
        held = worklist.held(db, visitor)
    shown = [row for row in rows if _fits(row, toon)]
    grouped = [(key, label, [row for row in shown if row.group == key]) for key, label in worklist.GROUPS]
    return page(
        request,
        "cases/today.html",
        active="/vandaag",
        date=day_nl(clock.today()),
        groups=[group for group in grouped if group[2]],
        filters=_filters(rows, toon),
        chosen=next(iter(row for _, _, of_group in grouped for row in of_group), None),
        total=len(rows),
        most=worklist.MOST,
        visits=visits[:SOON],
        yielded=found if visitor.has("consulent", "teamleider") else None,
        alarm=alarm(),
        held=[(letter.id, entitled(letter), short_name(case.citizen)) for letter, case in held],
        refused=len(refused_reports.names()) if visitor.has(*OFFICE) else 0,
    )


@router.get("/vandaag/kijk/{number}")
def peek(request: Request, visitor: Viewer, number: str) -> Response:
    """One case, beside the list."""
    with session(readonly=True) as db:
        mine = [case for case in worklist.cases(db, visitor) if case.number == number]
        if not mine:
            raise CaseUnknown(number)
        rows, _ = worklist.rows(db, mine, visitor)
    return page(request, "cases/peek.html", chosen=rows[0])


def _fits(row: worklist.Row, shown: str) -> bool:
    return not shown or shown in {row.ask.filter, row.group}


def _filters(rows: list[worklist.Row], shown: str) -> list[tuple[str, str, int, bool]]:
    """Path, label, number of cases, and whether it is chosen; filters without cases are left out."""
    late = sum(row.group == worklist.LATE for row in rows)
    counts = [("", "Alles", len(rows)), (worklist.LATE, "Over de termijn", late)]
    counts += [(key, label, sum(row.ask.filter == key for row in rows)) for key, label in FILTERS]
    return [(key, label, count, key == shown) for key, label, count in counts if count or not key or key == shown]
