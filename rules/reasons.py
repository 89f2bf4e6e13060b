"""Whether a reason is specific to this citizen (Awb, art. 3:46)."""

import re
import unicodedata
from collections.abc import Collection

QUESTION = "Waarom geldt dit voor deze inwoner?"
COPIED_NL = f"Deze reden staat ook in een andere zaak, woord voor woord of met een andere naam. {QUESTION}"
FEWEST_WORDS = 8

FEWEST_GENERAL = 5

_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n")
# Sentences that fit every case and so explain nothing.
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
    """What is wrong with this reason, in Dutch and as a question; None when nothing is."""
    words = _words(reason)
    if not words:
        return f"De reden is leeg. {QUESTION}"
    if len(words) < FEWEST_WORDS:
        return f"De reden is te kort om te begrijpen. {QUESTION}"
    if same(reason) & {form for other in earlier for form in same(other)}:
        return COPIED_NL
    own = [word for sentence in _SENTENCES.split(reason) if not _is_boilerplate(sentence) for word in _words(sentence)]
    if len(own) < FEWEST_WORDS:
        return f"Deze reden past op elke zaak. {QUESTION}"
    return None


def same(reason: str) -> frozenset[str]:
    """The normalised forms that make two reasons count as the same: all words, and the words without names or numbers.

    A capital inside a Dutch sentence marks a name; the first word could be either, so it is left out as well.
    """
    plain = " ".join(_words(reason))
    bare = " ".join(_general(sentence) for sentence in _SENTENCES.split(reason)).split()
    forms = {plain} | ({" ".join(bare)} if len(bare) >= FEWEST_GENERAL else set())
    return frozenset(forms - {""})


def _general(sentence: str) -> str:
    """The words of a sentence that could appear in anybody's letter; all numbers become the same."""
    words = _WORDS.findall(unicodedata.normalize("NFC", sentence))[1:]
    kept = [word for word in words if not (word[0].isupper() and word[1:].islower())]
    return " ".join(_NUMBER.sub("0", word.casefold()) for word in kept)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def _is_boilerplate(sentence: str) -> bool:
    plain = " ".join(_words(sentence))
    return any(phrase in plain for phrase in _BOILERPLATE)
