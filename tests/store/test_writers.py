"""Several processes write to one case: nothing is lost and nobody is locked out."""

from __future__ import annotations

import subprocess
import sys

import pytest
import writer
from scene import scene
from sqlalchemy import select

from store.engine import engine, session
from store.models import Case

WRITERS = 4
TIMES = 50


@pytest.fixture
def counted(migrated: str) -> str:
    """A database with the scene on it, its cases at version 0."""
    with session(migrated) as db:
        for statement in scene():
            db.connection().exec_driver_sql(statement)
    engine(migrated).dispose()
    return migrated


def write(url: str, way: str) -> int:
    """Let all writers write at once, and count the attempts that failed."""
    command = [sys.executable, writer.__file__, url, str(TIMES), way]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return sum(int(process.communicate()[0]) for process in started)


def version(url: str) -> int:
    """How often the case was counted up."""
    with session(url, readonly=True) as db:
        found = db.scalars(select(Case.version).where(Case.number == writer.NUMBER)).one()
    engine(url).dispose()
    return found


def test_four_writers_lose_nothing_and_lock_nobody_out(counted: str) -> None:
    assert write(counted, "guarded") == 0
    assert version(counted) == WRITERS * TIMES


def test_writers_that_do_not_hold_the_case_lose_updates_or_fail(counted: str) -> None:
    failed = write(counted, "naive")
    assert failed > 0 or version(counted) < WRITERS * TIMES
