"""Why a municipality's own text is not kept or not released."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class TextError(MaatwerkError):
    """A refusal about one text, by the name of its file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TextUnknown(TextError):
    """There is no such text, or no such version of it."""

    message_nl = "Deze tekst of deze versie bestaat niet. Ga terug naar de lijst met teksten."


class TextChanged(TextError):
    """Somebody wrote a version since the page was opened."""

    message_nl = (
        "Een collega schreef intussen een nieuwere versie. Uw tekst staat nog hieronder. "
        "Lees eerst de nieuwe versie en bewaar dan opnieuw."
    )


class TextUnfit(TextError):
    """A text that cannot be released, because a letter cannot be made with it."""

    message_nl = "Deze versie kan nog niet worden vrijgegeven. Los eerst op wat hieronder staat."


class TextSourceLost(TextError):
    """A text that a letter was made of is not there, or was changed."""

    message_nl = "De tekst waarmee deze brief is gemaakt, is niet meer te vinden. Bel de beheerder."
