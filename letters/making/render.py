"""From the name and values of a letter to one PDF, accessible and fit for the archive."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from config.municipality import municipality
from letters.making import typeset
from letters.writing.blocks import skeleton
from letters.writing.days import BLOCKS, day_at, value_at
from letters.writing.document import Document
from letters.writing.required import (
    FACTS,
    check_call_told,
    check_claims,
    check_contents,
    check_no_refusal,
    claims,
)
from letters.writing.signs import Fields, clean_values
from letters.writing.slots import DAY_TO_COME, dutch_date, fill
from letters.writing.takes import check
from letters.writing.template import FrontMatter, front_matter
from letters.writing.templating import write
from rules.errors import AddressUnfit, CallUnmentioned, LetterTooLong, MandateMissing, ValueMissing, ValueUnfit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letters.writing.texts import Texts

# Nobody signs what a printer posts; who has a letter without a hand under it must not doubt that it counts (Awb 10:11).
UNSIGNED = "Deze brief is automatisch gemaakt. Daarom staat er geen handtekening onder."
MOST_PAGES = 10
MOST_LARGE_PAGES = 30
ADDRESS_LINES = range(3, 7)
SCREEN_DPI = 96
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it goes out, and its document, from which every other format is made."""

    pdf: bytes
    pages: int
    document: Document

    @property
    def sha256(self) -> str:
        """The digest under which the file is stored."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter on the screen: as images, as text for a screen reader, and as the PDF itself."""

    pages_png: tuple[bytes, ...]
    pdf: bytes
    document: Document

    @property
    def text(self) -> tuple[str, ...]:
        """The whole letter as paragraphs, for a screen reader."""
        return self.document.text


def render(letter: str, values: Mapping[str, object], *, texts: Texts | None = None) -> Rendered:
    """Make the PDF; safe in threads and in a process pool (spawn). A `LetterError` says why it cannot be made."""
    if value_at(values, "gesprek.datum") == DAY_TO_COME:
        # A preview may show where the call will stand; a letter tells of one that took place.
        raise CallUnmentioned(letter)
    return on_paper(document(letter, values, texts=texts))


def on_paper(made: Document) -> Rendered:
    """Typeset a letter that has been written."""
    pdf = typeset.pdf(made.inputs, made_at=made.made_at)
    return Rendered(pdf, count_pages(pdf, made), made)


def preview(letter: str, values: Mapping[str, object], *, texts: Texts | None = None) -> Preview:
    """The same letter for the screen, to the same standards, so that no error surfaces only in the nightly run."""
    made = document(letter, values, texts=texts)
    pdf = on_paper(made).pdf
    return Preview(typeset.images(made.inputs, dots_per_inch=SCREEN_DPI), pdf, made)


def document(letter: str, values: Mapping[str, object], *, texts: Texts | None = None) -> Document:
    """Write and check the letter without typesetting it; enough to know before a run that its text can be made."""
    front, given = front_matter(letter), checked(letter, values)
    slots: list[str] = []
    tree = skeleton(write(letter, given, slots, texts or {}))
    made = Document(_head(front, given), json.loads(fill(tree, slots)))
    _check_objection(front, given)
    check_contents(letter, front.of(given), made.text)
    # Without the values, because a citizen's own words may mention a rejection, and claim what they like.
    words = Document({}, json.loads(tree)).body
    check_claims(given, words)
    if front.adverse:
        check_call_told(letter, given, made.text)
    else:
        check_no_refusal(letter, words)
    return made


def checked(letter: str, values: Mapping[str, object]) -> Fields:
    """The values of a letter, cleaned and checked: a rejection needs its call, and its own kind of letter."""
    front = front_matter(letter)
    # A letter from before its facts were kept with it claims what it always did.
    facts = dict.fromkeys(claims(), True)
    given = clean_values({"gemeente": municipality().for_letters(), FACTS: facts, **values})
    if front.decision and "ondertekenaar" in given and not _fields(given, "ondertekenaar").get("naam"):
        raise MandateMissing
    if front.adverse and ("gesprek" in given) == ("uitzondering" in given):
        raise CallUnmentioned(letter)
    check(given, front.types, decides=front.decision or front.prose)
    for path, count in front.items.items():
        _check_count(given, path, count)
    if front.outcomes:
        _check_outcomes(given.get("voorzieningen"), front.outcomes)
    return given


def _head(front: FrontMatter, given: Fields) -> dict[str, Any]:
    sender, client, clerk, letter = (_fields(given, name) for name in ("gemeente", "client", "consulent", "brief"))
    signer = _fields(given, "ondertekenaar") if "ondertekenaar" in given else clerk
    dated = dutch_date(_text(letter, "datum"))
    number = _text(_fields(given, "zaak"), "nummer")
    style = municipality().huisstijl
    return {
        "titel": front.title,
        "afzender": {name: sender[name] for name in ("naam", "afdeling", "postadres", "bezoekadres")},
        "adres": _address(client),
        "gegevens": [["Datum", dated], ["Ons kenmerk", _text(letter, "kenmerk")], ["Zaaknummer", number]],
        "kenmerk": _text(letter, "kenmerk"),
        "contact": [["Uw contactpersoon", _text(clerk, "naam")], ["Telefoon", _text(clerk, "telefoon")]]
        + ([["E-mail", _text(clerk, "email")]] if clerk.get("email") else []),
        "groet": [
            "Met vriendelijke groet,",
            f"namens het college van burgemeester en wethouders van {_governed(_text(sender, 'naam'))}",
            _text(signer, "naam"),
            _text(signer, "functie"),
            UNSIGNED,
        ],
        "dag": date.fromisoformat(_text(letter, "datum")).timetuple()[:3],
        "groot": bool(letter.get("groot")),
        # A letter from before there were such lines has none.
        "taal": dict(_fields(given, "taal")) if given.get("taal") else {},
        "stijl": style.model_dump(mode="json"),
    }


def _governed(name: str) -> str:
    """The municipality that the college governs, which need not be called after the place where it sits."""
    word, _, rest = name.partition(" ")
    return rest if word.casefold() == "gemeente" and rest else name


def _address(client: Fields) -> list[str]:
    lines = client.get("adres")
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise ValueMissing("client.adres")
    if len(lines) not in ADDRESS_LINES:
        raise AddressUnfit("client.adres", line=None)
    return [" ".join(line.split("\n")) for line in lines]


def _check_outcomes(provisions: object, outcomes: tuple[str, ...]) -> None:
    """Refuse a rejected provision in a letter that needs no call."""
    if not isinstance(provisions, list) or not provisions:
        raise ValueMissing("voorzieningen")
    if any(not isinstance(one, Fields) or one.get("uitkomst") not in outcomes for one in provisions):
        raise ValueUnfit("voorzieningen", "past niet bij deze brief: kies de brief die bij de uitkomst hoort")


def _check_objection(front: FrontMatter, given: Fields) -> None:
    """A wrong last day to object would cost a right; it follows from the letter's date alone (Awb 6:7, 6:8)."""
    for path, rule in BLOCKS["R"].items() if "R" in front.blocks else ():
        if value_at(given, path) and not rule.fits(day_at(given, path), given):
            raise ValueUnfit(path, "is niet zes weken na de datum van de brief")


def _check_count(given: Fields, path: str, count: int) -> None:
    found: object = given
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Fields) else None
    if not isinstance(found, list):
        raise ValueMissing(path)
    if len(found) != count:
        raise ValueUnfit(path, f"telt {len(found)} delen; de wet vraagt er {count}")


def _fields(given: Fields, name: str) -> Fields:
    found = given.get(name)
    if not isinstance(found, Fields):
        raise ValueMissing(name)
    return found


def _text(fields: Fields, name: str) -> str:
    found = fields.get(name)
    if not found:
        raise ValueMissing(f"{fields.path}.{name}")
    if not isinstance(found, str):
        raise ValueUnfit(f"{fields.path}.{name}", "is geen tekst")
    return " ".join(found.split("\n"))


def count_pages(pdf: bytes, made: Document) -> int:
    """The number of pages in a PDF, from its metadata; `LetterTooLong` when there are too many."""
    # Opening the PDF takes ten times as long, and XMP escapes any tag that a text could contain.
    (told,) = _PAGES.findall(pdf)
    pages, most = int(told), MOST_LARGE_PAGES if made.large else MOST_PAGES
    if pages > most:
        raise LetterTooLong(pages, most)
    return pages
