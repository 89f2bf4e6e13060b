"""Every screen in a real browser: readable by everyone, at every width, with and without JavaScript."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desk.web.words import opening
from store.audit.findings import Wrong, note
from store.engine import session
from store.models.audit import Verification
from tasks import clock
from tasks.safekeeping import record_check

Enter = Callable[[str], Page]
WIDTHS = {"desk": (1440, 900), "phone": (390, 844), "zoomed": (320, 640)}
# Who, path; a word in braces is a case on that stage.
SCREENS = {
    "inloggen": ("", "/inloggen"),
    "vandaag": ("sanne", "/vandaag"),
    "vandaag teamleider": ("jeroen", "/vandaag"),
    "zaken": ("sanne", "/zaken"),
    "niets gevonden": ("sanne", "/zaken?q=onvindbaar"),
    "zaak": ("sanne", "/zaak/{call}"),
    "zaak met gegevensvraag": ("sanne", "/zaak/{data}"),
    "bel": ("sanne", "/zaak/{call}/bel"),
    "zaak met meer mensen": ("sanne", "/zaak/{several}"),
    "bel meer mensen": ("sanne", "/zaak/{several}/bel"),
    "iemand erbij": ("sanne", "/zaak/{several}/persoon"),
    "iemand weg": ("karin", "/zaak/{several}/persoon-weg"),
    "besluit": ("sanne", "/zaak/{decide}/besluit"),
    "besluit opnieuw": ("sanne", "/zaak/{call}/besluit"),
    "afspraak": ("sanne", "/zaak/{plan}/afspraak"),
    "onderzoek": ("sanne", "/zaak/{visit}/onderzoek"),
    "aanvraag": ("sanne", "/zaak/{visit}/aanvraag"),
    "aanvraag zonder onderzoek": ("sanne", "/zaak/{visit}/aanvraag-zonder-onderzoek"),
    "vraag erbij": ("sanne", "/zaak/{decide}/vraag-erbij"),
    "vraag precies": ("sanne", "/zaak/{decide}/vraag-precies-gemaakt?item=1"),
    "akkoord met minder": ("sanne", "/zaak/{decide}/akkoord-met-minder?item=1&quantity=1+uur+per+week"),
    "gegevens vragen": ("sanne", "/zaak/{decide}/gegevens-vragen"),
    "gegevens ontvangen": ("sanne", "/zaak/{data}/gegevens-ontvangen"),
    "intrekken": ("sanne", "/zaak/{call}/intrekken"),
    "bezwaar": ("sanne", "/zaak/{read}/bezwaar"),
    "herroepen": ("sanne", "/zaak/{call}/herroepen"),
    "termijn": ("sanne", "/zaak/{call}/termijn"),
    "stilstaan": ("sanne", "/zaak/{call}/termijn?doe=stilstaan"),
    "termijnen": ("sanne", "/termijnen"),
    "vernietigen": ("els", "/vernietiging"),
    "vernietigen goedkeuren": ("jeroen", "/vernietiging"),
    "zaak te laat": ("mo", "/zaak/{noticed}"),
    "antwoord": ("mo", "/zaak/{noticed}/antwoord"),
    "dwangsom loopt": ("mo", "/zaak/{noticed}/dwangsom"),
    "dwangsom": ("mo", "/zaak/{owed}/dwangsom"),
    "geen dwangsom": ("mo", "/zaak/{unpaid}/dwangsom"),
    "termijnen van een collega": ("mo", "/termijnen"),
    "inwoner": ("sanne", "/zaak/{call}/inwoner"),
    "bewerkbare kopie": ("sanne", "/brief/1/bewerkbaar"),
    "akkoord": ("karin", "/zaak/{read}/akkoord"),
    "melding": ("els", "/melding"),
    "brieven": ("els", "/brieven"),
    "briefrun": ("els", "/brieven/run/{run}"),
    "controle": ("omar", "/controle"),
    "inzage": ("jeroen", "/zaak/{call}/inzage"),
    "teksten": ("fenna", "/teksten"),
    "tekst": ("fenna", "/teksten/wmo/afwijzing"),
    "stuk tekst": ("jeroen", "/teksten/shared/_bezwaar"),
    "ik": ("omar", "/ik"),
    "geen toegang": ("omar", "/vandaag"),
    "niet gevonden": ("sanne", "/zaak/WMO-1999-0001"),
}
PARTS = ("persoon", "vraag", "bereikbaar", "huishouden", "controle")
TARGETS = """() => [...document.querySelectorAll(
    "button, .nl-button, .utrecht-textbox, select, textarea, .mw-filter, .mw-choice, .mw-switch label, .mw-foot a")]
  .filter((e) => e.offsetParent && !e.closest(".mw-hidden") && e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""

ONLY_ON_A_PHONE = """() => {
  document.querySelector("main").append(Object.assign(document.createElement("img"), { className: "only" }));
  const style = new CSSStyleSheet();
  style.replaceSync(".only { display: none } @media (width: 390px) { .only { display: block } }");
  document.adoptedStyleSheets = [style];
}"""


def opened(enter: Enter, desk: dict[str, str], screen: str) -> Page:
    who, path = SCREENS[screen]
    page = enter(who or "sanne")
    if not who:
        page.context.clear_cookies()
    page.goto(path.format(**desk))
    return page


def fits(page: Page) -> bool:
    # Once its style and fonts are there: another font is wider.
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_no_axe_faults_and_does_not_scroll_sideways(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None], screen: str, subtests: pytest.Subtests
) -> None:
    page = opened(enter, desk, screen)
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        with subtests.test(name):
            assert fits(page)
            faultless()


def test_axe_notices_a_fault(enter: Enter, desk: dict[str, str], faultless: Callable[[], None]) -> None:
    page = opened(enter, desk, "zaak")
    faultless()
    page.evaluate("document.querySelector('#text').labels[0].remove()")
    with pytest.raises(AssertionError, match="label"):
        faultless()


def test_the_parts_of_a_report_have_no_axe_faults(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None], subtests: pytest.Subtests
) -> None:
    page = enter("els")
    page.goto("/melding")
    page.get_by_role("button", name=f"Begin een {opening().word}").click()
    draft = page.url.rsplit("/", 1)[0]
    for part in PARTS:
        page.goto(f"{draft}/{part}")
        for name, (width, height) in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            with subtests.test(f"{part}, {name}"):
                assert fits(page)
                faultless()


@pytest.fixture
def finding(desk: dict[str, str]) -> Iterator[None]:
    """Something that the check found; letters stand still until it is settled."""
    counts = {"ketens van het dossier": [812, 1], "bestanden van de brieven": [21, 0]}
    with session() as db:
        db.add(Verification(ran_at=clock.now(), day=clock.today(), counts=counts))
        note(
            db,
            [Wrong("ketens van het dossier", "Zaak WMO-1999-0001, schakel 3: ontbreekt.", lasting=False)],
            clock.now(),
        )
    yield
    for found in record_check.open_findings():
        record_check.settle(found.id, by="omar", reason="Vergeleken met de reservekopie van gisteren.")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_finding_has_no_axe_faults_also_when_its_form_is_refused(
    enter: Enter, desk: dict[str, str], finding: None, faultless: Callable[[], None], width: str
) -> None:
    page = opened(enter, desk, "controle")
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    faultless()
    page.get_by_role("button", name="Dit is bekeken").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    assert fits(page)
    faultless()


def test_a_fault_stands_on_top_has_the_focus_and_leads_to_its_field(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None]
) -> None:
    page = opened(enter, desk, "bel")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.locator("#fouten")).to_be_focused()
    page.get_by_role("link", name="Kies hoe het gesprek ging.").press("Enter")
    expect(page.get_by_label("Besluit blijft zo")).to_be_focused()
    faultless()


def test_on_the_screen_the_order_is_label_hint_fault_field(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "bel")
    page.get_by_text("Blijft zo, oneens").click()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.locator("#fouten")).to_be_focused()
    parts = ["label[for=summary]", "#summary-hint", "#summary-fault", "#summary"]
    # In one go: the page scrolls to its faults meanwhile.
    tops = page.evaluate("all => all.map(one => document.querySelector(one).getBoundingClientRect().top)", parts)
    assert tops == sorted(tops)
    described = page.locator("#summary").get_attribute("aria-describedby")
    assert described.split() == ["summary-hint", "summary-fault"]


def test_a_choice_shows_only_the_fields_it_needs(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "bel")
    expect(page.get_by_label("Wat zei de inwoner?")).to_be_hidden()
    page.get_by_text("Nieuwe informatie", exact=True).click()
    expect(page.get_by_label("Welke nieuwe informatie gaf de inwoner?")).to_be_visible()
    expect(page.get_by_label("Wat zei de inwoner?")).to_be_hidden()
    page.get_by_text("Later bellen").click()
    expect(page.get_by_label("Wanneer spreekt u de inwoner weer?")).to_be_visible()
    page.get_by_text("Geen gehoor").click()
    expect(page.get_by_label("Wat zei de inwoner?")).to_be_hidden()


def test_the_keys_move_the_focus_and_can_be_turned_off(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "vandaag")
    names = page.locator(".mw-list__name")
    page.keyboard.press("j")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()
    expect(page.locator("#kijk")).to_contain_text(names.nth(1).inner_text())
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("heading", name="Vandaag", exact=True).click()
    page.keyboard.press("?")
    page.get_by_label("Sneltoetsen aan").uncheck()
    page.get_by_role("button", name="Sluiten").click()
    names.nth(1).focus()
    page.keyboard.press("j")
    expect(names.nth(1)).to_be_focused()


def test_a_late_answer_does_not_take_the_place_of_the_case_with_the_focus(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "vandaag")
    first, second = (page.locator(f'.mw-list__name[href$="{desk[which]}"]') for which in ("call", "visit"))
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route(f"**/vandaag/kijk/{desk['call']}", hold)
    with page.expect_request(f"**/vandaag/kijk/{desk['call']}"):
        first.focus()
    second.focus()
    expect(page.locator("#kijk")).to_contain_text(second.inner_text())
    for held in late:
        held.continue_()
    page.wait_for_timeout(500)  # room for an answer that should not come
    expect(page.locator("#kijk")).to_contain_text(second.inner_text())


def test_b_leads_to_the_call_of_the_chosen_case(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "vandaag")
    page.locator(f'.mw-list__name[href$="{desk["call"]}"]').focus()
    page.keyboard.press("b")
    page.wait_for_url(f"**/zaak/{desk['call']}/bel")


def test_the_letter_follows_the_form_and_the_focus_stays(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "besluit opnieuw")
    image = page.locator("#voorbeeld img").first
    before = image.get_attribute("src")
    field = page.get_by_label("Wat kan er wel?")
    field.fill("U kunt elke dag eten bij de buurtkeuken.")
    expect(image).not_to_have_attribute("src", before)
    expect(page.locator("#voorbeeld")).to_contain_text("buurtkeuken", use_inner_text=False)
    expect(field).to_be_focused()


def test_a_row_that_gives_less_says_so_while_typing_and_the_focus_stays(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None]
) -> None:
    page = opened(enter, desk, "besluit")
    page.get_by_label("Toekennen").check(force=True)
    asked = page.get_by_label("Hoeveel hulp?").input_value()
    warning = page.get_by_text("Minder dan gevraagd: eerst bellen.")
    field = page.get_by_label("Hoeveel hulp?")
    expect(warning).to_have_count(0)
    field.fill("1 uur per week")
    expect(warning).to_be_visible()
    expect(field).to_be_focused()
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page)
        faultless()
    page.get_by_label("De reden in één zin").fill("Uw dochter helpt.")
    page.get_by_role("button", name="Geef alles").click()
    page.wait_for_url("**/besluit#gegeven-0")
    expect(field).to_have_value(asked)
    expect(warning).to_have_count(0)
    expect(page.get_by_label("De reden in één zin")).to_have_value("Uw dochter helpt.")


def test_the_writing_aid_follows_the_text_and_the_focus_stays(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None]
) -> None:
    page = opened(enter, desk, "besluit opnieuw")
    field = page.get_by_label("Wat kan er wel?")
    field.fill("")
    field.press_sequentially("In verband met uw ziekte wordt de maaltijd verstrekt.")
    told = page.get_by_label("Schrijfhulp").last
    expect(told).to_contain_text("In verband met [liever: door, omdat of voor]")
    expect(told).to_contain_text("schrijf wie het doet")
    expect(field).to_be_focused()
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page)
        faultless()


def test_the_letter_follows_its_text_and_a_fault_is_told_with_its_line(
    enter: Enter, desk: dict[str, str], faultless: Callable[[], None]
) -> None:
    page = opened(enter, desk, "tekst")
    field = page.get_by_label("Tekst van de brief")
    field.fill("Beste\n{% if zaak %}")
    told = page.locator("#uitkomst")
    expect(told).to_contain_text("Regel 2: u opent een if maar sluit hem niet")
    expect(told).to_contain_text("Nieuw: {% if zaak %}")
    expect(field).to_be_focused()
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        assert fits(page)
        faultless()


def test_enter_in_a_field_never_takes_a_provision_away(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "besluit opnieuw")
    page.get_by_label("De reden in één zin").first.fill("")
    page.get_by_label("De reden in één zin").first.press("Enter")
    expect(page).to_have_title(re.compile("^Fout: "))
    expect(page.get_by_label("De reden in één zin")).to_have_count(2)


def test_the_policy_of_the_pages_blocks_nothing_of_our_own(enter: Enter, desk: dict[str, str]) -> None:
    page = enter("sanne")
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    for screen in ("vandaag", "zaak", "bel", "besluit opnieuw", "onderzoek"):
        page.goto(SCREENS[screen][1].format(**desk))
        page.wait_for_load_state("networkidle")
    assert told == []


@pytest.mark.parametrize("screen", ["vandaag", "zaak", "bel", "besluit", "inwoner", "inloggen"])
def test_what_can_be_pressed_is_large_enough(enter: Enter, desk: dict[str, str], screen: str) -> None:
    page = opened(enter, desk, screen)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(TARGETS) == []


@pytest.mark.parametrize("turn", ["one", "the next"])
def test_nothing_that_one_test_leaves_is_there_for_the_next(enter: Enter, desk: dict[str, str], turn: str) -> None:
    page = enter("sanne")
    page.context.clear_cookies()
    page.goto("/inloggen")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert len(page.context.pages) == 2
    page.evaluate("localStorage.left = sessionStorage.left = 'iets'")
    page.context.new_page()
    page.reload()
    # It would have been found.
    assert page.evaluate("[localStorage.left, sessionStorage.left]") == ["iets", "iets"]


def test_axe_notices_a_fault_of_one_width(enter: Enter, desk: dict[str, str], faultless: Callable[[], None]) -> None:
    page = opened(enter, desk, "zaak")
    page.evaluate(ONLY_ON_A_PHONE)
    noticed = {}
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        try:
            faultless()
        except AssertionError as fault:
            noticed[name] = "image-alt" in str(fault)
    assert noticed == {"phone": True}


def test_dates_are_shown_in_the_dutch_way(enter: Enter, desk: dict[str, str]) -> None:
    page = opened(enter, desk, "bel")
    assert page.evaluate("navigator.language") == "nl-NL"


def test_everything_works_without_javascript(
    browser: Browser, desk: dict[str, str], doors: dict[str, Any], browser_context_args: dict[str, Any]
) -> None:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.add_cookies(doors["sanne"])
    page = context.new_page()
    page.goto("/vandaag")
    page.locator(f'.mw-list__name[href$="{desk["call"]}"]').click()
    page.get_by_role("link", name="Bel eerst", exact=True).first.click()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Er is nog niets vastgelegd")).to_be_visible()
    page.goto(f"/zaak/{desk['call']}/besluit")
    page.get_by_role("button", name="Bekijk de brief").click()
    expect(page.locator("#voorbeeld img").first).to_be_visible()
    context.close()
