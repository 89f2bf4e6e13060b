"""Files stored under the digest of their bytes, so that what was sent can be shown unchanged (Archiefwet, art. 3)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from config.settings import settings
from rules.errors import FileCorrupt, FileMissing

DIGEST = re.compile(r"[0-9a-f]{64}")
DRAFT = ".draft-"


@dataclass(frozen=True)
class Files:
    """A folder of files named by their SHA-256; storing the same bytes twice stores them once."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Store the bytes and return their SHA-256; on return they will survive a power cut."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Store several files, with fewer syncs than one by one, and return their SHA-256 in the same order."""
        digests = [hashlib.sha256(content).hexdigest() for content in contents]
        wanted = {self.path(sha256): content for sha256, content in zip(digests, contents, strict=True)}
        folders = sorted({path.parent for path in wanted})
        for folder in folders:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write({path: content for path, content in wanted.items() if not _is_stored(path, content)})
        # The folder that contains them comes last, since they may be new.
        for folder in (*folders, self.folder) if folders else ():
            sync(folder)
        return digests

    def get(self, sha256: str) -> bytes:
        """The bytes, checked against their name; `FileMissing` or `FileCorrupt` when they are not what was stored."""
        try:
            content = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise FileMissing(sha256) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileCorrupt(sha256)
        return content

    def path(self, sha256: str) -> Path:
        """The path of a file, whether or not it exists."""
        if not DIGEST.fullmatch(sha256):
            raise ValueError("a SHA-256 is 64 lower-case hexadecimal digits")
        return self.folder / f"{sha256[:2]}/{sha256}"

    def sweep(self) -> int:
        """Remove the drafts that killed writers left behind, and return how many; those of live writers stay."""
        return sweep_drafts(self.folder.glob(f"*/{DRAFT}*"))


def letters() -> Files:
    """The store of letters as PDF."""
    return Files(settings().home / "letters")


def put(pdf: bytes) -> str:
    """Store a letter and return its SHA-256."""
    return letters().put(pdf)


def get(sha256: str) -> bytes:
    """The bytes of a stored letter."""
    return letters().get(sha256)


def attachments() -> Files:
    """The store of files that came with a report."""
    return Files(settings().home / "attachments")


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_durable(path: Path) -> None:
    """Make a file private to its owner, and make its bytes survive a power cut."""
    path.chmod(0o600)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def open_draft(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in a folder, to be written and then renamed; if it is not, it is removed at the end."""
    descriptor, draft = _draft(folder)
    with os.fdopen(descriptor, "wb") as file:
        try:
            yield file, draft
        finally:
            draft.unlink(missing_ok=True)


def sweep_drafts(drafts: Iterable[Path]) -> int:
    """Remove the drafts of killed writers, and return how many."""
    return sum(_abandoned(draft) for draft in drafts)


def _is_stored(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


def _write(wanted: Mapping[Path, bytes]) -> None:
    """Write each file completely under its name, or not at all; a failure leaves no drafts behind."""
    with ExitStack() as drafts:
        written = []
        for path, content in wanted.items():
            file, draft = drafts.enter_context(open_draft(path.parent))
            file.write(content)
            file.flush()
            written.append((file, draft, path))
        # First sync all bytes, then rename all: the disk does most of the work at the first sync.
        for file, _, _ in written:
            os.fsync(file.fileno())
        for _, draft, path in written:
            draft.replace(path)


def _draft(folder: Path) -> tuple[int, Path]:
    """A new file, locked for as long as its writer lives, which is how `sweep` knows."""
    while True:
        draft = folder / f"{DRAFT}{secrets.token_hex(8)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, draft
        # It was swept after it was created and before it was locked.
        os.close(descriptor)


def _abandoned(draft: Path) -> bool:
    with suppress(FileNotFoundError, BlockingIOError), draft.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        draft.unlink()
        return True
    return False
