"""A story that is played once on each engine: every other test of it gets a copy of the record and the data folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Generic, TypeVar

from postgres import Cluster, Database
from sqlalchemy import make_url

from store.engine import close

Told = TypeVar("Told")


class Story(Generic[Told]):
    """What was played on each engine, and where it is kept."""

    def __init__(self, folder: Path, cluster: Callable[[], Cluster]) -> None:
        self.folder, self.cluster = folder, cluster
        self._told: dict[str, tuple[Told, str]] = {}

    def on(self, url: str, home: Path, play: Callable[[], Told]) -> Told:
        """Play it on this record, which is empty, or make the record a copy of the one on which it was played."""
        where = make_url(url)
        engine, name = where.get_backend_name(), str(where.database)
        kept = self.folder / engine
        if engine in self._told:
            told, like = self._told[engine]
            close()
            shutil.copytree(kept, home, dirs_exist_ok=True)
            if like:
                self.cluster().refill(Database(name, self.cluster().folder), like)
        else:
            told = play()
            # What is copied must be at rest.
            close()
            shutil.copytree(home, kept)
            self._told[engine] = told, "" if engine == "sqlite" else self.cluster().create(like=name).name
        return deepcopy(told)
