"""Visiting the desk in a test: logging in, reading pages and sending their forms."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser

import anyio.to_thread
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from post import run_through

from desk.app import create_app
from desk.web import sessions
from tasks.cases.courses import course_of

# How something came in is chosen by whoever records it; here by post, where a test does not say.
CAME_BY = {"came_by": "post", "channel": "post"}
ORIGIN = "http://127.0.0.1"


async def here(number: str, version: int, process: str, *, again: str = "") -> str | None:
    """Take a case on in this process; imported here, because Prefect takes seconds."""
    from tasks.prefect.case_flow import run_here  # noqa: PLC0415

    await anyio.to_thread.run_sync(run_here, number, course_of(process))
    return None


async def press(run: int, key: str) -> str | None:
    """Take a letter run on in this process."""

    await anyio.to_thread.run_sync(run_through, run)
    return None


class _Fields(HTMLParser):
    """The fields of the form that posts to an address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.values: dict[str, str] = {}
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            # A form without an address posts to the page it is on.
            own = given.get("action", self.action)
            self.inside = given.get("method") == "post" and own == self.action
        name = given.get("name", "")
        if not self.inside:
            return
        if tag == "textarea":
            self._text, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self.values):
            self.values[self._select] = given.get("value", "")
        elif tag == "input" and name:
            self._input(name, given)

    def _input(self, name: str, given: dict[str, str]) -> None:
        if given.get("type") not in {"radio", "checkbox"}:
            self.values[name] = given.get("value", "")
        elif "checked" in given:
            self.values[name] = given.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self._text:
            self.values[self._text], self._text = self.values[self._text].removeprefix("\n"), ""

    def handle_data(self, data: str) -> None:
        if self._text and self.inside:
            self.values[self._text] += data


def fields(page: Response, action: str) -> dict[str, str]:
    """What a browser would send for the form on a page, as it stands."""
    parser = _Fields(action)
    parser.feed(page.text)
    return parser.values


def text(page: Response) -> str:
    """What a page says, without its markup."""
    bare = re.sub(r"<(script|style|title)\b.*?</\1>", "", page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", bare).replace("&#39;", "’").split())


@dataclass
class Visit:
    """One person at the desk, with their own browser."""

    client: AsyncClient

    async def get(self, path: str, **headers: str) -> Response:
        """Open a page."""
        return await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    async def send(self, path: str, action: str = "", *, page: Response | None = None, **changes: str) -> Response:
        """Open a page, change some fields of its form, and send it; "__" in a name stands for a dot."""
        action = action or path
        shown = page or await self.get(path)
        found = fields(shown, action)
        said = {name: way for name, way in CAME_BY.items() if found.get(name) == ""}
        values = found | said | {name.replace("__", "."): value for name, value in changes.items()}
        return await self.post(action, values)

    async def post(self, action: str, values: dict[str, str]) -> Response:
        """Send these values, as a browser on our own page does."""
        return await self.client.post(action, data=values, headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"})


@asynccontextmanager
async def browser(app: FastAPI) -> AsyncIterator[Visit]:
    """A browser where nobody is logged in."""
    async with AsyncClient(transport=ASGITransport(app), base_url=ORIGIN) as client:
        yield Visit(client)


@asynccontextmanager
async def at_desk(name: str, app: FastAPI | None = None) -> AsyncIterator[Visit]:
    """Somebody logged in."""
    with _desk(app) as desk:
        async with browser(desk) as visit:
            visit.client.cookies.set("maatwerk", sessions.begin(name))
            yield visit


@contextmanager
def _desk(app: FastAPI | None) -> Iterator[FastAPI]:
    """A desk that has seen nobody; its routes, which take long to prepare, served visitors that have left."""
    if app:
        yield app
        return
    new = create_app(advance=here, run_letters=press)
    desk = _left.pop() if _left else new
    desk.state = new.state
    try:
        yield desk
    finally:
        _left.append(desk)


# Desks of which the visitor left.
_left: list[FastAPI] = []
