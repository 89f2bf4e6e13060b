"""Rows that say something else than their facts, and cases that no list has, are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from plays import Play, intended, item, report_case
from talked import talked_over
from tamper import Tamper

from rules.calls import CallOutcome, ExemptionReason
from rules.facts import Exemption, ExemptionApproval, ItemWithdrawn, Outcome
from store.engine import session
from store.models import Case
from tasks import clock
from tasks.cases import asks
from tasks.safekeeping import case_checks
from tasks.safekeeping.case_checks import Found

BENT = {
    "party": "UPDATE party SET power = 1 - power",
    "party_end": "UPDATE party_end SET ended_by = 'sanne'",
    "item": "UPDATE item SET amount = amount - 1, yearly = (amount - 1) * 52",
    "made_precise": "UPDATE made_precise SET thing = 'walker'",
    "agreement": "UPDATE agreement SET channel = 'balie'",
    "agreement_end": "DELETE FROM agreement_end",
    "item_end": "DELETE FROM item_end",
    "decision": "UPDATE decision SET subject = 'provisional'",
    "answer": "UPDATE answer SET conditional = 1",
    "answered": "DELETE FROM answered",
    "call": "UPDATE call SET outcome = 'geinformeerd_akkoord'",
    "exemption": "UPDATE exemption SET reason = 'overleden'",
    "exemption_approval": "UPDATE exemption_approval SET approved_by = 'jeroen'",
}


@pytest.fixture
def play(either_record: str) -> Play:
    """A case with every kind of row that a fact can have."""
    del either_record
    play = talked_over()
    play.days(1).call(CallOutcome.NOT_REACHED)
    asked = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd aan de deur.")
    play.days(1).do(asked)
    play.do(ExemptionApproval(exemption=play.case().version), by="karin")
    return play


def found(play: Play, check: Callable[[], Iterator[Found]]) -> list[str]:
    """What is wrong."""
    with clock.at(play.now):
        return [words for _, wrong in check() for words in wrong]


def test_a_case_that_was_played_is_as_its_facts_say(play: Play) -> None:
    assert found(play, case_checks.wrong_rows) == []
    assert found(play, case_checks.missing_waits) == []
    assert sum(seen for seen, _ in case_checks.wrong_rows()) == play.case().version


def test_a_row_that_says_something_else_is_found(play: Play, tamper: Tamper) -> None:
    for table, statement in BENT.items():
        before = found(play, case_checks.wrong_rows)
        with tamper() as connection:
            connection.exec_driver_sql(statement)
        now = found(play, case_checks.wrong_rows)
        assert [words for words in now if words not in before and f" {table} " in words], table


def test_a_decision_whose_outcome_was_turned_is_found(play: Play, tamper: Tamper) -> None:
    assert found(play, case_checks.wrong_outcomes) == []
    assert sum(seen for seen, _ in case_checks.wrong_outcomes()) == 1
    with tamper() as connection:
        connection.exec_driver_sql("UPDATE decision SET outcome = 'granted', adverse = 0")
    (words,) = found(play, case_checks.wrong_outcomes)
    assert words == f"Zaak {play.number}: besluit 1 komt op iets anders uit dan is vastgelegd."


@pytest.mark.parametrize(
    ("outcome", "statement", "words"),
    [
        (Outcome.GRANTED, "DELETE FROM whole", case_checks.WHOLE),
        (Outcome.PARTIAL, "INSERT INTO whole (id, case_id, decision_id) SELECT 99, case_id, id FROM decision",
         case_checks.WHOLE),
        (Outcome.GRANTED, "UPDATE whole SET decision_id = 404", case_checks.NO_DECISION),
    ],
    ids=["a-grant-that-was-made-less", "a-refusal-that-was-made-whole", "a-decision-that-is-not-there"],
)  # fmt: skip
def test_what_is_wrongly_said_to_give_all_is_found(
    either_record: str, tamper: Tamper, outcome: Outcome, statement: str, words: str
) -> None:
    del either_record
    play = intended(outcome)
    assert found(play, case_checks.wrong_outcomes) == []
    with tamper() as connection:
        connection.exec_driver_sql(statement)
    assert words.format(case=play.number, version=1) in found(play, case_checks.wrong_outcomes)


@pytest.mark.parametrize(
    ("column", "value", "lack"),
    [
        ("waits_for", "NULL", "waar de zaak op wacht ontbreekt"),
        ("waits_by", "NULL", "de laatste dag ontbreekt"),
        ("wakes_on", "NULL", "de dag om verder te gaan ontbreekt"),
        ("waits_by", "'2099-12-31'", "de laatste dag ligt te ver weg"),
        ("wakes_on", "'2099-12-31'", "de dag om verder te gaan ligt te ver weg"),
    ],
)
def test_a_case_that_was_taken_off_the_lists_is_found(
    either_record: str, tamper: Tamper, column: str, value: str, lack: str
) -> None:
    del either_record
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(item(), item("En een toiletverhoger.", product="home_aid"))
    play.do(ItemWithdrawn(item=2, received_on=play.today(), reason="De beugels helpen genoeg."))
    play.now += case_checks.ON_ITS_WAY + timedelta(seconds=1)
    assert found(play, case_checks.missing_waits) == []
    with tamper() as connection:
        connection.exec_driver_sql(f"UPDATE casefile SET {column} = {value}")
    wrong = found(play, case_checks.missing_waits)
    assert [lack in words and play.number in words for words in wrong] == [True]


def test_a_case_with_work_to_do_is_left_to_its_run(either_record: str, tamper: Tamper) -> None:
    del either_record
    play = report_case()
    with tamper() as connection:
        connection.exec_driver_sql("UPDATE casefile SET waits_for = NULL, taken_up = 0")
    assert found(play, case_checks.missing_waits) == []


def test_a_case_whose_run_is_on_its_way_is_left_to_it_and_found_when_that_was_lost(
    either_record: str, tamper: Tamper
) -> None:
    del either_record
    play = intended(Outcome.GRANTED, posts=False)
    with session() as db:
        # As it is between the making of its letter and the pass that follows.
        db.query(Case).filter(Case.number == play.number).update(
            {"waits_for": asks.LETTER.word, "waits_by": None, "wakes_on": None}
        )
    assert found(play, case_checks.missing_waits) == []
    play.now += case_checks.ON_ITS_WAY + timedelta(seconds=1)
    assert [play.number in words for words in found(play, case_checks.missing_waits)] == [True, True]
    # Nor does a moment to come hide it.
    with tamper() as connection:
        connection.exec_driver_sql("UPDATE letter SET rendered_at = 4102444800000")
    assert len(found(play, case_checks.missing_waits)) == 2
