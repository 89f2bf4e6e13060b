"""What somebody typed on the record that a letter prints: phrases that are none, and sentences that refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

from rules import phrases as short
from rules.facts import Call, DataRequest, Fact
from rules.facts.asking.talks import Talk
from rules.facts.note import SentenceAgreed, SentenceDoubted
from rules.phrases import Phrases
from rules.record.entries import Record, every
from rules.refusals import Refusals

NO_PHRASE = "Dit {fault}."
REFUSES = (
    "Deze zin weigert iets: “{words}” Schrijf het anders. Wilt u iets weigeren? Leg dan een voornemen vast, en bel de "
    "inwoner. Weigert deze zin niets? Leg hem dan voor aan een tweede lezer."
)
_TO_YOU = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Each text in a value, with the path of where it stands: `documents.0.name`."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | tuple | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(f"{path}.{name}" if path else str(name), part)


def no_phrases(fact: Fact, phrases: Phrases, refusals: Refusals) -> Iterator[tuple[str, str]]:
    """The fields of a fact that have room for a phrase, and hold something else, or a refusal."""
    body = asdict(fact)
    read = [(name, phrases.sentence) for name in fact.phrased] + [(name, phrases.fault) for name in fact.asking]
    for name, fault in read:
        for path, text in texts(name, body[name]):
            if not text.strip() or _listed(fact, path):
                continue
            if wrong := fault(text) or (short.REFUSES if refusals.marked(text) else ""):
                yield path, NO_PHRASE.format(fault=wrong)


def marked(fact: Fact, refusals: Refusals, known: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """Each sentence of the prose of a fact that refuses something, with its field.

    Of a sentence whose digest is `known`, a second reader said that it does not.
    """
    body = asdict(fact)
    for name in fact.plain:
        for path, text in texts(name, body[name]):
            for sentence in refusals.marked(text, of_talk=isinstance(fact, Call)):
                # A citizen who says what is not needed speaks of no "u".
                of_theirs = isinstance(fact, Talk) and not _TO_YOU.search(sentence)
                if not of_theirs and SentenceDoubted(text=sentence, why="").digest not in known:
                    yield path, sentence


def agreed(record: Record, author: str) -> frozenset[str]:
    """The digests of the sentences of a case that somebody else than their author agreed with, as a second reader."""
    return frozenset(entry.fact.digest for entry in every(record, SentenceAgreed) if entry.by != author)


def _listed(fact: Fact, path: str) -> bool:
    """Whether the words are those of a list, so that nobody typed them."""
    if not isinstance(fact, DataRequest):
        return False
    place = path.split(".")[1]
    return bool(fact.documents[int(place)].listed)
