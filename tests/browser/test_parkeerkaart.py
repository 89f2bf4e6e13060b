"""A parking card at the desk: from the application over medical advice to a rejection, which waits for its call."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from screens import taken_in

from tasks import clock

Enter = Callable[[str], Page]
PERSON = ("T.", "Vink", "1948-05-02", "Lindelaan", "8", "4091 AB")
ADVICE = "Meneer loopt 300 meter met een wandelstok. Er is geen blijvende beperking."
REASON = "U liep bij de arts 300 meter met uw wandelstok. De regeling vraagt dat 100 meter niet lukt."


def put(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()


def steps(page: Page) -> list[str]:
    return [name.split(",")[0].strip() for name in page.locator(".mw-step__name b, .mw-step__name a").all_inner_texts()]


def advised(page: Page, number: str, faultless: Callable[[], None]) -> None:
    expect(page.get_by_role("heading", name="Volgende stap: vraag medisch advies")).to_be_visible()
    page.get_by_role("link", name="Vraag medisch advies").click()
    expect(page.get_by_text("wachten op een arts is geen reden voor opschorting")).to_be_visible()
    faultless()
    page.get_by_label("Aan wie?").fill("S. Blom, arts")
    put(page, "Leg vast dat advies is gevraagd")
    expect(page.get_by_role("heading", name="Volgende stap: de arts geeft nog advies")).to_be_visible()
    page.goto(f"/zaak/{number}/deskundig-advies")
    page.get_by_label("Wie gaf het advies?").fill("S. Blom, arts")
    page.get_by_label("Wat is het advies?").fill(ADVICE)
    put(page, "Leg vast")


def rejected(page: Page, number: str, faultless: Callable[[], None]) -> None:
    page.goto(f"/zaak/{number}/besluit")
    expect(page.locator(".mw-asked").get_by_text("Lopen doet pijn. Ik rijd zelf.")).to_be_visible()
    page.get_by_label("Toekennen").check(force=True)
    expect(page.get_by_label("In welke vorm?").locator("option")).to_have_text(["Kaart"])
    faultless()
    page.get_by_label("Afwijzen").check(force=True)
    page.get_by_label("De reden in één zin").fill("U kunt meer dan 100 meter lopen.")
    page.get_by_label("Waarom geldt dit voor deze inwoner?").fill(REASON)
    page.get_by_label("Waar komt deze reden vandaan?").fill("het medisch advies")
    page.get_by_label("Hoe hebt u de hardheidsclausule afgewogen?").fill("De regeling geeft ons geen ruimte.")
    page.get_by_label("Wat kan er wel?").fill("De regiotaxi brengt u tot de deur.")
    put(page, "Leg het voornemen vast")
    expect(page.get_by_role("heading", name="Volgende stap: bel voordat de brief weggaat")).to_be_visible()


def called(page: Page, number: str) -> None:
    page.goto(f"/zaak/{number}/bel")
    page.locator(".mw-choice").get_by_text("Blijft zo, oneens", exact=True).click()
    page.locator("#summary").fill("U bent bang dat het in de winter niet lukt.")
    page.locator("#response").fill("Wij vroegen dit na bij de arts. Ook in de winter lukt 100 meter.")
    page.get_by_label("Hoeveel minuten?").fill("9")
    page.get_by_label("Ik heb gecontroleerd wie ik sprak").check()
    put(page, "Vastleggen")


def test_a_card_is_refused_after_advice_and_a_call(enter: Enter, faultless: Callable[[], None]) -> None:
    page = enter("sanne")
    number = taken_in(
        page,
        PERSON,
        "Lopen doet pijn. Ik rijd zelf.",
        law="Gehandicaptenparkeerkaart",
        product="Parkeerkaart als bestuurder",
    )
    assert number.startswith("GPK-")
    expect(page.get_by_role("heading", name="Aanvraag ontvangen (balie)")).to_be_visible()
    assert page.locator(".mw-term__text .mw-plain").all_inner_texts() == ["Besluit"]
    assert steps(page) == [
        "Aanvraag",
        "Medisch advies",
        "Voornemen",
        "Bel eerst",
        "Akkoord collega",
        "Besluit en brief",
    ]
    faultless()

    advised(page, number, faultless)
    rejected(page, number, faultless)
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    expect(reader.get_by_text("Bel eerst: pas na het gesprek kunt u akkoord geven.")).to_be_visible()
    called(enter("sanne"), number)
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    expect(reader.get_by_text("Parkeerkaart als bestuurder").first).to_be_visible()
    reader.get_by_role("button", name="Akkoord met dit besluit").click()
    expect(reader.get_by_text("Beslist: afgewezen, brief nog niet verzonden")).to_be_visible()
    expect(reader.get_by_role("link", name="Besluit op uw aanvraag voor een parkeerkaart (pdf)")).to_be_visible()
    faultless()


def test_a_lost_card_and_an_institution_have_pages_of_their_own(enter: Enter, faultless: Callable[[], None]) -> None:
    page = enter("sanne")
    lost = taken_in(
        page,
        ("R.", "Mulder", "1950-01-09", "Kade", "3", "4091 AB"),
        "Mijn kaart is gestolen.",
        law="Gehandicaptenparkeerkaart",
        product="Nieuwe kaart na verlies of diefstal",
    )
    page.get_by_role("link", name="Leg het verlies vast").click()
    expect(page.get_by_role("heading", name="De kaart is verloren, gestolen of kapot")).to_be_visible()
    faultless()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_role("link", name="Welke aangifte of verklaring is er?: vul dit in.")).to_be_visible()
    page.get_by_label("Wat is er gebeurd?").select_option("Gestolen")
    page.get_by_label("Tot en met welke dag is de kaart geldig?").fill(f"{clock.today().year + 2}-02-01")
    page.get_by_label("Welke aangifte of verklaring is er?").fill("Aangifte bij de politie.")
    put(page, "Leg vast")
    assert steps(page)[:2] == ["Aanvraag", "Oude kaart"]
    page.goto(f"/zaak/{lost}/verklaring-van-de-instelling")
    page.get_by_label("Hoe heet de instelling?").fill("De Wilg")
    page.get_by_label("Welk vervoer doet de instelling?").fill("Wij brengen zes bewoners.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Deze zaak gaat niet over zo’n kaart.").first).to_be_visible()
