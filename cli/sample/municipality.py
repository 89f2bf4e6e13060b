"""The sample municipality: its staff, reports, and cases played to different stages along the path of real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import select

from cli.sample.plays import Play, Step, plays, reports, staff
from rules.facts import Appointment
from store import record
from store.engine import session
from store.models import Case, Letter, RoleGrant, Staff
from store.models.post import READY
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import course_of
from tasks.cases.recording import record_fact
from tasks.intake.form_posts import read_line
from tasks.intake.intake import Received, receive
from tasks.letters.held_letters import post_by_hand
from tasks.post.answers import post_self

CONSULTANT = "sanne"
HIRED_AGO = timedelta(days=400)
console = Console(stderr=True)


def load() -> list[tuple[str, str]]:
    """Hire the staff, play every case and take in the reports; the number of each play, and what it shows.

    Loading twice is loading once. The reports are left for a run to take up.
    """
    hire()
    cast = plays()
    moments = sorted(_moments(cast), key=lambda moment: moment[0])
    with Progress(console=console, transient=True) as progress:
        for at, happen in progress.track(moments, description="Voorbeeldzaken"):
            with clock.at(at):
                happen()
    return [(_case(play).number, play.shows) for play in cast]


def hire() -> None:
    """The sample staff, each in one role, unless they are there."""
    with session() as db:
        for person in staff():
            if db.get(Staff, person["id"]):
                continue
            given = {name: person[name] for name in ("id", "name", "function", "team", "phone", "days")}
            email = f"{person['id']}@veldhaven.example"
            db.add(Staff(email=email, password_hash="", **given))
            db.flush()
            db.add(RoleGrant(staff_id=person["id"], role=person["role"], granted_at=clock.now() - HIRED_AGO))


def _moments(cast: list[Play]) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """All that happens, and when."""
    for at, line in reports():
        yield at, partial(_receive, line)
    for play in cast:
        yield play.reported_at, partial(_report, play)
        for place, step in enumerate(play.steps, 1):
            yield step.at, partial(_follow, play, step, f"{play.reference}-{place}")


def _receive(line: str) -> Received:
    return receive(read_line(line))


def _report(play: Play) -> None:
    received = _receive(play.line)
    if not received.repeated:
        _advance(received.number)


def _follow(play: Play, step: Step, key: str) -> None:
    if _moved(_case(play), step, key):
        _advance(_case(play).number)
        if step.fact == Appointment.__name__:
            _post(_case(play).number)


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
    from tasks.prefect.case_flow import run_here

    with session(readonly=True) as db:
        process = record.find_case(db, number).process
    stand = run_here(number, course_of(process))
    if stand.waits_for in {asks.SENDING, asks.CONFIRMING}:
        _post(number)
        run_here(number, course_of(process))


def _post(number: str) -> None:
    """What ends a case or invites somebody was posted by hand that day; a letter run would take all others along."""
    with session(readonly=True) as db:
        mine = select(Letter.id).join(Case, Case.id == Letter.case_id).where(Case.number == number, READY)
        letter = db.scalars(mine.order_by(Letter.number.desc())).first()
    if letter is not None:
        post_by_hand(letter)
        post_self(letter, posted_on=clock.today(), by=CONSULTANT)
