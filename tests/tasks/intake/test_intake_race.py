"""Several intakes at once: each report one case, each case its own number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from posts import post
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from rules.errors import MaatwerkError
from store.engine import session
from store.models import Case, Citizen, Staff
from tasks.intake import intake
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive

BSN = "999990019"
AT_ONCE = 4
EACH = 12


@pytest.fixture(autouse=True)
def team(either_record: str) -> None:
    """Everyone works in the team of the form."""
    with session() as db:
        for person in db.scalars(select(Staff)):
            person.team = "Wmo en Jeugd, wijkteam Oost"


def numbers() -> list[str]:
    with session(readonly=True) as db:
        return list(db.scalars(select(Case.number).order_by(Case.id)))


def at_once(lines: list[str]) -> list[object]:
    """Take them in from several threads; what each became, or how it failed."""

    def one(line: str) -> object:
        try:
            return receive(read_line(line)).number
        except (IntegrityError, MaatwerkError) as failed:
            return failed

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, lines))


def test_intakes_at_once_hand_out_each_number_once():
    became = at_once([post(f"OF-{number}") for number in range(AT_ONCE * EACH)])
    assert sorted(map(str, became)) == [f"WMO-2026-{number:04}" for number in range(1, AT_ONCE * EACH + 1)]
    assert numbers() == sorted(numbers())


# On SQLite the transaction itself is the lock; tests/store/test_writers.py takes that one away.
@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_without_the_lock_two_intakes_take_the_same_number(monkeypatch):
    both, number = Barrier(2), intake._number

    def together(*given):
        found = number(*given)
        both.wait(timeout=10)
        return found

    monkeypatch.setattr(intake, "one_at_a_time", lambda _db: None)
    monkeypatch.setattr(intake, "_number", together)
    became = at_once([post("OF-A"), post("OF-B")])
    assert [isinstance(each, IntegrityError) for each in became].count(True) == 1


def test_the_same_report_from_all_sides_at_once_is_one_case():
    became = at_once([post("OF-EEN")] * AT_ONCE * 3)
    assert set(became) == {"WMO-2026-0001"}
    assert numbers() == ["WMO-2026-0001"]


def test_a_new_citizen_who_reports_twice_at_once_is_one_citizen():
    at_once([post(f"OF-{number}", bsn=BSN) for number in range(AT_ONCE * 3)])
    with session(readonly=True) as db:
        assert len(db.scalars(select(Citizen)).all()) == 1
    assert len(numbers()) == AT_ONCE * 3
