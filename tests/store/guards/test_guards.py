"""What a letter may become, and that nothing about the guards changes unseen."""

from __future__ import annotations

from itertools import product

import pytest
from scene import (
    APPROVED,
    CALLED,
    HOUR,
    PLAIN,
    SHA,
    WRITTEN,
    Value,
    approval,
    call,
    decision,
    exempted,
    exemption,
    letter,
    literal,
    reached,
    row,
)
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from rules.errors import GuardsChanged
from store.guards import fingerprint, triggers
from store.guards.fingerprint import check_guards

RENDERED: dict[str, Value] = {"status": "rendered", "pdf_sha256": SHA, "pages": 1, "rendered_at": WRITTEN}
UNMADE: dict[str, Value] = {"pdf_sha256": None, "pages": None, "rendered_at": None}
HELD: dict[str, Value] = {"status": "held", "held_because": "het adres is te lang", **UNMADE}
STATUS: dict[str, dict[str, Value]] = {
    "queued": {"status": "queued"},
    "held": HELD,
    "rendered": RENDERED,
    "withdrawn": {"status": "withdrawn"},
}
ALLOWED = {
    ("queued", "held"),
    ("queued", "rendered"),
    ("queued", "withdrawn"),
    ("held", "queued"),
    ("held", "withdrawn"),
    ("rendered", "held"),
    ("rendered", "withdrawn"),
    ("withdrawn", "held"),
}


def change(connection: Connection, letter_id: int = 1, **values: Value) -> None:
    """Change a letter."""
    columns = ", ".join(f"{column} = {literal(value)}" for column, value in values.items())
    connection.exec_driver_sql(f"UPDATE letter SET {columns} WHERE id = {letter_id}")


def run(connection: Connection, *statements: str) -> None:
    """Each statement in turn."""
    for statement in statements:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(("old", "new"), [pair for pair in product(STATUS, STATUS) if pair[0] != pair[1]])
def test_a_letter_takes_only_the_steps_there_are(staged: Connection, old: str, new: str) -> None:
    with staged.begin_nested():
        if old != "queued":
            change(staged, **STATUS[old])
    if (old, new) in ALLOWED:
        with staged.begin_nested():
            change(staged, **STATUS[new])
    else:
        with pytest.raises(IntegrityError, match="guard_letter"), staged.begin_nested():
            change(staged, **STATUS[new])


@pytest.mark.parametrize(
    "column",
    ["content", "template", "dated_on", "signed_by", "pdf_sha256", "pages", "document", "rendered_at"],
)
def test_a_rendered_letter_is_frozen(staged: Connection, column: str) -> None:
    other: Value = {"pdf_sha256": "b" * 64, "pages": 9, "rendered_at": WRITTEN + 1}.get(column, "2020-01-01")
    with staged.begin_nested():
        change(staged, **RENDERED)
    with pytest.raises(IntegrityError, match=r"frozen|says what was written"), staged.begin_nested():
        change(staged, 1, **{column: other})
    with staged.begin_nested():
        triggers.drop(staged)
        change(staged, 1, **{column: other})


@pytest.mark.parametrize("column", ["content", "template", "dated_on"])
def test_a_held_letter_is_written_anew_in_the_step_that_releases_it(staged: Connection, column: str) -> None:
    with staged.begin_nested():
        change(staged, **HELD)
    with pytest.raises(IntegrityError, match="says what was written"), staged.begin_nested():
        change(staged, 1, **{column: "2027-01-01"})
    with staged.begin_nested():
        change(staged, status="queued", held_because=None, **{column: "2027-01-01"})


@pytest.mark.parametrize("wrong", [{"pdf_sha256": None}, {"pdf_sha256": "kort"}, {"pdf_sha256": ""}])
def test_a_rendered_letter_has_a_pdf(staged: Connection, wrong: dict[str, Value]) -> None:
    with pytest.raises(IntegrityError), staged.begin_nested():
        change(staged, **RENDERED | wrong)


def test_a_queued_letter_has_no_pdf(staged: Connection) -> None:
    with pytest.raises(IntegrityError), staged.begin_nested():
        change(staged, pdf_sha256=SHA)


def test_the_version_of_a_case_only_grows(staged: Connection) -> None:
    with staged.begin_nested():
        run(staged, "UPDATE casefile SET version = 4 WHERE id = 1")
    with pytest.raises(IntegrityError, match="only grows"), staged.begin_nested():
        run(staged, "UPDATE casefile SET version = 3 WHERE id = 1")


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param((letter(2, 2, **reached(1)),), id="the citizen was called"),
        pytest.param((letter(4, 4, **exempted(1)),), id="an exemption was approved"),
        pytest.param((*call(50, 1, 1, "geinformeerd_niet_akkoord"), letter(1, 1, **reached(50))), id="and disagrees"),
        pytest.param(
            (
                *call(50, 6, 7, decision_at=CALLED + HOUR, called_at=CALLED + HOUR),
                letter(6, 7, **reached(50, call_at=CALLED + HOUR)),
            ),
            id="called about the newest version",
        ),
        pytest.param(
            (*exemption(50, 10, 11, "niet_bereikt"), *approval(50, 10, 11, 50), letter(10, 11, **exempted(50))),
            id="not reached after three attempts",
        ),
        pytest.param(
            (
                *call(50, 11, 12),
                letter(11, 12, name="wmo/gedeeltelijke-toekenning", **reached(50)),
            ),
            id="a partial grant after a call",
        ),
    ],
)
def test_a_letter_with_ground_is_written_and_rendered(staged: Connection, ground: tuple[str, ...]) -> None:
    with staged.begin_nested():
        run(staged, *ground)
        change(staged, 100, **RENDERED)


def test_a_letter_is_not_rendered_when_its_approval_turns_out_void(staged: Connection) -> None:
    with staged.begin_nested():
        run(staged, letter(4, 4, **exempted(1)), row("role_revocation", grant_id=1, revoked_at=APPROVED))
    with pytest.raises(IntegrityError, match="guard_letter_gate_again"), staged.begin_nested():
        change(staged, 100, **RENDERED)
    with staged.begin_nested():
        change(staged, 100, status="withdrawn")


def test_a_letter_is_not_rendered_when_a_later_version_superseded_it(staged: Connection) -> None:
    with staged.begin_nested():
        run(staged, letter(2, 2, **reached(1)), *decision(60, 2, version=2))
    with pytest.raises(IntegrityError, match="guard_letter_newest_again"), staged.begin_nested():
        change(staged, 100, **RENDERED)
    with staged.begin_nested():
        change(staged, 100, status="withdrawn")


def test_a_refusal_names_its_guard_and_quotes_nothing_of_the_row(staged: Connection) -> None:
    rejects = letter(1, 1, content='{"naam": "Yıldız-Demir"}')
    with pytest.raises(IntegrityError, match="guard_letter_gate") as refused, staged.begin_nested():
        run(staged, rejects)
    assert "Yıldız" not in str(refused.value.orig)


def test_the_guards_are_as_expected(staged: Connection) -> None:
    with staged.begin_nested():
        check_guards(staged)
        assert "letter" in inspect(staged).get_table_names()


def test_each_guard_that_is_taken_away_is_named(staged: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    if staged.dialect.name == "sqlite":
        # The tables stay as they are, and reading them takes longer than all the rest.
        kept = frozenset(fingerprint._constraints(staged))
        monkeypatch.setattr(fingerprint, "_constraints", lambda _connection: kept)
    for guard in triggers.guards(staged.dialect.name):
        with staged.begin_nested() as attempt:
            triggers.drop(staged, guard.name)
            with pytest.raises(GuardsChanged) as changed:
                check_guards(staged)
            assert guard.name in changed.value.names
            attempt.rollback()


ALTERED_POSTGRES = {
    "a check that always passes": (
        "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
        "ALTER TABLE letter ADD CONSTRAINT ck_letter_gate CHECK (adverse >= 0)",
    ),
    "a link not validated": (
        "ALTER TABLE letter DROP CONSTRAINT fk_letter_case_id",
        "ALTER TABLE letter ADD CONSTRAINT fk_letter_case_id FOREIGN KEY (case_id) REFERENCES casefile NOT VALID",
    ),
    "a guard that is off": ("ALTER TABLE letter DISABLE TRIGGER guard_letter_gate",),
    "a guard that replicas skip": ("ALTER TABLE letter ENABLE TRIGGER guard_letter_gate",),
    "a guard on another path": ("ALTER FUNCTION guard_letter_gate() SET search_path = pg_temp, public",),
    "a guard without a path": ("ALTER FUNCTION guard_letter_gate() RESET ALL",),
    "a column that may be empty": ("ALTER TABLE letter ALTER adverse DROP NOT NULL",),
    "a rule": ("CREATE RULE nothing AS ON UPDATE TO letter DO INSTEAD NOTHING",),
    "a child table": ("CREATE TABLE child () INHERITS (letter)",),
}


@pytest.mark.parametrize("steps", ALTERED_POSTGRES.values(), ids=ALTERED_POSTGRES.keys())
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_what_is_altered_on_postgresql_is_noticed(staged: Connection, steps: tuple[str, ...]) -> None:
    with staged.begin_nested():
        run(staged, *steps)
        with pytest.raises(GuardsChanged):
            check_guards(staged)


ALTERED_SQLITE = {
    "an extra trigger": "CREATE TRIGGER extra AFTER INSERT ON letter BEGIN UPDATE letter SET pages = 1; END",
    "a guard of another text": (
        "CREATE TRIGGER guard_letter_gate BEFORE INSERT ON letter WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END"
    ),
}


@pytest.mark.parametrize("step", ALTERED_SQLITE.values(), ids=ALTERED_SQLITE.keys())
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_what_is_altered_on_sqlite_is_noticed(staged: Connection, step: str) -> None:
    with staged.begin_nested():
        triggers.drop(staged, "letter_gate")
        run(staged, step)
        with pytest.raises(GuardsChanged):
            check_guards(staged)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_table_made_anew_without_its_checks_is_noticed(owner: Engine) -> None:
    with owner.begin() as connection:
        run(connection, "PRAGMA writable_schema = ON")
        run(connection, "UPDATE sqlite_master SET sql = replace(sql, 'adverse = 0 OR', '1 OR') WHERE name = 'letter'")
        run(connection, "PRAGMA writable_schema = RESET")
    with owner.begin() as connection, pytest.raises(GuardsChanged) as changed:
        check_guards(connection)
    assert changed.value.names == ("ck_letter_gate",)


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_comparing_the_guards_leaves_no_temporary_tables(staged: Connection) -> None:
    before = staged.exec_driver_sql("SELECT count(*) FROM letter").scalar()
    # As in a process that compares them for the first time.
    fingerprint._reworded.clear()
    check_guards(staged)
    assert staged.exec_driver_sql("SELECT count(*) FROM letter").scalar() == before > 0


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_what_was_compared_before_is_not_taken_from_the_tables_themselves(staged: Connection) -> None:
    fingerprint._reworded.clear()
    with staged.begin_nested() as attempt:
        run(staged, *ALTERED_POSTGRES["a check that always passes"])
        for _ in range(2):
            with pytest.raises(GuardsChanged, match="ck_letter_gate"):
                check_guards(staged)
        attempt.rollback()
    check_guards(staged)


def test_a_case_may_get_the_same_letter_about_two_facts_only(staged: Connection) -> None:
    with pytest.raises(DBAPIError), staged.begin_nested():
        run(staged, letter(1, None, **PLAIN | {"about": 1}))
