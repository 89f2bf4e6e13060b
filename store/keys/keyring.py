"""The keys of this installation, in one file outside the database: one seals, the rest still open (AVG, art. 32)."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.settings import settings
from rules.errors import KeyInUse, KeyMissing, KeysExposed, KeysUnreadable
from store.files.by_digest import sync

NAME = "keys.json"
KEY_BYTES = 32
ID_BYTES = 4


@dataclass(frozen=True)
class Keyring:
    """All keys by id, oldest first; `current` is the id of the one that seals."""

    current: str
    keys: dict[str, bytes]

    def derived(self, key_id: str, purpose: str) -> bytes:
        """A key for one purpose, derived from the key with this id; `KeyMissing` when that is not there."""
        if key_id not in self.keys:
            raise KeyMissing(key_id)
        return _derived(self.keys[key_id], purpose)

    @property
    def spare(self) -> str | None:
        """The id of a newer key that seals nothing yet, if there is one."""
        newest = next(reversed(self.keys))
        return None if newest == self.current else newest

    def with_new(self) -> Keyring:
        """This keyring with one more key, which seals nothing yet."""
        return replace(self, keys=self.keys | {secrets.token_hex(ID_BYTES): secrets.token_bytes(KEY_BYTES)})

    def sealing_with(self, key_id: str) -> Keyring:
        """This keyring with another key to seal with."""
        return Keyring(key_id, {known: key for known, key in self.keys.items() if known != key_id} | self._one(key_id))

    def without(self, key_id: str) -> Keyring:
        """This keyring without one key; `KeyInUse` when that is the current one."""
        self._one(key_id)
        if key_id == self.current:
            raise KeyInUse(key_id)
        return replace(self, keys={known: key for known, key in self.keys.items() if known != key_id})

    def _one(self, key_id: str) -> dict[str, bytes]:
        if key_id not in self.keys:
            raise KeyMissing(key_id)
        return {key_id: self.keys[key_id]}


def keyring() -> Keyring:
    """The keys in the file as it is now; the file is created when there is none.

    Each call checks whether the file has changed, so a running desk seals with a new key at once.
    """
    path = settings().keys_folder / NAME
    if not path.exists():
        with changing() as (_, _keep):
            pass
    found = path.stat()
    return _read(path, (found.st_ino, found.st_mtime_ns, found.st_mode))


@contextmanager
def changing() -> Iterator[tuple[Keyring, _Keep]]:
    """Lock the key file, and give its keys and a function that replaces them, completely or not at all."""
    path = settings().keys_folder / NAME
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        for left in path.parent.glob(f".{NAME}-*"):
            left.unlink()
        if not path.exists():
            first = Keyring("", {}).with_new()
            _write(path, replace(first, current=next(iter(first.keys))))
        found = path.stat()
        yield _read(path, (found.st_ino, found.st_mtime_ns, found.st_mode)), _Keep(path)
    finally:
        os.close(folder)


@dataclass(frozen=True)
class _Keep:
    path: Path

    def __call__(self, held: Keyring) -> Keyring:
        """Write these keys over those in the file."""
        _write(self.path, held)
        return held


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


@lru_cache(maxsize=8)
def _read(path: Path, state: tuple[int, int, int]) -> Keyring:
    if state[2] & 0o077:
        raise KeysExposed(str(path))
    try:
        held = json.loads(path.read_text())
        found = Keyring(held["current"], {key_id: bytes.fromhex(key) for key_id, key in held["keys"].items()})
        found.sealing_with(found.current)
    except (ValueError, KeyError, TypeError, AttributeError, KeyMissing):
        # Outside the except block, because the error's context would quote the file.
        found = None
    if found is None:
        raise KeysUnreadable(str(path))
    return found


def _write(path: Path, held: Keyring) -> None:
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        listed = {key_id: key.hex() for key_id, key in held.keys.items()}
        json.dump({"current": held.current, "keys": listed}, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync(path.parent)
