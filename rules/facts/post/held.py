"""What a person says of a letter that is held: it is not needed, leaves all the same, or prints a word otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.kind import ANYONE, SENTENCE_MIN, Asked, Fact, blank
from rules.numbers import Place
from rules.visible import clusters, explains

NOT_HELD = "Deze brief is niet aangehouden. Laad de zaak opnieuw."


@dataclass(frozen=True, kw_only=True)
class LetterDropped(Fact):
    """A letter that is held does not leave; `letter` is its number in the case.

    It takes nothing from anybody: what the course of the case still asks for is written anew, unless the citizen died.
    """

    label: ClassVar[str] = "brief vervallen"
    heading: ClassVar[str] = "Brief vervallen"
    icon: ClassVar[str] = "circle-x"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[str, Asked(title="Waarom vervalt deze brief?", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why in a whole sentence."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op waarom deze brief vervalt.")


@dataclass(frozen=True, kw_only=True)
class AddressTold(Fact):
    """The reader may see an address that stands in a letter; `letter` is its number in the case."""

    label: ClassVar[str] = "adres in brief mag"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Adres in een brief mag"
    icon: ClassVar[str] = "check"
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[
        str,
        Asked(title="Waarom mag de lezer dit adres zien?", hint="Bijvoorbeeld: zij was bij het huisbezoek.", rows=2),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why in a whole sentence."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op waarom de lezer dit adres mag zien.")


@dataclass(frozen=True, kw_only=True)
class SentAgain(Fact):
    """The printer posted something in the place of a letter that the record does not have; this letter leaves as well.

    Whoever gets it twice loses nothing: the days to answer or to object are counted from the last.
    """

    label: ClassVar[str] = "brief toch versturen"
    heading: ClassVar[str] = "Brief gaat toch weg"
    icon: ClassVar[str] = "mail"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[
        str,
        Asked(
            title="Wat verstuurde de drukker?",
            hint="Bijvoorbeeld: een brief met een ander besluit, zie de afdruk.",
            rows=2,
        ),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence what somebody found."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op wat de drukker verstuurde.")


class OnPaper(StrEnum):
    """What is done with a word that a program would read otherwise from a PDF than it is printed."""

    OTHERWISE = "anders"
    WEB_PAGE = "webpagina"
    PLAIN_TEXT = "tekst"


OTHER_WORD = "Schrijf hetzelfde woord met gewone letters, zonder het teken dat verkeerd uit een pdf komt."
# Letters, and what stands within a name.
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
NOTHING_APART = "In dit woord staat geen teken dat verkeerd uit een pdf komt. Neem het woord over uit de zaak."
CHOICES = (
    (OnPaper.OTHERWISE.value, "Wij schrijven het anders"),
    (OnPaper.WEB_PAGE.value, "Zo laten. Wie voorleessoftware gebruikt, krijgt ook de webpagina"),
    (OnPaper.PLAIN_TEXT.value, "Zo laten. Wie voorleessoftware gebruikt, krijgt ook de platte tekst"),
)


@dataclass(frozen=True, kw_only=True)
class SpellingChosen(Fact):
    """How the letters of a case print a word that has a sign which a PDF gives back otherwise than it shows."""

    label: ClassVar[str] = "schrijfwijze"
    heading: ClassVar[str] = "Schrijfwijze gekozen"
    icon: ClassVar[str] = "pencil"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    word: Annotated[str, Asked(title="Welk woord?", hint="Precies zoals het in de zaak staat.")]
    choice: Annotated[OnPaper, Asked(title="Wat doen wij in brieven?", choices=CHOICES)]
    spelled: Annotated[str, Asked(title="Hoe schrijven wij het dan?", hint="Vraag het de inwoner.", optional=True)] = ""
    why: Annotated[str, Asked(title="Waarom?", hint="Bijvoorbeeld: de inwoner schrijft het zelf ook zo.", rows=2)]

    @property
    def printed_as(self) -> str:
        """The word as letters print it."""
        return self.spelled.strip() if self.choice is OnPaper.OTHERWISE else self.word

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It is about one such word, and another way to write it has no such sign."""
        del now, today
        found = blank(self, why="Schrijf op waarom u dit kiest.")
        if len(self.word.split()) != 1 or not clusters(self.word):
            found["word"] = NOTHING_APART
        if self.choice is OnPaper.OTHERWISE and not self._is_the_word():
            found["spelled"] = OTHER_WORD
        return found

    def _is_the_word(self) -> bool:
        """Whether the spelling is this word, written otherwise: a letter that decides nothing takes no other words."""
        whole, shape = unicodedata.normalize("NFC", self.word), ""
        for apart in clusters(whole):
            before, _, whole = whole.partition(apart)
            # Where such a sign stood, its own letter, with one more on each side at most.
            shape += re.escape(_bare(before)) + r"\w?" + re.escape(_bare(apart)) + r"\w?"
        same = re.fullmatch(shape + re.escape(_bare(whole)), _bare(self.printed_as))
        return bool(same) and not clusters(self.spelled) and bool(WORD.fullmatch(self.printed_as))


def _bare(word: str) -> str:
    """The letters of a word, without their marks."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.category(sign).startswith("M"))


def spellings(chosen: Iterable[SpellingChosen]) -> dict[str, str]:
    """How each such word is printed, by the word: the last choice counts."""
    return {unicodedata.normalize("NFC", one.word): one.printed_as for one in chosen}


def _unexplained(why: str, sentence: str) -> dict[str, str]:
    return {"why": sentence} if not explains(why, SENTENCE_MIN) else {}
