"""Debian's own Chromium, a desk with cases on each stage, and axe."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from plays import hire_staff
from playwright.sync_api import Browser, BrowserContext, Page
from screens import serving, stages

from config.settings import settings

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VENDOR = Path(__file__).parents[2] / "desk" / "static" / "vendor" / "VENDOR.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # A renderer of its own for each test reads the same styles, fonts and scripts anew.
    "--renderer-process-limit=1",
]
KEPT = "cookies,local_storage,indexeddb,cache_storage,service_workers"


@pytest.fixture(scope="session", autouse=True)
def chromium() -> None:
    """What a browser test needs on this machine."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium chromium-l10n)")
    if not AXE.exists() or not VENDOR.exists():
        pytest.skip("the styles and axe are not there (make install)")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's browser, in Dutch: otherwise a date field shows mm/dd/yyyy."""
    return {
        **browser_type_launch_args,
        "executable_path": str(CHROMIUM),
        "args": FLAGS,
        "env": {**os.environ, "LANGUAGE": "nl"},
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch user who likes no movement."""
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def desk(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A desk for the whole session: its address, its password, and a case on each stage."""
    home = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_HOME", str(home))
        settings.cache_clear()
        for part in migrated_sqlite.parent.glob("maatwerk.db*"):
            shutil.copy(part, home / part.name)
        hire_staff()
        cases = stages()
        with serving() as (url, password):
            yield {"url": url, "password": password, **cases}
    settings.cache_clear()


@pytest.fixture(scope="session")
def base_url(desk: dict[str, str]) -> str:
    """Where paths start."""
    return desk["url"]


def log_in(page: Page, name: str, password: str) -> None:
    """Log in by the page itself."""
    page.goto("/inloggen")
    page.get_by_label("Gebruikersnaam").fill(name)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "inloggen" not in url)


@pytest.fixture(scope="session")
def shared(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """One profile for all tests here: each new one costs as much as a screen with all its checks."""
    context = browser.new_context(**browser_context_args)
    # Its first page keeps the renderer.
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def context(shared: BrowserContext, base_url: str) -> Iterator[BrowserContext]:
    """That profile; of what a test left in it nothing stays but what it fetched."""
    first, *_ = shared.pages
    yield shared
    for page in shared.pages[1:]:
        page.close()
    shared.clear_cookies()
    session = shared.new_cdp_session(first)
    session.send("Storage.clearDataForOrigin", {"origin": base_url, "storageTypes": KEPT})
    session.detach()


@pytest.fixture(scope="session")
def doors(shared: BrowserContext, desk: dict[str, str]) -> dict[str, Any]:
    """The cookies of everyone, logged in once."""
    kept = {}
    page = shared.new_page()
    for name in ("sanne", "mo", "karin", "jeroen", "els", "omar", "fenna"):
        shared.clear_cookies()
        log_in(page, name, desk["password"])
        kept[name] = shared.cookies()
    page.close()
    shared.clear_cookies()
    return kept


@pytest.fixture
def enter(context: BrowserContext, page: Page, doors: dict[str, Any]) -> Callable[[str], Page]:
    """A page on which somebody is logged in."""

    def as_staff(name: str) -> Page:
        context.clear_cookies()
        context.add_cookies(doors[name])
        return page

    return as_staff


@pytest.fixture
def faultless(page: Page) -> Callable[[], None]:
    """Runs axe; it comes in by the debugger, so that the page's own policy stays as it is."""

    def check() -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        found = page.evaluate("(t) => axe.run(document, {runOnly: t, resultTypes: ['violations']})", RULES)
        wrong = [(v["id"], v["impact"], [node["target"] for node in v["nodes"]]) for v in found["violations"]]
        assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)

    return check
