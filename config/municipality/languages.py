"""One line in the language of who reads a letter: it is important, and whom to call; the rest is Dutch (Awb 2:6)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from config.municipality.house_style import Part, Text

NUMBER = "{telefoon}"
RIGHT_TO_LEFT = ("R", "AL")
LONGEST = 160


def _with_number(sentence: str) -> str:
    if sentence.replace(NUMBER, "", 1).count("{") or NUMBER not in sentence:
        raise ValueError(f"schrijf {NUMBER} waar uw telefoonnummer komt, één keer en zonder andere accolades")
    return sentence


class Language(Part):
    """A language that citizens speak: its code (BCP 47), the names by which people write it down, and the line."""

    code: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    naam: Text
    ook: tuple[Text, ...] = ()
    zin: Annotated[Text, Field(max_length=LONGEST), AfterValidator(_with_number)]

    @property
    def names(self) -> frozenset[str]:
        """Every name of it, as they are compared."""
        return frozenset(name.casefold() for name in (self.naam, *self.ook))

    @property
    def direction(self) -> str:
        """Which way it is written: that of most of its letters, for a name in it may run the other way."""
        letters = [unicodedata.bidirectional(sign) for sign in self.zin.replace(NUMBER, "") if sign.isalpha()]
        return "rtl" if 2 * sum(way in RIGHT_TO_LEFT for way in letters) > len(letters) else "ltr"

    def line(self, phone: str) -> dict[str, str]:
        """The line as a letter has it; a number in one piece keeps its order where the text runs to the left."""
        said = self.zin.replace(NUMBER, phone.replace(" ", "\u00a0"))
        return {"code": self.code, "zin": said, "richting": self.direction}


class Languages(Part):
    """The languages of a municipality."""

    talen: tuple[Language, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        counted = Counter(name for one in self.talen for name in one.names)
        if twice := [name for name, count in counted.items() if count > 1]:
            raise ValueError(f"talen: “{twice[0]}” staat er bij meer dan een taal; laat de naam bij één staan")
        return self

    def spoken(self, words: str) -> Language | None:
        """The language that somebody wrote down, the first where they name more; None where there is no line for it."""
        said = words.casefold()
        named = {
            place.start(): one
            for one in self.talen
            for name in one.names
            if (place := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said))
        }
        return named[min(named)] if named else None
