"""What is wrong with what letters say, by the rows and the files of the release: no guard and no fit is used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from scene import digest

from letters.writing.texts import current, file_of, names, shipped

Row = dict[str, Any]
Rows = dict[str, list[Row]]
ABOUT = {
    "wmo/ontvangstbevestiging-melding": {"Report"},
    "wmo/onderzoeksverslag": {"Investigation"},
    "shared/verzoek-aanvulling": {"DataRequest"},
    "shared/bevestiging-intrekking": {"Withdrawal"},
    "shared/bevestiging-intrekking-vraag": {"ItemWithdrawn"},
    "shared/overdracht": {"HandedOver"},
}
GIVES, GIVES_LESS = {"toe"}, {"toe", "deels", "af"}
OUTCOMES = {
    "wmo/toekenning": GIVES,
    "wmo/toekenning-natura": GIVES,
    "wmo/toekenning-pgb": GIVES,
    "wmo/afwijzing": GIVES_LESS,
    "wmo/gedeeltelijke-toekenning": GIVES_LESS,
}


def unlike(rows: Rows, before: Rows) -> Iterator[str]:
    """Each letter that came, or was made, and says something else than its kind."""
    known = {one["id"] for one in before["letter"]}
    for one in rows["letter"]:
        if one["id"] in known and one["status"] != "rendered":
            continue
        if not _about(one, rows):
            yield f"letter {one['id']} is about something else"
        if not set(_outcomes(one)) <= OUTCOMES.get(one["name"], set()):
            yield f"letter {one['id']} comes to something else"
        if not _released(one, rows):
            yield f"letter {one['id']} is made from other texts"


def _about(letter: Row, rows: Rows) -> bool:
    place = letter["case_id"], letter["about"]
    facts = [one for one in rows["fact"] if (one["case_id"], one["seq"]) == place]
    if letter["decides"]:
        mine = {one["fact_id"] for one in rows["decision"] if one["id"] == letter["decision_id"]}
        return any(one["id"] in mine for one in facts)
    return any(one["kind"] in ABOUT.get(letter["name"], ()) for one in facts)


def _outcomes(letter: Row) -> Iterator[str]:
    try:
        told = json.loads(letter["content"])
    except ValueError:
        return
    yield from (one["uitkomst"] for one in told.get("voorzieningen", ()) if "uitkomst" in one)


def _released(letter: Row, rows: Rows) -> bool:
    named = json.loads(letter["texts"] or "{}")
    versions = {(one["id"], one["name"]): one["body"] for one in rows["text_version"]}
    own = {(one["name"], digest(versions[one["text_id"], one["name"]])) for one in rows["text_release"]}
    came = {(name, digest(shipped(name))) for name in named if name in names()}
    return {*named.items()} <= own | came and file_of(current(letter["name"])) in named
