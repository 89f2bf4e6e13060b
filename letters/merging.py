"""Many letters in one PDF. It loses its tags: the letters apart are the archive."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from rules.errors import FileCorrupt, FileMissing

A4_POINTS = (595.276, 841.89)
# The file of a letter, and the SHA-256 of what must be in it.
Part = tuple[Path, str]
REFUSALS = {problem.__name__: problem for problem in (FileMissing, FileCorrupt)}


def merge(parts: Sequence[Part], target: Path) -> None:
    """Write all letters to one PDF, each on a front side; `FileMissing` or `FileCorrupt` when one is not itself."""
    whole = pikepdf.Pdf.new()
    for path, sha256 in parts:
        with pikepdf.open(io.BytesIO(_checked(path, sha256))) as letter:
            count = len(letter.pages)
            whole.pages.extend(letter.pages)
        if count % 2:
            whole.add_blank_page(page_size=A4_POINTS)
    whole.save(target, deterministic_id=True)
    whole.close()


def merge_apart(parts: Sequence[Part], target: Path) -> None:
    """The same in a process of its own, which gives back the tens of megabytes that it takes.

    It loads this module alone: what `multiprocessing` starts would first load the whole program that asked.
    """
    job = json.dumps({"parts": [(str(path), sha256) for path, sha256 in parts], "target": str(target)})
    command = [sys.executable, "-I", "-m", "letters.merging"]
    # Our own module, and no path from outside.
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=True)  # noqa: S603
    if done.stdout:
        problem, sha256 = json.loads(done.stdout)
        raise REFUSALS[problem](sha256)


def _checked(path: Path, sha256: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileMissing(sha256) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileCorrupt(sha256)
    return content


def _main() -> None:
    job = json.load(sys.stdin)
    try:
        merge([(Path(path), sha256) for path, sha256 in job["parts"]], Path(job["target"]))
    except (FileMissing, FileCorrupt) as problem:
        json.dump((type(problem).__name__, problem.sha256), sys.stdout)


if __name__ == "__main__":
    _main()
