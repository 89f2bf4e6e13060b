"""Why a municipality's own text is not saved or not released."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class TextError(MaatwerkError):
    """An error about one text, identified by the name of its file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TextUnknown(TextError):
    """There is no such text, or no such version of it."""

    message_nl = "Deze tekst of deze versie bestaat niet. Ga terug naar de lijst met teksten."


class TextChanged(TextError):
    """Somebody saved a version after the page was opened."""

    message_nl = (
        "Een collega schreef intussen een nieuwere versie. Uw tekst staat nog hieronder. "
        "Lees eerst de nieuwe versie en bewaar dan opnieuw."
    )


class TextUnfit(TextError):
    """A text cannot be released, because no letter can be made from it."""

    message_nl = "Deze versie kan nog niet worden vrijgegeven. Los eerst op wat hieronder staat."


class TextSourceLost(TextError):
    """A text that a letter was made from is missing or was changed."""

    message_nl = "De tekst waarmee deze brief is gemaakt, is niet meer te vinden. Bel de beheerder."


class TextNotReleased(TextError):
    """A file in the folder with texts, or a shipped text, changed after the last `maatwerk migrate`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.message_nl = (
            f"De tekst {name} is veranderd, maar nog niet in gebruik genomen. "
            "Voer maatwerk migrate uit, of zet de oude tekst terug."
        )
