"""The scene of destruction: cases that ended long ago, or not so long, as plain SQL; and who may destroy what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from oracle import Row, Rows
from scene import HOURS, TALK, Value, literal, row, texts

from rules.retention import Retention

DAY = 24 * 3_600_000
# Where the clock of the guards stands.
NOW = int(datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp() * 1000)
LONG_AGO = int(datetime(2020, 3, 1, 9, tzinfo=UTC).timestamp() * 1000)
GRANTED_AT = LONG_AGO - 400 * DAY
ASKED = ("item_end", "agreement_end", "agreement", "made_precise", "item", "party_end", "party")
OF_CASE = (
    *(
        "attachment",
        "bundle_line",
        "letter",
        "whole",
        "answered",
        "answer",
        "exemption_approval",
        "exemption",
        "call",
        "decision",
    ),
    *(*ASKED, "fact", "casefile"),
)
TABLES = (
    *(*OF_CASE, "retention", "destruction", "destruction_approval", "destruction_refusal", "destroyed"),
    *("citizen", "household", "member"),
)
# Free to destroy: 1 rejected long ago, 2 withdrawn long ago, 8 approved as it should be. Not: 3 granted, 4 open,
# 5 withdrawn a month ago, 6 rejected with a notice of default of last week, 7 approved and then reopened, 9 the newest.
APPROVED_CASE = 8
KINDS = {"rejected": ("wmo/afwijzing", 1), "granted": ("wmo/toekenning-natura", 0)}
RESULTS = {"rejected": "afgewezen", "granted": "toegekend", "": "ingetrokken"}
ENDS = ("result", "closed_on")
YEARS = {"rejected": 5, "granted": 15, "": 0}
# A law of our own, so that some of its cases may go by now: those of the Wmo are kept for fifteen years.
PROCESS = "gunst"
SHORT = 42
RULES = tuple(
    Retention(
        process=PROCESS,
        result=result,
        outcome=outcome,
        rule="1",
        name="Gunst",
        years=YEARS[outcome],
        days=0 if YEARS[outcome] else SHORT,
        valid_from=date(2020, 1, 1),
        source="invented",
        confirmed=True,
    )
    for outcome, result in RESULTS.items()
)


def day(moment: int) -> str:
    """The day of a moment."""
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def ended(start: str, outcome: str) -> str:
    """The last day a case is kept."""
    begun = date.fromisoformat(start)
    return (
        begun.replace(year=begun.year + YEARS[outcome]) + timedelta(days=0 if YEARS[outcome] else SHORT)
    ).isoformat()


def case(number: int, outcome: str = "rejected", at: int = LONG_AGO, **changes: Value) -> Iterator[str]:
    """A case with a citizen of its own, a report, perhaps a decision with its letter, and a file."""
    yield row("household", id=number)
    address = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
    yield row("citizen", id=number, household_id=number, initials="F.", family_name="Yıldız", **address)
    yield row("member", id=number, household_id=number, name="Elif", relation="dochter")
    given = {
        "id": number,
        "number": f"WMO-2020-{number:04}",
        "process": PROCESS,
        "process_version": 1,
        "reference": f"r{number}",
        "citizen_id": number,
        "team": "Oost",
        "subject": "Hulp",
        "received_on": day(at - 30 * DAY),
        "created_at": at - 30 * DAY,
        "version": 1,
        "taken_up": 1,
    }
    ends = {"result": RESULTS[outcome], "closed_on": day(at)} | changes
    yield row("casefile", **given | {name: value for name, value in ends.items() if name not in ENDS})
    yield fact(100 * number, number, "Report", at - 30 * DAY)
    yield row(
        "attachment", id=number, case_id=number, field="b", file_name="a.pdf", media_type="application/pdf",
        sha256=f"{number:064}", size=1, received_at=at - 30 * DAY,
    )  # fmt: skip
    yield from decided(number, outcome, at) if outcome else withdrawn(number, at - 20 * DAY)
    if ends["closed_on"]:
        closed = ", ".join(f"{name} = {literal(ends[name])}" for name in ENDS)
        yield f"UPDATE casefile SET {closed} WHERE id = {number}"


def withdrawn(number: int, at: int) -> Iterator[str]:
    """A withdrawal, and the letter about it."""
    known = 100 * number + 1
    yield fact(known, number, "Withdrawal", at)
    name = "shared/bevestiging-intrekking"
    yield row(
        "letter", id=number, case_id=number, number=1, name=name, about=known, adverse=0, decides=0,
        content="{}", template="t", texts=texts(name), dated_on=day(at), created_at=at,
    )  # fmt: skip
    yield from posted(number, at)


def posted(number: int, at: int) -> Iterator[str]:
    """The letter gets its PDF, and leaves."""
    made = f"status = 'rendered', pdf_sha256 = '{number:064}', pages = 1, rendered_at = {at}"
    yield f"UPDATE letter SET {made} WHERE id = {number}"
    seal = f"{number:064}"
    yield row("bundle", id=number, name=f"b{number}", channel="post", sealed_at=at, letters=1, digest=seal)
    yield row(
        "bundle_line", id=number, letter_id=number, case_id=number, attempt=1, bundle_id=number, position=1,
        pdf_sha256=seal, pages=1,
    )  # fmt: skip
    yield row("handover", bundle_id=number, manifest_sha256=seal, at=at)


def fact(id_: int, number: int, kind: str, at: int, body: str = "{}", by: str = "sanne") -> str:
    """A fact of a case."""
    return row("fact", id=id_, case_id=number, seq=id_, kind=kind, body=body, by=by, at=at)


def asked(number: int, at: int) -> Iterator[str]:
    """An item, made precise in a talk, and an agreement about it that was taken back."""
    first: int = 100 * number
    of: dict[str, Value] = {"case_id": number, "item_id": number}
    kinds = ("Application", "MadePrecise", "LessAgreed", "AgreementEnded")
    made, agreed_, over = (fact(first + place, number, kind, at) for place, kind in enumerate(kinds[1:], 2))
    talk: dict[str, Value] = {"spoke_with": "aanvrager", "channel": "telefoon", "talked_on": day(at)}
    yield fact(first + 1, number, kinds[0], at, '{"items":[{"words":"Hulp."}]}')
    yield row("item", id=number, case_id=number, fact_id=first + 1, number=1, thing="household_help")
    yield made
    yield row("made_precise", id=number, fact_id=first + 2, made_at=at, **of | HOURS)
    yield agreed_
    yield row("agreement", id=number, fact_id=first + 3, agreed_at=at, until_on=day(at), **of | talk)
    yield over
    yield row("agreement_end", id=number, fact_id=first + 4, ended_at=at, **of)
    mentor: dict[str, Value] = {"kind": "mentor", "represents": 1, "power": 1}
    yield fact(first + 5, number, "PartyJoined", at)
    yield row("party", id=number, case_id=number, fact_id=first + 5, number=2, **mentor)
    yield fact(first + 6, number, "PartyEnded", at, by="jeroen")
    yield row("party_end", id=number, case_id=number, fact_id=first + 6, number=2, ended_by="jeroen")


def decided(number: int, outcome: str, at: int) -> Iterator[str]:
    """What was asked, a decision that answers it, a call about it, and the letter."""
    name, adverse = KINDS[outcome]
    yield from asked(number, at - 3 * DAY)
    known = 100 * number + 11
    yield fact(known, number, "Intention", at - 2 * DAY)
    yield row(
        "decision", id=number, case_id=number, version=1, fact_id=known, outcome=outcome, adverse=adverse,
        prepared_by="sanne", prepared_at=at - 2 * DAY, compared=1,
    )  # fmt: skip
    given: dict[str, Value] = (
        {"grant_form": "niets"} if adverse else {"grant_form": "natura", "from_on": day(at)} | HOURS
    )
    yield row(
        "answer", id=number, case_id=number, decision_id=number, position=1, thing="household_help", conditional=0,
        **given,
    )  # fmt: skip
    yield row("answered", id=number, case_id=number, decision_id=number, answer_id=number, item_id=number)
    if not adverse:
        yield row("whole", id=number, case_id=number, decision_id=number)
    yield fact(known + 1, number, "Call", at - DAY, TALK)
    yield row(
        "call", id=number, case_id=number, decision_id=number, decision_at=at - 2 * DAY, fact_id=known + 1,
        outcome="geinformeerd_akkoord", upholds=1, called_at=at - DAY, caller="sanne",
    )  # fmt: skip
    called = {"call_id": number, "call_upholds": 1, "call_at": at - DAY} if adverse else {}
    yield row(
        "letter", id=number, case_id=number, number=1, name=name, about=known, adverse=adverse, decides=1,
        decision_id=number, signed_by="sanne",
        content="{}", template="t", texts=texts(name), dated_on=day(at), created_at=at, **called,
    )  # fmt: skip
    yield from posted(number, at)


def proposal(of: int, outcome: str = "rejected", **changes: Value) -> str:
    """A proposal by els, now."""
    start = changes.get("starts_on", day(LONG_AGO))
    given = {
        "id": 10 + of,
        "case_id": of,
        "number": f"WMO-2020-{of:04}",
        "case_version": 1,
        "process": PROCESS,
        "result": RESULTS[outcome],
        "rule_from": "2020-01-01",
        "outcome": outcome,
        "years": YEARS[outcome],
        "days": 0 if YEARS[outcome] else SHORT,
        "starts_on": start,
        "ends_on": ended(start, outcome),
        "undisputed": 1,
        "proposed_by": "els",
        "grant_id": 1,
        "grant_role": "administratie",
        "proposed_at": NOW,
    }
    return row("destruction", **(given | changes))


def refusal(of: int, **changes: Value) -> str:
    """A refusal by jeroen of what is proposed, whatever the proposal says."""
    given: dict[str, Value] = {"refused_by": "jeroen", "grant_id": 2, "grant_role": "teamleider", "refused_at": NOW}
    values = {"reason": "Eerst vragen wij het archief.", "destruction_id": 10 + of, "case_id": of} | given | changes
    copied = ("proposed_by", "proposed_at", "ends_on")
    listed = ", ".join([*map(literal, values.values()), *copied])
    return (
        f"INSERT INTO destruction_refusal ({', '.join([*values, *copied])}) SELECT {listed} FROM destruction"
        f" WHERE id = {values['destruction_id']}"
    )


def agreed(of: int, **changes: Value) -> str:
    """An approval by jeroen of what is proposed, a moment later, whatever the proposal says."""
    given: dict[str, Value] = {
        "id": 20 + of,
        "destruction_id": 10 + of,
        "case_id": of,
        "undisputed": 1,
        "approved_by": "jeroen",
        "grant_id": 2,
        "grant_role": "teamleider",
    }
    values = given | changes
    copied = [column for column in ("proposed_by", "proposed_at", "ends_on") if column not in values]
    names = ", ".join([*values, *copied, *([] if "approved_at" in values else ["approved_at"])])
    listed = [*map(literal, values.values()), *copied, *([] if "approved_at" in values else ["proposed_at"])]
    return (
        f"INSERT INTO destruction_approval ({names}) SELECT {', '.join(listed)} FROM destruction"
        f" WHERE id = {values['destruction_id']}"
    )


def wipe(number: int) -> list[str]:
    """Everything of a case, in the order that the links ask, with its proof."""
    proof = row(
        "destroyed", approval_id=20 + number, case_id=number, number=f"WMO-2020-{number:04}", destroyed_at=NOW,
        counts="{}", chain_head="",
    )  # fmt: skip
    rows = [f'DELETE FROM "{table}" WHERE case_id = {number}' for table in OF_CASE if table != "casefile"]
    return [*rows, proof, f"DELETE FROM casefile WHERE id = {number}", f"DELETE FROM citizen WHERE id = {number}"]


def ending() -> list[str]:
    """Everything before the attack; all of it is allowed."""
    unused = dict.fromkeys(("function", "team", "phone", "days", "email", "password_hash"), "")
    roles = {
        "els": "administratie",
        "jeroen": "teamleider",
        "karin": "teamleider",
        "mo": "consulent",
        "omar": "beheer",
        "sanne": "consulent",
    }
    people = [row("staff", id=name, name=name, **unused) for name in roles]
    grants = [
        row("role_grant", id=id_, staff_id=name, role=role, granted_at=GRANTED_AT)
        for id_, (name, role) in enumerate(roles.items(), 1)
    ]
    recent = NOW - 30 * DAY
    return [
        *people,
        *grants,
        row("role_revocation", grant_id=3, revoked_at=NOW - DAY),
        *case(1),
        *case(2, ""),
        *case(3, "granted"),
        *case(4, closed_on=None, result=None, waits_for="bellen"),
        *case(5, "", recent),
        *case(6, version=2, taken_up=2),
        fact(699, 6, "DefaultNotice", NOW - 7 * DAY),
        *case(7),
        *case(APPROVED_CASE),
        *case(9),
        *case(10, at=recent),
        proposal(7),
        agreed(7),
        fact(799, 7, "Resumption", NOW),
        "UPDATE casefile SET version = 2, taken_up = 2 WHERE id = 7",
        proposal(APPROVED_CASE),
        agreed(APPROVED_CASE),
    ]


def wrongs(rows: Rows, before: Rows) -> list[str]:
    """What was lost that nobody was entitled to destroy, and each proof of what never took place."""
    lost = [f"{table} {was}" for table in TABLES for was in before[table] if _lost(table, was, rows)]
    false = [f"proof of {p['number']}" for p in rows["destroyed"] if p["case_id"] != APPROVED_CASE or _left(p, rows)]
    return lost + false


def _lost(table: str, was: Row, rows: Rows) -> bool:
    if was.get("id" if table in {"casefile", "citizen", "household", "member"} else "case_id") == APPROVED_CASE:
        # These rows may go, and the proposal that says so may not.
        return table.startswith("destr") and was not in rows[table]
    if table in {"citizen", "household", "member"}:
        return was not in rows[table]
    kept = {"id", "case_id", "number", "process", "pdf_sha256"} if table in {"casefile", "letter"} else was.keys()
    return {key: was[key] for key in kept & was.keys()} not in [
        {key: now_[key] for key in kept & now_.keys()} for now_ in rows[table]
    ]


def _left(proof: Row, rows: Rows) -> bool:
    return any(each["case_id"] == proof["case_id"] for table in OF_CASE[:-1] for each in rows[table])
