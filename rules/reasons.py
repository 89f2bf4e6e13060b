"""Whether a reason is this resident's own (Awb, art. 3:46)."""

import re
from collections.abc import Collection

QUESTION = "Waarom geldt dit voor deze inwoner?"
FEWEST_WORDS = 8

_WORDS = re.compile(r"\w+")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n")
# Sentences that fit every case and so explain none.
_BOILERPLATE = (
    "u komt niet in aanmerking",
    "u voldoet niet aan de voorwaarden",
    "uw aanvraag voldoet niet",
    "u hebt geen recht op",
    "wij wijzen uw aanvraag af",
    "op grond van artikel",
    "op grond van de wet",
    "op grond van de verordening",
    "de wet staat dit niet toe",
    "dit valt onder eigen kracht",
    "dit valt onder gebruikelijke hulp",
    "dit is algemeen gebruikelijk",
    "er is een voorliggende voorziening",
    "u kunt dit zelf oplossen",
    "volgens ons beleid",
)


def reason_problem(reason: str, earlier: Collection[str]) -> str | None:
    """What is wrong with this reason, in Dutch and as a question; None where it can stand."""
    words = _words(reason)
    if not words:
        return f"De reden is leeg. {QUESTION}"
    if len(words) < FEWEST_WORDS:
        return f"De reden is te kort om te begrijpen. {QUESTION}"
    if words in {_words(other) for other in earlier}:
        return f"Deze reden staat woord voor woord in een andere zaak. {QUESTION}"
    own = [word for sentence in _SENTENCES.split(reason) if not _is_boilerplate(sentence) for word in _words(sentence)]
    if len(own) < FEWEST_WORDS:
        return f"Deze reden past op elke zaak. {QUESTION}"
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold()))


def _is_boilerplate(sentence: str) -> bool:
    plain = " ".join(_words(sentence))
    return any(phrase in plain for phrase in _BOILERPLATE)
