"""The files with signed heads: the end of every chain at the close of a day, kept outside the database.

Each day has two files. `<day>.heads` holds the chains that moved since the previous day, the digest of the file before
it, and an Ed25519 signature; all of these are kept. `<day>.all` holds the end of every chain; only the newest is kept,
since each head vouches for all that came before it in its chain. A line has three fields: chain, place, hash.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.settings import settings
from rules.errors import HeadBroken
from store.keys.keyring import keyring

PURPOSE = "heads"
SIGNED, ALL = ".heads", ".all"
BLOCK = 1 << 20
# Prefixed to what is signed, so that this signature never fits anything else.
SAYS = b"maatwerk heads 1\n"


class Mark(NamedTuple):
    """The end of a chain when it was signed: the link at place `seq` had this hash."""

    chain: int
    seq: int
    hash: bytes

    def line(self) -> bytes:
        """This mark as a line of a file."""
        return b"%d %d %b\n" % (self.chain, self.seq, self.hash.hex().encode())


@dataclass(frozen=True)
class Day:
    """One signed file: its JSON (`says`), the digests of the whole file and of the signed part, and the signature."""

    path: Path
    says: dict[str, Any]
    sha256: str
    signed: bytes
    signature: bytes

    @property
    def day(self) -> str:
        """The day in the file's name."""
        return self.path.name.removesuffix(SIGNED)

    def check(self) -> None:
        """Raise `HeadBroken` unless our key signed this file for this day; `KeyMissing` when that key is gone."""
        try:
            signing_key(self.says["key"]).public_key().verify(self.signature, SAYS + self.signed)
        except (InvalidSignature, ValueError):
            raise HeadBroken(self.day) from None
        if self.says["day"] != self.day:
            raise HeadBroken(self.day)


def days() -> list[Path]:
    """The paths of the signed files, oldest first."""
    return sorted(settings().heads_folder.glob(f"[0-9]*{SIGNED}"))


def newest() -> Day | None:
    """The newest signed file; `HeadBroken` when it cannot be read."""
    found = days()
    return read(found[-1]) if found else None


def read(path: Path) -> Day:
    """Read one signed file; `HeadBroken` when its last lines are not as expected."""
    day = path.name.removesuffix(SIGNED)
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 4096))
        lines = file.read().splitlines(keepends=True)
    with suppress(ValueError, IndexError, TypeError):
        says, signature = json.loads(lines[-2]), bytes.fromhex(lines[-1].decode().strip())
        if isinstance(says, dict) and {"key", "day", "all", "previous"} <= says.keys():
            signed = sha256_of(path, size - len(lines[-1])).digest()
            return Day(path, says, sha256_of(path).hexdigest(), signed, signature)
    raise HeadBroken(day)


def marks() -> Iterator[Mark]:
    """The end of every chain at the last signing, in the order of the chains.

    Lines that cannot be read are skipped here; `signed_heads.faults` reports them.
    """
    found = days()
    if not found:
        return
    path = found[-1].with_suffix(ALL)
    with suppress(FileNotFoundError, ValueError), path.open("rb") as file:
        for line in file:
            chain, seq, end = line.split()
            yield Mark(int(chain), int(seq), bytes.fromhex(end.decode()))


def signing_key(key_id: str) -> Ed25519PrivateKey:
    """The signing key with this id, current or earlier; `KeyMissing` when it is gone."""
    return Ed25519PrivateKey.from_private_bytes(keyring().derived(key_id, PURPOSE))


def sha256_of(path: Path, size: int | None = None) -> Any:
    """The SHA-256 of a file, or of its first `size` bytes, as a hashlib object."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        left = size
        while block := file.read(BLOCK if left is None else min(BLOCK, left)):
            digest.update(block)
            left = None if left is None else left - len(block)
    return digest
