"""What is wrong with the tags of a template, with the line and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPEN = {"if": "endif", "for": "endfor"}
SHUT = {shut: tag for tag, shut in OPEN.items()}
BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
ALONE = {"include"}
ENDS = {"{%": "%}", "{{": "}}", "{#": "#}"}
_STARTS = re.compile(r"\{[%{#]")
_WORD = re.compile(r"[-+]?\s*(\w*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its line, and what to do about it."""

    line: int
    says: str


def fault(source: str) -> Fault | None:
    """The first fault in the tags of a text; None when they are all closed properly."""
    lines = _Lines(source)
    waiting: list[tuple[str, int]] = []
    place = 0
    while found := _STARTS.search(source, place):
        line, opened = lines.at(found.start()), found[0]
        end = source.find(ENDS[opened], found.end())
        if end < 0:
            return Fault(line, f"u opent {opened} maar sluit het niet. Zet {ENDS[opened]} erachter")
        place = end + 2
        if opened == "{%":
            word = _WORD.match(source, found.end())
            wrong = _tag(word[1] if word else "", line, waiting)
            if wrong:
                return Fault(line, wrong)
    if waiting:
        tag, line = waiting[-1]
        says = f"u opent een {tag} maar sluit hem niet. Zet {{% {OPEN[tag]} %}} na het stuk waar de {tag} over gaat"
        return Fault(line, says)
    return None


def _tag(word: str, line: int, waiting: list[tuple[str, int]]) -> str:
    """What is wrong with one tag; empty when nothing is."""
    if word in OPEN:
        waiting.append((word, line))
        return ""
    if word in SHUT:
        return _shut(word, waiting)
    if word in BETWEEN:
        inside = waiting[-1][0] if waiting else ""
        return "" if inside in BETWEEN[word] else f"hier staat {word}, maar er is geen if open. Haal {word} weg"
    if word in ALONE:
        return ""
    return f"{{% {word} %}} kan niet in een brief. Gebruik alleen if, for en include"


def _shut(word: str, waiting: list[tuple[str, int]]) -> str:
    if not waiting:
        return f"u sluit een {SHUT[word]} die niet open is. Haal {{% {word} %}} weg"
    tag, line = waiting.pop()
    if tag == SHUT[word]:
        return ""
    return f"u sluit een {SHUT[word]}, maar de {tag} van regel {line} staat nog open. Zet eerst {{% {OPEN[tag]} %}}"


class _Lines:
    """Turns positions into line numbers, counting on from the position asked for before."""

    def __init__(self, source: str) -> None:
        self.source, self.place, self.line = source, 0, 1

    def at(self, place: int) -> int:
        self.line += self.source.count("\n", self.place, place)
        self.place = place
        return self.line
