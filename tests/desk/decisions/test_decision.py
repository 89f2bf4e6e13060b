"""Wording an intention, with the letter beside it."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plays import Play, report_case
from visits import Visit, at_desk, fields, text

from config.process import process, processes
from desk.decisions.answers import cents
from desk.letters import preview
from rules.asked.grants import Grant
from rules.errors import FactUntimely
from rules.facts import DataRequest, Document
from tasks import clock
from tasks.cases import decisions

REFUSED = {
    "p__0__name": "Traplift",
    "p__0__choice": "refuse",
    "p__0__reason_title": "U slaapt beneden.",
    "p__0__reason": "U vertelde dat u al jaren beneden slaapt en boven niet meer komt. U wilt dat zo houden.",
    "p__0__source": "gesprek van 13 oktober",
    "hardship": "Wij hebben gekeken of dit te zwaar is. Dat is niet zo.",
    "alternatives": "Uw zoon zet de spullen beneden.",
}
GRANTED = {
    "p__0__choice": "give",
    "p__0__quantity": "2 uur per week",
    "p__0__result": "Uw huis is schoon.",
    "p__0__provider": "Thuiszorg Veldhaven",
    "p__0__from_on": "2026-12-01",
}


LEAVE = "Niet verder behandelen"


async def test_the_desk_offers_to_leave_an_application_once_what_was_asked_did_not_come(record: str) -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    document = Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel")
    play.days(1).do(DataRequest(documents=(document,), due_on=play.today() + timedelta(days=14)))
    path = f"/zaak/{play.number}/besluit"
    with clock.at(play.days(14).now):
        async with at_desk("sanne") as visit:
            assert LEAVE not in text(await visit.get(path))
    with clock.at(play.days(1).now):
        async with at_desk("sanne") as visit:
            page = await visit.get(path)
            assert LEAVE in text(page)
            left = REFUSED | {"p__0__choice": "", "unprocessed": "on"}
            shown = await visit.send(path, page=page, voorbeeld="1", **left)
            assert "Deze gegevens hebben wij niet gekregen" in text(shown)
            assert (await visit.send(path, **left)).status_code == 303
            assert play.case().waits_for == "telefoongesprek"
            call = text(await visit.get(f"/zaak/{play.number}/bel"))
            assert "Daarom willen wij uw aanvraag niet verder behandelen." in call
        async with at_desk("karin") as reader:
            assert "niet verder behandelen" in text(await reader.get(f"/zaak/{play.number}/akkoord"))
    with clock.at(play.days(40).now):
        async with at_desk("sanne") as visit:
            late = text(await visit.get(path))
            assert "Wat wilt u besluiten?" in late
            assert LEAVE not in late


@pytest.fixture
def path(play: Play) -> str:
    return f"/zaak/{play.number}/besluit"


async def test_an_earlier_intention_is_filled_in_and_a_new_one_needs_a_new_call(
    play: Play, sanne: Visit, path: str
) -> None:
    assert fields(await sanne.get(path), path)["p.0.name"] == "Hulp bij het huishouden"
    assert (await sanne.send(path, **REFUSED)).status_code == 303
    assert play.case().waits_for == "telefoongesprek"
    assert "U slaapt beneden." in (await sanne.get(f"/zaak/{play.number}/bel")).text


async def test_a_call_by_mail_is_sent_back_at_its_own_field(play: Play, sanne: Visit, path: str) -> None:
    await sanne.send(path, **REFUSED)
    told = {
        "outcome": "geinformeerd_niet_akkoord",
        "channel": "beveiligde e-mail",
        "summary": "U las de mail.",
        "response": "Wij blijven erbij.",
        "minutes": "5",
        "identity_checked": "on",
    }
    page = await sanne.send(f"/zaak/{play.number}/bel", **told)
    assert page.status_code == 422
    assert 'href="#channel"' in page.text
    assert "Een e-mail is geen gesprek." in text(page)
    assert (await sanne.send(f"/zaak/{play.number}/bel", **(told | {"channel": "telefoon"}))).status_code == 303


async def test_every_missing_part_is_named_at_its_own_field(sanne: Visit, path: str) -> None:
    gaps = {"p__0__reason": "", "p__0__source": "", "hardship": ""}
    page = await sanne.send(path, **(REFUSED | gaps))
    assert page.status_code == 422
    for name in ("p.0.reason", "p.0.source", "hardship"):
        assert f'href="#{name}"' in page.text
    assert fields(page, path)["p.0.name"] == "Traplift"


async def test_a_reason_that_fits_every_case_is_sent_back_with_a_question(sanne: Visit, path: str) -> None:
    page = await sanne.send(path, **(REFUSED | {"p__0__reason": "U voldoet niet aan de voorwaarden van de wet."}))
    assert page.status_code == 422
    assert "Waarom geldt dit voor deze inwoner?" in text(page)


async def test_a_budget_needs_an_amount_that_reads_as_euros(sanne: Visit, path: str) -> None:
    budget = REFUSED | GRANTED | {"p__0__grant": "pgb", "p__0__calculation": "12 weken", "p__0__amount": "driehonderd"}
    page = await sanne.send(path, **budget)
    assert page.status_code == 422
    assert "345,50" in page.text
    timeless = await sanne.send(path, **(budget | {"p__0__amount": "1.345,50"}))
    assert 'href="#p.0.amount"' in timeless.text
    assert "Zet bij het bedrag voor welke tijd het is" in text(timeless)
    assert (await sanne.send(path, **(budget | {"p__0__amount": "€ 1.345,50 in totaal"}))).status_code == 303
    assert fields(await sanne.get(path), path)["p.0.amount"] == "€ 1.345,50 in totaal"


@pytest.fixture
def in_kind_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Wmo, if it gave no budgets."""
    wmo = process("wmo")
    letters = wmo.letters.model_copy(update={"grants": (Grant.IN_KIND,)})
    monkeypatch.setitem(processes(), "wmo", wmo.model_copy(update={"letters": letters}))


async def test_only_the_forms_that_the_course_can_give_are_offered(sanne: Visit, path: str, in_kind_only: None) -> None:
    page = await sanne.get(path)
    assert "Hulp in natura" in text(page)
    assert "Persoonsgebonden budget" not in text(page)
    assert (await sanne.send(path, **(REFUSED | GRANTED))).status_code == 303


async def test_what_is_given_in_another_form_is_refused_at_that_field(
    sanne: Visit, path: str, in_kind_only: None
) -> None:
    budget = (
        REFUSED | GRANTED | {"p__0__grant": "pgb", "p__0__calculation": "12 weken", "p__0__amount": "345,50 per maand"}
    )
    page = await sanne.send(path, **budget)
    assert page.status_code == 422
    assert 'href="#p.0.grant"' in page.text
    assert "Deze wet kent deze vorm niet. Kies een andere vorm." in text(page)


async def test_without_the_check_a_form_that_the_course_does_not_have_would_be_recorded(
    sanne: Visit, path: str, in_kind_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "problems", lambda *_: {})
    budget = {"p__0__grant": "pgb", "p__0__calculation": "12 weken", "p__0__amount": "345,50 per maand"}
    assert (await sanne.send(path, **(REFUSED | GRANTED | budget))).status_code == 303


async def test_a_provision_is_added_and_taken_away_without_javascript(sanne: Visit, path: str) -> None:
    added = await sanne.send(path, meer="1", **REFUSED)
    assert "p.1.name" in fields(added, path)
    gone = await sanne.send(path, page=added, weg="0")
    assert "p.0.name" not in fields(gone, path)
    assert "p.1.name" in fields(gone, path)


async def test_the_letter_beside_the_form_says_what_the_form_says(sanne: Visit, path: str) -> None:
    values = fields(await sanne.get(path), path) | {key.replace("__", "."): value for key, value in REFUSED.items()}
    part = await sanne.post(f"{path}/voorbeeld", values)
    assert part.status_code == 200
    assert "U slaapt beneden." in text(part)
    assert "<html" not in part.text
    picture = part.text.split('<img src="')[1].split('"')[0]
    shown = await sanne.get(picture)
    assert shown.headers["content-type"] == "image/png"
    assert shown.content.startswith(b"\x89PNG")
    pdf = await sanne.get(picture.rsplit("/", 1)[0] + "/brief.pdf")
    assert pdf.content.startswith(b"%PDF")
    async with at_desk("mo") as mo:
        assert (await mo.get(picture)).status_code == 404


SPOKE = re.compile(r"Op ([^.]+?) om (\S+) uur spraken wij met ([^.]+?) over dit besluit")


async def test_a_preview_says_where_the_call_will_stand_and_claims_none(sanne: Visit, path: str) -> None:
    values = fields(await sanne.get(path), path) | {key.replace("__", "."): value for key, value in REFUSED.items()}
    before = await sanne.post(f"{path}/voorbeeld", values)
    assert SPOKE.findall(text(before)) == [("[dag van het gesprek]", "[tijd]", "[wie u spreekt]")]


async def test_a_half_filled_form_still_shows_a_letter_with_its_gaps(sanne: Visit, path: str) -> None:
    gaps = {"p.0.reason": "", "p.0.choice": "give", "p.0.from_on": "", "p.0.quantity": ""}
    values = fields(await sanne.get(path), path) | gaps
    part = await sanne.post(f"{path}/voorbeeld", values)
    assert "[nog invullen]" in text(part)


async def test_before_a_choice_there_is_no_letter_because_the_engine_does_not_decide(sanne: Visit, path: str) -> None:
    values = fields(await sanne.get(path), path) | {"p.0.choice": ""}
    part = await sanne.post(f"{path}/voorbeeld", values)
    assert "Kies bij elke voorziening wat u besluit" in text(part)
    assert "<img" not in part.text


async def test_a_sign_that_cannot_be_printed_is_told_beside_the_form(sanne: Visit, path: str) -> None:
    values = fields(await sanne.get(path), path) | {"alternatives": "Bel gerust 😀"}
    part = await sanne.post(f"{path}/voorbeeld", values)
    assert part.status_code == 200
    assert "kan niet in een brief" in text(part)


async def test_why_a_letter_cannot_be_shown_is_told_in_its_place(
    sanne: Visit, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FactUntimely("Deze brief kan nu niet.")

    monkeypatch.setattr(preview, "show", refuse)
    assert "Deze brief kan nu niet." in text(await sanne.get(path))


async def test_the_laws_room_stands_beside_the_choice(sanne: Visit, path: str) -> None:
    page = text(await sanne.get(path))
    assert "omgekeerde toets" in page
    assert "artikel 24" in page


@given(st.integers(min_value=0, max_value=10**9))
def test_an_amount_reads_back_as_it_was_written(amount: int) -> None:
    whole, rest = divmod(amount, 100)
    assert cents(f"{whole},{rest:02}") == amount
    assert cents(f"€ {whole:,}".replace(",", ".") + f",{rest:02}") == amount


@pytest.mark.parametrize("wrong", ["", "abc", "1,2,3", "12,5", "-5", "1.23"])
def test_what_is_no_amount_is_not_guessed(wrong: str) -> None:
    assert cents(wrong) is None


async def test_a_decision_that_comes_before_its_time_keeps_what_was_typed(record: str) -> None:
    play = report_case()
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            path = f"/zaak/{play.number}/besluit"
            for step in ({}, {"voorbeeld": "1"}):
                page = await sanne.send(path, **(REFUSED | GRANTED), p__0__product="household_help", **step)
                assert page.status_code == (200 if step else 409)
                assert "Er is nog geen onderzoek." in text(page)
                assert fields(page, path)["p.0.reason"] == REFUSED["p__0__reason"]
