"""Restores a backup: it is verified completely before anything is touched, and the result is checked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.settings import settings
from rules.errors import BackupBroken, BackupUnfit, KeyMissing, PlaceTaken
from store.files.by_digest import make_durable
from store.files.one_at_a_time import maintenance_lock
from store.files.printer_answers import TAKEN, taken
from store.keys.keyring import NAME, keyring
from store.upkeep import schema, snapshot
from tasks.post.letter_stop import stop_for_restore
from tasks.retention.erasing import proofs_folder
from tasks.safekeeping import record_check
from tasks.safekeeping.backup import DIGEST, FORM, MANIFEST, PARTIAL, digest_of
from tasks.safekeeping.release import release

FOLDERS = ("letters", "attachments", "drafts")
# What may be newer than the backup, and stays: proofs of destruction, and what the printer answered.
OUTSIDE: dict[str, Callable[[], Path]] = {"proofs": proofs_folder, TAKEN: lambda: taken().folder}
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Restored:
    """When the backup was made, and what is wrong with the restored record."""

    made_at: str
    wrong: tuple[str, ...]


def restore(kept: Path, *, replace: bool = False, told: Progress = lambda _done, _of: None) -> Restored:
    """Restore a backup in this installation; nothing is touched until all of it has been verified.

    Raises `BackupBroken`, `BackupUnfit`, `KeyMissing`, `PlaceTaken` or `KeepingBusy`. If it is interrupted, start again
    with `replace`. Existing proofs of destruction stay.
    """
    listed = read(kept, told)
    url = settings().owner_database
    _fits(listed, url)
    with maintenance_lock():
        _keys(kept, listed)
        if not replace and not (snapshot.empty(url) and not any(map(_filled, FOLDERS))):
            raise PlaceTaken
        for folder in FOLDERS:
            shutil.rmtree(settings().home / folder, ignore_errors=True)
        snapshot.clear(url)
        _put_files(kept, listed)
        snapshot.put_back(kept / listed["database"], url)
    schema.migrate(**release())
    stop_for_restore()
    checks = tuple(record_check.verify())
    found = [f"{check.name}: {wrong}" for check in checks for wrong in check.wrong]
    if found:
        # No letter goes out before somebody has checked.
        record_check.keep(checks)
    return Restored(listed["gemaakt_op"], tuple(found))


def read(kept: Path, told: Progress = lambda _done, _of: None) -> dict[str, Any]:
    """The list of a backup, after comparing every file with it; `BackupBroken` at the first difference."""
    if kept.name.endswith(PARTIAL):
        raise BackupBroken("het maken is afgebroken")
    try:
        digest, text = (kept / DIGEST).read_text().strip(), (kept / MANIFEST).read_bytes()
    except (OSError, UnicodeDecodeError):
        raise BackupBroken("de lijst ontbreekt") from None
    if digest != digest_of(kept / MANIFEST):
        raise BackupBroken("de lijst is veranderd")
    listed: dict[str, Any] = json.loads(text)
    for count, each in enumerate(listed["bestanden"], 1):
        path = kept / each["pad"]
        if not path.is_file():
            raise BackupBroken(f"{each['pad']} ontbreekt")
        if path.stat().st_size != each["bytes"] or digest_of(path) != each["sha256"]:
            raise BackupBroken(f"{each['pad']} is veranderd")
        told(count, len(listed["bestanden"]))
    return listed


def _fits(listed: dict[str, Any], url: str) -> None:
    if listed["vorm"] != FORM or listed["schema"] not in schema.revisions():
        raise BackupUnfit(f"Hij is gemaakt met Maatwerk {listed['maatwerk']}. Installeer die versie of een nieuwere.")
    if not snapshot.fits(listed["database"], url):
        raise BackupUnfit("Hij is van een andere soort database. Kijk naar MAATWERK_DATABASE_URL.")


def _keys(kept: Path, listed: dict[str, Any]) -> None:
    """Keep the keys of this installation; those of the backup are used only where there are none."""
    place = settings().keys_folder
    if listed["met_sleutels"] and not (place / NAME).exists():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(kept / "keys" / NAME, place / NAME)
        make_durable(place / NAME)
    held = keyring().keys if (place / NAME).exists() else {}
    for key_id in listed["sleutels"]:
        if key_id not in held:
            raise KeyMissing(key_id)


def _filled(folder: str) -> bool:
    return any((settings().home / folder).glob("*"))


def _put_files(kept: Path, listed: dict[str, Any]) -> None:
    for path in _paths(listed):
        root = OUTSIDE[path.parts[0]]() if path.parts[0] in OUTSIDE else settings().home / path.parts[0]
        target = root.joinpath(*path.parts[1:])
        if target.exists():
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(kept / path, target)
        make_durable(target)


def _paths(listed: dict[str, Any]) -> Iterator[Path]:
    for each in listed["bestanden"]:
        path = Path(each["pad"])
        if path.parts[0] in {*FOLDERS, *OUTSIDE} and ".." not in path.parts:
            yield path
