"""A course that suspends what runs, with the letters of others, and a case of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from courses import beside, like_the_wmo
from plays import MONDAY, Play, item, report_case
from sqlalchemy import select
from stand_ins import fitting

from flows.steps.call_first import confirm_calls, decide
from flows.steps.ending import confirm_withdrawal, end, withdrawn
from flows.steps.investigation import investigate
from flows.steps.other_ends import ended_otherwise
from flows.steps.review import await_what_runs
from flows.steps.suspending import announce_resumption, suspend_help
from letters.writing.template import OUTCOMES
from rules.facts import Report, RunningHelp
from rules.facts.suspension import HelpResumed, HelpSuspended
from store import record
from store.engine import session
from store.models import Case, Letter
from tasks.cases.courses import COURSES
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import announce, send_letter

ABOUT = '[decision]\nabout = "review"\n\n[terms.suspension]\nlaw = "pw_opschorting_recht"\n\n'
# No letter of the engine says this: they are written, and held.
STOPS, GOES_ON = "afwijzing", "einde-opschorting"
SINCE = {"from_on": date(2026, 1, 1), "provider": "Thuiszorg Veldhaven"}
WHY = "Op 2 november vroeg ik aan de balie om uw huurcontract, en op 9 november nog eens. U stuurde {word}."


def suspending(case: OpenCase) -> None:
    """The shortest course that suspends what runs."""
    announce_resumption(case)
    if ended_otherwise(case):
        return None
    if withdrawal := withdrawn(case):
        return confirm_withdrawal(case, withdrawal)
    suspend_help(case)
    confirm_calls(case)
    send_letter(case, "wmo/onderzoeksverslag", about=investigate(case))
    await_what_runs(case)
    decision = decide(case, by=case.decide_by)
    return end(case, announce(case, decision), decision.result, by=case.decide_by)


@contextmanager
def stopping(folder: Path) -> Iterator[None]:
    """The file and the steps of that course."""
    text = like_the_wmo("suspending", "OP").replace("[terms.decision]", f"{ABOUT}[terms.decision]", 1)
    text = text.replace('starts = "Application.received_on"', 'starts = "Report.received_on"')
    text = text.replace('outcomes = ["', 'outcomes = ["suspended", "lowered", "ended", "', 1)
    more = 'suspended = "wmo/afwijzing"\nresumed = "shared/einde-opschorting"\n'
    text = text.replace("[letters]\n", f"[letters]\n{more}", 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.whole.check", lambda *_: None)
        # The letters of the Wmo have no words for less of what runs.
        patch.setattr("desk.app.courses", lambda: ())
        with beside(folder, "suspending", text):
            patch.setitem(COURSES, "suspending", suspending)
            yield


def standing_in() -> None:
    """The letters that stand in for those of that law are for what they tell."""
    told = [("wmo/afwijzing", "outcome", word) for word in OUTCOMES.values()]
    fitting([*told, (f"shared/{GOES_ON}", "about", HelpResumed.__name__)])


def begun(*, runs: bool = True, number: str = "OP-2026-0001") -> Play:
    """A case about what runs."""
    standing_in()
    citizens = report_case()
    with session() as db:
        other = record.find_case(db, citizens.number)
        case = Case(
            number=number, process="suspending", process_version=1, reference=f"test-{number}",
            citizen_id=other.citizen_id, consultant_id="sanne", team="Oost", subject="Hulp bij het huishouden",
            received_on=MONDAY.date(), created_at=MONDAY, version=0, taken_up=0,
        )  # fmt: skip
        db.add(case)
        db.flush()
        report = Report(question="Mijn zoon is weg.", received_on=MONDAY.date())
        record.add_fact(db, case, report, by="systeem", at=MONDAY)
    play = Play(number)
    play.run()
    play.investigate()
    if runs:
        elsewhere = {"made_by": "De gemeente Duinrand", "decided_on": date(2025, 12, 10), "gave": "Hulp."}
        play.do(RunningHelp(items=(item(**SINCE),), changes_on=date(2026, 12, 1), **elsewhere))  # type: ignore[arg-type]
    return play


def suspension(play: Play, word: str = "niets", **changes: object) -> HelpSuspended:
    """Four weeks from a week after today, with two weeks to repair."""
    from_on = play.today() + timedelta(days=7)
    given: dict[str, object] = {
        "items": (1,),
        "from_on": from_on,
        "until_on": from_on + timedelta(days=27),
        "repair_by": from_on + timedelta(days=13),
        "missing": "Een kopie van uw huurcontract.",
        "reason": WHY.format(word=word),
        "hardship": "U hebt spaargeld genoeg voor vier weken.",
    }
    return HelpSuspended(**(given | changes))  # type: ignore[arg-type]


def made() -> None:
    """The newest letter of a suspension has its PDF; the law that has the words sees to those."""
    with session() as db:
        letter = db.scalars(select(Letter).where(Letter.name.endswith(STOPS)).order_by(Letter.id.desc())).first()
        assert letter is not None
        letter.status, letter.held_because = "queued", None
        db.flush()
        letter.status, letter.pdf_sha256, letter.pages, letter.rendered_at = "rendered", "a" * 64, 1, letter.created_at
