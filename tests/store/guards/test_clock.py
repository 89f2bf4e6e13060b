"""The clock of the guards: that of the machine, which only whoever owns the tables can replace, and that is noticed."""

from __future__ import annotations

from collections.abc import Iterator

import clocks
import pytest
from scene import fact, scene
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from cli.commands import start
from rules.errors import GuardsChanged
from store.guards.triggers import TIMELY, moments
from store.models import Base
from store.upkeep import schema
from store.upkeep.schema import check, migrate
from tasks import clock
from tasks.safekeeping import record_check

MINUTE = 60_000
REFUSED = r"permission denied|must be owner"
# Each is the moment of a fact, which is held to the clock, or given while it happens.
OF_A_FACT = {
    *("decision.prepared_at", "call.called_at", "exemption.requested_at", "exemption_approval.approved_at"),
    *("made_precise.made_at", "agreement.agreed_at", "agreement_end.ended_at", "item_end.ended_at"),
}
JUST_NOW = {
    *("destruction.proposed_at", "destruction_approval.approved_at", "destruction_refusal.refused_at"),
    "destroyed.destroyed_at",
}
# The moment of another row, to which a key ties it.
COPIED = {
    *("call.decision_at", "exemption.decision_at", "exemption_approval.requested_at"),
    *("destruction_approval.proposed_at", "destruction_refusal.proposed_at"),
}


def now() -> int:
    """This moment, in milliseconds."""
    return int(clock.now().timestamp() * 1000)


@pytest.fixture
def running(owner: Engine, migrated: str) -> Iterator[Engine]:
    """A database whose guards go by the machine."""
    with clocks.by_the_machine(migrated):
        with owner.begin() as connection:
            for statement in scene():
                if "INTO casefile" in statement or "INTO citizen" in statement or "INTO household" in statement:
                    connection.exec_driver_sql(statement)
        yield owner


def note(owner: Engine, at: int) -> None:
    """A note on a case, of this moment."""
    with owner.begin() as connection:
        connection.exec_driver_sql(fact(950, 1, "Note", at=at))


def test_the_clocks_of_two_machines_may_differ_by_five_minutes(running: Engine) -> None:
    with pytest.raises(IntegrityError, match="guard_fact_timely"):
        note(running, now() + 6 * MINUTE)
    note(running, now() + 4 * MINUTE)


@pytest.mark.usefixtures("running")
def test_a_record_whose_guards_go_by_the_machine_is_in_order(migrated: str) -> None:
    check(migrated)
    migrate(migrated)


def test_a_clock_that_was_set_is_noticed_and_lets_through_what_it_should_not(running: Engine, migrated: str) -> None:
    clocks.set_clock(migrated, str(now() + 60 * MINUTE))
    note(running, now() + 59 * MINUTE)
    for look in (check, migrate):
        with pytest.raises(GuardsChanged) as changed:
            look(migrated)
        assert changed.value.names == ("guard_clock",)


def test_nothing_starts_and_the_check_finds_it_when_the_clock_was_set(
    either_record: str, owned: str, by_the_machine: None
) -> None:
    del by_the_machine
    assert record_check._guards().wrong == ()
    clocks.set_clock(owned, str(now()))
    assert "guard_clock" in record_check._guards().wrong[0]
    with pytest.raises(GuardsChanged):
        schema.check(either_record)
    with pytest.raises(GuardsChanged):
        start._prepare_record()


@pytest.mark.usefixtures("postgres_cluster")
@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE OR REPLACE FUNCTION guard_clock() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
        "ALTER FUNCTION guard_clock() RENAME TO guard_clock_of_before",
        "DROP FUNCTION guard_clock()",
    ],
)
def test_the_application_cannot_replace_it(either_record: str, statement: str) -> None:
    with schema.engine(either_record).begin() as connection:
        assert connection.exec_driver_sql("SELECT guard_clock()").scalar() == clocks.STILL
        public = "SELECT has_function_privilege('public', 'guard_clock()', 'EXECUTE')"
        assert connection.exec_driver_sql(public).scalar() is False
    with pytest.raises(DBAPIError, match=REFUSED), schema.engine(either_record).begin() as connection:
        connection.exec_driver_sql(statement)


def test_every_moment_of_the_record_is_held_to_the_clock() -> None:
    stay = {table for table in Base.metadata.tables if table in schema.triggers.UNDELETED}
    every = {f"{table}.{column}" for table in stay for column in moments(Base.metadata.tables[table])}
    held = {f"{table}.{column}" for table in TIMELY for column in moments(Base.metadata.tables[table])}
    copied = COPIED | {one for one in every - held if one.endswith(".written_at")}
    assert every - held == OF_A_FACT | JUST_NOW | copied
