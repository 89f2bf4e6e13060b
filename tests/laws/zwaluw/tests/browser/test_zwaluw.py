"""A whole case of this law at the desk: what runs, an advance, two who live apart, a suspension, and an end."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from plays import hire_staff
from playwright.sync_api import Page, expect
from screens import serving, taken_in

from config.settings import settings

Enter = Callable[[str], Page]
PERSON = ("T.", "Vink", "1988-05-02", "Lindelaan", "8", "4091 AB")
REASON = "U vertelde dat u sinds oktober in een andere gemeente woont. Daar vraagt u de toelage opnieuw."


@pytest.fixture(scope="session")
def desk(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A desk with nothing but people."""
    home = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_HOME", str(home))
        settings.cache_clear()
        for part in migrated_sqlite.parent.glob("maatwerk.db*"):
            (home / part.name).write_bytes(part.read_bytes())
        hire_staff()
        with serving() as (url, password):
            yield {"url": url, "password": password}
    settings.cache_clear()


def put(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()


def joined(page: Page, number: str) -> None:
    """Somebody who lives elsewhere."""
    page.goto(f"/zaak/{number}/persoon")
    page.get_by_label("Wie is dit in deze zaak?").select_option("partner")
    page.locator('[name="name"]').fill("De heer R. Vink")
    page.locator('[name="address"]').fill("Kade 3\n4091 AC  VELDHAVEN")
    put(page, "Leg vast wie dit is")


def put_down(page: Page, number: str) -> None:
    """What runs, under a decision made elsewhere."""
    page.goto(f"/zaak/{number}/lopende-hulp")
    expect(page.get_by_role("heading", name="Wat loopt er?")).to_be_visible()
    page.locator('[name="items.0.words"]').fill("Zwaluwtoelage, 400 euro per maand.")
    page.locator('[name="items.0.product"]').select_option("swallow_allowance")
    page.locator('[name="items.0.form"]').select_option("uitkering")
    page.locator('[name="items.0.quantity"]').fill("400 euro per maand")
    page.locator('[name="items.0.from_on"]').fill("2026-01-01")
    page.locator('[name="changes_on"]').fill("2027-01-01")
    page.get_by_label("Of: wie nam het besluit?").fill("De gemeente Duinrand")
    page.get_by_label("Op welke dag?").fill("2025-12-10")
    page.get_by_label("Wat gaf dat besluit?").fill("Een toelage.")
    put(page, "Leg vast wat er loopt")
    expect(page.get_by_text("loopt, tot u anders besluit")).to_be_visible()
    expect(page.get_by_text("Besluit van De gemeente Duinrand, ")).to_be_visible()


def advanced(page: Page, number: str) -> None:
    """An advance, on its own page."""
    page.goto(f"/zaak/{number}/voorschot")
    page.locator('[name="product"]').select_option("swallow_advance")
    page.locator('[name="quantity"]').fill("380 euro per maand")
    page.get_by_label("Waarmee verrekenen wij het later?").fill("uw zwaluwtoelage")
    page.locator('[name="until_on"]').fill("2027-01-31")
    page.get_by_label("De reden in één zin").fill("De huur loopt door.")
    page.get_by_label("Waarom kan deze inwoner niet wachten?").fill("De huur van november moet maandag betaald zijn.")
    page.get_by_label("Waar komt deze reden vandaan?").fill("ons gesprek")
    put(page, "Geef het voorschot")


def suspended(page: Page, number: str) -> None:
    """What runs stops for eight weeks, on a page of its own."""
    page.goto(f"/zaak/{number}")
    page.get_by_role("link", name="Opschorten wat er loopt").click()
    expect(page.get_by_role("heading", name="Schort op wat er loopt")).to_be_visible()
    page.get_by_role("button", name="Leg de opschorting vast").click()
    expect(page.get_by_role("heading", name="Er is nog niets vastgelegd")).to_be_visible()
    page.get_by_label("Wat moet de inwoner nog geven of doen?").fill("Een kopie van uw huurcontract.")
    page.get_by_label("Waarom ligt het aan de inwoner").fill(
        "Ik vroeg aan de balie twee keer om uw huurcontract, en schreef u daarna. U stuurde niets."
    )
    page.get_by_label("Waarom is dit niet te zwaar").fill("U hebt spaargeld voor twee maanden, zei u.")
    page.get_by_role("button", name="Toon de brief").click()
    expect(page.get_by_role("heading", name="De brief")).to_be_visible()
    expect(page.locator("#voorbeeld")).to_contain_text("Uw zwaluwtoelage stopt een tijd")
    put(page, "Leg de opschorting vast")
    expect(page.get_by_role("link", name="Naar de opschorting")).to_be_visible()


def told_of_it(page: Page, number: str) -> None:
    """The next of the two hears of the suspension."""
    page.goto(f"/zaak/{number}/opschorting-van-hulp")
    expect(page.get_by_role("heading", name="Bel eerst over de opschorting")).to_be_visible()
    page.get_by_label("Blijft zo, oneens").check(force=True)
    page.get_by_label("Wat zei de inwoner?").fill("U vond het contract nog niet.")
    page.get_by_label("Wat is uw antwoord daarop?").fill("Vraag het ook bij de verhuurder.")
    page.get_by_label("Hoeveel minuten?").fill("9")
    page.get_by_label("Ik heb gecontroleerd wie ik sprak").check()
    put(page, "Leg het gesprek vast")


def ended(page: Page, number: str) -> None:
    """An intention that nothing goes on."""
    page.goto(f"/zaak/{number}/besluit")
    page.get_by_label("Stopt").check(force=True)
    page.get_by_label("De reden in één zin").fill("U woont niet meer hier.")
    page.get_by_label("Waarom geldt dit voor deze inwoner?").fill(REASON)
    page.get_by_label("Waar komt deze reden vandaan?").fill("ons gesprek")
    page.get_by_label("Hoe hebt u de hardheidsclausule afgewogen?").fill("U vraagt de toelage in uw nieuwe gemeente.")
    page.get_by_label("Wat kan er wel?").fill("Het spreekuur over geld is elke dinsdag.")
    put(page, "Leg het voornemen vast")


def called(page: Page, number: str) -> None:
    page.goto(f"/zaak/{number}/bel")
    expect(page.get_by_text("Zwaluwtoelage: daar willen wij mee stoppen.")).to_be_visible()
    page.locator(".mw-choice").get_by_text("Blijft zo, oneens", exact=True).click()
    page.locator("#summary").fill("U vindt dat het te snel gaat.")
    page.locator("#response").fill("Daarom stopt het pas in januari.")
    page.get_by_label("Hoeveel minuten?").fill("9")
    page.get_by_label("Ik heb gecontroleerd wie ik sprak").check()
    put(page, "Vastleggen")


def test_a_review_from_change_to_letters(enter: Enter, faultless: Callable[[], None], desk: dict[str, str]) -> None:
    page = enter("sanne")
    number = taken_in(page, PERSON, "Wij wonen niet meer samen.", law="Herziening zwaluwtoelage")
    assert number.startswith("ZW-")
    expect(page.get_by_role("heading", name="Volgende stap: leg vast wat er nu loopt")).to_be_visible()
    faultless()
    joined(page, number)
    put_down(page, number)
    advanced(page, number)
    expect(page.get_by_role("link", name="U krijgt een voorschot").first).to_be_visible()
    faultless()
    suspended(page, number)
    told_of_it(page, number)
    told_of_it(page, number)
    faultless()
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/opschorting-van-hulp")
    faultless()
    put(reader, "Akkoord met deze opschorting")
    expect(reader.get_by_role("link", name="Uw zwaluwtoelage stopt een tijd (pdf)")).to_have_count(1)
    page = enter("sanne")
    ended(page, number)
    expect(page.get_by_role("heading", name="Volgende stap: bel voordat de brief weggaat")).to_be_visible()
    called(page, number)
    called(page, number)
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    reader.get_by_role("button", name="Akkoord met dit besluit").click()
    expect(reader.get_by_text("Beslist: beëindigd, brief nog niet verzonden")).to_be_visible()
    expect(reader.get_by_role("link", name="Besluit over uw zwaluwtoelage (pdf)")).to_have_count(1)
    expect(
        reader.get_by_role("link", name=re.compile(r"^Besluit over uw zwaluwtoelage, aan .* \(pdf\)$"))
    ).to_have_count(1)
    faultless()
