"""The process that makes letters from a municipality's own text: it can write no files, nor lift its limits.

Started by `letters.making.press`. It reads one job at a time from its input, and ends at end of file.
"""

from __future__ import annotations

import json
import math
import os
import resource
import struct
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from letters.making import render
from rules.errors import LetterError, TemplateTooCostly

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMORY = 1_000_000_000
CPU_SECONDS = 3
OPEN_FILES = 64
LENGTH = struct.Struct(">Q")


def limit() -> None:
    """Limit memory to what a letter needs, and allow no files and no core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))


def allow_time() -> None:
    """Allow the next job a fixed time of CPU; the system kills the process when it takes more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


def answer(job: dict[str, Any]) -> tuple[dict[str, Any], Sequence[bytes]]:
    """The result of a job: plain values, and the files that go with them."""
    letter, values, texts = job["letter"], job["values"], job["texts"]
    try:
        if job["what"] == "render":
            made = render.render(letter, values, texts=texts)
            return {"pages": made.pages, "document": made.document.kept()}, [made.pdf]
        if job["what"] == "preview":
            shown = render.preview(letter, values, texts=texts)
            return {"document": shown.document.kept()}, [shown.pdf, *shown.pages_png]
        return {"document": render.document(letter, values, texts=texts).kept()}, []
    except LetterError as refusal:
        return {"refusal": type(refusal).__name__, "args": refusal.args}, []
    except (MemoryError, RecursionError):
        return {"refusal": TemplateTooCostly.__name__, "args": [letter]}, []


def send(output: BinaryIO, parts: Sequence[bytes]) -> None:
    """Write a message: the number of parts, then each part preceded by its length."""
    output.writelines((LENGTH.pack(len(parts)), *(LENGTH.pack(len(part)) + part for part in parts)))
    output.flush()


def main() -> None:
    """Answer jobs until the input ends."""
    # Anything printed by accident must not end up among the answers.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit()
    allow_time()
    while length := sys.stdin.buffer.read(LENGTH.size):
        job = json.loads(sys.stdin.buffer.read(LENGTH.unpack(length)[0]))
        allow_time()
        told, files = answer(job)
        send(output, [json.dumps(told).encode(), *files])


if __name__ == "__main__":
    main()
