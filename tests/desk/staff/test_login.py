"""Logging in, staying in, and what a stranger gets."""

from datetime import timedelta

import pytest
from plays import MONDAY
from sqlalchemy import select
from visits import at_desk, browser, fields, here, text

from config.settings import settings
from desk.app import create_app
from desk.staff import demo, passwords
from desk.staff.demo import DemoRefused, prepare_demo_logins
from desk.web import sessions
from store.engine import session
from store.models import Login, Staff
from tasks import clock

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def password() -> str:
    return prepare_demo_logins()


async def test_the_right_password_opens_the_desk(password: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        entered = await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password)
        assert entered.status_code == 303
        assert "HttpOnly" in entered.headers["set-cookie"]
        assert "samesite=lax" in entered.headers["set-cookie"].casefold()
        assert (await visit.get("/vandaag")).status_code == 200


async def test_a_wrong_password_says_what_to_do_and_keeps_the_name(password: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        refused = await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password + "x")
        assert refused.status_code == 422
        assert "<title>Fout: " in refused.text
        assert "Controleer beide" in refused.text
        assert fields(refused, "/inloggen")["gebruiker"] == "sanne"
        assert (await visit.get("/vandaag")).status_code == 303


async def test_guessing_is_braked_and_waits_out(password: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        for _ in range(passwords.MOST_FAILURES):
            await visit.send("/inloggen", gebruiker="sanne", wachtwoord="fout")
        braked = await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password)
        assert braked.status_code == 429
        assert "Wacht 15 minuten" in braked.text or "Wacht 16 minuten" in braked.text
        with clock.at(clock.now() + timedelta(minutes=17)):
            assert (await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password)).status_code == 303


async def test_without_the_brake_guessing_goes_on(password: str) -> None:
    app = create_app(advance=here)
    app.state.brake.minutes_to_wait = lambda *_: 0
    async with browser(app) as visit:
        for _ in range(passwords.MOST_FAILURES + 1):
            await visit.send("/inloggen", gebruiker="sanne", wachtwoord="fout")
        assert (await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password)).status_code == 303


@pytest.mark.parametrize(
    ("towards", "landed"),
    [("/zaken", "/zaken"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/")],
)
async def test_logging_in_never_leads_away_from_the_desk(password: str, towards: str, landed: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        page = await visit.client.get("/inloggen", params={"naar": towards})
        entered = await visit.send("/inloggen", page=page, gebruiker="sanne", wachtwoord=password)
        assert entered.headers["location"] == landed


async def test_a_login_form_from_elsewhere_is_refused(password: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        page = await visit.get("/inloggen")
        values = fields(page, "/inloggen") | {"gebruiker": "sanne", "wachtwoord": password}
        foreign = await visit.client.post("/inloggen", data=values, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403


async def test_a_login_runs_out_after_fifteen_idle_minutes_and_after_eight_hours() -> None:
    with clock.at(MONDAY):
        token = sessions.begin("sanne")
    for minutes in range(10, 480, 10):
        with clock.at(MONDAY + timedelta(minutes=minutes)):
            assert sessions.visitor(token) is not None
    with clock.at(MONDAY + timedelta(minutes=481)):
        assert sessions.visitor(token) is None
    with clock.at(MONDAY):
        token = sessions.begin("sanne")
    with clock.at(MONDAY + timedelta(minutes=15, seconds=1)):
        assert sessions.visitor(token) is None


async def test_the_record_keeps_no_cookie() -> None:
    token = sessions.begin("sanne")
    with session(readonly=True) as db:
        kept = db.scalars(select(Login)).one()
    assert token not in {kept.token_hash, kept.csrf}
    assert kept.token_hash == sessions.digest(token)


async def test_logging_out_ends_the_session_on_the_server() -> None:
    async with at_desk("sanne") as visit:
        token = visit.client.cookies["maatwerk"]
        assert (await visit.send("/ik", "/uitloggen")).status_code == 303
        assert sessions.visitor(token) is None


async def test_someone_who_left_is_logged_out_at_once() -> None:
    async with at_desk("mo") as visit:
        with session() as db:
            db.get_one(Staff, "mo").active = 0
        assert (await visit.get("/vandaag")).headers["location"].startswith("/inloggen")


async def test_who_is_not_logged_in_goes_to_the_login_page_and_htmx_follows() -> None:
    async with browser(create_app(advance=here)) as visit:
        assert (await visit.get("/zaken")).headers["location"] == "/inloggen?naar=/zaken"
        assert (await visit.get("/zaken", hx_request="true")).headers["hx-redirect"].startswith("/inloggen")


async def test_over_https_the_cookie_is_bound_to_this_host(password: str) -> None:
    async with browser(create_app(advance=here)) as visit:
        visit.client.base_url = "https://127.0.0.1"
        page = await visit.get("/inloggen")
        values = fields(page, "/inloggen") | {"gebruiker": "sanne", "wachtwoord": password}
        entered = await visit.client.post("/inloggen", data=values, headers={"Origin": "https://127.0.0.1"})
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith("__Host-maatwerk=")
        assert "Secure" in cookie
        assert "Path=/;" in cookie


async def test_in_production_the_plain_cookie_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    token = sessions.begin("sanne")
    monkeypatch.setenv("MAATWERK_PRODUCTION", "true")
    settings.cache_clear()
    async with browser(create_app(advance=here)) as visit:
        visit.client.cookies.set("maatwerk", token)
        assert (await visit.get("/vandaag")).status_code == 303


@pytest.mark.parametrize(("name", "value"), [("PRODUCTION", "true"), ("HOST", "0.0.0.0"), ("DEMO", "false")])
def test_the_demo_login_refuses_production_and_other_machines(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"MAATWERK_{name}", value)
    settings.cache_clear()
    with pytest.raises(DemoRefused):
        prepare_demo_logins()
    assert demo.sample_staff() == []


def test_the_demo_password_is_new_each_time_and_kept_as_a_hash_only() -> None:
    first, second = prepare_demo_logins(), prepare_demo_logins()
    assert first != second
    assert passwords.check("sanne", first) is None
    assert passwords.check("sanne", second) == "sanne"
    with session(readonly=True) as db:
        kept = db.get_one(Staff, "sanne").password_hash
    assert kept.startswith("$argon2id$")
    assert second not in kept


def test_the_demo_password_is_not_given_to_people_in_earnest() -> None:
    with session() as db:
        db.get_one(Staff, "mo").email = "m.ouali@gemeente.nl"
    password = prepare_demo_logins()
    assert passwords.check("mo", password) is None


async def test_a_sample_login_from_another_machine_is_refused(password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_HOST", "0.0.0.0")
    settings.cache_clear()
    async with browser(create_app(advance=here)) as visit:
        refused = await visit.send("/inloggen", gebruiker="sanne", wachtwoord=password)
        assert refused.status_code == 403
        assert "eigen computer" in text(refused)


async def test_a_desk_that_was_left_serves_another_visitor_and_remembers_nobody(record):
    """Tests share the routes of a desk, and nothing else of it."""
    del record
    async with at_desk("sanne") as first, at_desk("karin") as second:
        met = [visit.client._transport.app for visit in (first, second)]
        seen = [vars(desk.state)["_state"] for desk in met]
        assert met[0] is not met[1]
    async with at_desk("sanne") as third:
        again = third.client._transport.app
        assert again in met
        assert not any(
            vars(again.state)["_state"][name] is of[name] for of in seen for name in ("brake", "looks", "shelf")
        )
