"""A print bundle: one PDF for the press, a list for the printer, and the digests of both. Same lines, same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from letters.bundles.envelope import Address
from letters.bundles.merging import Apart, merge

HEAD = (
    "volgnr", "kenmerk", "bestand", "sha256", "eerste_pagina", "paginas", "vellen", "duplex", "kleur",
    "postcode", "huisnr", "toevoeging", "land", "bijlagen",
)  # fmt: skip
# A process of its own costs a third of a second, and gives back the tens of megabytes that a merge takes.
FEW = 100


@dataclass(frozen=True)
class Line:
    """One letter in a bundle, as it was sealed."""

    position: int
    reference: str
    case: str
    number: int
    name: str
    about: int
    written_ms: int
    attempt: int
    sha256: str
    pages: int
    path: Path
    address: Address

    @property
    def sheets(self) -> int:
        """Sheets of paper, printed on both sides."""
        return (self.pages + 1) // 2

    @property
    def file(self) -> str:
        """Its name for the printer: no name of a person in it."""
        return f"{self.reference.replace('/', '-')}.pdf"


Merge = Callable[[Sequence[Line], Path], None]


def digest(lines: Sequence[tuple[int, int, str]]) -> str:
    """The seal over (letter, attempt, sha256) of each line in turn."""
    return hashlib.sha256("\n".join(f"{a} {b} {c}" for a, b, c in lines).encode()).hexdigest()


@contextmanager
def merging() -> Iterator[Merge]:
    """A way to write letters to one PDF, each on a front side, for bundle after bundle; many of them apart."""
    with Apart() as apart:

        def merged(lines: Sequence[Line], target: Path) -> None:
            parts = [(line.path, line.sha256) for line in lines]
            (merge if len(lines) <= FEW else apart.merge)(parts, target)

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
    """What was handed over, in counts and digests; with it a restored record finds out what it missed."""
    told = {
        "bundel": bundle,
        "verzegeld_ms": sealed_ms,
        "brieven": len(lines),
        "paginas": sum(line.pages for line in lines),
        "vellen": sum(line.sheets for line in lines),
        "bestanden": {name: _described(made) for name, made in files.items()},
        "regels": None,
    }
    # The encoder that knows an indent takes ten times as long as the other, which writes the rows as it would.
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
        "poging": line.attempt,
        "sha256": line.sha256,
        "paginas": line.pages,
    }
