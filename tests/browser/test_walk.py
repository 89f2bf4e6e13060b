"""A whole case at the desk: nobody is refused before having been called."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from screens import taken_in

from tasks import clock

Enter = Callable[[str], Page]
PERSON = ("A.", "Nguyễn-Öztürk", "1948-05-02", "Beukenlaan", "3", "4095 AB")
REASON = "U vertelde dat u al jaren beneden slaapt. U wilt dat zo houden en u komt boven niet meer."


def investigated(page: Page, number: str, finding: str) -> None:
    page.goto(f"/zaak/{number}/onderzoek")
    for label in ("Welke hulp is nodig?", "Persoonlijk plan", "Pgb of hulp in natura", "Eigen bijdrage", "Conclusie"):
        page.get_by_label(label).fill(finding)
    for box in page.locator("textarea[name^='findings.']").all():
        box.fill(finding)
    page.get_by_role("button", name="Leg het onderzoek vast").click()
    expect(page.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()


def intended(page: Page, number: str, reason: str) -> None:
    page.goto(f"/zaak/{number}/besluit")
    page.get_by_label("Afwijzen").check(force=True)
    page.get_by_label("De reden in één zin").fill("U slaapt beneden.")
    page.get_by_label("Waarom geldt dit voor deze inwoner?").fill(reason)
    page.get_by_label("Waar komt deze reden vandaan?").fill("ons gesprek bij u thuis")
    page.get_by_label("Hoe hebt u de hardheidsclausule afgewogen?").fill(
        "Wij hebben dit bekeken. Het is niet te zwaar."
    )
    page.get_by_label("Wat kan er wel?").fill("Uw zoon zet uw spullen beneden.")
    page.get_by_role("button", name="Leg het voornemen vast").click()
    expect(page.get_by_role("heading", name="Volgende stap: bel voordat de brief weggaat")).to_be_visible()


def called(page: Page, number: str, outcome: str, **texts: str) -> None:
    page.goto(f"/zaak/{number}/bel")
    page.locator(".mw-choice").get_by_text(outcome, exact=True).click()
    for label, value in texts.items():
        page.locator(f"#{label}").fill(value)
    if texts:
        page.get_by_label("Hoeveel minuten?").fill("11")
        page.get_by_label("Ik heb gecontroleerd wie ik sprak").check()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()


def talked(page: Page, link: str, words: str, *, amount: str = "") -> None:
    """Record a talk in the tab that a link on the form opens, and come back to the form."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=link).click()
    tab = opened.value
    tab.get_by_label("Wat zei de inwoner?").fill(words)
    if amount:
        tab.get_by_label("Hoeveel?").fill(amount)
    for box in tab.get_by_label(re.compile("^(Voorgelezen|Verteld)")).all():
        box.check()
    tab.get_by_role("button", name=re.compile("^Leg ")).click()
    expect(tab.get_by_role("status").filter(has_text="Vastgelegd")).to_be_visible()
    tab.close()


def words_of(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True)
    return " ".join(told.stdout.split())


def test_a_case_from_report_to_letter(enter: Enter, tmp_path: Path) -> None:
    page = enter("sanne")
    number = taken_in(page, PERSON, "Ik kom de trap niet meer op. Wie helpt mij?", subject="Traplift")
    expect(page.get_by_role("heading", name="Volgende stap: plan het gesprek met de inwoner")).to_be_visible()

    page.get_by_role("link", name="Plan het gesprek").first.click()
    page.get_by_label("Dag", exact=True).fill(clock.today().isoformat())
    page.get_by_role("button", name="Plan het gesprek").click()
    investigated(page, number, "U slaapt al jaren beneden.")
    page.get_by_role("link", name="Verslag is terug").click()
    page.get_by_label("Hoe kwam dit binnen?").select_option("Per post")
    page.get_by_role("button", name="Leg de aanvraag vast").click()

    # The intention to reject is blocked without a call.
    intended(page, number, REASON)
    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    expect(reader.get_by_text("Bel eerst: pas na het gesprek kunt u akkoord geven.")).to_be_visible()

    # Three attempts without contact, and then new facts.
    page = enter("sanne")
    for _ in range(3):
        called(page, number, "Geen gehoor")
    expect(page.get_by_text("Gebeld: geen gehoor")).to_have_count(3)
    called(page, number, "Nieuwe informatie", new_facts="De badkamer is boven en u wordt elke dag gewassen.")
    expect(page.get_by_role("heading", name="Volgende stap: onderzoek de nieuwe informatie")).to_be_visible()

    # Investigated again, intended again, called again.
    investigated(page, number, "Beneden komt een douche, dat is met de woningbouw afgesproken.")
    intended(page, number, f"{REASON} Beneden komt een douche.")
    called(
        page, number, "Blijft zo, oneens",
        summary="U vindt het jammer, maar u begrijpt het.", response="Wij bellen de woningbouw over de douche.",
    )  # fmt: skip
    expect(page.get_by_text("Wacht op akkoord tweede lezer")).to_be_visible()

    reader = enter("karin")
    reader.goto(f"/zaak/{number}/akkoord")
    expect(reader.get_by_text("Wij bellen de woningbouw over de douche.").first).to_be_visible()
    reader.get_by_role("button", name="Akkoord met dit besluit").click()
    expect(reader.get_by_text("Beslist: afgewezen, brief nog niet verzonden")).to_be_visible()

    link = reader.locator("a[href^='/brief/']").first
    expect(link).to_contain_text("Besluit op uw aanvraag om hulp")
    letter = tmp_path / "brief.pdf"
    letter.write_bytes(reader.request.get(link.get_attribute("href")).body())
    words = words_of(letter)
    for part in ("Beste mevrouw Nguyễn-Öztürk", "U slaapt beneden.", "Beneden komt een douche.", number):
        assert part in words
    assert "Wij bellen de woningbouw over de douche." in words


def test_a_vague_question_is_made_precise_and_less_is_agreed_to_while_the_form_stays_open(enter: Enter) -> None:
    page = enter("sanne")
    person = ("B.", "de Groot", "1950-02-03", "Iepenlaan", "8", "4095 AC")
    number = taken_in(page, person, "Wie helpt mij in huis?", subject="Hulp bij het huishouden")
    page.get_by_role("link", name="Plan het gesprek").first.click()
    page.get_by_label("Dag", exact=True).fill(clock.today().isoformat())
    page.get_by_role("button", name="Plan het gesprek").click()
    investigated(page, number, "U kunt niet tillen.")
    page.get_by_role("link", name="Verslag is terug").click()
    expect(page.get_by_label("Wat vraagt de inwoner?")).to_have_value("Wie helpt mij in huis?")
    page.get_by_label("Hoe kwam dit binnen?").select_option("Per post")
    page.get_by_role("button", name="Leg de aanvraag vast").click()

    page.goto(f"/zaak/{number}/besluit")
    expect(page.get_by_text("Niemand weet hoeveel.")).to_be_visible()
    talked(page, "maak de vraag precies", "Vier uur in de week.", amount="4 uur per week")
    page.reload()
    expect(page.get_by_text("Niemand weet hoeveel.")).to_have_count(0)

    page.get_by_label("Toekennen").check(force=True)
    expect(page.get_by_label("Hoeveel hulp?")).to_have_value("4 uur per week")
    page.get_by_label("Hoeveel hulp?").fill("2 uur per week")
    page.get_by_label("Waar leidt de hulp toe?").fill("Uw huis is schoon.")
    page.get_by_label("Aanbieder").fill("Thuiszorg Veldhaven")
    page.get_by_label("De reden in één zin").fill("Zwaar werk lukt u niet meer.")
    page.get_by_label("Waarom geldt dit voor deze inwoner?").fill(
        "U kunt niet tillen. Uw zus strijkt en stoft bij u af."
    )
    expect(page.get_by_text("Minder dan gevraagd: eerst bellen.")).to_be_visible()
    talked(page, "Akkoord met minder", "Twee uur is genoeg, want mijn zus strijkt.")

    # What was typed is still there; what is new on the case is told first.
    page.get_by_role("button", name="Leg het voornemen vast").click()
    expect(page.get_by_text("Dit is er nieuw op de zaak")).to_be_visible()
    expect(page.get_by_label("Hoeveel hulp?")).to_have_value("2 uur per week")
    page.get_by_role("button", name="Leg het voornemen vast").click()
    expect(page.get_by_text("Beslist: toegekend, brief nog niet verzonden")).to_be_visible()
