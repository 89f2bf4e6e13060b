"""A whole case of this law at the desk, beside the Wmo: its own stages, terms, forms and letters, and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from plays import hire_staff, report_case
from playwright.sync_api import Page, expect
from screens import serving, taken_in

from config.settings import settings

Enter = Callable[[str], Page]
PERSON = ("T.", "Vink", "1988-05-02", "Lindelaan", "8", "4091 AB")
REASON = "U liet ons uw bank zien. De huur van mei en juni is betaald en er ligt niets meer open."


@pytest.fixture(scope="session")
def desk(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A desk with one case of the Wmo."""
    home = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_HOME", str(home))
        settings.cache_clear()
        for part in migrated_sqlite.parent.glob("maatwerk.db*"):
            shutil.copy(part, home / part.name)
        hire_staff()
        wmo = report_case().number
        with serving() as (url, password):
            yield {"url": url, "password": password, "wmo": wmo}
    settings.cache_clear()


def steps(page: Page) -> list[str]:
    return [name.split(",")[0].strip() for name in page.locator(".mw-step__name b, .mw-step__name a").all_inner_texts()]


def bars(page: Page) -> list[str]:
    return page.locator(".mw-term__text .mw-plain").all_inner_texts()


def moves(page: Page) -> list[str]:
    return page.locator(".mw-moves a").all_inner_texts()


def put(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()


def rejected(page: Page, number: str) -> None:
    """An intention to give nothing, on a page that knows no other form than this course can give."""
    page.goto(f"/zaak/{number}/besluit")
    page.get_by_label("Toekennen").check(force=True)
    expect(page.get_by_label("In welke vorm?").locator("option")).to_have_text(
        ["Hulp in natura", "Persoonsgebonden budget (pgb)"]
    )
    page.get_by_label("Afwijzen").check(force=True)
    page.get_by_label("De reden in één zin").fill("Uw rekeningen zijn betaald.")
    page.get_by_label("Waarom geldt dit voor deze inwoner?").fill(REASON)
    page.get_by_label("Waar komt deze reden vandaan?").fill("ons gesprek")
    page.get_by_label("Hoe hebt u de hardheidsclausule afgewogen?").fill("Er ligt niets meer open.")
    page.get_by_label("Wat kan er wel?").fill("Het spreekuur over geld is elke dinsdag.")
    put(page, "Leg het voornemen vast")


def called(page: Page, number: str) -> None:
    page.goto(f"/zaak/{number}/bel")
    page.locator(".mw-choice").get_by_text("Blijft zo, oneens", exact=True).click()
    page.locator("#summary").fill("U hebt nog vragen over de toeslagen.")
    page.locator("#response").fill("Het spreekuur helpt u daarbij.")
    page.get_by_label("Hoeveel minuten?").fill("9")
    page.get_by_label("Ik heb gecontroleerd wie ik sprak").check()
    put(page, "Vastleggen")


def test_a_case_from_signal_to_letter(enter: Enter, faultless: Callable[[], None], desk: dict[str, str]) -> None:
    page = enter("sanne")
    number = taken_in(page, PERSON, "De huur van mei en juni is niet betaald.", law="Aanbod bij achterstanden")
    assert number.startswith("AB-")
    expect(page.get_by_role("heading", name="Volgende stap: de inwoner kiest of die het aanbod wil")).to_be_visible()
    expect(page.get_by_role("heading", name="Signaal ontvangen (balie)")).to_be_visible()
    assert bars(page) == ["Aanbod", "Besluit"]
    assert steps(page) == ["Signaal", "Aanvaarding", "Voornemen", "Bel eerst", "Akkoord collega", "Besluit en brief"]
    expect(page.get_by_text("start bij de aanvaarding")).to_be_visible()
    expect(page.get_by_text("Kan als de aanvaarding er is")).to_be_visible()
    begun = moves(page)
    assert not {"Gesprek plannen", "Onderzoek vastleggen", "Tijdelijke hulp bij spoed", "Om gegevens vragen"} & {*begun}
    assert "De inwoner trekt in" in begun
    faultless()

    # Its own form, made from its kind.
    page.get_by_role("link", name="Leg de aanvaarding vast").click()
    expect(page.get_by_role("heading", name="Aanbod aanvaard")).to_be_visible()
    faultless()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Schrijf op wat de inwoner als eerste wil.").first).to_be_visible()
    page.get_by_label("Wat wil de inwoner als eerste?").fill("U wilt weten wat er ligt.")
    put(page, "Leg vast")
    expect(page.get_by_role("link", name="U neemt ons aanbod aan")).to_be_visible()
    assert {"Om gegevens vragen", "Termijn laten stilstaan of verlengen"} <= {*moves(page)}

    rejected(page, number)
    expect(page.get_by_role("heading", name="Volgende stap: bel voordat de brief weggaat")).to_be_visible()
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    expect(reader.get_by_text("Bel eerst: pas na het gesprek kunt u akkoord geven.")).to_be_visible()
    called(enter("sanne"), number)
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    reader.get_by_role("button", name="Akkoord met dit besluit").click()
    expect(reader.get_by_text("Beslist: afgewezen, brief nog niet verzonden")).to_be_visible()
    expect(reader.get_by_role("link", name="Besluit over de hulp met uw geldzaken (pdf)")).to_be_visible()
    faultless()

    # The Wmo beside it keeps what is its own.
    page = enter("sanne")
    page.goto(f"/zaak/{desk['wmo']}")
    assert bars(page) == ["Onderzoek", "Besluit"]
    assert steps(page)[:3] == ["Melding", "Gesprek plannen", "Onderzoek"]
    assert "Tijdelijke hulp bij spoed" in moves(page)
    page.goto(f"/zaak/{desk['wmo']}/aanvaarding")
    page.get_by_label("Wat wil de inwoner als eerste?").fill("Iets van een andere wet.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Er is nog geen onderzoek.").first).to_be_visible()
