"""Letters that events overtook: still in the house, while the course of their case asks for them no more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from config.process import processes
from letters.writing.days import value_at
from letters.writing.takes import COMING
from letters.writing.template import front_matter
from letters.writing.texts import current
from rules.facts.suspension import HelpSuspended
from rules.record.entries import every
from rules.wording import day_nl
from store.chain import links
from store.models import Case, Letter
from store.models.post import LEAVING
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import Course, course_of
from tasks.cases.open_case import SYSTEM, OpenCase
from tasks.cases.waiting import walk

SINCE = "Deze brief is niet meer nodig. Daarna is vastgelegd: {label}, op {day}."
OVER = "Deze brief is niet meer nodig: de tijd ervoor is voorbij."
# As long as a second person has not agreed, the case may go on as it was.
UNSURE = (asks.DEATH, asks.HAND_OVER)


def withdraw(case: OpenCase, course: Course, *, since: int) -> int:
    """Withdraw the letters of a locked case that its course asks for no more, and return how many.

    A letter that decides, or confirms what came in or was said, stays owed; one that suspends what runs lapses with
    whatever contradicts it. A letter that is withdrawn is written anew
    once the course asks for it again. `since` is how much of the record the last pass had seen.
    """
    left = {key for key in case.letters.keys() - case.reached if _lapses(case, key)}
    # A pass ends at the first wait; a look goes on past those for a letter, or for data.
    gone = (left - _asked_for(case, course) if left else left) | _decided(case)
    if not gone:
        return 0
    mine = select(Letter).where(Letter.case_id == case.row.id, Letter.status != "withdrawn", ~LEAVING)
    mine = mine.order_by(Letter.id).with_for_update()
    found = [one for one in case.db.scalars(mine) if (current(one.name), one.about, one.party) in gone]
    for letter in found:
        letter.status, letter.held_because = "withdrawn", _because(case, letter, since)
        letter.claimed_by = letter.claimed_until = None
    case.db.flush()
    return len(found)


def withdraw_unseen(db: Session, letters: Collection[int]) -> int:
    """Do the same for the cases of these letters that a pass still has to see, and hold all of them to this moment.

    So are those of a letter about a day to come that came: a course may ask for it no more, and nothing happened.

    A case of a law that is not here any more has no course to ask; it stops no others.
    """
    known = db.execute(select(Letter.case_id, Letter.name, Letter.content).where(Letter.id.in_(letters))).all()
    cases = {case for case, *_ in known}
    links.hold(db, cases)
    late = {case for case, name, content in known if _speaks_of_a_day_that_is_over(name, content)}
    unseen = or_(Case.taken_up < Case.version, Case.wakes_on <= clock.today(), Case.id.in_(late))
    found = db.scalars(select(Case).where(Case.id.in_(cases), unseen).order_by(Case.id)).all()
    here = [row for row in found if row.process in processes()]
    return sum(withdraw(OpenCase.of(db, row), course_of(row.process), since=row.taken_up) for row in here)


def _speaks_of_a_day_that_is_over(name: str, content: dict[str, Any]) -> bool:
    today = clock.today().isoformat()
    coming = (path for path, kind in front_matter(name).types.items() if kind.name == COMING)
    return any(str(value_at(content, path) or today) < today for path in coming)


def _lapses(case: OpenCase, key: tuple[str, int, int]) -> bool:
    letter = case.letters[key]
    if letter.decides:
        return key in _suspending(case)
    return not (letter.leaving or front_matter(letter.name).confirms)


def _suspending(case: OpenCase) -> set[tuple[str, int, int]]:
    """The letters in the house that suspend what runs, which is provisional as no other decision is."""
    places = {entry.seq for entry in every(case.record, HelpSuspended)}
    mine = {key for key, one in case.letters.items() if one.decides and one.about in places}
    return {key for key in mine if not case.letters[key].leaving and case.letters[key].status != "withdrawn"}


def _decided(case: OpenCase) -> set[tuple[str, int, int]]:
    """Those of them once the decision about what runs has its letter, which says something else."""
    decided = case.decision_letter
    return _suspending(case) if decided and decided.status != "withdrawn" else set()


def _asked_for(case: OpenCase, course: Course) -> set[tuple[str, int, int]]:
    """The letters that the course asks for, as the record is now; all of them as long as that is unsure."""
    case.db.flush()
    again = OpenCase.of(case.db, case.row, dry=True, known=case.record)
    ended = walk(again, course)
    return set(case.letters) if ended and ended.ask in UNSURE else again.reached


def _because(case: OpenCase, letter: Letter, since: int) -> str:
    """What came after a letter: the newest fact that no pass had seen, or else the newest since it was written."""
    said = [entry for entry in case.record if entry.by != SYSTEM and not entry.fact.aside]
    unseen = [entry for entry in said if entry.seq > since]
    after = unseen or [entry for entry in said if entry.at > letter.created_at]
    return SINCE.format(label=after[-1].fact.label, day=day_nl(clock.local(after[-1].at).date())) if after else OVER
