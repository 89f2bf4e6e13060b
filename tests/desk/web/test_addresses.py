"""No address of the desk fails on a number that no row has, nor on a sign that no text has."""

import re
from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from visits import Visit, at_desk

from desk.app import GROUPS
from desk.web.access import RowNumber

NUMBERED = ("0", "-1", "9223372036854775808", "1" + "0" * 22, "9" * 5000, "1.5", "٣")
EVERYBODY = ("sanne", "els", "omar")


def routes() -> Iterator[APIRoute]:
    for group in GROUPS:
        yield from (route for route in group.router.routes if isinstance(route, APIRoute))


def numbers(route: APIRoute) -> list[str]:
    """The names of the numbers in an address."""
    return [one.name for one in route.dependant.path_params if one.field_info.annotation is int]


def unbounded(found: Iterator[APIRoute]) -> list[str]:
    """The addresses with a number that may be as large as anybody types."""
    return [
        f"{route.path} {one.name}"
        for route in found
        for one in (*route.dependant.path_params, *route.dependant.query_params)
        if one.field_info.annotation is int
        and {type(bound).__name__ for bound in one.field_info.metadata} < {"Ge", "Le"}
    ]


def test_each_number_in_an_address_is_bounded() -> None:
    assert unbounded(routes()) == []
    assert sum(len(numbers(route)) for route in routes()) >= 18


def test_a_number_without_a_bound_would_be_found() -> None:
    router = APIRouter()
    router.add_api_route("/a/{row}", lambda row: row)

    @router.get("/b/{row}")
    def _open(row: int) -> int:
        return row

    @router.get("/c/{row}")
    def _bounded(row: RowNumber) -> int:
        return row

    assert unbounded(iter(router.routes)) == ["/b/{row} row"]


@pytest.mark.usefixtures("either_record")
@pytest.mark.parametrize("value", NUMBERED)
async def test_a_number_that_no_row_has_is_a_page_that_does_not_exist(value: str) -> None:
    paths = {(method, route.path, name) for route in routes() for method in route.methods for name in numbers(route)}
    seen = []
    for who in EVERYBODY:
        async with at_desk(who) as visit:
            for method, path, name in sorted(paths):
                address = path.replace("{" + name + "}", value).replace("{number}", "WMO-2026-0001")
                address = address.replace("{act}", "eruit").replace("{part}", "pdf")
                seen.append(await answered(visit, method, address))
    assert {*seen} <= {403, 404}
    assert seen.count(404) >= len(paths)


async def answered(visit: Visit, method: str, address: str) -> int:
    """The status of the answer."""
    if method == "GET":
        return (await visit.get(address)).status_code
    (csrf,) = {*re.findall(r'name="csrf" value="([^"]+)"', (await visit.get("/ik")).text)}
    return (await visit.post(address, {"csrf": csrf})).status_code


@pytest.mark.usefixtures("either_record")
async def test_no_citizen_has_such_a_number() -> None:
    async with at_desk("sanne") as visit:
        for value in NUMBERED[1:]:
            assert (await visit.get(f"/zaken?inwoner={value}")).status_code == 404
        assert (await visit.get("/zaken?inwoner=0")).status_code == 200
