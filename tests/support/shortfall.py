"""Whether a decision gives less than was asked, worked out day by day from the rows alone; no text of ours is used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import chain, combinations
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TABLES = (
    *("party", "party_end", "reviewed"),
    *("item", "made_precise", "agreement", "agreement_end", "item_end", "answer", "answered", "whole"),
)
IN_A_YEAR = {"day": 364, "working_day": 260, "week": 52, "four_weeks": 13, "month": 12, "year": 1, "once": 1}
UNITS = {"minute", "cent", "kilometre", "daypart", "session", "piece", "night", "trip", "kilogram", "stay"}
FORMS = {"natura", "pgb", "uitkering", "eenmalig", "lening", "voorschot", "kaart", "traject"}
LATEST, SHORTEST, OLDEST, REFLECTION = 31, 27, 56, 14
SIZE = ("unit", "per", "amount")
NAMED = ("thing", "grant_form", "from_on", "hand")


def falls_short(decision: Row, rows: Rows) -> bool:
    """Whether something that was asked is not given, or refused, or not certain; or, at once, anything is answered."""
    try:
        return _falls_short(decision, rows)
    except (TypeError, ValueError, KeyError):
        # A day, a unit or a period that there is not.
        return True


def _falls_short(decision: Row, rows: Rows) -> bool:
    given = [row for row in rows["answer"] if row["decision_id"] == decision["id"]]
    links = [row for row in rows["answered"] if row["decision_id"] == decision["id"]]
    if not given or not all(_sound(row) for row in given):
        return True
    if '"temporary":true' in _body(decision, rows):
        return bool(links) or any(_no_help(row, given, decision) for row in given) or _low(given, decision, rows)
    items = [row for row in rows["item"] if row["case_id"] == decision["case_id"] and row["fact_id"]]
    standing = _standing(decision, rows)
    seq = _seq(decision, rows)
    gone = {number for number, end in _ends(decision, rows).items() if _died(end) and end["seq"] < seq}
    standing = [row | _as_it_runs(row, rows) for row in standing if row["party"] not in gone]
    unknown = any(_unknown(item["party"], item, rows) for item in standing)
    if not standing or unknown or _more_runs(decision, items, rows):
        return True
    if any(_seq(row, rows) > _seq(decision, rows) for row in rows["party"] if row["case_id"] == decision["case_id"]):
        return True
    answers: dict[int, list[Any]] = {
        item["id"]: [_by_id(given, link) for link in links if link["item_id"] == item["id"]] for item in standing
    }
    if not all(answers.values()) or any(None in found for found in answers.values()):
        return True
    choices = [list(_wants(item, decision, rows)) for item in standing]
    return not any(_met(dict(enumerate(chosen)), standing, answers, decision) for chosen in _every(choices))


LEAST = {"minute": 60, "daypart": 1, "session": 1, "night": 1, "trip": 1, "kilometre": 10, "cent": 1000}


def _no_help(row: Row, given: list[Row], decision: Row) -> bool:
    """Less in a week, or in all, than what is help at all; for less than two weeks, on a condition, or not soon."""
    if row["conditional"] or date.fromisoformat(row["from_on"]) > _day_of(decision) + timedelta(days=LATEST):
        return True
    once = row["per"] == "once"
    alike = [each for each in given if (each["thing"], each["unit"]) == (row["thing"], row["unit"])]
    amount = sum(each["amount"] * IN_A_YEAR[each["per"]] for each in alike if (each["per"] == "once") == once)
    days = 99 if once or not row["until_on"] else _length(row)
    advance = row["grant_form"] == "voorschot"
    return not advance and (amount < LEAST.get(row["unit"], 0) * (1 if once else 52) or days < 14)


def _low(given: list[Row], decision: Row, rows: Rows) -> bool:
    """An advance of less than 95 percent of the allowances that are asked, or run."""
    advances = [row for row in given if row["grant_form"] == "voorschot"]
    asked = [row for row in _standing(decision, rows) if row["grant_form"] == "uitkering"]
    once = all(row["per"] == "once" for row in advances)
    paid = [row for row in advances if (row["per"] == "once") == once]

    def total(found: list[Row]) -> int:
        return sum(row["amount"] * (1 if once else IN_A_YEAR[row["per"]]) for row in found if row["amount"])

    return bool(advances and asked) and total(paid) * 100 < total(asked) * 95


def _standing(decision: Row, rows: Rows) -> list[Row]:
    items = [row for row in rows["item"] if row["case_id"] == decision["case_id"] and row["fact_id"]]
    found = [row for row in items if not any(_replaces(newer, row, rows) for newer in items)]
    return [row for row in found if not any(_dropped(end, row, rows) for end in rows["item_end"])]


def _length(row: Row) -> int:
    return (date.fromisoformat(row["until_on"]) - date.fromisoformat(row["from_on"])).days + 1


def _unknown(party: int, item: Row, rows: Rows) -> bool:
    return party != 1 and party not in {p["number"] for p in rows["party"] if p["case_id"] == item["case_id"]}


def _by_id(given: list[Row], link: Row) -> Row | None:
    return next((row for row in given if row["id"] == link["answer_id"]), None)


def _body(decision: Row, rows: Rows) -> str:
    return next((row["body"] for row in rows["fact"] if row["id"] == decision["fact_id"]), "")


def _replaces(newer: Row, older: Row, rows: Rows) -> bool:
    asked = _kind(newer, rows) in {"Application", "ItemsAsked"}
    asked = asked and _kind(older, rows) != "RunningHelp"
    return asked and newer["instead_of"] == older["number"] and _seq(newer, rows) > _seq(older, rows)


def _as_it_runs(item: Row, rows: Rows) -> Row:
    """Whether an item runs, as its fact says: then it starts when it is given."""
    runs = _kind(item, rows) == "RunningHelp"
    return {"running": runs} | ({"from_on": None} if runs else {})


def _more_runs(decision: Row, items: list[Row], rows: Rows) -> bool:
    """Whether a decision that a fact names gives more than that fact put down as running."""
    named = [f for f in rows["fact"] if f["kind"] == "RunningHelp" and f["case_id"] == decision["case_id"]]
    for fact in named:
        under = json.loads(fact["body"])
        (whose,) = (one["citizen_id"] for one in rows["casefile"] if one["id"] == decision["case_id"])
        hers = [one for one in rows["casefile"] if one["citizen_id"] == whose]
        cases = [one["id"] for one in hers if one["number"] == under["case"]]
        if _left_out(decision, named, {one["id"]: one["number"] for one in hers}, rows):
            return True
        told = {one["decision_id"] for one in rows["letter"] if one["status"] == "rendered"}
        of = [d for d in rows["decision"] if d["case_id"] in cases and d["version"] == under["version"]]
        of = [d["id"] for d in of if d["id"] in told]
        given = [row for row in rows["answer"] if row["decision_id"] in of and row["amount"]]
        things = {row["thing"] for row in given}
        given = [row for row in given if (row["until_on"] or "9999") >= under["changes_on"]]
        mine = [row for row in items if row["fact_id"] == fact["id"]]
        if not ({row["thing"] for row in mine} <= things if under["case"] else _agreed_with(decision, rows)):
            return True
        if (under["case"] and not of) or _yearly(mine) < _yearly(given) or _end(mine) < _end(given):
            return True
        if given and {row["per"] == "once" for row in mine} != {row["per"] == "once" for row in given}:
            return True
        if under["case"] and _sooner(decision, mine, rows) < under["changes_on"]:
            return True
    return False


def _agreed_with(decision: Row, rows: Rows) -> bool:
    """Whether a second reader who worded no version of it agreed with this one, afterwards."""
    mine = [f for f in rows["fact"] if f["case_id"] == decision["case_id"] and f["seq"] > _seq(decision, rows)]
    authors = {one["prepared_by"] for one in rows["decision"] if one["case_id"] == decision["case_id"]}
    said = [f for f in mine if f["kind"] == "Approval" and f["by"] not in authors]
    return any(json.loads(f["body"])["decision"] == decision["version"] and _may(f, rows) for f in said)


def _left_out(decision: Row, named: list[Row], hers: dict[int, str], rows: Rows) -> bool:
    """Whether another decision that she was told of still gives such a thing, and no fact names it."""
    facts = [json.loads(fact["body"]) for fact in named]
    on = min(fact["changes_on"] for fact in facts)
    told = {one["decision_id"] for one in rows["letter"] if one["status"] == "rendered"}
    mine = [d for d in rows["decision"] if d["case_id"] in hers and d["case_id"] != decision["case_id"]]
    final = [d for d in mine if d["id"] in told and d["subject"] in {"application", "review"}]
    final = [d for d in final if not any(_after(one, d) for one in final)]
    over = {(fact["case"], fact["version"]) for fact in facts}
    for later in (d for d in final if d["subject"] == "review"):
        names = [f for f in rows["fact"] if f["kind"] == "RunningHelp" and f["case_id"] == later["case_id"]]
        mine = [row["from_on"] for row in rows["answer"] if row["decision_id"] == later["id"] and row["from_on"]]
        for body in (json.loads(fact["body"]) for fact in names if fact["id"] < later["fact_id"]):
            over |= {(body["case"], body["version"])} if max([body["changes_on"], *mine]) <= on else set()
    left = {d["id"] for d in final if (hers[d["case_id"]], d["version"]) not in over}
    things = {row["thing"] for row in rows["item"] if row["fact_id"] in {fact["id"] for fact in named}}
    given = [row for row in rows["answer"] if row["decision_id"] in left and row["amount"] and row["thing"] in things]
    return any((row["until_on"] or "9999") >= on for row in given)


def _after(one: Row, other: Row) -> bool:
    return bool(one["case_id"] == other["case_id"] and one["version"] > other["version"])


def _sooner(decision: Row, items: list[Row], rows: Rows) -> str:
    """The first day of any answer to these items."""
    mine = {item["id"] for item in items}
    to = {one["answer_id"] for one in rows["answered"] if one["item_id"] in mine}
    given = [row for row in rows["answer"] if row["id"] in to and row["decision_id"] == decision["id"]]
    return min((row["from_on"] for row in given if row["from_on"]), default="9999")


def _yearly(found: list[Row]) -> int:
    return sum(_worth(row, row["unit"]) for row in found)


def _end(found: list[Row]) -> str:
    return max((row["until_on"] or "9999" for row in found), default="")


def _dropped(end: Row, item: Row, rows: Rows) -> bool:
    facts = {fact["id"]: fact for fact in rows["fact"]}
    taken = facts.get(end["withdrawal_id"], {"kind": "", "body": "", "seq": 0})
    told = [one for one in rows["letter"] if one["case_id"] == item["case_id"] and one["about"] == taken["seq"]]
    back = [f for f in rows["fact"] if f["kind"] == "ItemKept" and f["case_id"] == item["case_id"]]
    about = f'"item":{item["number"]},'
    return (
        (end["item_id"], end["case_id"], _kind(end, rows)) == (item["id"], item["case_id"], "ItemEnded")
        and (taken["kind"], taken.get("case_id")) == ("ItemWithdrawn", item["case_id"])
        and about in taken["body"]
        and not any(about in fact["body"] and fact["seq"] > taken["seq"] for fact in back)
        and any(one["status"] == "rendered" and _days(one, end) >= REFLECTION for one in told)
    )


def _days(letter: Row, end: Row) -> int:
    over = datetime.fromtimestamp(end["ended_at"] / 1000, UTC).date()
    return (over - date.fromisoformat(letter["dated_on"])).days


def _kind(row: Row, rows: Rows) -> str:
    return next((str(fact["kind"]) for fact in rows["fact"] if fact["id"] == row["fact_id"]), "")


def _seq(row: Row, rows: Rows) -> int:
    return next((fact["seq"] for fact in rows["fact"] if fact["id"] == row["fact_id"]), 0)


def _sound(answer: Row) -> bool:
    whole = isinstance(answer["amount"], int) and answer["amount"] > 0 and answer["unit"] in UNITS
    return bool(
        whole
        and answer["per"] in IN_A_YEAR
        and answer["grant_form"] in FORMS
        and date.fromisoformat(answer["from_on"]) <= date.fromisoformat(answer["until_on"] or "9999-12-31")
    )


def _wants(item: Row, decision: Row, rows: Rows) -> Iterator[Row]:
    """What is wanted: as the words have it, filled with what made them precise; and as was agreed."""
    before = _seq(decision, rows)
    about = [
        row
        for table, kind in (("made_precise", "MadePrecise"), ("agreement", "LessAgreed"))
        for row in rows[table]
        if (row["item_id"], row["case_id"], _kind(row, rows)) == (item["id"], item["case_id"], kind)
    ]
    precise = [row for row in about if "made_at" in row and _seq(row, rows) < before]
    wanted = dict(item)
    for row in precise:
        wanted |= {column: row[column] for column in NAMED if wanted[column] is None}
        if wanted["amount"] is None:
            wanted |= {column: row[column] for column in SIZE}
        if wanted["until_on"] is None and not wanted["lasting"]:
            wanted |= {column: row[column] for column in ("until_on", "lasting")}
    wanted = _as_before(wanted, item, rows)
    yield wanted
    ends = [_seq(row, rows) for row in rows["agreement_end"] if row["item_id"] == item["id"]]
    talks = [row for row in about if "agreed_at" in row and _seq(row, rows) < before]
    bearing = [_newest(party, talks, rows) for party in _who_agrees(item, decision, rows)]
    since = max([*ends, _seq(item, rows)])
    if not all(row and _seq(row, rows) > since and _heard(row, decision) for row in bearing):
        return
    if any(_terms(row) != _terms(bearing[0]) for row in bearing) or not all(_may_say(r, item, rows) for r in bearing):
        return
    newest = bearing[0]
    assert newest is not None
    agreed = wanted | {column: newest[column] for column in NAMED if newest[column] is not None}
    if newest["amount"] is not None:
        agreed |= {column: newest[column] for column in SIZE}
    if newest["until_on"] or newest["lasting"]:
        agreed |= {column: newest[column] for column in ("until_on", "lasting")}
    yield agreed


def _as_before(wanted: Row, item: Row, rows: Rows) -> Row:
    """Somebody else put the newer words down: as much as the older asked of that thing."""
    mine = {row["number"]: row for row in rows["item"] if row["case_id"] == item["case_id"]}
    older = item
    while older := mine.get(older["instead_of"] or 0, {}):
        alike = (older["thing"], older["unit"]) == (wanted["thing"], wanted["unit"]) and wanted["amount"]
        once = "once" in (older["per"], wanted["per"]) and older["per"] != wanted["per"]
        if alike and not once and _worth(older, None) > _worth(wanted, None):
            wanted = wanted | {column: older[column] for column in SIZE}
    return wanted


def _newest(party: int, talks: list[Row], rows: Rows) -> Row | None:
    return max((t for t in talks if t["for_party"] == party), key=lambda row: _seq(row, rows), default=None)


def _terms(talk: Row | None) -> list[Any]:
    return [talk[column] for column in (*NAMED, *SIZE, "until_on", "lasting")] if talk else []


def _may_say(talk: Row | None, item: Row, rows: Rows) -> bool:
    """Whether whoever spoke may speak for whom it counts."""
    assert talk is not None
    stands_in = [p for p in rows["party"] if p["case_id"] == item["case_id"] and p["represents"] == talk["for_party"]]
    if guardians := {p["number"] for p in stands_in if p["kind"] == "curator"}:
        return talk["party"] in guardians
    if talk["party"] == talk["for_party"]:
        return True
    kind = next((p for p in stands_in if p["number"] == talk["party"]), None)
    if kind is None:
        return False
    money = item["unit"] == "cent"
    powers = {"gemachtigde": bool(kind["power"]), "bewindvoerder": money, "mentor": not money}
    return powers.get(kind["kind"], kind["kind"] in {"advocaat", "erfgenaam"})


def heard(decision: Row, rows: Rows) -> set[int]:
    """The numbers of all who must be heard about a decision."""
    ends = _ends(decision, rows)
    joined = [p for p in rows["party"] if p["case_id"] == decision["case_id"] and p["number"] not in ends]
    ages = [_age(p, decision) for p in joined if p["kind"] == "jeugdige"]
    alone = bool(ages) and all(age is not None and age >= 16 for age in ages)
    return {1} | {
        p["number"]
        for p in joined
        if p["kind"] == "partner"
        or (p["kind"] == "ouder" and p["power"] and not alone)
        or (p["kind"] == "jeugdige" and ((age := _age(p, decision)) is None or age >= 12))
    }


def _ends(decision: Row, rows: Rows) -> dict[int, Row]:
    """Who no longer has a say for this decision, with the fact that says so, of a second reader or team leader."""
    return {
        end["number"]: told
        for end in rows["party_end"]
        for told in rows["fact"]
        if end["case_id"] == decision["case_id"]
        and end["ended_by"] != decision["prepared_by"]
        and (told["id"], told["kind"], told["by"]) == (end["fact_id"], "PartyEnded", end["ended_by"])
        and _may(told, rows)
    }


def _died(told: Row) -> bool:
    return '"why":"overleden"' in told["body"]


def _may(told: Row, rows: Rows) -> bool:
    over = {end["grant_id"] for end in rows["role_revocation"] if end["revoked_at"] <= told["at"]}
    return any(
        (one["staff_id"], one["role"] in {"tweede_lezer", "teamleider"}) == (told["by"], True)
        and one["granted_at"] <= told["at"]
        and one["id"] not in over
        for one in rows["role_grant"]
    )


def _age(party: Row, decision: Row) -> int | None:
    if party["born_on"] is None:
        return None
    day, born = _day_of(decision), date.fromisoformat(party["born_on"])
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _who_agrees(item: Row, decision: Row, rows: Rows) -> list[int]:
    family = {
        p["number"] for p in rows["party"] if p["case_id"] == item["case_id"] and p["kind"] in {"ouder", "jeugdige"}
    }
    everybody = heard(decision, rows)
    return sorted(everybody & family) if item["party"] in family else sorted(everybody & {item["party"]})


def _heard(talk: Row, decision: Row) -> bool:
    waited = decision["prepared_at"] - talk["agreed_at"]
    days = _day_of(decision) - date.fromisoformat(talk["talked_on"])
    spoken = talk["channel"] in {"telefoon", "balie", "huisbezoek", "beeldbellen"}
    return (
        spoken
        and talk["spoke_with"] in {"aanvrager", "gemachtigde"}
        and 0 <= waited <= OLDEST * 86_400_000
        and days.days <= OLDEST
    )


def _day_of(decision: Row) -> date:
    return datetime.fromtimestamp(decision["prepared_at"] / 1000, UTC).date()


def _every(choices: list[list[Row]]) -> Iterator[list[Row]]:
    if not choices:
        yield []
        return
    for first in choices[0]:
        for others in _every(choices[1:]):
            yield [first, *others]


def _met(wanted: dict[int, Row], items: list[Row], answers: dict[int, list[Row]], decision: Row) -> bool:
    """Whether every item is given what is wanted, and for any items together all their answers are enough."""
    parties: dict[int, set[str]] = {}
    for item in items:
        for answer in answers[item["id"]]:
            parties.setdefault(answer["id"], set()).add(item["party"])
    if any(len(each) > 1 for each in parties.values()):
        return False
    fitting = {
        place: [row for row in answers[items[place]["id"]] if _alike(want, row)] for place, want in wanted.items()
    }
    if not all(fitting.values()) or not all(_known(want) for want in wanted.values()):
        return False
    if any(row["conditional"] for item in items for row in answers[item["id"]]):
        return False
    runs = [place for place, item in enumerate(items) if item["running"]]
    alike = (runs, [place for place in wanted if place not in runs])
    groups = chain.from_iterable(combinations(some, size) for some in alike for size in range(1, len(some) + 1))
    spans = {place: _span(want, answers[items[place]["id"]], decision) for place, want in wanted.items()}
    return all(_enough(places, wanted, spans, fitting) for places in groups)


def _known(want: Row) -> bool:
    countless = want["fixed"] or want["grant_form"] in {"kaart", "traject"}
    return bool(want["thing"] and ((want["amount"] and want["unit"]) or countless))


def _alike(want: Row, row: Row) -> bool:
    times = {want["unit"], row["unit"]} <= {"minute", "daypart"}
    return (
        row["thing"] == want["thing"]
        and (
            row["grant_form"] == want["grant_form"]
            or (not want["grant_form"] and row["grant_form"] not in {"pgb", "lening", "voorschot"})
        )
        and (want["unit"] is None or row["unit"] == want["unit"] or times)
        and (want["per"] is None or (row["per"] == "once") == (want["per"] == "once"))
        and (want["hand"] is None or (row["hand"] or "").strip().lower() == want["hand"].strip().lower())
    )


def _enough(
    places: tuple[int, ...],
    wanted: dict[int, Row],
    spans: dict[int, tuple[date, date]],
    fitting: dict[int, list[Row]],
) -> bool:
    """On each day; a daypart is worth three hours where it was asked, and at most four where hours were."""
    asked = tuple((_worth(wanted[place], wanted[place]["unit"]), *spans[place]) for place in places)
    worth = {row["id"]: _worth(row, wanted[place]["unit"]) for place in places for row in fitting[place]}
    rows = {row["id"]: row for place in places for row in fitting[place]}.values()
    return _each_day(asked, tuple((worth[row["id"]], row["from_on"], row["until_on"] or "9999") for row in rows))


@lru_cache(maxsize=100_000)
def _each_day(asked: tuple[tuple[int, date, date], ...], given: tuple[tuple[int, str, str], ...]) -> bool:
    """Whether what is given is as much as what is asked, on each day of any of it."""
    day, last = min(first for _, first, _ in asked), max(end for _, _, end in asked)
    while day <= last:
        told = day.isoformat()
        if sum(each for each, first, end in asked if first <= day <= end) > sum(
            each for each, first, end in given if first <= told <= end
        ):
            return False
        day += timedelta(1)
    return all(first <= end for _, first, end in asked)


def _worth(row: Row, unit: str | None) -> int:
    if row["amount"] is None:
        return 1
    minutes = 1 if row["unit"] != "daypart" else 180 if unit == "daypart" else 240
    return int(row["amount"] * IN_A_YEAR[row["per"]]) * minutes


def _starts(given: list[Row], decision: Row) -> str:
    """Where no start was asked, the days before the latest that is soon enough do not count."""
    latest = (_day_of(decision) + timedelta(LATEST)).isoformat()
    return max((row["from_on"] for row in given if row["from_on"] <= latest), default="")


def _span(want: Row, given: list[Row], decision: Row) -> tuple[date, date]:
    if want["running"] and not want["from_on"]:
        want = want | {"from_on": min(row["from_on"] for row in given)}
    start = date.fromisoformat(want["from_on"] or _starts(given, decision))
    if want["running"] and want["until_on"] and want["until_on"] < start.isoformat():
        want = want | {"until_on": None}
    if want["lasting"]:
        ends = [date.fromisoformat(row["until_on"]) for row in given if row["until_on"]]
        return start, max([start, *ends]) + timedelta(2)
    # Money for the whole is paid on one day; anything else is drawn over time.
    total = (want["per"], want["unit"]) == ("once", "cent") and want["grant_form"] != "pgb"
    shortest = timedelta(0 if total else SHORTEST)
    # Days that are over pay for none to come.
    counted = max(start, datetime.fromtimestamp(decision["prepared_at"] / 1000, UTC).date())
    return start, date.fromisoformat(want["until_on"]) if want["until_on"] else counted + shortest
