"""What a release has for the database: its letters, their texts, how long cases are kept, and what is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypedDict

from config.law import law
from config.municipality import municipality, refuse
from config.settings import settings
from letters.writing.signs import unprintable
from letters.writing.template import front_matter, letter_names
from letters.writing.texts import RETIRED, current, file_of, in_folder, names, shipped
from rules.facts import KINDS
from rules.retention import Retention
from rules.visible import clusters
from store.models.decision import READS_TOO
from store.upkeep.schema import Fit, Kind
from tasks.letters.content import check_whole

UNSHOWN = "talen: de zin in het {} heeft tekens die niet goed in een brief komen, zoals “{}”; schrijf hem zonder"


class Release(TypedDict):
    """What `store.upkeep.schema.migrate` takes besides a database."""

    kinds: list[Kind]
    retention: tuple[Retention, ...]
    fits: list[Fit]
    texts: list[tuple[str, str]]
    allowed: dict[str, bool]


def release() -> Release:
    """All that this release has; raises what `letter_kinds` raises."""
    return Release(
        kinds=letter_kinds(),
        retention=law().retention,
        fits=list(letter_fits()),
        texts=sorted(released_texts()),
        allowed={READS_TOO: municipality().meelezen.ook_na_uitzondering},
    )


def letter_kinds() -> list[Kind]:
    """All letters: whether each is adverse, a decision, and takes prose anyway; and what is typed in it as a phrase.

    Raises `TemplateBroken` for one with a value that no case can give, and `MunicipalityUnfit` for a line in a language
    that no letter can show.
    """
    refuse(*(UNSHOWN.format(one.naam, signs[:5]) for one in municipality().talen if (signs := _strange(one.zin))))
    for name in letter_names():
        check_whole(name)
    fronts = [(name, front_matter(name)) for name in letter_names()]
    return [(name, int(front.adverse), int(front.decision), int(front.prose), front.typed) for name, front in fronts]


def _strange(text: str) -> str:
    """What of a text no font of letters has, or a PDF gives back otherwise than it shows."""
    return unprintable(text) or "".join(clusters(text))


def letter_fits() -> Iterator[Fit]:
    """What each letter is for: the kinds of fact it may be about, the outcomes it may tell, and the file of its text.

    A letter that is written no more has those of the one which says the same now, and its own file.
    """
    labels = {kind.label: name for name, kind in KINDS.items()}
    for name in (*letter_names(), *RETIRED):
        front = front_matter(name)
        yield from ((name, "about", labels[label]) for label in front.about)
        yield from ((name, "outcome", outcome) for outcome in front.outcomes)
        yield from ((name, "text", file) for file in {file_of(name), file_of(current(name))})


def released_texts() -> set[tuple[str, str]]:
    """The name and digest of each text as shipped, and of those in the folder of the municipality."""
    found = [*((name, shipped(name)) for name in names()), *in_folder(settings().templates).items()]
    return {(name, hashlib.sha256(text.encode()).hexdigest()) for name, text in found}
