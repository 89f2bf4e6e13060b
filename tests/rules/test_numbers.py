"""Every number of every kind of fact has bounds, and what lies past them is named by its field."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit, most
from rules.calls import CallOutcome
from rules.facts import KINDS, Call, Intention, ItemsAsked, Provision
from rules.facts.asking.items import Item
from rules.facts.remedies.lateness import PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.numbers import Bounds, out_of_bounds

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY, BILLION = NOW.date(), 10**9


def numbers(kind: Any, path: str, seen: tuple[Any, ...] = (), known: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each number in a kind of fact, by its path, with what its annotation says of it."""
    if get_origin(kind) is Annotated:
        inner, *said = get_args(kind)
        yield from numbers(inner, path, seen, (*known, *said))
    elif get_args(kind):
        for part in get_args(kind):
            yield from numbers(part, path, seen, known)
    elif is_dataclass(kind) and kind not in seen:
        hints = get_type_hints(kind, include_extras=True)
        for one in fields(kind):
            yield from numbers(hints[one.name], f"{path}.{one.name}", (*seen, kind))
    elif isinstance(kind, type) and issubclass(kind, int | float | Decimal) and not issubclass(kind, bool):
        yield path, known


def test_every_number_of_every_kind_of_fact_has_bounds():
    found = [(path, known) for kind in KINDS.values() for path, known in numbers(kind, kind.__name__)]
    assert len(found) > 50
    for path, known in found:
        bounded = [one for one in known if isinstance(one, Bounds)]
        # How much of what, and how often, hang together.
        assert bounded or ".quantity." in path or ".repayment." in path, path
        assert all(0 <= one.least < one.most < BILLION for one in bounded), path


@pytest.mark.parametrize("per", Per)
@pytest.mark.parametrize("unit", Unit)
def test_a_billion_of_anything_is_too_much_and_says_how_much_is_not(unit, per):
    assert [path for path, _ in out_of_bounds(Quantity(BILLION, unit, per), "quantity")] == ["quantity"]
    assert list(out_of_bounds(Quantity(most(unit, per), unit, per))) == []
    (told,) = (text for _, text in out_of_bounds(Quantity(most(unit, per) + 1, unit, per)))
    assert told.startswith("Dit is te veel: het kan hoogstens ")
    assert list(out_of_bounds(Quantity(-1, unit, per)))


def call(minutes):
    return Call(decision=1, at=NOW, outcome=CallOutcome.NOT_REACHED, minutes=minutes)


def item(minutes):
    return Item(words="Hulp", quantity=Quantity(minutes, Unit.MINUTE, Per.WEEK))


def provision(**changes):
    return Provision(name="x", grant=Grant.NONE, reason_title="", reason="", source="", **changes)


PAST = {
    "a billion minutes": (call(BILLION), "minutes"),
    "a thousand minutes": (call(1000), "minutes"),
    "less than no minutes": (call(-1), "minutes"),
    "a penalty of a billion": (PenaltyDecision(notice=1, amount_eur=BILLION), "amount_eur"),
    "a billion days late": (PenaltyDecision(notice=1, days=BILLION), "days"),
    "no applicants": (PenaltyDecision(notice=1, applicants=0), "applicants"),
    "a place that no fact has": (PenaltyDecision(notice=0), "notice"),
    "a billion minutes asked": (
        ItemsAsked(items=(item(240), item(BILLION)), received_on=NOW.date()),
        "items.1.quantity",
    ),
    "a budget of a billion": (Intention(provisions=(provision(amount=BILLION),)), "provisions.0.amount"),
    "an answer to no item": (Intention(provisions=(provision(), provision(answers=(1, 0)))), "provisions.1.answers.1"),
}


@pytest.mark.parametrize(("fact", "path"), PAST.values(), ids=PAST)
def test_what_is_past_its_bounds_is_named_by_its_field(fact, path):
    assert [where for where, _ in out_of_bounds(fact)] == [path]


def test_what_is_within_its_bounds_is_left_alone():
    assert list(out_of_bounds(call(999))) == []
    assert list(out_of_bounds(call(0))) == []


def test_the_sentence_says_between_what():
    assert dict(out_of_bounds(call(BILLION))) == {"minutes": "Vul een heel getal in van 0 tot en met 999."}


def test_a_number_without_bounds_is_an_error(monkeypatch):
    """The guard off: a field that somebody forgot is found as soon as it is used."""
    monkeypatch.setattr("rules.numbers.bounds_of", lambda _: {})
    with pytest.raises(TypeError, match="no bounds"):
        list(out_of_bounds(call(1)))
    assert "items" in {one.name for one in fields(HelpSuspended)}
