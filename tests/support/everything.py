"""A scene with rows in every table that is guarded, and with letters in every state; not all of it is allowed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from disguises import OWN, REFUSES, comes_to, of
from scene import (
    CALLED,
    GRANT,
    LATER,
    LIFT,
    MOVED,
    PLAIN,
    PREPARED,
    REQUESTED,
    SHA,
    START,
    WRITTEN,
    answer,
    apart,
    bundle,
    call,
    decision,
    digest,
    dropped,
    ended,
    exempted,
    fact,
    finding,
    letter,
    made,
    nr,
    precise,
    reached,
    row,
    settlement,
)

# What no letter without prose takes where somebody typed a phrase, as far as the database can tell.
SENTENCES = (
    *("Wij wijzen uw aanvraag af", "U hebt geen recht op huishoudelijke hulp", "hulp? nee", "een\u200bpasfoto"),
    *("een pasfoto\nWij wijzen af", "p" * 91, ["Wij wijzen af"], {"af": "Wij wijzen af"}, 1),
)
HELD = "status = 'held', held_because = 'x', pdf_sha256 = NULL, pages = NULL, rendered_at = NULL"
OUTCOME = {"process": "wmo", "result": "afgewezen", "rule_from": "2020-01-01", "outcome": "rejected"}


def everything() -> Iterator[str]:
    """What comes on top of the scene of the attacks, put there with the guards off."""
    yield from _people()
    yield from _letters()
    yield from _texts()
    yield from _ended()
    yield from _kept()


def _people() -> Iterator[str]:
    address = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
    yield row("role_grant", id=7, staff_id="mo", role="tekst", granted_at=START)
    yield row("role_grant", id=8, staff_id="karin", role="tekst", granted_at=START)
    yield row("role_grant", id=9, staff_id="karin", role="administratie", granted_at=START)
    yield row("role_revocation", grant_id=9, revoked_at=LATER)
    yield row("role_grant", id=10, staff_id="mo", role="beheer", granted_at=START)
    yield row("role_revocation", grant_id=10, revoked_at=REQUESTED)
    for number in (2, 3):
        yield row("household", id=number)
        yield row("member", id=number, household_id=number, name="Elif", relation="dochter")
        bsn = f"UPDATE citizen SET bsn_cipher = {{bytes}}, bsn_index = 'i{number}' WHERE id = {number}"
        yield row("citizen", id=number, household_id=number, initials="F.", family_name="Yıldız", **address)
        yield bsn
        yield row(
            "casefile", id=13 + number, number=f"WMO-{13 + number}", process="wmo", process_version=1,
            reference=f"r{13 + number}", citizen_id=number, representative_id=number, team="Oost", subject="Hulp",
            received_on="2026-09-01", created_at=START,
        )  # fmt: skip


def _letters() -> Iterator[str]:
    """Letters that should not be there, and one in each state; and decisions of which the first was called about."""
    yield letter(7, 8, **exempted(2) | {"id": 41, "number": 41})
    yield letter(6, 6, **reached(4) | {"id": 42, "number": 42})
    yield from (letter(1, None, **PLAIN | {"id": id_, "number": id_, "about": id_}) for id_ in (43, 44))
    yield f"UPDATE letter SET {HELD} WHERE id = 43"
    yield "UPDATE letter SET status = 'withdrawn' WHERE id = 44"
    yield from made(45)
    # A hand-over that nobody else confirmed, with a letter about it, and one without.
    yield from (fact(id_, 1, "HandedOver") for id_ in (910, 911))
    yield letter(1, None, **MOVED | {"id": 47, "number": 47, "about": 910})
    # A decision that somebody signs who may not.
    yield letter(2, 2, **reached(1) | {"id": 50, "number": 50, "signed_by": "buurman"})
    # About a note, of another outcome, and in words of one's own.
    yield letter(1, None, **PLAIN | {"id": 61, "number": 61, "about": 907})
    yield letter(1, None, **PLAIN | {"id": 62, "number": 62, "about": 30, "content": comes_to("af")})
    yield letter(1, None, **PLAIN | {"id": 63, "number": 63, "about": 100, "texts": of(**{OWN: digest(REFUSES)})})
    # A report, which takes prose, before it was made.
    yield fact(748, 1, "Investigation", seq=48)
    yield letter(1, None, **PLAIN | {"id": 48, "number": 48, "about": 48, "name": "wmo/onderzoeksverslag"})
    # Requests for a document that is none, before they were made.
    for id_, named in enumerate(SENTENCES, 51):
        asked = json.dumps({"stukken": [{"naam": "een pasfoto"}, {"naam": named}]}, ensure_ascii=False)
        yield fact(700 + id_, 1, "DataRequest", seq=id_)
        own = {"id": id_, "number": id_, "about": id_, "name": "shared/verzoek-aanvulling", "content": asked}
        yield letter(1, None, **PLAIN | own)
    yield from decision(70, 16)
    yield from call(60, 16, 70)
    yield from decision(71, 16, version=2, prepared_at=CALLED + 1)
    # Two grants of nothing, one with its letter; and an answer to nothing, of a decision that has its letter.
    yield from decision(72, 16, "granted", version=3)
    yield from decision(73, 15, "granted")
    yield letter(15, 73, **GRANT | {"id": 46, "number": 46})
    yield from answer(3, 5, 5, [], position=3)
    yield from precise(2, 24, 15, **LIFT)
    yield from ended(2, 27, 19, 502)
    yield from dropped(2, 34, 27, 1, 530)
    yield bundle("part", 2)
    for name in ("late", "later"):
        yield from (bundle(name), apart(name))
    yield from (
        row("stray", id=position, bundle_id=nr("refused"), position=position + 1, case_number="X", number=position,
            name="wmo/afwijzing", about=1, pdf_sha256=SHA)
        for position in (1, 2)
    )  # fmt: skip


def _texts() -> Iterator[str]:
    # Once it was allowed, and no longer.
    for number, allowed in ((1, 1), (2, 0)):
        yield row("allowance", what="reads_what_they_exempted", number=number, allowed=allowed)
    for version, sha256 in enumerate((sign * 64 for sign in "abcd"), 1):
        yield row("text_source", sha256=sha256, body="x")
        written = {"written_by": "mo", "written_at": START}
        yield row("text_version", id=version, name="wmo/afwijzing", version=version, body="x", grant_id=7,
                  grant_role="tekst", key=f"k{version}", **written)  # fmt: skip
        # Of the first a later one was released, and the last was not yet.
        if version in {2, 3}:
            yield row("text_release", text_id=version, name="wmo/afwijzing", version=version, released_by="karin",
                      grant_id=8, grant_role="tekst", released_at=LATER, **written)  # fmt: skip


def _ended() -> Iterator[str]:
    """Cases that were destroyed, one that was approved and one that was proposed, whatever the law says of it."""
    by = {"proposed_by": "jeroen", "proposed_at": PREPARED, "ends_on": "2025-03-01"}
    for case in (401, 402, 403, 404, 2, 3):
        yield row("destruction", id=case, case_id=case, number=f"WMO-{case}", case_version=1, years=5, days=0,
                  starts_on="2020-03-01", undisputed=1, grant_id=2, grant_role="teamleider",
                  **OUTCOME | by)  # fmt: skip
    for case in (401, 402, 2):
        yield row("destruction_approval", id=case, destruction_id=case, case_id=case, undisputed=1, approved_by="mo",
                  grant_id=4, grant_role="teamleider", approved_at=REQUESTED, **by)  # fmt: skip
    refused = {"refused_by": "mo", "grant_id": 4, "grant_role": "teamleider", "refused_at": REQUESTED}
    for case in (403, 404):
        yield row("destruction_refusal", destruction_id=case, case_id=case, reason="Nog niet nu.", **by | refused)
    for case in (401, 402):
        yield row("destroyed", approval_id=case, case_id=case, number=f"WMO-{case}", destroyed_at=LATER, counts="{}",
                  chain_head="")  # fmt: skip


def _kept() -> Iterator[str]:
    yield from (
        row("attachment", id=number, case_id=1, field="b", file_name="a.pdf", media_type="application/pdf",
            sha256=f"{number:064}", size=1, received_at=START)
        for number in (1, 2)
    )  # fmt: skip
    yield row("head", id=2, day="2026-09-29", sha256=SHA, signed_at=WRITTEN)
    yield row("verification", id=2, ran_at=WRITTEN, day="2026-09-29", counts="{}")
    yield finding(2)
    yield settlement(2)
    yield fact(906, 9, "Note")
    yield row("fact", id=907, case_id=1, seq=907, kind="Note", body="{}", by="sanne", at=START, key="k907")
    yield row("fact", id=908, case_id=1, seq=908, kind="Note", body="{}", by="sanne", at=START, key="k908")
