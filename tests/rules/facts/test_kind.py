"""A kind of fact knows itself, and reads what an earlier shape of it left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, ClassVar

import pytest

from rules.facts import KINDS, Fact
from rules.facts.kind import Asked, Body, asked_of


def _split(body: Body) -> Body:
    """Before the second shape, name and town were one text."""
    name, _, town = body.pop("who").partition(", ")
    return {**body, "name": name, "town": town}


def _counted(body: Body) -> Body:
    """Before the third shape, nobody counted."""
    return {**body, "times": 1}


@pytest.fixture
def moved() -> Iterator[type[Fact]]:
    """A kind whose name sorts first, and that was written in two shapes before."""

    @dataclass(frozen=True, kw_only=True)
    class Abolished(Fact):
        label: ClassVar[str] = "al verhuisd"
        older: ClassVar = (_split, _counted)
        name: Annotated[str, Asked(title="Naam")]
        town: str
        times: int

    yield Abolished
    del KINDS["Abolished"]


def test_a_class_is_all_a_kind_needs_to_be_known(moved: type[Fact]) -> None:
    assert min(KINDS) == "Abolished"
    assert KINDS["Abolished"] is moved
    assert [name for name, _ in asked_of(moved)] == ["name"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"who": "T. Vink, Veldhaven"}, id="first"),
        pytest.param({"shape": 2, "name": "T. Vink", "town": "Veldhaven"}, id="second"),
        pytest.param({"shape": 3, "name": "T. Vink", "town": "Veldhaven", "times": 1}, id="third"),
    ],
)
def test_every_earlier_shape_is_read_as_the_one_of_today(moved: type[Fact], body: Body) -> None:
    before = dict(body)
    assert moved.read(body) == {"name": "T. Vink", "town": "Veldhaven", "times": 1}
    assert body == before


def test_what_is_written_says_its_shape_once_there_is_a_second(moved: type[Fact]) -> None:
    fresh = {"name": "T. Vink", "town": "Veldhaven", "times": 2}
    assert moved.written(fresh) == {**fresh, "shape": 3}
    assert moved.read(moved.written(fresh)) == fresh


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_of_one_shape_is_written_and_read_as_it_is(kind: type[Fact]) -> None:
    assert kind.written({"on": "2026-11-23"}) == {"on": "2026-11-23"}
    assert kind.read({"on": "2026-11-23"}) == {"on": "2026-11-23"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_form_asks_has_a_title_and_is_a_field(kind: type[Fact]) -> None:
    names = {one.name for one in fields(kind)}
    assert all(name in names and asked.title for name, asked in asked_of(kind))
