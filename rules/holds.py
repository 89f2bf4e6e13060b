"""Why a letter is held before it leaves: each reason, by how its sentence begins."""

from __future__ import annotations

from enum import StrEnum


class Hold(StrEnum):
    """A reason, with the words that its sentence begins with and no other does."""

    OVERTAKEN = "Deze brief mag niet weg:"
    LATE = "Wat deze brief opschort, is al gestopt."
    POSTED = "Volgens de drukker is deze brief al verstuurd"
    DIED = "De inwoner is overleden"
    HIDDEN = "Het adres op deze brief is geheim."
    UNADDRESSED = "Het adres in deze brief klopt niet."
    MOVED = "De brief moet nu naar een ander adres of iemand anders."
    TELLS_WHERE = "In deze brief staat het adres van"
    WINDOW = "Het adres past niet in het venster van de envelop"
    SIGN = "Een teken komt verkeerd uit een pdf:"
    OTHER_ADDRESS = "De inwoner gaf een ander adres op."


def hold_of(because: str | None) -> Hold | None:
    """The reason that a sentence tells; None where it tells another, such as that a colleague took the letter out."""
    return next((one for one in Hold if (because or "").startswith(one)), None)
