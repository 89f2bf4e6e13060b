"""Which columns of each table the digests cover, and how a row is serialised for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BigInteger, Column, DefaultClause, Integer, Table

from store.models import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    Attachment,
    Base,
    CallRow,
    Case,
    Decision,
    ExemptionApprovalRow,
    ExemptionRow,
    FactRow,
    ItemEndRow,
    ItemRow,
    Letter,
    MadePreciseRow,
    PartyEndRow,
    PartyRow,
    ReviewedRow,
    RoleGrant,
    RoleRevocation,
    TextRelease,
    TextVersion,
    Whole,
)
from store.models.audit import Finding, Head, Settlement
from store.models.destruction import Destroyed, Destruction, DestructionApproval, DestructionRefusal
from store.models.post import Bundle, BundleLine, HandOver, Receipt, Stray, Unsealed

# The chain for rows that belong to no case.
HOUSE = 0


@dataclass(frozen=True)
class Covered:
    """What the digests cover of a table: the columns, its key, and the column with the case (empty if there is none).

    A column that is NULL, or that holds its server default, is left out of the digest. So a column added by a later
    release changes nothing for existing rows.
    """

    columns: tuple[str, ...]
    left_out: tuple[Any, ...]
    key: str = "id"
    case: str = "case_id"

    def select(self, kind: str) -> str:
        """The start of a query for these rows: chain, key, then the columns."""
        return f"SELECT {self.case or HOUSE}, {self.key}, {', '.join(self.columns)} FROM {quoted(kind)}"


def _all(model: type[Base], *but: str, **names: str) -> Covered:
    columns = sorted((c for c in cast("Table", model.__table__).columns if c.name not in but), key=lambda c: c.name)
    return Covered(tuple(column.name for column in columns), tuple(map(_default, columns)), **names)


def _default(column: Column[Any]) -> Any:
    if column.server_default is None:
        return None
    given = str(cast("DefaultClause", column.server_default).arg)
    return int(given) if isinstance(column.type, BigInteger | Integer) else given


COVERED: dict[str, Covered] = {
    "role_grant": _all(RoleGrant, case=""),
    "role_revocation": _all(RoleRevocation, key="grant_id", case=""),
    # What a case waits for is derived from its facts, and who works on it is not part of the record.
    "casefile": _all(
        Case,
        *("version", "taken_up", "waits_for", "waits_by", "term_from", "wakes_on"),
        *("consultant_id", "team", "urgent"),
        case="id",
    ),
    "attachment": _all(Attachment),
    "destruction": _all(Destruction, case=""),
    "destruction_approval": _all(DestructionApproval, case=""),
    "destruction_refusal": _all(DestructionRefusal, key="destruction_id", case=""),
    "destroyed": _all(Destroyed, key="approval_id", case=""),
    "fact": _all(FactRow),
    "party": _all(PartyRow),
    "party_end": _all(PartyEndRow),
    "reviewed": _all(ReviewedRow),
    "item": _all(ItemRow),
    "made_precise": _all(MadePreciseRow),
    "agreement": _all(AgreementRow),
    "agreement_end": _all(AgreementEndRow),
    "item_end": _all(ItemEndRow),
    "decision": _all(Decision),
    "answer": _all(Answer),
    "answered": _all(Answered),
    "whole": _all(Whole),
    "call": _all(CallRow),
    "exemption": _all(ExemptionRow),
    "exemption_approval": _all(ExemptionApprovalRow),
    # Which letter run is working on a letter is not part of the record.
    "letter": _all(Letter, "claimed_by", "claimed_until"),
    "bundle": _all(Bundle, case=""),
    "bundle_line": _all(BundleLine),
    "handover": _all(HandOver, key="bundle_id", case=""),
    "unsealed": _all(Unsealed, key="bundle_id", case=""),
    "receipt": _all(Receipt, key="bundle_id", case=""),
    "stray": _all(Stray, case=""),
    "head": _all(Head, case=""),
    "finding": _all(Finding, case=""),
    "settlement": _all(Settlement, key="finding_id", case=""),
    "text_version": _all(TextVersion, case=""),
    "text_release": _all(TextRelease, key="text_id", case=""),
}


def payload(of: Covered, values: Sequence[Any]) -> bytes:
    """A row as bytes, the same for every engine."""
    given = {
        column: value
        for column, value, default in zip(of.columns, values, of.left_out, strict=True)
        if value != default
    }
    return _encode(given).encode()


def quoted(kind: str) -> str:
    """A table's name, quoted for SQL, where `call` is a reserved word."""
    return f'"{kind}"'


_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=bytes.hex).encode
