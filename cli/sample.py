"""The sample municipality: its staff, and cases played to different stages along the path of real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import select

from cli.plays import Play, Step, plays, staff
from config.forms import forms
from store import record
from store.engine import session
from store.models import Case, RoleGrant, Staff
from tasks import clock
from tasks.cases import record_fact
from tasks.incoming import read_line
from tasks.intake import receive

CONSULTANT = "sanne"
HIRED_AGO = timedelta(days=400)
console = Console(stderr=True)


def load() -> list[tuple[str, str]]:
    """Hire the staff and play every case; the number of each, and what it shows. Loading twice is loading once."""
    hire()
    cast = plays()
    moments = sorted(_moments(cast), key=lambda moment: moment[0])
    with Progress(console=console, transient=True) as progress:
        for _, play, place in progress.track(moments, description="Voorbeeldzaken"):
            _happen(play, place)
    return [(_case(play).number, play.shows) for play in cast]


def hire() -> None:
    """The sample staff, each in one role, unless they are there."""
    with session() as db:
        for person in staff():
            if db.get(Staff, person["id"]):
                continue
            given = {name: person[name] for name in ("id", "name", "function", "phone", "days")}
            email = f"{person['id']}@veldhaven.example"
            db.add(Staff(team=forms()[0].team, email=email, password_hash="", **given))
            db.flush()
            db.add(RoleGrant(staff_id=person["id"], role=person["role"], granted_at=clock.now() - HIRED_AGO))


def _moments(cast: list[Play]) -> Iterator[tuple[datetime, Play, int]]:
    """All that happens, as moment, play and place in it; place 0 is the report."""
    for play in cast:
        yield play.reported_at, play, 0
        for place, step in enumerate(play.steps, 1):
            yield step.at, play, place


def _happen(play: Play, place: int) -> None:
    if place == 0:
        with clock.at(play.reported_at):
            received = receive(read_line(play.line))
            if not received.repeated:
                _advance(received.number)
        return
    step = play.steps[place - 1]
    with clock.at(step.at):
        if _moved(_case(play), step, f"{play.reference}-{place}"):
            _advance(_case(play).number)


def _moved(case: Case, step: Step, key: str) -> bool:
    """Put the fact of a step on the record; true when the case has something to look at."""
    if not step.fact:
        return bool(case.wakes_on and case.wakes_on <= clock.today())
    fact = record.parse(record.kind_of(step.fact), step.body)
    by = step.by or case.consultant_id or CONSULTANT
    return not record_fact(case.number, fact, by=by, key=key).repeated


def _case(play: Play) -> Case:
    with session(readonly=True) as db:
        return db.scalars(select(Case).where(Case.reference == play.reference)).one()


def _advance(number: str) -> None:
    from tasks.process import COURSES, run_here

    with session(readonly=True) as db:
        process = record.find_case(db, number).process
    import_module(f"flows.{process}")
    run_here(number, COURSES[process])
