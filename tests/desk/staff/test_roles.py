"""Who may open what: every role on every route."""

import pytest
from plays import STAFF, Play
from visits import at_desk, browser, here, press

from desk import app as desk
from desk.app import create_app
from desk.web.access import needs

CONSULTANT, READER, LEADER, OFFICE, OPERATIONS = "consulent", "tweede_lezer", "teamleider", "administratie", "beheer"
VIEW = {CONSULTANT, READER, LEADER, OFFICE}
CASEWORK, READING, INTAKE = {CONSULTANT, LEADER}, {READER, LEADER}, {CONSULTANT, LEADER, OFFICE}
WRITER = "tekst"
EVERYONE = VIEW | {OPERATIONS, WRITER}
RELEASING = {WRITER, LEADER}
NOBODY_YET: set[str] = set()
TABLE = {
    ("GET", "/inloggen"): NOBODY_YET,
    ("POST", "/inloggen"): NOBODY_YET,
    ("GET", "/ik"): EVERYONE,
    ("POST", "/uitloggen"): EVERYONE,
    ("GET", "/vandaag"): VIEW,
    ("GET", "/vandaag/kijk/{number}"): VIEW,
    ("GET", "/zaken"): VIEW,
    ("POST", "/zaken"): VIEW,
    ("GET", "/zaak/{number}"): VIEW,
    ("GET", "/zaak/{number}/stand"): VIEW,
    ("POST", "/zaak/{number}/notitie"): VIEW,
    ("GET", "/brief/{letter_id}.pdf"): VIEW,
    ("GET", "/brief/{letter_id}.txt"): VIEW,
    ("GET", "/brief/{letter_id}.html"): VIEW,
    ("GET", "/brief/{letter_id}/groot.pdf"): VIEW,
    ("GET", "/brief/{letter_id}.docx"): VIEW,
    ("GET", "/brief/{letter_id}/bewerkbaar"): VIEW,
    ("POST", "/brief/{letter_id}/bewerkbaar"): VIEW,
    ("POST", "/brief/{letter_id}/opnieuw"): VIEW,
    ("GET", "/brief/{letter_id}/aangehouden"): VIEW,
    ("GET", "/voorbeeld/{token}/{part}"): VIEW | {WRITER},
    ("GET", "/teksten"): RELEASING,
    ("GET", "/teksten/{process}/{text}"): RELEASING,
    ("POST", "/teksten/{process}/{text}"): {WRITER},
    ("POST", "/teksten/{process}/{text}/voorbeeld"): RELEASING,
    ("POST", "/teksten/{process}/{text}/vrijgeven"): RELEASING,
    ("GET", "/termijnen"): VIEW,
    ("GET", "/vernietiging"): {OFFICE, LEADER},
    ("POST", "/vernietiging/voorstel"): {OFFICE, LEADER},
    ("POST", "/vernietiging/akkoord"): {LEADER},
    ("POST", "/schrijfhulp"): VIEW,
    ("GET", "/controle"): {OPERATIONS},
    ("POST", "/controle/{finding_id}"): {OPERATIONS},
    ("GET", "/zaak/{number}/bel"): CASEWORK,
    ("POST", "/zaak/{number}/bel"): CASEWORK,
    ("POST", "/zaak/{number}/uitzondering"): CASEWORK,
    ("GET", "/zaak/{number}/besluit"): CASEWORK,
    ("POST", "/zaak/{number}/besluit"): CASEWORK,
    ("POST", "/zaak/{number}/besluit/voorbeeld"): CASEWORK,
    ("GET", "/zaak/{number}/inwoner"): INTAKE,
    ("POST", "/zaak/{number}/inwoner"): INTAKE,
    ("GET", "/zaak/{number}/termijn"): CASEWORK,
    ("POST", "/zaak/{number}/termijn"): CASEWORK,
    ("GET", "/zaak/{number}/antwoord"): CASEWORK,
    ("POST", "/zaak/{number}/antwoord"): CASEWORK,
    ("GET", "/zaak/{number}/dwangsom"): VIEW,
    ("POST", "/zaak/{number}/dwangsom/{doe}"): CASEWORK,
    ("POST", "/zaak/{number}/dwangsom/oordeel"): READING,
    ("GET", "/zaak/{number}/opschorting-van-hulp"): VIEW,
    ("POST", "/zaak/{number}/opschorting-van-hulp"): CASEWORK,
    ("POST", "/zaak/{number}/opschorting-van-hulp/{doe}"): CASEWORK,
    ("POST", "/zaak/{number}/opschorting-van-hulp/oordeel"): READING,
    ("POST", "/zaak/{number}/opschorting-van-hulp/akkoord"): READING,
    ("GET", "/zaak/{number}/herinnering/{reminder}"): CASEWORK,
    ("POST", "/zaak/{number}/herinnering/{reminder}"): CASEWORK,
    ("GET", "/zaak/{number}/geschil/{seq}"): CASEWORK,
    ("POST", "/zaak/{number}/geschil/{seq}"): CASEWORK,
    ("GET", "/zaak/{number}/{path}"): CASEWORK,
    ("POST", "/zaak/{number}/{path}"): CASEWORK,
    ("GET", "/zaak/{number}/bestand/{attachment_id}"): VIEW,
    ("POST", "/zaak/{number}/bestand"): INTAKE,
    ("GET", "/zaak/{number}/inzage"): {LEADER},
    ("GET", "/zaak/{number}/akkoord"): READING,
    ("POST", "/zaak/{number}/akkoord"): READING,
    ("GET", "/melding"): INTAKE,
    ("GET", "/melding/geweigerd"): INTAKE,
    ("POST", "/melding/geweigerd/{name}/{act}"): INTAKE,
    ("GET", "/melding/nieuw"): INTAKE,
    ("POST", "/melding/nieuw"): INTAKE,
    ("GET", "/melding/{draft}/{part}"): INTAKE,
    ("POST", "/melding/{draft}/weg"): INTAKE,
    ("POST", "/melding/{draft}/{part}"): INTAKE,
    ("GET", "/brieven"): {OFFICE},
    ("GET", "/brieven/brief/{letter_id}/voorblad"): {OFFICE},
    ("POST", "/brieven/run"): {OFFICE},
    ("GET", "/brieven/run/{run}"): {OFFICE},
    ("POST", "/brieven/run/{run}/overdragen"): {OFFICE},
    ("POST", "/brieven/run/{run}/afbreken"): {OFFICE},
    ("POST", "/brieven/run/{run}/verder"): {OFFICE},
    ("POST", "/brieven/brief/{letter_id}/{act}"): {OFFICE},
    ("GET", "/brieven/bundel/{bundle}/{part}"): {OFFICE},
    ("POST", "/brieven/bundel/{bundle}"): {OFFICE},
    ("POST", "/brieven/bundel/{bundle}/antwoord"): {OFFICE},
}
PARTS = {
    "name": "geweigerd-" + "0" * 32,
    "run": "1",
    "act": "eruit",
    "attachment_id": "1",
    "bundle": "1",
    "letter_id": "1",
    "finding_id": "1",
    "doe": "geen",
    "reminder": "voorschot",
    "token": "x",
    "part": "persoon",
    "draft": "0" * 32,
    "path": "onderzoek",
    "seq": "1",
    "process": "wmo",
    "text": "afwijzing",
}


def test_every_route_stands_in_the_table() -> None:
    routes = {
        (method, route.path) for group in desk.GROUPS for route in group.router.routes for method in route.methods
    }
    assert routes == set(TABLE)


@pytest.mark.parametrize("name", STAFF)
async def test_a_role_opens_its_own_routes_and_no_other(play: Play, name: str) -> None:
    role = STAFF[name][1]
    async with at_desk(name) as visit:
        csrf = (await visit.get("/ik")).text.split('name="csrf" value="')[1].split('"')[0]
        for (method, path), roles in TABLE.items():
            if path in {"/inloggen", "/uitloggen"}:
                continue
            where = path.format(number=play.number, **PARTS)
            got = await (visit.get(where) if method == "GET" else visit.post(where, {"csrf": csrf}))
            assert (got.status_code == 403) == (role not in roles), f"{name} {method} {where}: {got.status_code}"


async def test_nobody_opens_anything_without_logging_in(play: Play) -> None:
    async with browser(create_app(advance=here, run_letters=press)) as visit:
        for (method, path), roles in TABLE.items():
            where = path.format(number=play.number, **PARTS)
            got = await (visit.get(where) if method == "GET" else visit.post(where, {}))
            if roles:
                assert got.status_code == 303, where
                assert got.headers["location"].startswith("/inloggen"), where


async def test_without_the_check_on_roles_operations_would_see_a_case(play: Play) -> None:
    app = create_app(advance=here, run_letters=press)
    checks = [route.dependant for route in desk.case.router.routes]
    viewing = next(d.call for dependant in checks for d in dependant.dependencies if "admitted" in str(d.call))
    async with at_desk("omar", app) as visit:
        assert (await visit.get(f"/zaak/{play.number}")).status_code == 403
        app.dependency_overrides[viewing] = needs(*EVERYONE)
        assert (await visit.get(f"/zaak/{play.number}")).status_code == 200


async def test_a_page_that_may_not_be_opened_says_whom_to_ask(play: Play) -> None:
    async with at_desk("els") as visit:
        page = await visit.get(f"/zaak/{play.number}/besluit")
        assert "Vraag een collega met die rol" in page.text
