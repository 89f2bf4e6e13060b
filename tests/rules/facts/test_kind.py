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


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if not kind.older], ids=lambda kind: kind.__name__)
def test_a_kind_of_one_shape_is_written_and_read_as_it_is(kind: type[Fact]) -> None:
    assert kind.written({"on": "2026-11-23"}) == {"on": "2026-11-23"}
    assert kind.read({"on": "2026-11-23"}) == {"on": "2026-11-23"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_form_asks_has_a_title_and_is_a_field(kind: type[Fact]) -> None:
    names = {one.name for one in fields(kind)}
    assert all(name in names and asked.title for name, asked in asked_of(kind))


@pytest.mark.parametrize("shape", [0, -1, 4, "2", None])
def test_a_shape_that_this_version_does_not_know_is_refused(moved: type[Fact], shape: object) -> None:
    with pytest.raises(ValueError, match="no shape"):
        moved.read({"shape": shape, "name": "T. Vink", "town": "Veldhaven", "times": 1})


@pytest.mark.parametrize(("name", "label"), [("Abolished", "iets anders"), ("Removed", "al verhuisd")])
def test_two_kinds_cannot_share_a_name_or_a_label(moved: type[Fact], name: str, label: str) -> None:
    with pytest.raises(TypeError, match="are one kind"):
        type(name, (Fact,), {"label": label})
    assert KINDS["Abolished"] is moved
    assert "Removed" not in KINDS


def test_no_field_takes_the_place_of_the_shape() -> None:
    with pytest.raises(TypeError, match="kept for the number"):
        type("Formed", (Fact,), {"label": "gevormd", "__annotations__": {"shape": "str"}})
    assert "Formed" not in KINDS
