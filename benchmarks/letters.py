"""What a letter costs: our pipeline beside bare Typst and WeasyPrint, for the same letters in one run.

Prints a table and the ratios; ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from letters import press, typeset
from letters.document import Document
from letters.render import document, render
from letters.samples import sample
from letters.signs import FONTS
from letters.template import letter_names
from letters.texts import file_of, shipped

MOST_OF_WEASYPRINT = 0.20
MOST_OF_TYPST = 1.3
PREVIEW_P95_MS = 200
MEMORY_GROWTH_MB = 10
WARM = 3
LETTER = "wmo/afwijzing"


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
    """The same letter as a web page: the same words, fonts, colours and places."""
    head = json.loads(made.inputs["brief"])
    window = head["stijl"]["venster"]
    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{weight};src:url({(FONTS / file).as_uri()})}}"
        for weight, file in ((400, "SourceSans3-Regular.ttf"), (600, "SourceSans3-SemiBold.ttf"))
    )
    pairs = "".join(f"<p>{escape(k)}<br>{escape(v)}</p>" for k, v in (*head["contact"], *head["gegevens"]))
    return (
        f"<html lang='nl'><head><title>{escape(head['titel'])}</title><style>{faces}"
        "@page{size:a4;margin:22mm 25mm 23mm;@bottom-right{content:'Pagina 'counter(page)' van 'counter(pages)}}"
        f"body{{font:11pt S}} h1,h2,h3{{color:{head['stijl']['kleur']};font-weight:600}} strong{{font-weight:600}}"
        f"address{{margin-top:{window['boven'] - 40}mm;height:{window['hoogte']}mm}}</style></head><body>"
        f"{made.inputs['logo']}<address>{'<br>'.join(map(escape, head['adres']))}</address>{pairs}"
        f"<h1>{escape(head['titel'])}</h1>{blocks_html(json.loads(made.inputs['blokken']))}"
        f"<p>{'<br>'.join(map(escape, head['groet']))}</p></body></html>"
    )


def blocks_html(blocks: list[Any]) -> str:
    """Our block tree as HTML."""
    made = []
    for block in blocks:
        match block:
            case {"t": "h", "l": level, "c": parts}:
                made.append(f"<h{level + 1}>{inline_html(parts)}</h{level + 1}>")
            case {"t": "p", "c": parts}:
                made.append(f"<p>{inline_html(parts)}</p>")
            case {"t": kind, "i": items}:
                made.append(f"<{kind}>{''.join(f'<li>{blocks_html(item)}</li>' for item in items)}</{kind}>")
    return "".join(made)


def inline_html(parts: list[Any]) -> str:
    """The words of one paragraph as HTML."""
    made = []
    for part in parts:
        match part:
            case str():
                made.append(escape(part))
            case {"b": inner}:
                made.append(f"<strong>{inline_html(inner)}</strong>")
            case _:
                made.append("<br>")
    return "".join(made)


def weasyprint_ms(numbers: Sequence[int]) -> float:
    """WeasyPrint on the same letters, its fonts read once and its HTML made beforehand."""
    from weasyprint import HTML  # noqa: PLC0415 - only this benchmark needs it
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    pages = {number: as_html(document(LETTER, values(number))) for number in numbers}
    return cpu_ms(
        lambda number: HTML(string=pages[number]).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1"), numbers
    )


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
    taken = []
    for number in range(rounds + 1):
        for letter in letter_names():
            given = sample(letter)
            given["brief"]["kenmerk"] = f"P{number}"
            name = file_of(letter)
            texts = {name: f"{shipped(name)}\n\nDit is versie {number}.\n"} if own else {}
            started = time.perf_counter()
            press.preview(letter, given, texts=texts)
            # The first round warms up.
            taken += [(time.perf_counter() - started) * 1000] if number else []
    return sorted(taken)[int(len(taken) * 0.95)]


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
    given = parser.parse_args()

    growth = growth_mb(given.memory) if given.memory else 0.0
    ours, bare = pipeline_and_typst_ms(range(10_000, 10_000 + 2 * (given.letters + WARM)))
    weasyprint = weasyprint_ms(range(20_000, 20_000 + given.letters // 4 + WARM))
    p95, p95_own = (preview_p95_ms(max(2, given.letters // 10), own=own) for own in (False, True))

    rows = [
        ("our pipeline, CPU a letter", ours, None, None),
        ("bare Typst, CPU a letter", bare, ours / bare, MOST_OF_TYPST),
        ("WeasyPrint, CPU a letter", weasyprint, ours / weasyprint, MOST_OF_WEASYPRINT),
    ]
    print(f"{'':34}{'ms':>8}{'ratio':>8}{'bar':>8}")
    for name, taken, ratio, bar in rows:
        print(f"{name:34}{taken:8.1f}" + (f"{ratio:8.2f}{bar:8.2f}" if ratio else ""))
    print(f"{'warm preview, p95':34}{p95:8.1f}{'':8}{PREVIEW_P95_MS:8.0f}")
    print(f"{'warm preview of an own text, p95':34}{p95_own:8.1f}{'':8}{PREVIEW_P95_MS:8.0f}")
    print(f"{'memory growth, MB':34}{growth:8.1f}{'':8}{MEMORY_GROWTH_MB:8.0f}")
    met = [ours / bare <= MOST_OF_TYPST, ours / weasyprint <= MOST_OF_WEASYPRINT]
    met += [p95 < PREVIEW_P95_MS, p95_own < PREVIEW_P95_MS, growth <= MEMORY_GROWTH_MB]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
