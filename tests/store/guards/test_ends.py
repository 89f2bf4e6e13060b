"""A case ends only by what ends it, whoever writes to the database."""

from collections.abc import Callable
from datetime import date

import pytest
from plays import Play, at_once, intended, intention, report_case
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tamper import Tamper

from rules.calls import CallOutcome
from rules.facts import Outcome, Resumption, Withdrawal
from store.engine import session
from tasks import clock
from tasks.letters.sending import keep_back

pytestmark = pytest.mark.usefixtures("either_record")
CLOSED = "UPDATE casefile SET result = '{result}', closed_on = '{on}' WHERE number = '{number}'"


def close(play: Play, result: str, on: date | None = None) -> str:
    return CLOSED.format(result=result, on=on or play.today(), number=play.number)


def reported() -> Play:
    return report_case()


def refusing() -> Play:
    return intended()


def called() -> Play:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    return play


def helped() -> Play:
    play = report_case()
    play.do(at_once())
    return play


def overtaken() -> Play:
    """Decided, then worded anew: the letter of the first is there, and is not about what counts."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    play.put(intention(Outcome.GRANTED))
    return play


def withdrawn() -> Play:
    play = intended()
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    return play


def withdrawn_unsaid() -> Play:
    """The letter about the withdrawal is held back."""
    play = withdrawn()
    with clock.at(play.now):
        keep_back(play.letter("intrekking").id, "Het adres klopt niet.")
    return play.days(30)


def taken_back() -> Play:
    play = withdrawn()
    play.days(3).put(Resumption(received_on=play.today()))
    return play.days(30)


@pytest.mark.parametrize("result", ["afgewezen", "toegekend", "deels toegekend", "buiten behandeling", "ingetrokken"])
@pytest.mark.parametrize(
    "before", [reported, refusing, called, helped, overtaken, withdrawn, withdrawn_unsaid, taken_back]
)
def test_nobody_closes_a_case_by_hand(before: Callable[[], Play], result: str, tamper: Tamper) -> None:
    play = before()
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(close(play, result)))
    # Without the guard it succeeds.
    with tamper() as connection:
        connection.execute(text(close(play, result)))
    assert play.case().result == result


def test_a_withdrawal_ends_a_case_once_its_days_are_over() -> None:
    play = withdrawn()
    with session() as db:
        db.execute(text(close(play.days(14), "ingetrokken")))
    assert play.case().result == "ingetrokken"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE casefile SET result = 'toegekend' WHERE number = '{}'",
        "UPDATE casefile SET closed_on = '2031-01-01' WHERE number = '{}'",
        "UPDATE casefile SET closed_on = NULL WHERE number = '{}'",
        "UPDATE casefile SET result = NULL, closed_on = NULL WHERE number = '{}'",
    ],
)
def test_what_ended_stays_as_it_ended(change: str, tamper: Tamper) -> None:
    play = called()
    play.approve()
    assert play.case().result == "afgewezen"
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(change.format(play.number)))
    with tamper() as connection:
        assert connection.execute(text(change.format(play.number))).rowcount == 1


def test_a_case_begins_open(tamper: Tamper) -> None:
    made = (
        "INSERT INTO casefile (number, process, process_version, reference, citizen_id, team, subject, received_on,"
        " created_at, result, closed_on) SELECT 'WMO-2026-9999', process, process_version, 'x', citizen_id, team,"
        " subject, received_on, created_at, 'afgewezen', '2026-10-01' FROM casefile LIMIT 1"
    )
    report_case()
    with pytest.raises(IntegrityError, match="casefile_open"), session() as db:
        db.execute(text(made))
    with tamper() as connection:
        connection.execute(text(made))
