"""A registered name in its parts, with the name that somebody chose to be written to by (BRP)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rules.names.nobility import TITLES, Title
from rules.visible import blank

# After these no space follows: d’Ancona, al-Masri.
_TIGHT = ("'", "’", "‘", "\u02bc", "`", "\u00b4", "-")
_LOOSE = re.compile("(?<=\\b[dlo]['’‘\u02bc`\u00b4]) +(?=\\w)", re.IGNORECASE)


class NameUse(StrEnum):
    """Which name somebody chose to be written to by (BRP, *aanduiding naamgebruik*)."""

    OWN = "E"
    PARTNER = "P"
    PARTNER_FIRST = "V"
    OWN_FIRST = "N"


@dataclass(frozen=True)
class Surname:
    """A family name with its prefix, and the title of nobility of whoever has it, in either form."""

    family: str = ""
    prefix: str = ""
    title: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a name; the BRP writes an unknown one as a point."""
        return not blank(self.family)

    @property
    def nobility(self) -> Title | None:
        """The title, where it is one."""
        return TITLES.get(self.title.casefold())

    def after(self, title: str = "") -> str:
        """“Van der Meer” as it is registered, behind a title where there is one."""
        space = "" if self.prefix.endswith(_TIGHT) or not self.prefix else " "
        before = f"{self.prefix}{space}"
        # Somebody may fill it in before the name as well.
        again = self.family.casefold().startswith(before.casefold())
        return tight(f"{title} {before}{self.family[len(before) :] if again else self.family}".strip())


@dataclass(frozen=True)
class Name:
    """Somebody's name; `gender` is “de heer”, “mevrouw” or empty, and `given` has the initials, or else first names.

    `partner` is the present or the last one; `parted` says that it is over.
    """

    own: Surname
    given: str = ""
    gender: str = ""
    use: NameUse = NameUse.OWN
    partner: Surname = Surname()
    parted: bool = False


def tight(text: str) -> str:
    """A name without the space that somebody typed after an apostrophe: “d’ Ancona” is “d’Ancona”."""
    return _LOOSE.sub("", text)
