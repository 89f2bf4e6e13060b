"""Migrating: models and steps agree, and the guards are there before, after and on the way back."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import clocks
import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from scene import PLAIN, SHA, fact, letter, scene
from sqlalchemy import Connection, Engine, NullPool, Text, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from rules.errors import GuardsChanged, LetterKindChanged, SchemaOutdated
from store.engine import engine
from store.guards import triggers
from store.guards.fingerprint import check_guards
from store.models import Base, Letter, LetterFit, LetterKind, LetterPhrase, ReleasedText
from store.upkeep import schema
from store.upkeep.schema import check, migrate, move, revision, sync_letter_kinds
from tasks.safekeeping.release import release

STEPS = (Path(__file__).parent / "steps",)
KINDS = [
    ("jeugd/afwijzing", 1, 1, 0, ()),
    ("jeugd/uitnodiging", 0, 0, 0, ("gesprek.plaats", "stukken[].naam")),
    ("wmo/afwijzing", 1, 1, 0, ()),
]


@pytest.fixture
def lived_in(migrated: str) -> str:
    """A migrated database with the scene on it."""
    with schema._locked(migrated) as connection:
        for statement in scene():
            connection.exec_driver_sql(statement)
    return migrated


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, by the columns of the models."""
    with schema._locked(url) as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def refuses(connection: Connection, statement: str) -> bool:
    """True when the guards say no."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(statement)
    except IntegrityError:
        return True
    return False


def test_the_steps_make_what_the_models_say(owner: Engine) -> None:
    with owner.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_new_database_is_migrated_and_checked(url: str) -> None:
    with pytest.raises(SchemaOutdated):
        check(url)
    migrate(url)
    check(url)
    migrate(url)
    check(url)
    engine(url).dispose()


def test_up_and_down_with_data_keeps_every_row_and_every_guard(lived_in: str) -> None:
    before = contents(lived_in)
    with schema._locked(lived_in) as connection:
        head = revision(connection)
    for to in ("9001", head, "9001", head):
        with schema._locked(lived_in) as connection:
            move(connection, to, STEPS)
            assert revision(connection) == to
            assert {name.split(".")[-1] for name in differing(connection)} <= {"trial"}
            assert refuses(connection, letter(1, 1))
            assert refuses(connection, "DELETE FROM fact")
        assert contents(lived_in) == before
    check(lived_in)
    engine(lived_in).dispose()


def differing(connection: Connection) -> tuple[str, ...]:
    """What `check_guards` would name."""
    try:
        check_guards(connection)
    except GuardsChanged as changed:
        return changed.names
    return ()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_usual_way_to_migrate_loses_the_guards_of_a_table_that_is_made_anew(lived_in: str) -> None:
    with schema._locked(lived_in) as connection:
        if connection.dialect.name == "sqlite":
            # As older releases of SQLite do: newer ones look at the triggers of other tables first.
            connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
        with Operations(MigrationContext.configure(connection)).batch_alter_table("letter") as batch:
            batch.alter_column("template", existing_type=Text(), server_default="t")
        with pytest.raises(GuardsChanged) as changed:
            check_guards(connection)
        assert "guard_letter_gate" in changed.value.names
        assert "guard_letter_gate" in triggers.missing(connection)


def test_a_step_that_fails_leaves_the_database_as_it_was(lived_in: str, tmp_path: Path) -> None:
    before = contents(lived_in)
    step = (STEPS[0] / "9001_trial.py").read_text() + "\n\ndef upgrade():\n    op.drop_table('reason')\n    op.fail\n"
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "9001_fails.py").write_text(step)
    with pytest.raises(AttributeError), schema._locked(lived_in) as connection:
        move(connection, "head", [tmp_path / "steps"])
    assert contents(lived_in) == before
    check(lived_in)
    engine(lived_in).dispose()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_step_that_breaks_a_link_is_refused(lived_in: str, tmp_path: Path) -> None:
    step = (STEPS[0] / "9001_trial.py").read_text()
    step += "\n\ndef upgrade():\n    op.execute('DELETE FROM fact WHERE id = 1001')\n"
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "9001_breaks.py").write_text(step)
    with pytest.raises(GuardsChanged, match="decision"), schema._locked(lived_in) as connection:
        move(connection, "head", [tmp_path / "steps"])


def test_back_to_nothing_and_up_again(lived_in: str) -> None:
    with schema._locked(lived_in) as connection:
        move(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(lived_in)
    check(lived_in)
    engine(lived_in).dispose()


def test_guards_that_were_tampered_with_are_not_repaired_in_silence(migrated: str) -> None:
    with schema._locked(migrated) as connection:
        triggers.drop(connection, "letter_gate")
    with pytest.raises(GuardsChanged):
        check(migrated)
    with pytest.raises(GuardsChanged):
        migrate(migrated)
    engine(migrated).dispose()


def test_processes_that_start_at_once_migrate_once(url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(migrate, [url] * 2, chunksize=1)
    # Those processes are none of the tests.
    with clocks.by_the_machine():
        check(url)
    engine(url).dispose()


def test_new_letters_come_with_a_release(migrated: str) -> None:
    migrate(migrated, kinds=KINDS)
    migrate(migrated, kinds=KINDS)
    with schema._locked(migrated) as connection:
        names = connection.execute(select(LetterKind.name)).scalars().all()
        assert {kind[0] for kind in (*KINDS, *release()["kinds"])} <= {*names}
        assert refuses(connection, "INSERT INTO letter_kind (name, adverse, decides) VALUES ('x', 0, 0)")
        assert refuses(connection, letter(1, None, name="jeugd/afwijzing"))


def test_a_letter_never_changes_kind(migrated: str) -> None:
    with pytest.raises(LetterKindChanged) as changed, schema._locked(migrated) as connection:
        sync_letter_kinds(connection, [("wmo/afwijzing", 0, 0, 0, ())])
    assert changed.value.name == "wmo/afwijzing"


def test_what_is_typed_in_a_letter_comes_with_a_release_and_stays(migrated: str) -> None:
    migrate(migrated, kinds=KINDS)
    more = ("jeugd/uitnodiging", 0, 0, 0, ("gesprek.extra", "gesprek.plaats", "stukken[].naam"))
    migrate(migrated, kinds=[more])
    mine = select(LetterPhrase.path).where(LetterPhrase.name == more[0]).order_by(LetterPhrase.path)
    with schema._locked(migrated) as connection:
        assert connection.execute(mine).scalars().all() == list(more[-1])
        assert refuses(connection, "DELETE FROM letter_phrase")
        with pytest.raises(LetterKindChanged):
            sync_letter_kinds(connection, KINDS)


def test_what_letters_are_for_and_their_texts_come_with_a_release_and_stay(migrated: str) -> None:
    fits = [("jeugd/uitnodiging", "about", "Report"), ("jeugd/nooit", "about", "Report")]
    migrate(migrated, kinds=KINDS, fits=fits, texts=[("jeugd/_x.md.j2", SHA)])
    migrate(migrated, fits=[("jeugd/uitnodiging", "about", "Note")], texts=[("jeugd/_x.md.j2", "b" * 64)])
    with schema._locked(migrated) as connection:
        found = select(LetterFit.name, LetterFit.value).where(LetterFit.name.like("jeugd/%")).order_by(LetterFit.value)
        # Of a letter that does not exist nothing is known.
        assert connection.execute(found).all() == [("jeugd/uitnodiging", "Note"), ("jeugd/uitnodiging", "Report")]
        known = select(ReleasedText.sha256).where(ReleasedText.name == "jeugd/_x.md.j2")
        assert {*connection.scalars(known)} == {SHA, "b" * 64}
        assert refuses(connection, "DELETE FROM letter_fit")
        assert refuses(connection, "UPDATE released_text SET sha256 = replace(sha256, 'a', 'c')")


def test_what_letters_on_record_were_written_with_is_released(lived_in: str) -> None:
    with schema._locked(lived_in) as connection:
        move(connection, "0033")
        move(connection, "head")
        written = {pair for told in connection.scalars(select(Letter.texts)) for pair in told.items()}
        found = {tuple(row) for row in connection.execute(select(ReleasedText.name, ReleasedText.sha256))}
        assert found == written
        assert len(found) > 1
        assert connection.scalars(select(LetterFit.name)).all() == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_the_application_may_do_what_it_needs_and_no_more(url: str, open_engine: Callable[..., Engine]) -> None:
    migrate(url, **release(), role="maatwerk_app")
    with schema._locked(url) as connection:
        for statement in scene():
            connection.exec_driver_sql(statement)
    app = open_engine(url.replace("maatwerk_owner", "maatwerk_app"), poolclass=NullPool)
    allowed = (
        fact(901, 1, "Note"),
        letter(1, None, **PLAIN | {"number": 50}),
        "UPDATE letter SET status = 'held', held_because = 'x' WHERE id = 1",
        "UPDATE casefile SET version = 1, waits_for = 'x' WHERE id = 1",
        "SELECT id FROM casefile WHERE number = 'WMO-1' FOR UPDATE",
        "INSERT INTO member (household_id, name, relation) VALUES (1, 'Elif', 'dochter')",
        "UPDATE citizen SET phone = '06' WHERE id = 1",
        "INSERT INTO login VALUES ('h', 'sanne', 'c', 1, 1)",
        "DELETE FROM login",
    )
    denied = (
        "UPDATE fact SET body = '' WHERE false",
        "DELETE FROM fact WHERE false",
        "UPDATE letter SET adverse = 0 WHERE false",
        "DELETE FROM letter WHERE false",
        "UPDATE casefile SET number = 'x' WHERE false",
        "DELETE FROM citizen WHERE false",
        "INSERT INTO letter_kind VALUES ('x', 0, 0)",
        "UPDATE letter_kind SET adverse = 0 WHERE false",
        "TRUNCATE login",
        "CREATE TABLE mine (id int)",
        "SELECT setval('fact_id_seq', 1)",
        "DELETE FROM alembic_version",
        "ALTER TABLE letter DISABLE TRIGGER ALL",
    )
    for statement in allowed:
        with app.begin() as connection:
            connection.exec_driver_sql(statement)
    for statement in denied:
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), app.begin() as connection:
            connection.exec_driver_sql(statement)
    with app.begin() as connection:
        check_guards(connection)


def test_a_step_that_leaves_a_guard_off_is_refused(lived_in: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install = triggers.install

    def forgetful(connection: Connection) -> None:
        install(connection)
        triggers.drop(connection, "letter_gate")

    monkeypatch.setattr(triggers, "install", forgetful)
    with pytest.raises(GuardsChanged, match="guard_letter_gate"), schema._locked(lived_in) as connection:
        move(connection, "9001", STEPS)
    check(lived_in)
    engine(lived_in).dispose()
