"""Whoever agreed that somebody is not called does not read the same decision along, unless a municipality allows it."""

from __future__ import annotations

import pytest
from scene import APPROVED, exempted, fact, letter
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError

from store.guards import triggers
from store.models.decision import READS_TOO, Allowance
from store.upkeep.schema import sync_allowances

READ = '{"decision":1,"remark":""}'
TWICE = "needs a call or an approved exemption"


def read_along(connection: Connection, by: str, body: str = READ) -> None:
    connection.exec_driver_sql(fact(4600, 4, "Approval", by=by, at=APPROVED, body=body))


def write(connection: Connection) -> None:
    with connection.begin_nested():
        connection.exec_driver_sql(letter(4, 4, **exempted(1)))


def test_the_letter_waits_for_another_reader(staged: Connection) -> None:
    read_along(staged, "karin")
    with pytest.raises(IntegrityError, match=TWICE):
        write(staged)
    triggers.drop(staged, "letter_gate")
    write(staged)


@pytest.mark.parametrize(
    ("by", "body"),
    [
        pytest.param("jeroen", READ, id="another"),
        pytest.param("karin", '{"decision":11,"remark":""}', id="another version"),
    ],
)
def test_another_reads(staged: Connection, by: str, body: str) -> None:
    read_along(staged, by, body)
    write(staged)


@pytest.mark.parametrize("allowed", [(True,), (True, False), (True, False, True)])
def test_what_a_municipality_says_last_counts(staged: Connection, allowed: tuple[bool, ...]) -> None:
    for now in allowed:
        # Saying it twice is saying it once.
        sync_allowances(staged, {READS_TOO: now})
        sync_allowances(staged, {READS_TOO: now})
    assert len(staged.execute(select(Allowance.number)).all()) == len(allowed)
    read_along(staged, "karin")
    if allowed[-1]:
        write(staged)
    else:
        with pytest.raises(IntegrityError, match=TWICE):
            write(staged)


def test_the_application_allows_nothing(owner: Engine) -> None:
    with owner.begin() as connection, pytest.raises(IntegrityError, match="rows of allowance come with a release"):
        connection.exec_driver_sql(f"INSERT INTO allowance (what, number, allowed) VALUES ('{READS_TOO}', 1, 1)")
