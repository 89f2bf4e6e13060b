"""Held, changed and made again: a letter is held to all that it was held to the first time."""

from __future__ import annotations

import json

import pytest
from scene import PLAIN, SHA, WRITTEN, Value, fact, letter, literal, reached
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from store.guards import gate, triggers

ID = 300
FRAME = json.dumps({"blocks": [gate.NO_DECISION]}, ensure_ascii=False)
FAIR = json.dumps({"stukken": [{"naam": "een kopie van uw huurcontract"}]}, ensure_ascii=False)
REFUSES = json.dumps({"stukken": [{"naam": "Wij wijzen uw aanvraag af."}]}, ensure_ascii=False)
HELD = (
    "UPDATE letter SET status = 'held', held_because = 'x', pdf_sha256 = NULL, pages = NULL, document = NULL,"
    f" rendered_at = NULL WHERE id = {ID}"
)
OWN: dict[str, Value] = {"id": ID, "number": ID, "about": ID}
ASKED = fact(7300, 1, "DataRequest", seq=ID)
ASKS = letter(1, None, **PLAIN | OWN | {"name": "shared/verzoek-aanvulling", "content": FAIR})
FOUND = fact(7301, 1, "Investigation", seq=ID + 1)
REPORTS = letter(1, None, **PLAIN | OWN | {"about": ID + 1, "name": "wmo/onderzoeksverslag"})
REJECTS = letter(2, 2, **reached(1) | OWN | {"about": 1002})


def queued(**changed: Value) -> str:
    """It waits to be made again, with these changes."""
    given = {"status": "queued", "held_because": None} | changed
    new = ", ".join(f"{name} = {literal(value)}" for name, value in given.items())
    return f"UPDATE letter SET {new} WHERE id = {ID}"


def made(document: str = "{}", at: int = WRITTEN) -> str:
    """It gets its PDF."""
    printed = f"status = 'rendered', pdf_sha256 = '{SHA}', pages = 1, document = {literal(document)}"
    return f"UPDATE letter SET {printed}, rendered_at = {at} WHERE id = {ID}"


def run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


CASES = {
    "a sentence where a phrase was": ("typed", ASKS, (queued(content=REFUSES), made(FRAME))),
    "the frame gone": ("framed", REPORTS, (queued(), made())),
    "the frame in part": ("framed", REPORTS, (queued(), made(FRAME.replace("geen besluit", "een besluit")))),
    "another signer": ("signed", REJECTS, (queued(signed_by="buurman"), made())),
    "an earlier day": ("content", ASKS, (queued(dated_on="2026-09-01"),)),
    "changed once it waits": ("content", ASKS, (queued(), queued(content=REFUSES))),
    "another letter": ("fixed", ASKS, (queued(name="wmo/ontvangstbevestiging-melding"),)),
    "about something else": ("fixed", REJECTS, (queued(about=1),)),
}


@pytest.mark.parametrize(("guard", "written", "anew"), CASES.values(), ids=CASES)
def test_what_is_held_and_changed_is_not_made(
    staged: Connection, guard: str, written: str, anew: tuple[str, ...]
) -> None:
    with staged.begin_nested():
        run(staged, ASKED, FOUND, written, made(FRAME), HELD)
    with pytest.raises(IntegrityError, match=f"guard_letter_{guard}"), staged.begin_nested():
        run(staged, *anew)
    with staged.begin_nested():
        triggers.drop(staged, f"letter_{guard}")
        run(staged, *anew)


@pytest.mark.parametrize("written", [ASKS, REPORTS, REJECTS], ids=["asks", "reports", "rejects"])
def test_what_is_held_is_made_again_as_it_was(staged: Connection, written: str) -> None:
    with staged.begin_nested():
        run(staged, ASKED, FOUND, written, made(FRAME), HELD, queued(), made(FRAME))
