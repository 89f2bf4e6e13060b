"""The print bundle: each letter on a front side, a list that a printer can sort by, and the same bytes each time."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from letters.bundles import bundle, merging
from letters.bundles.bundle import Line
from letters.bundles.envelope import Address, address_of
from rules.errors import FileCorrupt, FileMissing

HOME = Address("4099 ZX", "27", "A", "")


def page_pdf(pages: int, mark: str) -> bytes:
    made = pikepdf.Pdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=merging.A4_POINTS)
    made.pages[0].obj.Mark = pikepdf.String(mark)
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def line(folder: Path, position: int, pages: int) -> Line:
    content = page_pdf(pages, f"letter {position}")
    path = folder / f"{position}.pdf"
    path.write_bytes(content)
    return Line(
        position=position,
        reference=f"WMO-2026-{position:04}/B1",
        case=f"WMO-2026-{position:04}",
        number=1,
        name="wmo/afwijzing",
        about=3,
        dated_on=date(2026, 11, 30),
        written_ms=1_790_000_000_000,
        attempt=1,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        path=path,
        address=HOME,
    )


def merge(lines: list[Line], target: Path) -> None:
    with bundle.merging() as merged:
        merged(lines, target)


@pytest.fixture
def lines(tmp_path: Path) -> list[Line]:
    return [line(tmp_path, position, pages) for position, pages in enumerate((1, 2, 3), start=1)]


def test_each_letter_begins_on_a_front_side(lines: list[Line], tmp_path: Path) -> None:
    merge(lines, tmp_path / "whole.pdf")
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        marks = [str(page.obj.get("/Mark", "")) for page in whole.pages]
    assert marks == ["letter 1", "", "letter 2", "", "letter 3", "", "", ""]
    rows = list(csv.DictReader(io.StringIO(bundle.listing(lines).decode()), delimiter=";"))
    assert [(row["eerste_pagina"], row["paginas"], row["vellen"]) for row in rows] == [
        ("1", "1", "1"),
        ("3", "2", "1"),
        ("5", "3", "2"),
    ]


def test_the_same_lines_are_the_same_bytes(lines: list[Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merge(lines, tmp_path / "one.pdf")
    monkeypatch.setattr(bundle, "FEW", 0)
    merge(lines, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_one_process_merges_bundle_after_bundle_also_after_one_it_refused(
    lines: list[Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "FEW", 0)
    whole, (first, second) = lines[0].path.read_bytes(), (tmp_path / name for name in ("one.pdf", "two.pdf"))
    with bundle.merging() as merged:
        merged(lines, first)
        monkeypatch.setattr(merging, "_started", None)
        lines[0].path.write_bytes(b"no letter")
        with pytest.raises(FileCorrupt):
            merged(lines, second)
        lines[0].path.write_bytes(whole)
        merged(lines, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_process_that_dies_is_noticed(lines: list[Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "FEW", 0)
    dying = [sys.executable, "-c", "input(); raise SystemExit(3)"]
    started = partial(subprocess.Popen, dying, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    monkeypatch.setattr(merging, "_started", started)
    with pytest.raises(subprocess.CalledProcessError):
        merge(lines, tmp_path / "whole.pdf")


def test_the_list_tells_the_printer_all_it_needs_and_no_name(lines: list[Line]) -> None:
    rows = list(csv.DictReader(io.StringIO(bundle.listing(lines).decode()), delimiter=";"))
    assert list(rows[0]) == list(bundle.HEAD)
    assert rows[0] == {
        "volgnr": "1",
        "kenmerk": "WMO-2026-0001/B1",
        "bestand": "WMO-2026-0001-B1.pdf",
        "sha256": lines[0].sha256,
        "eerste_pagina": "1",
        "paginas": "1",
        "vellen": "1",
        "duplex": "ja",
        "kleur": "ja",
        "postcode": "4099 ZX",
        "huisnr": "27",
        "toevoeging": "A",
        "land": "",
        "bijlagen": "0",
    }


def test_the_manifest_counts_and_seals(lines: list[Line], tmp_path: Path) -> None:
    merge(lines, tmp_path / "b.pdf")
    found = json.loads(bundle.manifest("b", 5, lines, {"b.pdf": tmp_path / "b.pdf"}))
    assert (found["brieven"], found["paginas"], found["vellen"]) == (3, 6, 4)
    content = (tmp_path / "b.pdf").read_bytes()
    assert found["bestanden"] == {"b.pdf": {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}}
    assert [row["sha256"] for row in found["regels"]] == [one.sha256 for one in lines]


def test_the_manifest_is_written_as_json_is_with_an_indent(lines: list[Line], tmp_path: Path) -> None:
    said = bundle.manifest("b", 5, [*lines, replace(lines[0], reference='"é\\ ,\n: null')], {})
    assert said == json.dumps(json.loads(said), ensure_ascii=False, indent=1, sort_keys=True).encode()


@pytest.mark.parametrize("few", [pytest.param(100, id="here"), pytest.param(0, id="apart")])
def test_a_letter_with_one_bit_flipped_is_not_printed(
    lines: list[Line], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(bundle, "FEW", few)
    content = bytearray(lines[1].path.read_bytes())
    content[len(content) // 2] ^= 1
    lines[1].path.write_bytes(content)
    with pytest.raises(FileCorrupt):
        merge(lines, tmp_path / "whole.pdf")
    lines[1].path.unlink()
    with pytest.raises(FileMissing):
        merge(lines, tmp_path / "whole.pdf")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(["Esdoornstraat 27", "4099 ZX  VELDHAVEN"], Address("4099 ZX", "27", "", ""), id="plain"),
        pytest.param(["Lange Dijk 3-II", "4099ZX VELDHAVEN"], Address("4099 ZX", "3", "II", ""), id="addition"),
        pytest.param(
            ["Plein 1944 12 bis", "4099 ZX  X"], Address("4099 ZX", "12", "bis", ""), id="a-year-in-the-street"
        ),
        pytest.param(["Lindelaan 12/A", "4099 ZX  X"], Address("4099 ZX", "12", "A", ""), id="a-slash"),
        pytest.param(["Lindelaan 12 (achter)", "4099 ZX  X"], Address("4099 ZX", "12", "achter", ""), id="brackets"),
        pytest.param(["Lindelaan 12 1e verd.", "4099 ZX  X"], Address("4099 ZX", "12", "1e verd.", ""), id="a-floor"),
        pytest.param(["Lindelaan 12 2 hoog", "4099 ZX  X"], Address("4099 ZX", "12", "2 hoog", ""), id="floors-up"),
        pytest.param(
            ["Lindelaan 12 A 3", "4099 ZX  X"], Address("4099 ZX", "12", "A 3", ""), id="a-letter-and-a-number"
        ),
        pytest.param(["Lindelaan 12 kamer 3", "4099 ZX  X"], Address("4099 ZX", "12", "kamer 3", ""), id="a-room"),
        pytest.param(["Lindelaan 12 woonboot", "4099 ZX  X"], Address("4099 ZX", "12", "woonboot", ""), id="any-word"),
        pytest.param(["2e Divisie 3e straat 12", "4099 ZX  X"], Address("4099 ZX", "12", "", ""), id="an-ordinal"),
        pytest.param(["Laan 1940-1945 12", "4099 ZX  X"], Address("4099 ZX", "12", "", ""), id="years-in-the-street"),
        pytest.param(["Plein 1944 oost 12", "4099 ZX  X"], Address("4099 ZX", "12", "", ""), id="a-side-of-a-square"),
        pytest.param(["t.a.v. Elif", "Dijk 3A", "4099 ZX  X"], Address("4099 ZX", "3", "A", ""), id="care-of"),
        pytest.param(["Rue X 1", "75001  PARIS", "FRANKRIJK"], Address("", "", "", "FRANKRIJK"), id="abroad"),
        pytest.param(["Straat van de 2e Divisie", "4099 ZX  X"], None, id="only-an-ordinal"),
        pytest.param(["Esdoornstraat", "4099 ZX  VELDHAVEN"], None, id="no-number"),
        pytest.param(["Esdoornstraat 27", "VELDHAVEN"], None, id="no-postcode"),
        pytest.param(["4099 ZX  VELDHAVEN"], None, id="no-street"),
        pytest.param(["Esdoornstraat 27", "0999 ZX  VELDHAVEN"], None, id="no-such-postcode"),
    ],
)
def test_the_printer_sorts_by_the_very_lines_in_the_window(address: list[str], expected: Address | None) -> None:
    assert address_of({"client": {"adres": ["Mevrouw F. Yıldız-Demir", *address]}}) == expected
