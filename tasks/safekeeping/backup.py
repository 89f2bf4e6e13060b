"""A backup: the database at one moment, the files it refers to, and a list with the digest of each."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from config.settings import settings
from rules.errors import BackupUnfit, FileCorrupt, FileMissing
from store.engine import engine, session
from store.files import by_digest as files
from store.files import printer_answers
from store.files.by_digest import Files, make_durable, sync
from store.files.one_at_a_time import maintenance_lock
from store.keys.keyring import NAME, keyring
from store.keys.sealed_files import drafts
from store.models import Attachment, Letter
from store.models.post import Receipt
from store.upkeep import snapshot
from store.upkeep.schema import revision
from tasks import clock
from tasks.retention.erasing import proofs_folder, write_proofs

FORM = 1
MANIFEST, DIGEST = "manifest.json", "manifest.sha256"
PARTIAL = ".partial"
PAGE = 1000
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Backup:
    """The folder of a backup, the number of files in it, and which files of the record were missing or damaged."""

    folder: Path
    files: int
    faulty: tuple[str, ...]


def backup(into: Path, *, keys: bool = False, told: Progress = lambda _done, _of: None) -> Backup:
    """Make a backup in a new folder inside this one, which gets its name only when the backup is complete.

    Without `keys`, nobody can read a BSN from it. A file that is missing or damaged does not stop the backup but is
    reported. Raises `KeepingBusy`, `BackupUnfit`, `ProgramMissing` or `ProgramFailed`.
    """
    if into.resolve().is_relative_to(settings().home.resolve()):
        raise BackupUnfit("Kies een map buiten de datamap, het liefst op een andere schijf.")
    with maintenance_lock():
        now = clock.now()
        name = f"maatwerk-{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03}Z"
        draft = into / f"{name}{PARTIAL}"
        draft.mkdir(mode=0o700, parents=True)
        database = snapshot.take(settings().owner_database, draft)
        faulty = list(_copy(draft, told))
        if keys:
            _keys(draft)
        _list(draft, database.name, faulty, keys=keys)
        os.sync()
        draft.replace(into / name)
        sync(into)
    return Backup(into / name, sum(1 for path in (into / name).rglob("*") if path.is_file()), tuple(faulty))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(draft: Path, told: Progress) -> Iterator[str]:
    """Copy the files that the database refers to; it was copied first, so it refers to nothing that is not here yet."""
    write_proofs()
    wanted = [(files.letters(), sha256) for sha256 in _named(Letter.id, Letter.pdf_sha256)]
    wanted += [(files.attachments(), sha256) for sha256 in _named(Attachment.id, Attachment.sha256)]
    wanted += [(printer_answers.taken(), sha256) for sha256 in _named(Receipt.bundle_id, Receipt.answer_sha256)]
    for count, (kept, sha256) in enumerate(wanted, 1):
        try:
            _put(draft, kept, sha256)
        except (FileMissing, FileCorrupt):
            yield f"{kept.folder.name}/{sha256}"
        told(count, len(wanted))
    for folder, pattern in ((drafts().folder, "[!.]*"), (proofs_folder(), "*.json")):
        (draft / folder.name).mkdir(mode=0o700, exist_ok=True)
        for path in sorted(folder.glob(pattern)):
            # A draft may have been sent in the meantime.
            if path.exists():
                shutil.copy2(path, draft / folder.name / path.name)


def _put(draft: Path, kept: Files, sha256: str) -> None:
    target = Files(draft / kept.folder.name).path(sha256)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.write_bytes(kept.get(sha256))


def _named(key: InstrumentedAttribute[int], column: InstrumentedAttribute[Any]) -> Iterator[str]:
    seen: set[str] = set()
    last = 0
    while True:
        with session(readonly=True) as db:
            rows = db.execute(select(key, column).where(key > last).order_by(key).limit(PAGE)).all()
        if not rows:
            return
        last = rows[-1][0]
        for _, sha256 in rows:
            if sha256 and sha256 not in seen:
                seen.add(sha256)
                yield sha256


def _keys(draft: Path) -> None:
    (draft / "keys").mkdir(mode=0o700)
    shutil.copy2(settings().keys_folder / NAME, draft / "keys" / NAME)


def _list(draft: Path, database: str, faulty: list[str], *, keys: bool) -> None:
    listed = [
        {"pad": str(path.relative_to(draft)), "sha256": digest_of(path), "bytes": path.stat().st_size}
        for path in sorted(draft.rglob("*"))
        if path.is_file()
    ]
    with engine().connect() as connection:
        schema = revision(connection)
    told = {
        "vorm": FORM,
        "maatwerk": version("maatwerk"),
        "schema": schema,
        "gemaakt_op": clock.now().isoformat(timespec="seconds"),
        "database": database,
        "sleutels": sorted(keyring().keys),
        "met_sleutels": keys,
        "ontbreekt": sorted(faulty),
        "bestanden": listed,
    }
    (draft / MANIFEST).write_text(json.dumps(told, indent=1), encoding="utf-8")
    (draft / DIGEST).write_text(digest_of(draft / MANIFEST) + "\n", encoding="utf-8")
    for path in (draft / MANIFEST, draft / DIGEST):
        make_durable(path)
