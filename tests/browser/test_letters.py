"""A letter as a web page in a real browser, outside the desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from letters import gallery
from letters.making.render import document
from letters.making.web_page import as_page
from letters.writing.samples import sample

WIDTHS = (1440, 390, 320)
# A decision with every part, a form with a table, and the longest.
LETTERS = ("wmo/afwijzing", "shared/verzoek-aanvulling", "wmo/onderzoeksverslag")


@pytest.fixture
def portal(page: Page, tmp_path: Path) -> Callable[[str], Page]:
    """A portal that shows a page as it got it."""

    def show(html: str) -> Page:
        file = tmp_path / "brief.html"
        file.write_text(html, "utf-8")
        page.goto(file.as_uri())
        return page

    return show


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_on_the_web_has_no_axe_faults_and_does_not_scroll_sideways(
    portal: Callable[[str], Page], faultless: Callable[[], None], letter: str
) -> None:
    values = sample(letter)
    values["client"]["aanhef"] = "mevrouw " + "Ŵ" * 60
    page = portal(as_page(document(letter, values)).html)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        faultless()


def test_a_letter_shows_its_style_under_its_own_policy(portal: Callable[[str], Page]) -> None:
    page = portal(as_page(document(LETTERS[0], sample(LETTERS[0]))).html)
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(15, 90, 102)")
    assert page.get_by_role("img").evaluate("(image) => image.naturalWidth") > 0


def test_a_script_that_got_into_a_letter_does_not_run(portal: Callable[[str], Page]) -> None:
    html = as_page(document(LETTERS[0], sample(LETTERS[0]))).html
    attack = html.replace("<main>", "<main><script>document.title = 'aangevallen'</script>")
    assert portal(attack).title().startswith("Besluit")
    # The guard off.
    assert portal(re.sub('<meta http-equiv="Content-Security-Policy".*\n', "", attack)).title() == "aangevallen"


def test_the_desk_shows_a_letter_with_its_style(enter: Callable[[str], Page], desk: dict[str, str]) -> None:
    page = enter("sanne")
    page.goto(f"/zaak/{desk['call']}")
    page.get_by_text("Andere vormen").first.click()
    page.get_by_role("link", name="Webpagina van").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_css("color", "rgb(15, 90, 102)")


def test_the_gallery_has_no_axe_faults_and_does_not_scroll_sideways(
    page: Page, faultless: Callable[[], None], tmp_path: Path
) -> None:
    gallery.write(tmp_path)
    for file in ("index.html", "wmo-afwijzing.html"):
        page.goto((tmp_path / file).as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faultless()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
