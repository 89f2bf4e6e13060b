"""One person writes a text, another releases it, and nothing of it changes afterwards; on both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from plays import MONDAY
from scene import row
from sqlalchemy import Connection, NullPool
from sqlalchemy.exc import DBAPIError

from rules.errors import RoleMissing, SamePerson, TextChanged, TextSourceLost, TextUnknown
from store import texts
from store.engine import build, session
from store.guards import triggers
from store.models import RoleGrant, RoleRevocation, Staff, TextSource

NAME = "shared/_contact.md.j2"
AT = int(MONDAY.timestamp() * 1000)
GRANTS = {"fenna": 7, "jeroen": 4, "sanne": 1}


def version(number: int, by: str = "fenna", **changes: object) -> str:
    given = {"id": 100 + number, "name": NAME, "version": number, "body": "Bel ons.", "written_by": by}
    role = {"grant_id": GRANTS[by], "grant_role": "tekst", "written_at": AT}
    return row("text_version", **(given | role | changes))


def release(number: int = 1, by: str = "jeroen", role: str = "teamleider", **changes: object) -> str:
    given = {"text_id": 100 + number, "name": NAME, "version": number, "written_by": "fenna", "written_at": AT}
    held = {"released_by": by, "grant_id": GRANTS[by], "grant_role": role, "released_at": AT}
    return row("text_release", **(given | held | changes))


ATTACKS = {
    "the author releases": (release(by="fenna", role="tekst"),),
    "the author releases under another name": (release(by="fenna", role="tekst", written_by="jeroen"),),
    "somebody without the role releases": (release(by="sanne", role="consulent"),),
    "a role of somebody else": (release(by="sanne", role="teamleider", grant_id=GRANTS["jeroen"]),),
    "a role said to be another": (release(by="sanne", role="teamleider"),),
    "a release before the text": (release(released_at=AT - 1),),
    "a release of a text that is not there": (release(9),),
    "a release under another name of text": (release(name="shared/_bezwaar.md.j2"),),
    "a release before the role": (release(released_at=0, written_at=0),),
    "a version by somebody without the role": (version(2, "sanne"),),
    "a version under a role of somebody else": (version(2, "sanne", grant_id=GRANTS["fenna"]),),
    "a version that skips a number": (version(7),),
    "a version of an earlier number": (version(1, id=200),),
    "an older version after a newer one": (version(2), release(2), release(1)),
    "the body changes": ("UPDATE text_version SET body = 'x'",),
    "the author changes": ("UPDATE text_version SET written_by = 'jeroen'",),
    "a version is lost": ("DELETE FROM text_version",),
    "a release is lost": (release(), "DELETE FROM text_release"),
    "a release changes hands": (release(), "UPDATE text_release SET released_by = 'fenna'"),
    "a source changes": (row("text_source", sha256="a" * 64, body="x"), "UPDATE text_source SET body = 'y'"),
    "a source is lost": (row("text_source", sha256="a" * 64, body="x"), "DELETE FROM text_source"),
}


@pytest.fixture
def owner(owned: str) -> Iterator[Connection]:
    """Whoever owns the tables, with one version on the record; undone afterwards."""
    own = build(owned, poolclass=NullPool)
    with own.connect() as connection, connection.begin() as attempt:
        connection.exec_driver_sql(version(1))
        yield connection
        attempt.rollback()
    own.dispose()


def suffer(connection: Connection, *statements: str) -> bool:
    """True when the last step was done; nothing of it stays."""
    done, attempt = False, connection.begin_nested()
    for statement in statements:
        try:
            with connection.begin_nested():
                done = connection.exec_driver_sql(statement).rowcount > 0
        except DBAPIError:
            done = False
    attempt.rollback()
    return done


def test_no_text_is_released_or_changed_by_sql(owner: Connection) -> None:
    assert [name for name, steps in ATTACKS.items() if suffer(owner, *steps)] == []


def test_the_right_way_is_open(owner: Connection) -> None:
    assert suffer(owner, release())
    assert suffer(owner, version(2), release(2))


def test_a_role_that_ended_releases_nothing(owner: Connection) -> None:
    owner.exec_driver_sql(row("role_revocation", grant_id=GRANTS["jeroen"], revoked_at=AT))
    assert not suffer(owner, release())


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_row_is_not_replaced(owner: Connection) -> None:
    assert not suffer(owner, version(1, body="x").replace("INSERT", "INSERT OR REPLACE"))


def test_without_guards_and_constraints_every_attack_succeeds(record: str) -> None:
    own = build(record, foreign_keys=False, poolclass=NullPool)
    with own.connect() as connection, connection.begin() as attempt:
        connection.exec_driver_sql(version(1))
        triggers.drop(connection)
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        held = [name for name, steps in ATTACKS.items() if not suffer(connection, *steps)]
        attempt.rollback()
    own.dispose()
    # Two rows of one number are kept out by the key itself.
    assert held == ["a version of an earlier number"]


def test_a_text_goes_from_writer_to_releaser_and_counts(either_record: str) -> None:
    with session() as db:
        made = texts.add(db, NAME, "Een.", by="fenna", at=MONDAY, expected=0, key="k")
        assert texts.add(db, NAME, "Een.", by="fenna", at=MONDAY, expected=0, key="k").id == made.id
        with pytest.raises(TextChanged):
            texts.add(db, NAME, "Twee.", by="fenna", at=MONDAY, expected=0, key="l")
        with pytest.raises(RoleMissing):
            texts.add(db, NAME, "Twee.", by="sanne", at=MONDAY, expected=1, key="m")
        assert texts.current(db) == {}
    with session() as db:
        with pytest.raises(SamePerson):
            texts.release(db, NAME, 1, by="fenna", at=MONDAY)
        with pytest.raises(RoleMissing):
            texts.release(db, NAME, 1, by="sanne", at=MONDAY)
        with pytest.raises(TextUnknown):
            texts.release(db, NAME, 2, by="jeroen", at=MONDAY)
        texts.release(db, NAME, 1, by="jeroen", at=MONDAY)
        texts.release(db, NAME, 1, by="jeroen", at=MONDAY)
        assert texts.current(db) == {NAME: "Een."}
    with session() as db:
        texts.add(db, NAME, None, by="fenna", at=MONDAY, expected=1, key="n")
        texts.add(db, NAME, "Drie.", by="fenna", at=MONDAY, expected=2, key="o")
        assert texts.current(db) == {NAME: "Een."}
        with pytest.raises(TextChanged):
            texts.release(db, NAME, 2, by="jeroen", at=MONDAY)
        assert [(text.version, released is not None) for text, released in texts.versions(db, NAME)] == [
            (3, False),
            (2, False),
            (1, True),
        ]


def test_two_who_write_texts_release_each_others(either_record: str) -> None:
    with session() as db:
        second = {"id": "noor", "name": "Noor", "function": "", "team": "", "phone": "", "days": "", "email": ""}
        db.add(Staff(**second, password_hash=""))
        db.flush()
        db.add(RoleGrant(staff_id="noor", role="tekst", granted_at=MONDAY))
    with session() as db:
        texts.add(db, NAME, "Een.", by="noor", at=MONDAY, expected=0, key=None)
        texts.release(db, NAME, 1, by="fenna", at=MONDAY)
        assert texts.current(db) == {NAME: "Een."}


def test_a_text_that_letters_were_made_of_is_kept_once_and_found_again(either_record: str) -> None:
    given = {"a": "Eén.\n", "b": "Twee.\n", "c": "Eén.\n"}
    with session() as db:
        digests = texts.keep(db, given)
        assert digests == texts.keep(db, given)
        assert db.query(TextSource).count() == 2
    with session(readonly=True) as db:
        assert texts.kept(db, digests) == given
        with pytest.raises(TextSourceLost):
            texts.kept(db, {"a": "b" * 64})


def test_a_text_that_was_changed_is_not_taken_for_itself(record: str) -> None:
    with session() as db:
        digests = texts.keep(db, {"a": "Eén."})
    own = build(record, poolclass=NullPool)
    with own.begin() as connection:
        triggers.drop(connection)
        connection.exec_driver_sql("UPDATE text_source SET body = 'Twee.'")
    own.dispose()
    with session(readonly=True) as db, pytest.raises(TextSourceLost):
        texts.kept(db, digests)


def test_a_revoked_writer_writes_nothing(either_record: str) -> None:
    with session() as db:
        db.add(RoleRevocation(grant_id=GRANTS["fenna"], revoked_at=MONDAY))
        db.flush()
        with pytest.raises(RoleMissing):
            texts.add(db, NAME, "Een.", by="fenna", at=MONDAY, expected=0, key=None)
