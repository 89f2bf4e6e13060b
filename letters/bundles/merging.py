"""Merges many letters into one PDF. It has no accessibility tags: the separate letters are the archive."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pikepdf

from rules.errors import FileCorrupt, FileMissing

A4_POINTS = (595.276, 841.89)
# The path of a letter's file, and the SHA-256 it must have.
Part = tuple[Path, str]
REFUSALS = {problem.__name__: problem for problem in (FileMissing, FileCorrupt)}


class MergeProcess:
    """A separate process that merges bundle after bundle, and at its end returns the tens of megabytes it needed.

    It loads this module alone, whereas a process started by `multiprocessing` would first load the whole program of its
    parent. It takes as long to start as to merge hundreds of letters, so one process serves all the bundles of a run.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the input of the process, which ends it, and wait."""
        if self._process is not None:
            self._process.communicate()

    def merge(self, parts: Sequence[Part], target: Path) -> None:
        """Do the same as the function `merge`, in the process."""
        self._process = process = self._process or _started()
        assert process.stdin is not None  # noqa: S101 (it was started with pipes)
        assert process.stdout is not None  # noqa: S101
        print(
            json.dumps([[(str(path), sha256) for path, sha256 in parts], str(target)]), file=process.stdin, flush=True
        )
        told = process.stdout.readline()
        if not told:
            raise subprocess.CalledProcessError(process.wait(), process.args)
        if refused := json.loads(told):
            problem, sha256 = refused
            raise REFUSALS[problem](sha256)


def merge(parts: Sequence[Part], target: Path) -> None:
    """Write all letters to one PDF, each on a front side; `FileMissing` or `FileCorrupt` when one fails its digest."""
    whole = pikepdf.Pdf.new()
    for path, sha256 in parts:
        with pikepdf.open(io.BytesIO(_checked(path, sha256))) as letter:
            count = len(letter.pages)
            whole.pages.extend(letter.pages)
        if count % 2:
            whole.add_blank_page(page_size=A4_POINTS)
    # Opened here: given a name, pikepdf would replace the file, and with it the lock of its writer.
    with target.open("wb") as file:
        whole.save(file, deterministic_id=True)
    whole.close()


def _started() -> subprocess.Popen[str]:
    # Our own module, with no path from outside.
    command = [sys.executable, "-I", "-m", "letters.bundles.merging"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)  # noqa: S603


def _checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(sha256) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileCorrupt(sha256)
    return content


def _main() -> None:
    for job in sys.stdin:
        parts, target = json.loads(job)
        refused = None
        try:
            merge([(Path(path), sha256) for path, sha256 in parts], Path(target))
        except (FileMissing, FileCorrupt) as problem:
            refused = type(problem).__name__, problem.sha256
        sys.stdout.write(f"{json.dumps(refused)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
