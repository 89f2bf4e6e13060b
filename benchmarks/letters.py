"""What a letter costs: our pipeline beside bare Typst, WeasyPrint and LibreOffice, for the same letters in one run.

Prints a table and the ratios; ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import figures
from letters.making import press, typeset
from letters.making.editable import as_docx
from letters.making.render import document, render
from letters.making.web_page import as_page
from letters.writing.document import Document
from letters.writing.samples import sample
from letters.writing.signs import FONTS
from letters.writing.template import letter_names
from letters.writing.texts import file_of, shipped

MOST_OF_WEASYPRINT = 0.20
MOST_OF_LIBREOFFICE = 0.25
MOST_OF_TYPST = 1.3
PREVIEW_P95_MS = 200
MEMORY_GROWTH_MB = 10
WARM = 3
SMALL = 40
LETTER = "wmo/afwijzing"
# PDF/A-2a and PDF/UA, as ours.
LIBREOFFICE = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
}


def values(number: int) -> dict[str, Any]:
    """One of many rejections: each its own name, number and reason."""
    made = sample(LETTER)
    made["client"] |= {"naam": f"mevrouw A. Jansen-{number}", "aanhef": f"mevrouw Jansen-{number}"}
    made["zaak"]["nummer"] = f"WMO-2026-{number:06d}"
    made["brief"]["kenmerk"] = f"WMO-2026-{number:06d}/B1"
    made["voorzieningen"][0]["reden"] += f" Dat is vraag {number} van dit jaar."
    return made


def cpu_ms(make: Callable[[int], object], numbers: Sequence[int]) -> float:
    """Mean CPU milliseconds, all threads counted, after a warm start."""
    for number in numbers[:WARM]:
        make(number)
    started = time.process_time()
    for number in numbers[WARM:]:
        make(number)
    return (time.process_time() - started) * 1000 / (len(numbers) - WARM)


def as_html(made: Document) -> str:
    """The same letter as a page to print: the words of its web page, with the fonts, colours and measures of paper."""
    style = made.head["stijl"]
    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{weight};src:url({(FONTS / file).as_uri()})}}"
        for weight, file in ((400, "SourceSans3-Regular.ttf"), (600, "SourceSans3-SemiBold.ttf"))
    )
    paper = (
        f"{faces}@page{{size:a4;margin:22mm 25mm 23mm;"
        "@bottom-right{content:'Pagina 'counter(page)' van 'counter(pages)}}"
        f"body{{font:11pt S}} h1,h2,h3{{color:{style['kleur']};font-weight:600}} strong{{font-weight:600}}"
        "header img{height:15mm} dl div{display:inline-block;width:30%} dd{margin:0}"
    )
    return re.sub("<style>.*?</style>", lambda _: f"<style>{paper}</style>", as_page(made).html, flags=re.DOTALL)


def weasyprint_ms(numbers: Sequence[int]) -> float:
    """WeasyPrint on the same letters, its fonts read once and its HTML made beforehand."""
    from weasyprint import HTML  # noqa: PLC0415 - only this benchmark needs it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    pages = {number: as_html(document(LETTER, values(number))) for number in numbers}
    return cpu_ms(
        lambda number: HTML(string=pages[number]).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1"), numbers
    )


def libreoffice_ms(numbers: Sequence[int]) -> float | None:
    """LibreOffice on the same letters as .docx, to the same standards; its start and the .docx are not counted.

    None where it is not installed.
    """
    program = shutil.which("soffice")
    if program is None:
        return None
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.docx" for number in numbers]
        for number, file in zip(numbers, files, strict=True):
            file.write_bytes(as_docx(document(LETTER, values(number))))
        command = [program, f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless"]
        command += ["--convert-to", f"pdf:writer_pdf_Export:{json.dumps(LIBREOFFICE)}", "--outdir", folder]

        def taken(some: Sequence[Path]) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*command, *map(str, some)], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        # The first start makes a profile, the second tells what a start costs.
        taken(files[:1])
        started, all_of_them = taken(files[:1]), taken(files)
        if not all(file.with_suffix(".pdf").exists() for file in files):
            raise RuntimeError("LibreOffice did not make all of its letters")
        return (all_of_them - started) * 1000 / (len(files) - 1)


def pipeline_and_typst_ms(numbers: Sequence[int]) -> tuple[float, float]:
    """All we do to a letter, and Typst alone, its values made beforehand: by turns, each its own letters."""
    ours, bare = numbers[::2], numbers[1::2]
    given = {number: values(number) for number in ours}
    made = {number: document(LETTER, values(number)) for number in bare}
    taken = [0.0, 0.0]
    for place, (one, other) in enumerate(zip(ours, bare, strict=True)):
        times = [time.process_time()]
        render(LETTER, given[one])
        times.append(time.process_time())
        typeset.pdf(made[other].inputs, made_at=made[other].made_at)
        times.append(time.process_time())
        if place >= WARM:
            taken = [taken[0] + times[1] - times[0], taken[1] + times[2] - times[1]]
    return taken[0] * 1000 / (len(ours) - WARM), taken[1] * 1000 / (len(ours) - WARM)


def preview_p95_ms(rounds: int, *, own: bool) -> float:
    """The slowest but one in twenty of warm previews, over every letter.

    With an own text it is another text each time, as for someone who types, and it is set in the process apart.
    """
    # The first round warms up.
    list(previews_ms(0, own=own))
    with figures.noted("a preview of an own text" if own else "a preview", rounds * len(letter_names())):
        taken = [each for number in range(1, rounds + 1) for each in previews_ms(number, own=own)]
    return sorted(taken)[int(len(taken) * 0.95)]


def previews_ms(number: int, *, own: bool) -> Iterator[float]:
    """What each letter's preview takes on the clock, in this round."""
    for letter in letter_names():
        given = sample(letter)
        given["brief"]["kenmerk"] = f"P{number}"
        name = file_of(letter)
        # After the salutation, for some letters end in words of their own.
        greeted, _, rest = shipped(name).partition(" %}\n")
        texts = {name: f"{greeted} %}}\n\nDit is versie {number}.\n{rest}"} if own else {}
        started = time.perf_counter()
        press.preview(letter, given, texts=texts)
        yield (time.perf_counter() - started) * 1000


def memory_mb() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth_mb(letters: int) -> float:
    """How much memory many letters add after the first hundred."""
    for number in range(100):
        render(LETTER, values(number))
    before = memory_mb()
    for number in range(100, letters):
        render(LETTER, values(number))
    return memory_mb() - before


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=100, help="letters of each kind")
    parser.add_argument("--memory", type=int, default=1000, help="letters for the memory measurement; 0 skips it")
    given = figures.asked(parser, letters=SMALL, memory=0)

    growth = growth_mb(given.memory) if given.memory else 0.0
    ours, bare = pipeline_and_typst_ms(range(10_000, 10_000 + 2 * (given.letters + WARM)))
    figures.note("a letter", ours)
    p95, p95_own = (preview_p95_ms(max(1, given.letters // 10), own=own) for own in (False, True))

    rows = [("bare Typst, CPU a letter", bare, MOST_OF_TYPST)]
    # What others take is not ours to compare.
    rows += [] if given.small else others(given.letters)
    print(f"{'':34}{'ms':>8}{'ratio':>8}{'bar':>8}")
    print(f"{'our pipeline, CPU a letter':34}{ours:8.1f}")
    for name, taken, bar in rows:
        print(f"{name:34}{taken:8.1f}{ours / taken:8.2f}{bar:8.2f}")
    print(f"{'warm preview, p95':34}{p95:8.1f}{'':8}{PREVIEW_P95_MS:8.0f}")
    print(f"{'warm preview of an own text, p95':34}{p95_own:8.1f}{'':8}{PREVIEW_P95_MS:8.0f}")
    if given.memory:
        print(f"{'memory growth, MB':34}{growth:8.1f}{'':8}{MEMORY_GROWTH_MB:8.0f}")
    met = [ours / taken <= bar for _, taken, bar in rows]
    met += [p95 < PREVIEW_P95_MS, p95_own < PREVIEW_P95_MS, growth <= MEMORY_GROWTH_MB]
    return figures.ended(met=all(met), small=given.small)


def others(letters: int) -> list[tuple[str, float, float]]:
    """What WeasyPrint and LibreOffice take for a letter, and how much of it we may at most."""
    weasyprint = weasyprint_ms(range(20_000, 20_000 + letters // 4 + WARM))
    libreoffice = libreoffice_ms(range(30_000, 30_000 + max(25, letters // 4)))
    rows = [("WeasyPrint, CPU a letter", weasyprint, MOST_OF_WEASYPRINT)]
    if libreoffice is None:
        print("LibreOffice is not installed (Debian: apt-get install libreoffice-writer): not measured")
        return rows
    return [*rows, ("LibreOffice, CPU a letter", libreoffice, MOST_OF_LIBREOFFICE)]


if __name__ == "__main__":
    sys.exit(main())
