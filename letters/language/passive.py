"""Passive constructions in Dutch, "wordt … gedaan" and "zal worden", which hide who does something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.language.plainer import Remark, Word, words

ADVICE = "schrijf wie het doet, bijvoorbeeld: wij doen"
REACH = 12
_BECOME = {"worden", "wordt", "word", "werd", "werden"}
_MODAL = {"zal", "zullen", "zou", "zouden", "kan", "kunnen", "moet", "moeten", "mag", "mogen", "dient", "dienen"}
_ARTICLES = {
    *("de", "het", "een", "uw", "ons", "onze", "mijn", "zijn", "haar", "hun"),
    *("geen", "elk", "ieder", "elke", "iedere", "welk", "welke", "veel", "meer", "goed", "nieuw"),
}
_APART = (
    "aan|af|bij|door|in|kennis|klaar|los|mee|mede|na|neer|om|onder|op|open|over|plaats|samen|stil|stop|tegen|terug|"
    "toe|tot|uit|vast|vol|voor|voort|vrij|weg|zeker"
)
_PARTICIPLE = re.compile(
    rf"(?:{_APART})?(?:ge[^\W\d_]{{2,}}(?:[dt]|en)|(?:be|ver|ont|her)[^\W\d_]{{2,}}[dt])|"
    rf"(?:{_APART})?(?:be(?:sloten|sproken|schreven|grepen|keken|paald|volen|streden)|"
    r"ver(?:boden|gleken|kregen|lopen|loren|leend|meden|nomen|schoven|strekt|zonden)|"
    r"ont(?:houden|nomen|slagen|vangen)|herzien|overwogen|ondertekend|onderzocht|gedaan)"
)
# These look like participles but are not.
_NOT = {
    *("gebied", "gebieden", "geld", "gelden", "geduld", "gezicht", "gewicht", "gerecht", "gebit", "geluid", "geluiden"),
    *("gemeenten", "gezinnen", "gesprekken", "gevallen", "gebouwen", "gevolgen", "gewoonten", "gedachten", "gebreken"),
    *("geschikt", "gezond", "gehandicapt", "gewend", "gemiddeld", "gelegenheid", "gezondheid", "gesteld", "gebeuren"),
    *("besluit", "bericht", "bezit", "beeld", "best", "bekend", "bewust", "bereid", "bevoegd", "bedacht", "behoeft"),
    *("verband", "verzet", "verstand", "verkeerd", "vermoeid", "verdriet", "verward", "herfst", "ontwerpt"),
}


def passives(text: str) -> Iterator[Remark]:
    """Every passive construction, from its first word to its last; they do not overlap."""
    found = words(text)
    shut = -1
    for place, word in enumerate(found):
        if word.text not in _BECOME or place <= shut:
            continue
        chain = _chain(text, found, place)
        if chain and chain[0] > shut:
            shut = chain[1]
            yield Remark(found[chain[0]].start, found[chain[1]].end, ADVICE)


def _chain(text: str, found: list[Word], place: int) -> tuple[int, int] | None:
    """The first and last word of the construction around a form of "worden"."""
    start = _back_to_modal(text, found, place)
    for other in range(place + 1, min(place + 1 + REACH, len(found))):
        if _parted(text, found[other - 1], found[other]) or found[other].text in _BECOME:
            break
        if _participle(found, other):
            return start, other
    # In a subordinate clause the participle comes first: "die onderzocht zal worden", "die onderzocht wordt".
    for before in (start - 1, place - 1):
        if before >= 0 and not _parted(text, found[before], found[before + 1]) and _participle(found, before):
            return min(before, start), place
    return None


def _back_to_modal(text: str, found: list[Word], place: int) -> int:
    """The place of the "zal" or "moet" that goes with "worden"; the given place when there is none."""
    if found[place].text != "worden":
        return place
    for other in range(place - 1, max(-1, place - 1 - REACH), -1):
        if _parted(text, found[other], found[other + 1]):
            break
        if found[other].text in _MODAL:
            return other
    return place


def _participle(found: list[Word], place: int) -> bool:
    word = found[place].text
    if word in _NOT or word.endswith("heid") or not _PARTICIPLE.fullmatch(word):
        return False
    return place == 0 or found[place - 1].text not in _ARTICLES


def _parted(text: str, one: Word, other: Word) -> bool:
    return not text[one.end : other.start].isspace()
