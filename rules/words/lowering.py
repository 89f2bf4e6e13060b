"""Whether a number in a sentence goes down or up: from ten to six hours, three in place of five."""

from __future__ import annotations

import re

NUMBERS = {
    "nul": 0,
    "half": 0.5,
    "halve": 0.5,
    "een": 1,
    "één": 1,
    "anderhalf": 1.5,
    "anderhalve": 1.5,
    "tweeënhalf": 2.5,
    "drieënhalf": 3.5,
    "vierenhalf": 4.5,
    "vijfenhalf": 5.5,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "twaalf": 12,
    "vijftien": 15,
    "twintig": 20,
    "dertig": 30,
}
_NUMBER = rf"(?:€ ?)?(\d[\d.,]*|\b(?:{'|'.join(NUMBERS)})\b)-?"
_FROM_TO = re.compile(rf"\bvan {_NUMBER}(?: [\w€]+){{0,4}}? (?:naar|terug tot) {_NUMBER}(?!\w)")
_NOT = re.compile(
    rf"\b{_NUMBER}(?: \w+){{0,3}},? (?:in plaats van|en niet|niet) (?:de |het |elke |de gevraagde )?{_NUMBER}(?!\w)"
)


def step(plain: str) -> str:
    """“falls” or “rises”, if a sentence says that something goes from one number to another."""
    if found := _FROM_TO.search(plain):
        before, after = _number(found[1]), _number(found[2])
    elif found := _NOT.search(plain):
        after, before = _number(found[1]), _number(found[2])
    else:
        return ""
    if before is None or after is None:
        return ""
    return "falls" if after < before else "rises"


def _number(written: str) -> float | None:
    figures = written.rstrip(".,").replace(".", "").replace(",", ".")
    return float(figures) if re.fullmatch(r"\d+(?:\.\d+)?", figures) else NUMBERS.get(written)
