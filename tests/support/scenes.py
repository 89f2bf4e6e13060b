"""What many stories begin with is played once for each engine; after that a test begins with a copy of it.

A test that did anything to its record, its folder or the product before, plays it anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar

import pytest
from postgres import Cluster, Database
from sqlalchemy import QueuePool

from store import engine
from store.engine import close
from store.guards import trigger_sql
from tasks import clock

P = ParamSpec("P")
R = TypeVar("R")
Mark = tuple[object, ...]
PREFIX = "MAATWERK_"
# Where the record of a test is; each test has its own.
WHERE = {"MAATWERK_HOME", "MAATWERK_DATABASE_URL", "MAATWERK_OWNER_DATABASE_URL"}
# As Python writes what has no words of its own; it says nothing the next time.
OF_AN_OBJECT = " at 0x"
ROOM = 40


@dataclass
class Kept:
    """A copy of a record with its folder."""

    folder: Path
    cluster: Cluster | None = None
    database: Database | None = None

    def let_go(self) -> None:
        """Remove it: there is no room for all."""
        shutil.rmtree(self.folder)
        if self.cluster and self.database:
            self.cluster.drop(self.database)


@dataclass
class Fresh:
    """The record of a test, as it was handed out."""

    home: Path
    patches: pytest.MonkeyPatch
    folder: Path
    cluster: Cluster | None = None
    database: Database | None = None
    given: Mark = field(init=False)

    def __post_init__(self) -> None:
        self.given = self.mark()

    def mark(self) -> Mark:
        """What changes as soon as anything is written, or a part of the product replaced."""
        files = [(path, path.read_bytes()) for path in sorted(self.home.iterdir()) if path.is_file() and _says(path)]
        folders = [path for path in sorted(self.home.iterdir()) if path.is_dir()]
        written = self.cluster.next_transaction() if self.cluster else 0
        return files, folders, written, tuple(self.patches._setattr), tuple(self.patches._setitem)

    def keep(self) -> Kept:
        """Copy it as it is now."""
        close()
        kept = Kept(self.folder / f"scene-{next(_numbers)}")
        shutil.copytree(self.home, kept.folder)
        if self.cluster and self.database:
            kept.cluster, kept.database = self.cluster, self.cluster.create(like=self.database.name)
        return kept

    def begin_as(self, kept: Kept) -> None:
        """Make it what was kept."""
        close()
        shutil.copytree(kept.folder, self.home, dirs_exist_ok=True)
        if self.cluster and self.database and kept.database:
            self.cluster.refill(self.database, like=kept.database.name)


class Scenes:
    """The record that the test at hand begins with, and what was kept of earlier ones."""

    fresh: ClassVar[Fresh | None] = None
    kept: ClassVar[dict[Mark, tuple[Kept, Any]]] = {}


_numbers = count(1)


@contextmanager
def beginning(fresh: Fresh) -> Iterator[None]:
    """For as long as a test has this record, its story may begin with a copy."""
    Scenes.fresh = fresh
    try:
        yield
    finally:
        Scenes.fresh = None


def settle() -> None:
    """What was done to the record so far belongs to how this test got it."""
    if Scenes.fresh:
        Scenes.fresh.given = Scenes.fresh.mark()


def scene(play: Callable[P, R]) -> Callable[P, R]:
    """A beginning that many stories share: played once on each engine, then copied."""

    @wraps(play)
    def begun(*arguments: P.args, **named: P.kwargs) -> R:
        fresh = Scenes.fresh
        if fresh is None or _busy() or fresh.mark() != fresh.given:
            return play(*arguments, **named)
        said = repr((arguments, sorted(named.items())))
        if OF_AN_OBJECT in said:
            return play(*arguments, **named)
        key = (play.__module__, play.__qualname__, said, *_surroundings(fresh))
        if key not in Scenes.kept:
            played = play(*arguments, **named)
            Scenes.kept[key] = fresh.keep(), _again(played)
            while len(Scenes.kept) > ROOM:
                Scenes.kept.pop(next(iter(Scenes.kept)))[0].let_go()
            return played
        kept, played = Scenes.kept[key]
        fresh.begin_as(kept)
        return _again(played)

    return begun


def _surroundings(fresh: Fresh) -> Mark:
    own = sorted((name, value) for name, value in os.environ.items() if name.startswith(PREFIX) and name not in WHERE)
    return bool(fresh.cluster), tuple(own), tuple(sorted(trigger_sql.MACHINE.items())), clock._moment.get()


def _again(played: R) -> R:
    """The plays of a beginning, each to go on with by itself; what they came to is the same."""
    if isinstance(played, tuple):
        return type(played)(map(_again, played))
    return copy(played)


def _busy() -> bool:
    """Whether a session is open: nobody copies under its hands."""
    return any(isinstance(each.pool, QueuePool) and each.pool.checkedout() for each in engine._open.values())


def _says(path: Path) -> bool:
    """A log of SQLite that is empty says nothing, nor does its index."""
    return not path.name.endswith("-shm") and path.stat().st_size > 0
