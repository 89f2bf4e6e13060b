"""The PostgreSQL the tests run on has the two roles that the record relies on."""

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool


def _sql(url: str, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_the_owner_makes_a_table_and_the_application_reads_it_when_granted(postgres):
    _sql(postgres.owner_url, "CREATE TABLE visit (id int)")
    _sql(postgres.owner_url, "GRANT SELECT ON visit TO maatwerk_app")

    _sql(postgres.app_url, "SELECT id FROM visit")


def test_the_application_cannot_read_what_it_was_not_granted(postgres):
    _sql(postgres.owner_url, "CREATE TABLE visit (id int)")

    with pytest.raises(ProgrammingError) as refusal:
        _sql(postgres.app_url, "SELECT id FROM visit")

    assert isinstance(refusal.value.orig, psycopg.errors.InsufficientPrivilege)


def test_neither_role_may_switch_off_triggers(postgres):
    for url in (postgres.owner_url, postgres.app_url):
        with pytest.raises(ProgrammingError):
            _sql(url, "SET session_replication_role = replica")


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_database_starts_empty(postgres, turn):
    _sql(postgres.owner_url, f"CREATE TABLE visit AS SELECT '{turn}' AS turn")
