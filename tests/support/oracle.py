"""What is wrong with a record, worked out from its rows alone: no guard, no constraint, no text of the gate is used."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import fitting
import shortfall
import timing
from unseen import absurd, explained, talked

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TABLES = (
    *("fact", "decision", "call", "exemption", "exemption_approval", "role_grant", "role_revocation"),
    *("letter_kind", "letter", "casefile", "allowance"),
    *("staff", "bundle", "bundle_line", "handover", "receipt", "stray", "unsealed"),
    *("text_source", "text_version", "text_release"),
    *shortfall.TABLES,
    *("link", "salt", "head", "verification", "finding", "settlement", "look"),
)
HARMLESS = {
    "wmo/ontvangstbevestiging-melding",
    "wmo/uitnodiging-gesprek",
    "wmo/onderzoeksverslag",
    "shared/verzoek-aanvulling",
    "shared/niet-bereikt",
    "shared/bevestiging-gesprek",
    "shared/bevestiging-intrekking",
    "shared/bevestiging-intrekking-vraag",
    "shared/overdracht",
    "wmo/toekenning-natura",
    "wmo/toekenning-pgb",
    "shared/dwangsombesluit",
}
# These decide on the penalty for deciding late, and hang on a decision about that; no other letter does.
PENALTY = {"shared/dwangsombesluit", "shared/dwangsom-geen"}
REACHED = {"geinformeerd_akkoord", "geinformeerd_niet_akkoord"}
FAILED = {"niet_bereikt", "geen_of_fout_nummer"}
REASONS = {
    "veiligheidsrisico_medewerker",
    "doel_besluit_verijdeld_4_11_c",
    "uitdrukkelijk_geen_telefonisch_contact",
    "overleden",
    "niet_bereikt",
}
KEPT = {
    "staff": ("id",),
    "letter": (
        *("id", "case_id", "number", "name", "about", "adverse", "decides", "decision_id", "created_at"),
        *("call_id", "call_upholds", "call_at", "exemption_id", "exempted_at", "party"),
        *("content", "template", "texts", "dated_on", "signed_by"),
    ),
    "casefile": ("id", "number", "citizen_id", "reference", "created_at", "result", "closed_on"),
}


def read(query: Callable[[str], Iterable[tuple[list[str], tuple[Any, ...]]]]) -> Rows:
    """All rows of the record; `query` gives names and values."""
    return {table: [dict(zip(*found, strict=True)) for found in query(table)] for table in TABLES}


def wrongs(rows: Rows, before: Rows) -> list[str]:
    """Each letter that should not exist, and each part of the record that was lost or changed."""
    ungrounded = [f"letter {letter['id']} is adverse without ground" for letter in rows["letter"] if _bad(letter, rows)]
    misplaced = [f"letter {one['id']} hangs on another decision" for one in rows["letter"] if _misplaced(one, rows)]
    short = [f"letter {one['id']} grants less than was asked" for one in rows["letter"] if _short(one, rows)]
    return (
        ungrounded
        + [f"letter {one['id']} rests on a number that cannot be" for one in rows["letter"] if absurd(one, rows)]
        + misplaced
        + short
        + [
            f"case {one['id']} ended by itself"
            for one in rows["casefile"]
            if one["closed_on"] and not _known(one, before)
        ]
        + [
            f"receipt {one} is of a colleague"
            for one in rows["receipt"]
            if one not in before["receipt"] and _by_colleague(one, rows)
        ]
        + list(_twice(rows))
        + list(_unsound(rows))
        + [f"bundle {apart} was taken apart, though the printer has it" for apart in _taken_from(rows)]
        + _unwitnessed(rows, before)
        + list(timing.untimely(rows, before))
        + list(fitting.unlike(rows, before))
        + [lost for table in TABLES for lost in _lost(table, before[table], rows[table])]
    )


def _open(rows: Rows) -> list[Row]:
    refused = {r["bundle_id"] for r in rows["receipt"] if r["answer"] == "refused"}
    back = refused | {one["bundle_id"] for one in rows["unsealed"]}
    return [line for line in rows["bundle_line"] if line["bundle_id"] not in back]


def _twice(rows: Rows) -> Iterable[str]:
    leaving = [line["letter_id"] for line in _open(rows)]
    yield from (f"letter {letter} leaves twice" for letter in set(leaving) if leaving.count(letter) > 1)


def _unsound(rows: Rows) -> Iterable[str]:
    letters = {letter["id"]: letter for letter in rows["letter"]}
    channels = {b["id"]: b["channel"] for b in rows["bundle"]}
    for line in _open(rows):
        letter = letters.get(line["letter_id"], {"status": "gone", "pdf_sha256": "", "channel": ""})
        if (letter["status"], letter["pdf_sha256"]) != ("rendered", line["pdf_sha256"]):
            yield f"line {line} is of a letter that is not so"
        if letter["channel"] != channels.get(line["bundle_id"]):
            yield f"line {line} goes along another way"
        elif letter["channel"] == "post" and not 0 <= _waits(letter, line, rows) <= 21:
            yield f"line {line} is of a letter that bears another day"
    handed = {h["bundle_id"] for h in rows["handover"]}
    for bundle in rows["bundle"]:
        inside = [line for t in ("bundle_line", "stray") for line in rows[t] if line["bundle_id"] == bundle["id"]]
        if bundle["id"] in handed and len(inside) != bundle["letters"]:
            yield f"bundle {bundle} was handed over without its letters"
    yield from _answered(rows, handed)


def _answered(rows: Rows, handed: set[int]) -> Iterable[str]:
    for answer in rows["receipt"]:
        if answer["bundle_id"] not in handed or (
            answer["answer"] == "refused" and not explained(answer["reason"] or "", 1)
        ):
            yield f"receipt {answer} is about nothing"
        elif answer["answer"] == "sent" and not _posted(answer, rows):
            yield f"receipt {answer} names a day that cannot be"
        elif not _told(answer, rows):
            yield f"receipt {answer} is not in a file of the printer's own"


def _taken_from(rows: Rows) -> Iterable[Row]:
    handed = {h["bundle_id"] for h in rows["handover"]}
    return [one for one in rows["unsealed"] if one["bundle_id"] in handed]


def _waits(letter: Row, line: Row, rows: Rows) -> int:
    """How many days after its bundle was sealed a letter says that it is posted."""
    sealed = next(one["sealed_at"] for one in rows["bundle"] if one["id"] == line["bundle_id"])
    return (date.fromisoformat(letter["dated_on"]) - _day(sealed)).days


def _posted(answer: Row, rows: Rows) -> bool:
    """Whether the letters were ready on the day on which they were posted, and it was over when that was told."""
    bundle = next((one for one in rows["bundle"] if one["id"] == answer["bundle_id"]), None)
    if bundle is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", answer["posted_on"]):
        return False
    inside = {line["letter_id"] for line in rows["bundle_line"] if line["bundle_id"] == bundle["id"]}
    by_hand = [one for one in rows["letter"] if one["id"] in inside and bundle["channel"] == "balie"]
    if any(one["dated_on"] != answer["posted_on"] for one in by_hand):
        return False
    ready = [one["rendered_at"] for one in by_hand]
    first = max(ready) if ready else bundle["sealed_at"]
    return str(_day(first)) <= answer["posted_on"] <= str(_day(answer["at"]) + timedelta(days=1))


def _told(answer: Row, rows: Rows) -> bool:
    """Whether the printer says it in a file of its own; that it posted a bundle, somebody here may say as well."""
    by_printer = answer["by"] == "drukker"
    if answer["answer"] == "sent" and answer["answer_sha256"] is None:
        return not by_printer
    channels = {one["id"]: one["channel"] for one in rows["bundle"]}
    same = [one for one in rows["receipt"] if one["answer_sha256"] == answer["answer_sha256"]]
    digest = re.fullmatch(r"[0-9a-f]{64}", answer["answer_sha256"] or "")
    return bool(by_printer and digest and len(same) == 1 and channels.get(answer["bundle_id"]) == "post")


def _by_colleague(answer: Row, rows: Rows) -> bool:
    return bool(answer["answer_sha256"]) and answer["by"] in {one["id"] for one in rows["staff"]}


def _day(moment: int) -> date:
    return datetime.fromtimestamp(moment / 1000, UTC).date()


def _unwitnessed(rows: Rows, before: Rows) -> list[str]:
    """Each finding that was dealt with by someone who may not, and each letter made while one was open."""
    grants = {grant["id"]: grant for grant in rows["role_grant"]}
    found = {finding["id"]: finding for finding in rows["finding"]}
    badly = [
        f"finding {one['finding_id']} was not dealt with as it should"
        for one in rows["settlement"]
        if not (
            (grant := grants.get(one["grant_id"]))
            and (grant["role"], grant["staff_id"]) == ("beheer", one["settled_by"])
            and grant["granted_at"] <= one["settled_at"]
            and one["finding_id"] in found
            and found[one["finding_id"]]["found_at"] <= one["settled_at"]
            and explained(one["reason"], 20)
        )
    ]
    still = found.keys() - {one["finding_id"] for one in rows["settlement"]}
    made = {letter["id"] for letter in before["letter"] if letter["status"] == "rendered"}
    went = [one["id"] for one in rows["letter"] if still and one["status"] == "rendered" and one["id"] not in made]
    return badly + [f"letter {letter} went while something was found" for letter in went]


def _lost(table: str, before: list[Row], after: list[Row]) -> Iterable[str]:
    columns = KEPT.get(table)
    present = [_part(row, columns) for row in after]
    for row in before:
        if _part(row, columns) not in present:
            yield f"{table} {row} was lost or changed"


def _part(row: Row, columns: tuple[str, ...] | None) -> Row:
    return {column: row[column] for column in columns} if columns else row


def _bad(letter: Row, rows: Rows) -> bool:
    about = [d for d in rows["decision"] if d["id"] == letter["decision_id"]]
    adverse = letter["name"] not in HARMLESS or letter["adverse"] != 0 or any(d["outcome"] != "granted" for d in about)
    if not adverse:
        return False
    newest = [
        d
        for d in about
        if d["version"]
        == max(
            o["version"]
            for o in rows["decision"]
            if o["case_id"] == d["case_id"] and _line(o, rows) == _line(d, rows) and not _followed(letter, o, rows)
        )
    ]
    return not any(
        d["case_id"] == letter["case_id"]
        and d["outcome"] != "granted"
        and d["adverse"] == 1
        and letter["adverse"] == 1
        and letter["name"] in {"wmo/afwijzing", "wmo/gedeeltelijke-toekenning", "shared/dwangsom-geen"}
        and (_called(letter, d, rows) or _exempted(letter, d, rows))
        and letter["party"] in (everybody := shortfall.heard(d, rows))
        and all(_spoken(party, letter, d, rows) for party in everybody)
        and _suspends(letter, d, rows)
        for d in newest
    )


def _followed(letter: Row, decision: Row, rows: Rows) -> bool:
    """Whether this is a later suspension: the letter about the earlier went out before it was worded."""
    return _kind(decision, rows) == "HelpSuspended" and letter["created_at"] < decision["prepared_at"]


def _suspends(letter: Row, decision: Row, rows: Rows) -> bool:
    """Where it is about a suspension: something that runs stops for eight weeks at most, and that is told before."""
    if _kind(decision, rows) != "HelpSuspended":
        return decision["outcome"] != "suspended"
    told = {one["decision_id"] for one in rows["letter"] if one["case_id"] == decision["case_id"]}
    others = {d["id"] for d in rows["decision"] if d["id"] in told and _kind(d, rows) == "HelpSuspended"}
    mine = [one for one in rows["answer"] if one["decision_id"] == decision["id"]]
    every = [one for one in rows["answer"] if one["decision_id"] in others]
    if not mine or not all(one["from_on"] and one["until_on"] for one in every):
        return False
    days = [date.fromisoformat(one[name]) for one in every for name in ("from_on", "until_on")]
    runs = {one["thing"] for one in rows["item"] if one["running"] and one["case_id"] == decision["case_id"]}
    return (
        (decision["subject"], decision["outcome"]) == ("suspension", "suspended")
        and (max(days) - min(days)).days < 56
        and {one["thing"] for one in mine} <= runs
        and min(date.fromisoformat(one["from_on"]) for one in mine)
        >= _day(max(letter["created_at"], decision["prepared_at"]))
        and not any(one["decision_id"] == decision["id"] for one in rows["answered"])
        and not _lifted(letter, decision, rows)
    )


def _lifted(letter: Row, decision: Row, rows: Rows) -> bool:
    """Whether what runs went on again before the letter that it stops."""
    mine = [one for one in rows["fact"] if one["case_id"] == decision["case_id"] and one["kind"] == "HelpResumed"]
    return any(decision["prepared_at"] <= one["at"] <= letter["created_at"] for one in mine)


def _spoken(party: int, letter: Row, decision: Row, rows: Rows) -> bool:
    """Whether a party was called about the decision, or exempted, by any call or exemption there is."""
    about = [
        *({"call_id": c["id"], "call_at": c["called_at"]} for c in rows["call"]),
        *({"exemption_id": a["id"], "exempted_at": a["approved_at"]} for a in rows["exemption_approval"]),
    ]
    none = dict.fromkeys(("call_id", "call_at", "exemption_id", "exempted_at"))
    tries = [letter | none | {"party": party} | ground for ground in about]
    return any(_called(one, decision, rows) or _exempted(one, decision, rows) for one in tries)


def _known(case: Row, before: Rows) -> bool:
    return any(case["id"] == one["id"] for one in before["casefile"])


def _short(letter: Row, rows: Rows) -> bool:
    about = [d for d in rows["decision"] if d["id"] == letter["decision_id"]]
    return any(
        letter["adverse"] == 0 and _kind(d, rows) != "PenaltyDecision" and shortfall.falls_short(d, rows) for d in about
    )


def _line(decision: Row, rows: Rows) -> str:
    """What a decision is about: the penalty, help until the decision, or the application."""
    fact = next((f for f in rows["fact"] if f["id"] == decision["fact_id"]), {"kind": "", "body": ""})
    return f"{fact['kind']} at once" if '"temporary":true' in fact["body"] else str(fact["kind"])


def _kind(decision: Row, rows: Rows) -> str:
    return next((f["kind"] for f in rows["fact"] if f["id"] == decision["fact_id"]), "")


def _misplaced(letter: Row, rows: Rows) -> bool:
    about = [d for d in rows["decision"] if d["id"] == letter["decision_id"]]
    return any((_kind(d, rows) == "PenaltyDecision") != (letter["name"] in PENALTY) for d in about)


def _recorded(row: Row, kind: str, rows: Rows) -> bool:
    return any(f["id"] == row["fact_id"] and f["case_id"] == row["case_id"] and f["kind"] == kind for f in rows["fact"])


def _called(letter: Row, decision: Row, rows: Rows) -> bool:
    return any(
        (c["id"], c["called_at"]) == (letter["call_id"], letter["call_at"])
        and (c["case_id"], c["decision_id"]) == (letter["case_id"], decision["id"])
        and c["party"] == letter["party"]
        and c["outcome"] in REACHED
        and decision["prepared_at"] <= c["called_at"] <= letter["created_at"]
        and _recorded(c, "Call", rows)
        and not _written(c, rows)
        and talked(c, rows)
        for c in rows["call"]
    )


def _written(call: Row, rows: Rows) -> bool:
    return any(f["id"] == call["fact_id"] and "beveiligde e-mail" in f["body"] for f in rows["fact"])


def _exempted(letter: Row, decision: Row, rows: Rows) -> bool:
    return any(
        (a["id"], a["approved_at"]) == (letter["exemption_id"], letter["exempted_at"])
        and e["id"] == a["exemption_id"]
        and (e["case_id"], e["decision_id"]) == (letter["case_id"], decision["id"])
        and decision["prepared_at"] <= e["requested_at"] <= a["approved_at"] <= letter["created_at"]
        and e["party"] == letter["party"]
        and a["approved_by"] != e["requested_by"]
        and e["reason"] in REASONS
        and explained(e["motivation"], 20)
        and _recorded(e, "Exemption", rows)
        and _recorded(a, "ExemptionApproval", rows)
        and _entitled(a, rows)
        and not _read_too(a, decision, rows)
        and (e["reason"] != "niet_bereikt" or _attempts(e, a, rows) >= 3)
        for a in rows["exemption_approval"]
        for e in rows["exemption"]
    )


def _read_too(approval: Row, decision: Row, rows: Rows) -> bool:
    said = sorted((w["number"], w["allowed"]) for w in rows["allowance"] if w["what"] == "reads_what_they_exempted")
    return not (said and said[-1][1]) and any(
        (f["kind"], f["case_id"], f["by"]) == ("Approval", decision["case_id"], approval["approved_by"])
        and json.loads(f["body"])["decision"] == decision["version"]
        for f in rows["fact"]
    )


def _entitled(approval: Row, rows: Rows) -> bool:
    at = approval["approved_at"]
    ended = {r["grant_id"] for r in rows["role_revocation"] if r["revoked_at"] <= at}
    return any(
        g["staff_id"] == approval["approved_by"]
        and g["role"] in {"tweede_lezer", "teamleider"}
        and g["granted_at"] <= at
        and g["id"] not in ended
        and g["id"] == approval["grant_id"]
        for g in rows["role_grant"]
    )


def _attempts(exemption: Row, approval: Row, rows: Rows) -> int:
    moments = {
        c["called_at"]
        for c in rows["call"]
        if (c["case_id"], c["decision_id"]) == (exemption["case_id"], exemption["decision_id"])
        and c["party"] == exemption["party"]
        and c["outcome"] in FAILED
        and c["called_at"] <= approval["approved_at"]
        and not _written(c, rows)
        and talked(c, rows)
    }
    return sum(all(not 0 < at - other < 300_000 for other in moments) for at in moments)
