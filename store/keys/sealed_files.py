"""Small files, sealed on disk and each bound to its name, for reports that are only half filled in."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.settings import settings
from rules.errors import SealBroken
from store.files.by_digest import sync
from store.keys.encryption import key_of, seal, unseal


@dataclass(frozen=True)
class SealedFiles:
    """One folder of sealed files; the caller validates the names."""

    folder: Path

    def put(self, name: str, plain: bytes) -> None:
        """Seal the bytes and store them under this name, in place of what was there."""
        with self.locked():
            self._write(name, plain)

    def get(self, name: str) -> bytes:
        """The bytes; `FileNotFoundError` when there are none, `SealBroken` when they were changed or renamed."""
        return unseal((self.folder / name).read_bytes(), self._place(name))

    def names(self) -> list[str]:
        """The names of all files."""
        return sorted(path.name for path in self.folder.glob("[!.]*"))

    def key(self, name: str) -> str:
        """The id of the key that a file is sealed with; empty when the file is gone."""
        try:
            return key_of((self.folder / name).read_bytes())
        except FileNotFoundError:
            return ""

    def reseal(self, name: str) -> bool:
        """Seal a file again with the current key, its age unchanged; False when it is gone or cannot be opened."""
        with self.locked():
            try:
                age = (self.folder / name).stat()
                self._write(name, self.get(name))
            except (FileNotFoundError, SealBroken):
                return False
            os.utime(self.folder / name, ns=(age.st_atime_ns, age.st_mtime_ns))
            return True

    def _place(self, name: str) -> str:
        return f"{self.folder.name}:body:{name}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Allow one writer at a time, so that resealing does not undo what someone saves at that moment."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            for left in self.folder.glob(".fresh-*"):
                left.unlink()
            yield
        finally:
            os.close(descriptor)

    def _write(self, name: str, plain: bytes) -> None:
        fresh = self.folder / f".fresh-{secrets.token_hex(4)}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(seal(plain, self._place(name)))
            file.flush()
            os.fsync(descriptor)
        fresh.replace(self.folder / name)
        sync(self.folder)


def drafts() -> SealedFiles:
    """The store of reports that someone is still filling in."""
    return SealedFiles(settings().home / "drafts")
