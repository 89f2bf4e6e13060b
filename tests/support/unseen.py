"""What says nothing to the eye and what no number is, worked out without the rules; and attacks that write it."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from attack import Attack
from scene import (
    GRANT,
    HOURS,
    PAID,
    PENALTY,
    TALK,
    Value,
    answer,
    approval,
    call,
    decision,
    exempted,
    exemption,
    finding,
    letter,
    reached,
    settlement,
    whole,
)

# Each is forty signs of which nobody reads one.
UNSEEN = {
    "zero-width signs": "\u200b\u200c\u200d\u2060" * 10,
    "combining marks": "\u0301\u0302" * 20,
    "fillers of Hangul": "\u3164\u115f\u1160\uffa0" * 10,
    "empty braille": "\u2800" * 40,
    "variation selectors": "\ufe0f\ufe0e" * 20,
    "tags": "\U000e0041\U000e0020" * 20,
    "private signs": "\ue000\uf8ff" * 20,
    "signs that are none": "\u0378\uffff" * 20,
    "soft hyphens": "\u00ad" * 40,
    "wide spaces": "\u2003\u3000" * 20,
    "dots": "." * 40,
    "marks of direction": "\u202e\u2066" * 20,
}
BILLION = 10**9
_HANGUL = set("\u3164\u115f\u1160\uffa0")


def _says(sign: str) -> bool:
    return sign.isalnum() and unicodedata.category(sign) != "Lm" and sign not in _HANGUL


def explained(text: str, least: int) -> bool:
    """Whether enough of a text can be read."""
    return len(text.strip()) >= least and sum(map(_says, text)) >= min(least, 15 if least >= 20 else 1)


def talked(row: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether a call was a talk with somebody, about something, that ended."""
    said = next((json.loads(f["body"]) for f in rows["fact"] if f["id"] == row["fact_id"]), {})
    return 0 <= said.get("minutes", 0) <= 999 and all(
        explained(str(said.get(part, "")), 1) for part in ("spoke_with", "summary")
    )


def absurd(letter: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> bool:
    """Whether the decision of a letter gives or pays more than there is."""
    about = [d for d in rows["decision"] if d["id"] == letter["decision_id"]]
    amounts = [a["amount"] or 0 for a in rows["answer"] for d in about if a["decision_id"] == d["id"]]
    facts = [json.loads(f["body"]) for f in rows["fact"] for d in about if f["id"] == d["fact_id"]]
    return any(amount >= BILLION for amount in (*amounts, *(fact.get("amount_eur", 0) for fact in facts)))


def unseen() -> list[Attack]:
    """A ground that says nothing to the eye, and one that counts what cannot be."""
    return [*_silent(), *_huge()]


def _silent() -> list[Attack]:
    by_call = letter(1, 1, **reached(60))
    approved = (*approval(60, 1, 1, 60), letter(1, 1, **exempted(60)))
    found = []
    for name, text in UNSEEN.items():
        for part in ("summary", "spoke_with"):
            body = json.dumps(json.loads(TALK) | {part: text}, ensure_ascii=False, separators=(",", ":"))
            found.append(Attack(f"a call, {part} of {name}", (*call(60, 1, 1, body=body), by_call)))
        found.append(Attack(f"a motivation of {name}", (*exemption(60, 1, 1, motivation=text), *approved)))
        found.append(Attack(f"a finding settled for {name}", (finding(60), settlement(60, reason=text))))
    hidden = TALK.replace("De inwoner begrijpt het.", "\\u200b\\u2800")
    empty = TALK.replace("De inwoner begrijpt het.", r"\n\t\r\"\\\n")
    some = "Nee" + "\u200b" * 40
    return [
        *found,
        Attack("a call, summary of signs in another writing", (*call(60, 1, 1, body=hidden), by_call)),
        Attack("a call, summary of line ends", (*call(60, 1, 1, body=empty), by_call)),
        Attack("a call without a summary", (*call(60, 1, 1, body='{"spoke_with":"de inwoner"}'), by_call)),
        Attack("a motivation of one word and zero-width signs", (*exemption(60, 1, 1, motivation=some), *approved)),
    ]


def _huge() -> list[Attack]:
    by_call = letter(1, 1, **reached(60))
    found = []
    for name, minutes in {"a billion": "1000000000", "1e9": "1e9", "less than no": "-1", "a thousand": "1000"}.items():
        body = TALK.replace('"minutes":6', f'"minutes":{minutes}')
        found.append(Attack(f"a call of {name} minutes", (*call(60, 1, 1, body=body), by_call)))
    hours: dict[str, Value] = HOURS | {"amount": BILLION, "yearly": BILLION * 52}
    granted = (*decision(60, 21, "granted"), *answer(60, 21, 60, [11], **hours), whole(21, 60), letter(21, 60, **GRANT))
    known, paid = decision(60, 1, "granted", kind=PENALTY, version=2)
    known = known.replace("'{}'", """'{"amount_eur":1000000000,"days":42}'""")
    return [
        *found,
        Attack("a billion minutes a week", granted),
        Attack("a penalty of a billion", (known, paid, letter(1, 60, **PAID))),
    ]
