"""What is wrong with the moments on a record, and with who is named there, worked out from its rows alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clocks import STILL

Row = dict[str, Any]
Rows = dict[str, list[Row]]
SLACK = 300_000
SIGNERS = {"consulent", "teamleider", "tweede_lezer"}
# Who may put it on the record, the column that names them, and the one that says when.
OFFICES = {
    "decision": ({"consulent", "teamleider"}, "prepared_by", "prepared_at"),
    "call": ({"consulent", "teamleider"}, "caller", "called_at"),
    "exemption": ({"consulent", "teamleider"}, "requested_by", "requested_at"),
    "exemption_approval": ({"tweede_lezer", "teamleider"}, "approved_by", "approved_at"),
}


def untimely(rows: Rows, before: Rows) -> Iterator[str]:
    """Each row that was added with a moment that cannot be, or by somebody who may not."""
    added = {table: [row for row in found if row not in before[table]] for table, found in rows.items()}
    for table, found in added.items():
        for row in found:
            late = [name for name, value in row.items() if _moment(name) and value and value > STILL + SLACK]
            yield from (f"{table} {row}: {name} is to come" for name in late)
    yield from (f"fact {row['id']} comes before the last" for row in added["fact"] if _early(row, before))
    for table in OFFICES:
        yield from (
            f"{table} {row['id']} is by nobody who may" for row in added[table] if not _entitled(table, row, rows)
        )
    yield from (f"letter {row['id']} comes before what it tells" for row in added["letter"] if _ahead(row, rows))
    yield from _out_of_order(added, rows)
    yield from _unsigned(added, before, rows)


def _moment(name: str) -> bool:
    return name == "at" or name.endswith("_at")


def _early(row: Row, before: Rows) -> bool:
    """Something happened later that was on the record already."""
    return any(one["case_id"] == row["case_id"] and one["at"] > row["at"] + SLACK for one in before["fact"])


def _entitled(table: str, row: Row, rows: Rows) -> bool:
    roles, who, when = OFFICES[table]
    fact = next((one for one in rows["fact"] if one["id"] == row["fact_id"]), None)
    if (
        fact is None
        or fact["by"] != row[who]
        or fact["at"] < row[when]
        or (table != "call" and fact["at"] != row[when])
    ):
        return False
    ended = {one["grant_id"] for one in rows["role_revocation"] if one["revoked_at"] <= fact["at"]}
    mine = (one for one in rows["role_grant"] if one["staff_id"] == row[who] and one["role"] in roles)
    return any(one["granted_at"] <= fact["at"] and one["id"] not in ended for one in mine)


def _ahead(letter: Row, rows: Rows) -> bool:
    about = [one["prepared_at"] for one in rows["decision"] if one["id"] == letter["decision_id"]]
    known = [f["at"] for f in rows["fact"] if (f["case_id"], f["seq"]) == (letter["case_id"], letter["about"])]
    return any(at > letter["created_at"] + SLACK for at in about + known)


def _out_of_order(added: Rows, rows: Rows) -> Iterator[str]:
    """Written and made, sealed, handed over and answered, in that order; and a role that began before it ended."""
    sealed = {one["id"]: one["sealed_at"] for one in rows["bundle"]}
    handed = {one["bundle_id"]: one["at"] for one in rows["handover"]}
    granted = {one["id"]: one["granted_at"] for one in rows["role_grant"]}
    pairs = [
        *(("made", one["created_at"], one["rendered_at"]) for one in added["letter"]),
        *(("handed over", sealed.get(one["bundle_id"]), one["at"]) for one in added["handover"]),
        *(("taken apart", sealed.get(one["bundle_id"]), one["at"]) for one in added["unsealed"]),
        *(("answered", handed.get(one["bundle_id"]), one["at"]) for one in added["receipt"]),
        *(("revoked", granted.get(one["grant_id"]), one["revoked_at"]) for one in added["role_revocation"]),
    ]
    yield from (f"{what} too early" for what, first, then in pairs if first and then and then + SLACK < first)


def _unsigned(added: Rows, before: Rows, rows: Rows) -> Iterator[str]:
    """A decision that was made or left, or changed hands, without the name of somebody who may sign it."""
    decides = {one["id"]: one for one in rows["letter"] if one["decides"]}
    known = {one["id"]: one["signed_by"] for one in before["letter"] if one["status"] != "held"}
    sealed = {one["id"]: one["sealed_at"] for one in rows["bundle"]}
    made = [(one, one["rendered_at"]) for one in added["letter"] if one["decides"] and one["rendered_at"]]
    left = [
        (decides[one["letter_id"]], sealed[one["bundle_id"]])
        for one in added["bundle_line"]
        if one["letter_id"] in decides and one["bundle_id"] in sealed
    ]
    yield from (
        f"letter {one['id']} is signed by nobody who may" for one, at in made + left if not _signs(one, at, rows)
    )
    for one in decides.values():
        if known.get(one["id"], one["signed_by"]) != one["signed_by"]:
            yield f"letter {one['id']} is signed by another"


def _signs(letter: Row, at: int, rows: Rows) -> bool:
    ended = {one["grant_id"] for one in rows["role_revocation"] if one["revoked_at"] <= at}
    mine = (one for one in rows["role_grant"] if one["staff_id"] == letter["signed_by"] and one["id"] not in ended)
    return any(one["granted_at"] <= at and one["role"] in SIGNERS for one in mine)
