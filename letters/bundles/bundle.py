"""A print bundle: one PDF, a list for the printer, and the digests of both. The same lines give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from letters.bundles.envelope import Address
from letters.bundles.merging import MergeProcess, merge

HEAD = (
    "volgnr", "kenmerk", "bestand", "sha256", "eerste_pagina", "paginas", "vellen", "duplex", "kleur",
    "postcode", "huisnr", "toevoeging", "land", "bijlagen",
)  # fmt: skip
# A separate process takes a third of a second to start, and returns the tens of megabytes that a merge needs.
FEW = 100


@dataclass(frozen=True)
class Line:
    """One letter in a sealed bundle."""

    position: int
    reference: str
    case: str
    number: int
    name: str
    about: int
    written_ms: int
    dated_on: date
    attempt: int
    sha256: str
    pages: int
    path: Path
    address: Address

    @property
    def sheets(self) -> int:
        """The number of sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2

    @property
    def file(self) -> str:
        """Its file name for the printer, without the name of any person."""
        return f"{self.reference.replace('/', '-')}.pdf"


Merge = Callable[[Sequence[Line], Path], None]


def digest(lines: Sequence[tuple[int, int, str]]) -> str:
    """The SHA-256 that seals a bundle, over (letter, attempt, sha256) of each line in order."""
    return hashlib.sha256("\n".join(f"{a} {b} {c}" for a, b, c in lines).encode()).hexdigest()


@contextmanager
def merging() -> Iterator[Merge]:
    """A function that writes the letters of a bundle to one PDF, each starting on a front side.

    It can be called for bundle after bundle; large bundles are merged in a separate process.
    """
    with MergeProcess() as process:

        def merged(lines: Sequence[Line], target: Path) -> None:
            parts = [(line.path, line.sha256) for line in lines]
            (merge if len(lines) <= FEW else process.merge)(parts, target)

        yield merged


def listing(lines: Sequence[Line]) -> bytes:
    """The list for the printer, as CSV with semicolons."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for first, line in _paged(lines):
        to = line.address
        printing = (first, line.pages, line.sheets, "ja", "ja")
        sorting = (to.postcode, to.number, to.addition, to.country, 0)
        writer.writerow((line.position, line.reference, line.file, line.sha256, *printing, *sorting))
    return made.getvalue().encode()


def _paged(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    first = 1
    for line in lines:
        yield first, line
        first += 2 * line.sheets


def manifest(bundle: str, sealed_ms: int, lines: Sequence[Line], files: Mapping[str, Path]) -> bytes:
    """What was handed over, as JSON with counts and digests; a restored record uses it to find what it missed."""
    told = {
        "bundel": bundle,
        "verzegeld_ms": sealed_ms,
        "brieven": len(lines),
        "paginas": sum(line.pages for line in lines),
        "vellen": sum(line.sheets for line in lines),
        "bestanden": {name: _described(made) for name, made in files.items()},
        "regels": None,
    }
    # The encoder with an indent is ten times slower than the one without, which can write the rows just the same.
    rows = ",\n  ".join(f"{{\n   {_ENCODED(_row(line))[1:-1]}\n  }}" for line in lines)
    whole = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    return whole.replace('"regels": null', f'"regels": [\n  {rows}\n ]', 1).encode()


_ENCODED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",\n   ", ": ")).encode


def _described(made: Path) -> dict[str, Any]:
    with made.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": made.stat().st_size}


def _row(line: Line) -> dict[str, Any]:
    return {
        "volgnr": line.position,
        "kenmerk": line.reference,
        "zaak": line.case,
        "nummer": line.number,
        "brief": line.name,
        "over": line.about,
        "geschreven_ms": line.written_ms,
        "gedateerd": line.dated_on.isoformat(),
        "poging": line.attempt,
        "sha256": line.sha256,
        "paginas": line.pages,
    }
