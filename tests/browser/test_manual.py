"""The manual shows the screens as they are; MAATWERK_SCREENS=1 takes them anew."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

MANUAL = Path(__file__).parents[2] / "docs" / "handleiding" / "consulent.md"
SHOWN = {
    "vandaag": ("sanne", "/vandaag", "Vandaag"),
    "zaak": ("sanne", "/zaak/{call}", "Mw. F. Yıldız-Demir"),
    "bel": ("sanne", "/zaak/{call}/bel", "Bel eerst: Mw. F. Yıldız-Demir"),
    "besluit": ("sanne", "/zaak/{call}/besluit", "Besluit voor mevrouw Yıldız-Demir"),
    "akkoord": ("karin", "/zaak/{read}/akkoord", "Lees mee: besluit voor mevrouw Jovanović"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_screen_of_the_manual_is_still_there(enter: Callable[[str], Page], desk: dict[str, str], name: str) -> None:
    who, path, heading = SHOWN[name]
    page = enter(who)
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(path.format(**desk))
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    picture = MANUAL.parent / "schermen" / f"{name}.png"
    if os.environ.get("MAATWERK_SCREENS"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000


def test_the_manual_shows_every_screen_that_is_taken() -> None:
    assert set(re.findall(r"schermen/(\w+)\.png", MANUAL.read_text())) == set(SHOWN)
