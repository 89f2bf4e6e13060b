"""The scene of the attacks: cases in every state around the gate, as plain SQL that any engine takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from letters.writing.texts import current, file_of, names, shipped

START = 1_790_000_000_000
HOUR = 3_600_000
APART = HOUR // 12
PREPARED = START + 10 * HOUR
CALLED = START + 20 * HOUR
REQUESTED = START + 21 * HOUR
APPROVED = START + 22 * HOUR
REVOKED = START + 30 * HOUR
WRITTEN = START + 40 * HOUR
LATER = START + 50 * HOUR
SHA = "a" * 64
WHY = "De inwoner is overleden, dat meldde de zoon."
TALK = '{"minutes":6,"spoke_with":"de inwoner","summary":"De inwoner begrijpt het."}'

TOLD = "geinformeerd_akkoord"

# Text, a whole number or nothing.
Value = Any


class Sql(str):
    """A value that the database works out."""

    __slots__ = ()


def row(table: str, verb: str = "INSERT INTO", tail: str = "", **values: Value) -> str:
    """One statement that adds a row."""
    names, listed = ", ".join(values), ", ".join(map(literal, values.values()))
    return f"{verb} {table} ({names}) VALUES ({listed}) {tail}".strip()


def literal(value: Value) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | Sql) else "'" + value.replace("'", "''") + "'"


def fact(id_: int, case_id: int, kind: str, **changes: Value) -> str:
    """A fact, at the moment of the last; its place is its number, so that the kinds come in their order."""
    last = Sql(f"COALESCE((SELECT max(at) FROM fact WHERE case_id = {case_id}), {START})")
    values: dict[str, Value] = {"seq": id_, "kind": kind, "body": "{}", "by": "sanne", "at": last}
    return row("fact", id=id_, case_id=case_id, **values | changes)


def moment(known: int) -> Sql:
    """When a fact was put on the record."""
    return Sql(f"(SELECT at FROM fact WHERE id = {known})")


def later(case_id: int, at: Value) -> Sql:
    """This moment or, where something was put on the record after it, that of the last."""
    return Sql(f"(SELECT CASE WHEN max(at) > {at} THEN max(at) ELSE {at} END FROM fact WHERE case_id = {case_id})")


def decision(
    id_: int, case_id: int, outcome: str = "rejected", *, kind: str = "Intention", **changes: Value
) -> list[str]:
    """A version of a decision, with its fact."""
    known = 1000 + id_
    values: dict[str, Value] = {"version": 1, "adverse": int(outcome != "granted")}
    given = {**values, "id": id_, "case_id": case_id, "fact_id": known, "outcome": outcome, "prepared_by": "sanne"}
    about: dict[str, Value] = {"subject": "penalty" if kind == PENALTY else "application", "compared": 1}
    decided = given | about | {"prepared_at": moment(known)} | changes
    said: dict[str, Value] = {"at": changes.get("prepared_at", later(case_id, PREPARED)), "by": decided["prepared_by"]}
    return [fact(known, case_id, kind, **said), row("decision", **decided)]


HOURS: dict[str, Value] = {"unit": "minute", "per": "week", "amount": 240, "yearly": 12_480}
LIFT: dict[str, Value] = {"thing": "stair_lift", "unit": "piece", "per": "once", "amount": 1, "yearly": 1}
TERM: dict[str, Value] = {"from_on": "2026-10-01", "until_on": "2027-09-30"}


def item(id_: int, case_id: int, kind: str = "Application", known: int = 0, at: int = 0, **changes: Value) -> list[str]:
    """Something that is asked, with its fact: by default four hours of help a week, for a year."""
    known = known or 100 + id_
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "fact_id": known, "number": 1, "thing": "household_help"}
    body = "{}" if kind == "Note" else '{"items":[{"words":"Vier uur hulp."}]}'
    said: dict[str, Value] = {"body": body} | ({"at": at} if at else {})
    return [fact(known, case_id, kind, **said), row("item", **(values | HOURS | TERM | changes))]


def party(id_: int, case_id: int, kind: str = "partner", known: int = 0, **changes: Value) -> list[str]:
    """Somebody who joins a case as number 2, with their fact."""
    known = known or 80 + id_
    values: dict[str, Value] = {"number": 2, "kind": kind, "power": 0}
    return [
        fact(known, case_id, "PartyJoined"),
        row("party", id=id_, case_id=case_id, fact_id=known, **values | changes),
    ]


def left(
    id_: int, case_id: int, number: int = 2, known: int = 0, by: str = "hassan", *, died: bool = False, **told: Value
) -> list[str]:
    """They no longer have a say, by the fact with this number."""
    known = known or 90 + id_
    values: dict[str, Value] = {"number": number, "ended_by": by}
    why = "overleden" if died else "hoort_niet_bij_de_zaak"
    return [
        fact(known, case_id, "PartyEnded", by=by, body=f'{{"who":{number},"why":"{why}"}}', **told),
        row("party_end", id=id_, case_id=case_id, fact_id=known, **values),
    ]


def precise(id_: int, case_id: int, item_id: int, known: int = 0, **changes: Value) -> list[str]:
    """A talk that makes an item precise, with its fact."""
    known = known or 300 + id_
    values: dict[str, Value] = {
        "id": id_,
        "case_id": case_id,
        "item_id": item_id,
        "fact_id": known,
        "made_at": moment(known),
    }
    return [fact(known, case_id, "MadePrecise"), row("made_precise", **(values | changes))]


def agreement(id_: int, case_id: int, item_id: int, known: int = 0, seq: int = 0, **changes: Value) -> list[str]:
    """A talk in which the citizen agrees, with its fact."""
    known, at = known or 400 + id_, changes.get("agreed_at", START)
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "item_id": item_id, "fact_id": known, "agreed_at": at}
    talk: dict[str, Value] = {"spoke_with": "aanvrager", "channel": "telefoon", "talked_on": "2026-09-21"}
    return [fact(known, case_id, "LessAgreed", at=at, seq=seq or known), row("agreement", **(values | talk | changes))]


def ended(id_: int, case_id: int, item_id: int, known: int) -> list[str]:
    """The citizen takes an agreement back, in the fact with this number."""
    values: dict[str, Value] = {
        "id": id_,
        "case_id": case_id,
        "item_id": item_id,
        "fact_id": known,
        "ended_at": moment(known),
    }
    return [fact(known, case_id, "AgreementEnded"), row("agreement_end", **values)]


AFTER = START + HOUR


def dropped(
    id_: int, case_id: int, item_id: int, number: int, known: int, dated_on: str = "2026-09-01", **changes: Value
) -> list[str]:
    """An item is withdrawn in the fact with this number and a letter says so; it falls away after the days."""
    place: dict[str, Value] = {"id": known, "number": known, "about": known}
    of: dict[str, Value] = {"id": id_, "case_id": case_id, "item_id": item_id, "fact_id": known + 1}
    return [
        fact(known, case_id, "ItemWithdrawn", body=f'{{"free_choice":true,"item":{number},"reason":"x"}}'),
        letter(case_id, None, **DROPPED | place | {"dated_on": dated_on}),
        rendered(known),
        fact(known + 1, case_id, "ItemEnded", at=changes.get("ended_at", AFTER)),
        row("item_end", **of | {"withdrawal_id": known, "ended_at": AFTER} | changes),
    ]


def rendered(letter_id: int, at: int = WRITTEN) -> str:
    """A letter gets its PDF."""
    made = f"status = 'rendered', pdf_sha256 = '{SHA}', pages = 1, rendered_at = {at}"
    return f"UPDATE letter SET {made} WHERE id = {letter_id}"


def answer(id_: int, case_id: int, decision_id: int, items: Sequence[int], **changes: Value) -> list[str]:
    """An answer of a decision to these items: by default what is asked by default."""
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "decision_id": decision_id, "position": 1}
    given: dict[str, Value] = {"grant_form": "natura", "thing": "household_help", "conditional": 0}
    about: dict[str, Value] = {"case_id": case_id, "decision_id": decision_id, "answer_id": id_}
    return [
        row("answer", **(values | given | HOURS | TERM | changes)),
        *(row("answered", id=100 * id_ + number, item_id=number, **about) for number in items),
    ]


def whole(case_id: int, decision_id: int) -> str:
    """A decision is called whole."""
    return row("whole", id=decision_id, case_id=case_id, decision_id=decision_id)


def call(
    id_: int,
    case_id: int,
    decision_id: int,
    outcome: str = "geinformeerd_akkoord",
    *,
    body: str = TALK,
    **changes: Value,
) -> list[str]:
    """A call, with its fact, which says with whom and about what."""
    known = 2000 + id_
    upholds = int(outcome in {"geinformeerd_akkoord", "geinformeerd_niet_akkoord"})
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "decision_id": decision_id, "decision_at": PREPARED}
    result: dict[str, Value] = {"outcome": outcome, "upholds": upholds, "called_at": CALLED, "caller": "sanne"}
    told = values | result | {"fact_id": known} | changes
    said: dict[str, Value] = {"at": later(case_id, told["called_at"]), "by": told["caller"], "body": body}
    return [fact(known, case_id, "Call", **said), row("call", **told)]


def exemption(id_: int, case_id: int, decision_id: int, reason: str = "overleden", **changes: Value) -> list[str]:
    """A request for an exemption, with its fact."""
    known = 3000 + id_
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "decision_id": decision_id, "decision_at": PREPARED}
    asked: dict[str, Value] = {
        "fact_id": known,
        "reason": reason,
        "motivation": WHY,
        "requested_by": "sanne",
        "requested_at": REQUESTED,
    }
    told = values | asked | changes
    return [
        fact(known, case_id, "Exemption", at=told["requested_at"], by=told["requested_by"]),
        row("exemption", **told),
    ]


def approval(id_: int, case_id: int, decision_id: int, exemption_id: int, **changes: Value) -> list[str]:
    """The approval of an exemption, with its fact."""
    known = 4000 + id_
    values: dict[str, Value] = {"id": id_, "case_id": case_id, "decision_id": decision_id, "exemption_id": exemption_id}
    agreed: dict[str, Value] = {
        "fact_id": known,
        "requested_by": "sanne",
        "requested_at": REQUESTED,
        "approved_by": "karin",
        "grant_id": 1,
        "grant_role": "tweede_lezer",
        "approved_at": APPROVED,
    }
    told = values | agreed | changes
    said: dict[str, Value] = {"at": told["approved_at"], "by": told["approved_by"]}
    return [fact(known, case_id, "ExemptionApproval", **said), row("exemption_approval", **told)]


def letter(
    case_id: int,
    decision_id: int | None,
    verb: str = "INSERT INTO",
    tail: str = "",
    *,
    into: str = "letter",
    **changes: Value,
) -> str:
    """A letter; by default a rejection without call or exemption, about the fact of its decision."""
    about = 100 if decision_id is None else 1000 + decision_id
    values: dict[str, Value] = {"id": 100, "case_id": case_id, "number": 100, "name": "wmo/afwijzing", "about": about}
    kind: dict[str, Value] = {"adverse": 1, "decides": 1, "decision_id": decision_id}
    text: dict[str, Value] = {"content": "{}", "template": "t", "dated_on": "2026-09-28", "created_at": WRITTEN}
    written = values | kind | text | changes
    signed: dict[str, Value] = {"signed_by": "sanne"} if written["decides"] else {}
    return row(into, verb, tail, **({"texts": texts(written["name"])} | signed | written))


@cache
def texts(name: str) -> str:
    """The text of a letter of this name, as the release has it."""
    own = file_of(current(name))
    return json.dumps({own: digest(shipped(own) if own in names() else name)})


def digest(body: str) -> str:
    """The digest of a text."""
    return hashlib.sha256(body.encode()).hexdigest()


def finding(id_: int, verb: str = "INSERT INTO", **changes: Value) -> str:
    """Something that the check found."""
    values: dict[str, Value] = {
        "id": id_,
        "about": "ketens",
        "words": f"schakel {id_}",
        "lasting": 1,
        "found_at": START,
    }
    return row("finding", verb, **(values | changes))


def settlement(finding_id: int, verb: str = "INSERT INTO", tail: str = "", **changes: Value) -> str:
    """Someone who keeps the installation deals with a finding."""
    by: dict[str, Value] = {"settled_by": "jeroen", "grant_id": 6, "grant_role": "beheer", "settled_at": WRITTEN}
    reason = "Vergeleken met de reservekopie van gisteren."
    return row("settlement", verb, tail, **({"finding_id": finding_id, "reason": reason} | by | changes))


def reached(call_id: int, **changes: Value) -> dict[str, Value]:
    """The columns of a letter that name a call."""
    columns: dict[str, Value] = {"call_id": call_id, "call_upholds": 1, "call_at": CALLED}
    return columns | changes


def exempted(approval_id: int, **changes: Value) -> dict[str, Value]:
    """The columns of a letter that name an approved exemption."""
    columns: dict[str, Value] = {"exemption_id": approval_id, "exempted_at": APPROVED}
    return columns | changes


PLAIN: dict[str, Value] = {"name": "wmo/ontvangstbevestiging-melding", "adverse": 0, "decides": 0}
DROPPED: dict[str, Value] = PLAIN | {"name": "shared/bevestiging-intrekking-vraag"}
TAKEN_BACK: dict[str, Value] = PLAIN | {"name": "shared/bevestiging-intrekking"}
MOVED: dict[str, Value] = PLAIN | {"name": "shared/overdracht"}
# Where case 1 has a report, for a letter about it.
REPORTS = (1, *range(21, 26), 30, *range(43, 46), 100, 150)
PENALTY = "PenaltyDecision"
NO_PENALTY: dict[str, Value] = {"name": "shared/dwangsom-geen"}
PAID: dict[str, Value] = {"name": "shared/dwangsombesluit", "adverse": 0, "decides": 1}
GRANT: dict[str, Value] = {"name": "wmo/toekenning-natura", "adverse": 0, "decides": 1}


def _case(number: int, citizen: int = 1) -> str:
    return row(
        "casefile",
        id=number,
        number=f"WMO-{number}",
        process="wmo",
        process_version=1,
        reference=f"r{number}",
        citizen_id=citizen,
        team="Oost",
        subject="Hulp",
        received_on="2026-09-01",
        created_at=START,
    )


def colleague(name: str) -> str:
    """A member of staff."""
    unused: dict[str, Value] = dict.fromkeys(("function", "team", "phone", "days", "email", "password_hash"), "")
    return row("staff", id=name, name=name, **unused)


def _people() -> list[str]:
    address = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
    return [
        *map(colleague, ("sanne", "karin", "jeroen", "mo", "hassan")),
        row("role_grant", id=1, staff_id="karin", role="tweede_lezer", granted_at=START),
        row("role_grant", id=2, staff_id="jeroen", role="teamleider", granted_at=START),
        row("role_revocation", grant_id=2, revoked_at=REQUESTED),
        row("role_grant", id=3, staff_id="mo", role="consulent", granted_at=START),
        row("role_grant", id=4, staff_id="mo", role="teamleider", granted_at=LATER),
        row("role_grant", id=5, staff_id="sanne", role="tweede_lezer", granted_at=START),
        row("role_grant", id=6, staff_id="jeroen", role="beheer", granted_at=START),
        row("role_grant", id=21, staff_id="sanne", role="consulent", granted_at=START),
        row("role_grant", id=20, staff_id="hassan", role="tweede_lezer", granted_at=START),
        row("household", id=1),
        row("citizen", id=1, household_id=1, initials="F.", family_name="Yıldız", **address),
        *(row("citizen", id=id_, household_id=1, initials="B.", family_name="Buur", **address) for id_ in (12, 13, 14)),
    ]


def scene() -> list[str]:
    """Everything before the attack; all of it is allowed."""
    failed = "niet_bereikt"
    return [
        *_people(),
        *map(_case, (*range(1, 15), *range(21, 52))),
        _case(52, citizen=12),
        *(_case(number, citizen=13) for number in (53, 54, 55)),
        _case(56, citizen=14),
        # 1: a rejection, nobody called.  2: called, and the decision stands.
        *decision(1, 1),
        *decision(2, 2),
        *call(1, 2, 2),
        # 3: two attempts.  4: an approved exemption.  5: a grant.
        *decision(3, 3),
        *call(2, 3, 3, failed, called_at=CALLED - HOUR),
        *call(3, 3, 3, "geen_of_fout_nummer"),
        *decision(4, 4),
        *exemption(1, 4, 4),
        *approval(1, 4, 4, 1),
        *item(1, 5),
        *decision(5, 5, "granted"),
        *answer(1, 5, 5, [1]),
        whole(5, 5),
        # 6: called about the first version; then came a second.
        *decision(6, 6),
        *call(4, 6, 6),
        *decision(7, 6, version=2, prepared_at=CALLED + HOUR),
        # 7: an approved exemption for want of contact, after two attempts only.
        *decision(8, 7),
        *call(5, 7, 8, failed, called_at=CALLED - HOUR),
        *call(6, 7, 8, failed),
        *exemption(2, 7, 8, failed),
        *approval(2, 7, 8, 2),
        # 8: reached, but with new facts.  9: an exemption that nobody approved.  10: three attempts, no more.
        *decision(9, 8),
        *call(7, 8, 9, "nieuwe_feiten"),
        *decision(10, 9),
        *exemption(3, 9, 10),
        *decision(11, 10),
        *(s for n in range(3) for s in call(8 + n, 10, 11, failed, called_at=CALLED + n * APART)),
        # 11: a partial grant is adverse too.
        *decision(12, 11, "partial"),
        # 12: granted, and no letter yet.
        *item(2, 12),
        *decision(13, 12, "granted"),
        *answer(2, 12, 13, [2]),
        whole(12, 13),
        # 13: a rejection nobody called about, then a penalty refused, called about.  14: a penalty that is paid.
        *decision(14, 13),
        *decision(15, 13, kind=PENALTY, version=2),
        *call(20, 13, 15),
        *decision(16, 14, "granted", kind=PENALTY),
        *_asked(),
        fact(900, 1, "Note"),
        *(fact(7000 + place, 1, "Report", seq=place) for place in REPORTS),
        letter(1, None, **PLAIN | {"id": 1, "number": 1, "about": 1}),
        letter(5, 5, **GRANT | {"id": 2, "number": 1}),
        *_post(),
    ]


NOTHING: dict[str, Value] = {"thing": None, "unit": None, "per": None, "amount": None, "yearly": None}
SOMETIME: dict[str, Value] = {"from_on": None, "until_on": None}
THREE: dict[str, Value] = HOURS | {"amount": 180, "yearly": 9_360}
TWO: dict[str, Value] = HOURS | {"amount": 120, "yearly": 6_240}
DAY = 24 * HOUR


def _asked() -> list[str]:
    """Cases in which something is asked, and nothing decided yet."""
    long_ago: dict[str, Value] = {"agreed_at": PREPARED - 57 * DAY, "talked_on": "2026-07-27"}
    return [
        # 21: four hours of help for a year.  22: that, and a stair lift.  23: something, nobody knows what.
        *item(11, 21),
        *item(12, 22),
        *item(13, 22, number=2, **LIFT | SOMETIME),
        *item(14, 23, **NOTHING | SOMETIME),
        # 24: a budget.  25: agreed to three hours.  26: agreed to that, and taken back.
        *item(15, 24, grant_form="pgb"),
        *item(16, 25),
        *agreement(1, 25, 16, **THREE),
        *item(17, 26),
        *agreement(2, 26, 17, **THREE),
        *ended(1, 26, 17, 501),
        # 27: two hours, and in newer words four.  28: two hours, and two for the partner.  29: two hours, twice.
        *item(18, 27, **TWO),
        *item(19, 27, "ItemsAsked", number=2, instead_of=1),
        *party(1, 28),
        *item(20, 28, **TWO),
        *item(21, 28, number=2, party=2, **TWO),
        *item(22, 29, **TWO),
        *item(23, 29, number=2, **TWO),
        # 30: for good.  31: no start and no end named.  32: agreed long ago.  33: nothing was asked.
        *item(24, 30, until_on=None, lasting=1),
        *item(25, 31, **SOMETIME),
        *item(26, 32, at=PREPARED - 57 * DAY),
        *agreement(3, 32, 26, **THREE | long_ago),
        # 34: from somebody they know.  35: made precise.
        *item(27, 34, hand="Zonnestraal"),
        *item(28, 35, **NOTHING | SOMETIME),
        *precise(1, 35, 28, **LIFT),
        # 36: help and a stair lift, and the lift was withdrawn.
        *item(29, 36),
        *item(30, 36, number=2, **LIFT | SOMETIME),
        *dropped(1, 36, 30, 2, 520),
        *_company(),
        *_reviews(),
    ]


def _company() -> list[str]:
    """Cases in which somebody beside the citizen has a say."""
    return [
        # 37: a partner, a rejection, and a call with the citizen alone.  38: that, exempted for the citizen.
        *party(2, 37),
        *decision(30, 37),
        *call(30, 37, 30),
        *party(3, 38),
        *decision(31, 38),
        *exemption(30, 38, 31),
        *approval(30, 38, 31, 30),
        # 39: a youth of sixteen, and a parent who was called.  40: a partner whom the author took away.
        *party(4, 39, "jeugdige", 70, born_on="2010-09-21"),
        *party(5, 39, "ouder", 71, number=3, power=1),
        *decision(32, 39),
        *call(31, 39, 32),
        *call(32, 39, 32, party=3),
        *party(6, 40),
        *left(1, 40, by="sanne"),
        *decision(33, 40),
        *call(33, 40, 33),
        # 41: two parents ask for their child, and one agrees to less.  42: an administrator does, about hours.
        *party(7, 41, "ouder", 72, power=1),
        *party(8, 41, "ouder", 73, number=3, power=1),
        *item(31, 41, party=2),
        *agreement(4, 41, 31, party=2, for_party=2, **THREE),
        *party(9, 42, "bewindvoerder", 74, represents=1, power=1),
        *item(32, 42),
        # 43: a guardian came after the citizen agreed.
        *item(33, 43),
        *agreement(5, 43, 33, **THREE),
        *party(10, 43, "curator", 590, represents=1, power=1),
        # 44: a partner whom a colleague took away.
        *party(11, 44, known=75),
        *left(2, 44),
        # 49: two hours, and two for the partner, who died.
        *party(12, 49, known=76),
        *item(34, 49, **TWO),
        *item(35, 49, number=2, party=2, **TWO),
        *left(3, 49, known=591, died=True),
    ]


def running(id_: int, case_id: int, under: str = "", known: int = 0, **changes: Value) -> list[str]:
    """What runs in a case under a decision of another case or, by default, one made elsewhere: four hours a week."""
    known = known or 600 + id_
    elsewhere: dict[str, Value] = {"made_by": "Duinrand", "decided_on": "2025-12-10", "gave": "Hulp."}
    here: dict[str, Value] = {"number": under, "version": 1}
    told = '"decided_on":null,"gave":""' if under else '"decided_on":"2025-12-10","gave":"Hulp."'
    items = '"items":[{"words":"Vier uur hulp."}],"made_by":"","version":1'
    body = f'{{"case":"{under}","changes_on":"2026-10-01",{told},{items}}}'
    named: dict[str, Value] = {"id": id_, "case_id": case_id, "fact_id": known, "number": 1, "running": 1}
    form: dict[str, Value] = {"thing": "household_help", "grant_form": "natura", "until_on": TERM["until_on"]}
    return [
        fact(known, case_id, "RunningHelp", body=body),
        row(
            "reviewed", id=id_, case_id=case_id, fact_id=known, changes_on="2026-10-01", **here if under else elsewhere
        ),
        row("item", **(named | HOURS | form | changes)),
    ]


# What runs is given nothing, for eight weeks.
STOPPED: dict[str, Value] = {
    **dict.fromkeys(("unit", "per", "amount", "yearly")),
    "grant_form": "niets",
    "from_on": "2026-10-05",
    "until_on": "2026-11-29",
}


def _reviews() -> list[str]:
    """Cases in which something runs that is reviewed."""
    return [
        # 48: granted, with its letter.  45: that runs.
        *item(40, 48),
        *decision(40, 48, "granted"),
        *answer(40, 48, 40, [40]),
        whole(48, 40),
        letter(48, 40, **GRANT | {"id": 440, "number": 1}),
        rendered(440),
        *running(41, 45, "WMO-48"),
        # 52: two hours for another citizen, with its letter.
        *item(36, 52, **TWO),
        *decision(43, 52, "granted"),
        *answer(44, 52, 43, [36], **TWO),
        whole(52, 43),
        letter(52, 43, **GRANT | {"id": 443, "number": 1}),
        rendered(443),
        # 53: two hours, with its letter.  54: four of the same citizen.  55: theirs, and nothing was
        # asked.  56: of a citizen of whom nothing else is known.
        *item(37, 53, **TWO),
        *decision(44, 53, "granted"),
        *answer(45, 53, 44, [37], **TWO),
        whole(53, 44),
        letter(53, 44, **GRANT | {"id": 444, "number": 1}),
        rendered(444),
        *item(38, 54),
        *decision(45, 54, "granted"),
        *answer(46, 54, 45, [38]),
        whole(54, 45),
        letter(54, 45, **GRANT | {"id": 445, "number": 1}),
        rendered(445),
        # 46: it runs under a decision made elsewhere, and is lowered; a call about that.  47: nothing was asked.
        *running(42, 46),
        *decision(41, 46, "lowered", subject="review"),
        *call(40, 46, 41),
        # 50: what runs is suspended, with its letter.  51: somebody else has a say in what runs.
        *running(43, 50),
        *decision(42, 50, "suspended", kind="HelpSuspended", subject="suspension"),
        *answer(43, 50, 42, [], **STOPPED),
        *call(41, 50, 42),
        letter(50, 42, **reached(41) | {"id": 442, "number": 1}),
        *party(13, 51, known=77),
        *running(44, 51),
    ]


def made(id_: int, case_id: int = 1, **changes: Value) -> list[str]:
    """A plain letter that has its PDF."""
    known: dict[str, Value] = {"id": id_, "number": id_, "about": id_}
    return [letter(case_id, None, **PLAIN | known | changes), rendered(id_)]


BUNDLES = (
    "handed",
    "refused",
    "sealed",
    "sent",
    "again",
    "more",
    "early",
    "other",
    "wrong",
    "empty",
    "part",
    "nowhere",
    "late",
    "later",
)


def nr(bundle_name: str) -> int:
    """The number of a bundle."""
    return BUNDLES.index(bundle_name) + 1


def bundle(name: str, letters: int = 1, **changes: Value) -> str:
    """A bundle without its lines."""
    values: dict[str, Value] = {"channel": "post", "sealed_at": WRITTEN, "letters": letters, "digest": SHA}
    return row("bundle", **{"id": nr(name), "name": name} | values | changes)


def line(letter_id: int, to: str, verb: str = "INSERT INTO", tail: str = "", **changes: Value) -> str:
    """A letter in a bundle."""
    values: dict[str, Value] = {"case_id": 1, "bundle_id": nr(to), "attempt": 1, "position": 1}
    seal: dict[str, Value] = {"pdf_sha256": SHA, "pages": 1}
    return row("bundle_line", verb, tail, **{"letter_id": letter_id} | values | seal | changes)


def handover(name: str) -> str:
    """A bundle with the printer."""
    return row("handover", bundle_id=nr(name), manifest_sha256=SHA, at=LATER)


def apart(name: str) -> str:
    """A bundle that never reached the printer is taken apart."""
    return row("unsealed", bundle_id=nr(name), at=LATER)


def receipt(name: str, answer: str, verb: str = "INSERT INTO", tail: str = "", **changes: Value) -> str:
    """What the printer answered."""
    said: dict[str, Value] = {
        "posted_on": "2026-09-23" if answer == "sent" else None,
        "reason": None if answer == "sent" else "nat",
    }
    file: dict[str, Value] = {"by": "els"} if answer == "sent" else {"by": "drukker", "answer_sha256": said_in(name)}
    values: dict[str, Value] = {"bundle_id": nr(name), "answer": answer, "at": LATER}
    return row("receipt", verb, tail, **values | file | said | changes)


def said_in(name: str) -> str:
    """The digest of the file in which the printer answered about a bundle."""
    return f"{nr(name):064x}"


def _post() -> list[str]:
    """Letters on their way out: handed over, refused, ready, sealed, and sent."""
    bundles = {21: "handed", 22: "refused", 24: "sealed", 25: "sent"}
    return [
        *(statement for id_ in range(21, 26) for statement in made(id_)),
        *(statement for id_, name in bundles.items() for statement in (bundle(name), line(id_, name))),
        *(handover(name) for name in ("handed", "refused", "sent")),
        receipt("refused", "refused"),
        receipt("sent", "sent"),
    ]
