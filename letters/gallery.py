"""All letters in one place to read through: each sample as PDF, its legal basis, and where it meets each requirement.

`make letters` writes it; a lawyer opens `index.html`, which loads nothing from elsewhere.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from config.law import law
from config.municipality import municipality
from config.settings import settings
from letters.language.readability import GOOD_SCORE, GOOD_WORDS, Readability, readability
from letters.making import press
from letters.writing import texts
from letters.writing.days import Counted, term_of, value_at
from letters.writing.document import Document, plain
from letters.writing.required import blocks, places
from letters.writing.samples import PLAIN, sample, sample_names
from letters.writing.slots import dutch_date
from letters.writing.template import FrontMatter, front_matter, letter_names
from rules.errors import MaatwerkError

LAYOUT = Path(__file__).parent / "layout"
LONGEST_QUOTE = 320
BLOCKS = {"K": "briefhoofd", "C": "contact", "B": "besluit", "R": "bezwaar", "M": "mandaat"}
# What is said of a thing that is given, by its form.
GIVEN = "wat u krijgt"
HEAD, SIGNATURE = "Briefhoofd", "Ondertekening"


@dataclass(frozen=True)
class Sample:
    """One sample and the letter made from it."""

    name: str
    file: str
    pages: int
    reads: Readability
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Demand:
    """What a letter must say, the source of that requirement, and the sentence that meets it."""

    name: str
    source: str
    heading: str
    quote: str


@dataclass(frozen=True)
class Day:
    """A day in the plain sample, and how it was calculated."""

    name: str
    day: str
    because: str


@dataclass(frozen=True)
class Shown:
    """Everything that the page about one letter shows."""

    letter: str
    front: FrontMatter
    samples: tuple[Sample, ...]
    demands: tuple[Demand, ...]
    days: tuple[Day, ...]

    @property
    def page(self) -> str:
        """The name of its HTML file."""
        return f"{self.letter.replace('/', '-')}.html"

    @property
    def lowest(self) -> float:
        """The lowest readability score among its samples."""
        return min(one.reads.score for one in self.samples)

    @property
    def most_words(self) -> float:
        """The highest mean number of words per sentence among its samples."""
        return max(one.reads.mean_words for one in self.samples)

    @property
    def gaps(self) -> int:
        """The number of requirements that its samples do not meet."""
        return sum(len(one.lacks) for one in self.samples)


def write(folder: Path) -> tuple[Shown, ...]:
    """Make every sample of every letter, and the pages about them, in this folder."""
    common = {"house": municipality(), "good_score": GOOD_SCORE, "good_words": GOOD_WORDS}
    folder.mkdir(parents=True, exist_ok=True)
    shown = tuple(sorted((_letter(folder, letter) for letter in letter_names()), key=lambda one: one.front.letter_id))
    shutil.copy(LAYOUT / "gallery.css", folder / "stijl.css")
    pages = Environment(
        loader=FileSystemLoader(LAYOUT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    index = pages.get_template("gallery-index.html.j2").render(shown=shown, **common)
    (folder / "index.html").write_text(index, "utf-8")
    for one in shown:
        text = pages.get_template("gallery-letter.html.j2").render(one=one, **common)
        (folder / one.page).write_text(text, "utf-8")
    return shown


def _letter(folder: Path, letter: str) -> Shown:
    front = front_matter(letter)
    values = sample(letter)
    return Shown(
        letter,
        front,
        tuple(_sample(folder, letter, name) for name in sample_names(letter)),
        tuple(_demands(front.of(values), press.document(letter, values, texts=_own()))),
        tuple(_days(front, values)),
    )


def _sample(folder: Path, letter: str, name: str) -> Sample:
    values = sample(letter, name)
    made = press.render(letter, values, texts=_own())
    written = made.document
    file = f"{letter.replace('/', '-')}-{name}.pdf"
    (folder / file).write_bytes(made.pdf)
    wanted = front_matter(letter).of(values)
    lacks = tuple(demand for demand, place in places(wanted, written.text).items() if place is None)
    known = name.removeprefix(PLAIN).lstrip("-").replace("-", " ") or "gewoon"
    return Sample(known, file, made.pages, readability(written.body), lacks)


def _own() -> texts.Texts:
    return texts.in_folder(settings().templates)


def _demands(front: FrontMatter, written: Document) -> Iterator[Demand]:
    headings = list(_headings(written))
    shared = {name: BLOCKS.get(block, GIVEN) for block in front.blocks for name in blocks()[block]}
    for name, place in places(front, written.text).items():
        source = "deze brief" if name in front.must else shared[name]
        heading = headings[place.paragraph] if place else ""
        yield Demand(name.replace("_", " "), source, heading, _short(place.words) if place else "")


def _headings(written: Document) -> Iterator[str]:
    """For each paragraph of the letter, the heading above it."""
    before = written.text.index(written.body[0])
    yield from [HEAD] * before
    heading = "Aanhef"
    for block in written.blocks:
        if block["t"] == "h":
            heading = plain(block["c"])
        yield from [heading] * len(Document(written.head, [block]).body)
    yield from [SIGNATURE] * len(written.head["groet"])


def _short(words: str) -> str:
    if len(words) <= LONGEST_QUOTE:
        return words
    half = LONGEST_QUOTE // 2
    return f"{words[:half].rsplit(' ', 1)[0]} … {words[-half:].split(' ', 1)[-1]}"


def _days(front: FrontMatter, values: dict[str, Any]) -> Iterator[Day]:
    for path, rule in front.counted().items():
        if found := value_at(values, path):
            yield Day(path, dutch_date(found), _because(rule, values))


def _because(rule: Counted, values: dict[str, Any]) -> str:
    start = str(value_at(values, rule.start))
    parts = [f"{rule.start}, {dutch_date(start)}"]
    if rule.term:
        term = law().term(term_of(rule.term, values), on=date.fromisoformat(start))
        parts.append(f"{term.name} ({term.article})")
    if rule.still:
        parts.append(f"de tijd staat stil vanaf {dutch_date(str(value_at(values, rule.still.first)))}")
    if rule.days:
        parts.append(f"{rule.days} dagen verder" if rule.days > 0 else f"{-rule.days} dagen eerder")
    if rule.working_days:
        parts.append(f"{rule.working_days} werkdagen verder")
    if rule.chosen:
        parts.append("een latere dag, door een medewerker gekozen")
    return "; ".join(parts)


def main() -> str | None:
    """Write the gallery to the folder named on the command line; return what is wrong, in Dutch, if anything."""
    target = Path(sys.argv[1])
    try:
        made = write(target)
    except MaatwerkError as refused:
        return refused.message_nl
    count = sum(len(one.samples) for one in made)
    sys.stdout.write(f"{len(made)} brieven, {count} voorbeelden: {target / 'index.html'}\n")
    return None


if __name__ == "__main__":
    sys.exit(main())
