"""Where bundles are handed to the printer: a folder now, and whatever keeps the same promises later."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from config.settings import settings
from rules.errors import BundleDiffers
from store.files.by_digest import DRAFT, open_draft, sweep_drafts, sync

MANIFEST = ".json"


class Exit(Protocol):
    """A way out of the building: SFTP or a print service fits behind it as well as a folder."""

    def put(self, name: str, source: Path) -> None:
        """Hand a file over under a name, whole or not at all; again is nothing, other bytes are `BundleDiffers`."""
        ...

    def holds(self, name: str) -> bool:
        """Whether a file lies there under this name."""
        ...

    def forget(self, name: str) -> bool:
        """Take a file away, for good; true when it was there."""
        ...

    def manifests(self) -> Iterator[str]:
        """The bundles handed over: those whose manifest is there. The printer never takes a manifest away."""
        ...

    def manifest(self, bundle: str) -> bytes:
        """The manifest of one of these."""
        ...


class Folder:
    """A folder on this machine or a share; nothing that lies there is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, name: str, source: Path) -> None:
        """Finish a copy beside, then link it to its name: the name appears with all its bytes, or not."""
        target = self.folder / name
        if not target.exists():
            with open_draft(self.folder) as (file, draft), source.open("rb") as given:
                shutil.copyfileobj(given, file)
                file.flush()
                os.fsync(file.fileno())
                # Not rename: that would replace what the printer may be reading.
                with suppress(FileExistsError):
                    os.link(draft, target)
            sync(self.folder)
        if _digest(target) != _digest(source):
            raise BundleDiffers(name)

    def holds(self, name: str) -> bool:
        """Whether a file lies there under this name."""
        return (self.folder / name).exists()

    def forget(self, name: str) -> bool:
        """Take a file away; true when it was there."""
        try:
            (self.folder / name).unlink()
        except FileNotFoundError:
            return False
        sync(self.folder)
        return True

    def manifests(self) -> Iterator[str]:
        """The names without their ending, oldest name first."""
        return iter(sorted(path.stem for path in self.folder.glob(f"*{MANIFEST}")))

    def manifest(self, bundle: str) -> bytes:
        """The bytes as they were handed over."""
        return (self.folder / f"{bundle}{MANIFEST}").read_bytes()

    def sweep(self) -> int:
        """Remove what killed writers left behind."""
        return sweep_drafts(self.folder.glob(f"{DRAFT}*"))


def way_out() -> Folder:
    """The folder of the settings."""
    return Folder(settings().handover_folder)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
