"""Where bundles are handed over to the printer: a folder for now, or anything else that keeps the same promises."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from config.settings import settings
from rules.errors import BundleDiffers
from store.files.by_digest import DRAFT, open_draft, sweep_drafts, sync

MANIFEST = ".json"
LOCK = ".lock"


class Outlet(Protocol):
    """A channel to the printer: SFTP or a print service would fit behind it as well as a folder."""

    def put(self, name: str, source: Path) -> None:
        """Hand over a complete file under a name; repeating it does nothing, other bytes raise `BundleDiffers`."""
        ...

    def holds(self, name: str) -> bool:
        """Whether a file with this name is there."""
        ...

    def forget(self, name: str) -> bool:
        """Remove a file for good, and return whether it was there."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Whether a bundle counts as handed over is decided by one process at a time."""
        ...

    def manifests(self) -> Iterator[str]:
        """The names of bundles handed over: those with a manifest, which the printer never removes."""
        ...

    def manifest(self, bundle: str) -> bytes:
        """The bytes of the manifest of a bundle."""
        ...


class Folder:
    """A folder on this machine or on a share; an existing file is never overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, name: str, source: Path) -> None:
        """Write a copy next to its place, then link it there: the name appears with all its bytes, or not at all."""
        target = self.folder / name
        if not target.exists():
            with open_draft(self.folder) as (file, draft), source.open("rb") as given:
                shutil.copyfileobj(given, file)
                file.flush()
                os.fsync(file.fileno())
                # Not a rename, which would replace what the printer may be reading.
                with suppress(FileExistsError):
                    os.link(draft, target)
            sync(self.folder)
        if _digest(target) != _digest(source):
            raise BundleDiffers(name)

    def holds(self, name: str) -> bool:
        """Whether a file with this name is there."""
        return (self.folder / name).exists()

    def forget(self, name: str) -> bool:
        """Remove a file, and return whether it was there."""
        try:
            (self.folder / name).unlink()
        except FileNotFoundError:
            return False
        sync(self.folder)
        return True

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait for who has the folder to themselves, and have it so."""
        with (self.folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def manifests(self) -> Iterator[str]:
        """The names without their suffix, in order of name."""
        return iter(sorted(path.stem for path in self.folder.glob(f"*{MANIFEST}")))

    def manifest(self, bundle: str) -> bytes:
        """The bytes of the manifest, as they were handed over."""
        return (self.folder / f"{bundle}{MANIFEST}").read_bytes()

    def sweep(self) -> int:
        """Remove what killed writers left behind."""
        return sweep_drafts(self.folder.glob(f"{DRAFT}*"))


def printer_outlet() -> Folder:
    """The folder in the settings."""
    return Folder(settings().handover_folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
