"""The municipality's own texts: the list, the editor with the letter beside it, and release by a second person."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.letters import text_view
from desk.web.access import WRITING, Releaser, Writer
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import CONFLICT, INVALID, Trouble
from letters.writing import texts as files
from rules.errors import SamePerson, TextChanged, TextUnfit, TextUnknown
from tasks.letters.own_texts import release_text, write_text

router = APIRouter()
NOTICES = {
    "bewaard": "Bewaard. Een collega moet deze versie nog vrijgeven.",
    "vrijgegeven": "Vrijgegeven. Nieuwe brieven krijgen deze tekst.",
}
EMPTY_NL = "Schrijf een tekst. Wilt u de standaardtekst terug? Gebruik dan de knop daarvoor."
LONG_NL = "Deze tekst is te lang voor een brief. Kort hem in."


@router.get("/teksten")
def overview(request: Request, _: Releaser) -> Response:
    """All texts, showing which are the municipality's own."""
    return page(request, "letters/own_texts.html", active="/teksten", lines=text_view.listed(), shared=text_view.SHARED)


@router.get("/teksten/{process}/{text}")
def edit(request: Request, visitor: Releaser, process: str, text: str) -> Response:
    """The editor, with the newest version or an older one."""
    asked = request.query_params.get("versie", "")
    version = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000000") else 0
    return _page(request, visitor, _known(process, text), version=version)


@router.post("/teksten/{process}/{text}")
def save(request: Request, visitor: Writer, process: str, text: str, form: Submitted) -> Response:
    """Store a version, or show the letter made with it."""
    name, body = _known(process, text), _body(form)
    if "voorbeeld" in form:
        return _page(request, visitor, name, form=form)
    back = "terug" in form
    wrong = "" if back else EMPTY_NL if not body.strip() else LONG_NL if len(body) > files.LARGEST else ""
    if wrong:
        return _page(request, visitor, name, form=form, trouble=Trouble({"tekst": wrong}, status=INVALID))
    try:
        write_text(name, None if back else body, by=visitor.id, expected=form.version or 0, key=form.key)
    except TextChanged as changed:
        return _page(request, visitor, name, form=form, trouble=Trouble(message=changed.message_nl, status=CONFLICT))
    return RedirectResponse(f"{text_view.path_of(name)}?bericht=bewaard", 303)


@router.post("/teksten/{process}/{text}/voorbeeld")
def show(request: Request, visitor: Releaser, process: str, text: str, form: Submitted) -> Response:
    """The letter made with the text as it is now, and what is wrong with it."""
    name = _known(process, text)
    shelf = request.app.state.shelf
    tried = text_view.tried(shelf, visitor.login, name, _body(form), form["voorbeeld_van"])
    return page(request, "letters/text_tried.html", tried=tried, shown=tried.shown)


@router.post("/teksten/{process}/{text}/vrijgeven")
def release(request: Request, visitor: Releaser, process: str, text: str, form: Submitted) -> Response:
    """Release the newest version, by somebody other than its author."""
    name = _known(process, text)
    try:
        release_text(name, form.version or 0, by=visitor.id)
    except (SamePerson, TextChanged, TextUnfit) as refused:
        return _page(request, visitor, name, trouble=Trouble(message=refused.message_nl, status=CONFLICT))
    return RedirectResponse(f"{text_view.path_of(name)}?bericht=vrijgegeven", 303)


def _known(process: str, text: str) -> str:
    name = text_view.name_of(process, text)
    if name not in files.names():
        raise TextUnknown(name)
    return name


def _body(form: Form) -> str:
    """What was typed, with line ends and characters that a text may contain."""
    typed = form.values.get("tekst", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return typed.encode("utf-8", "replace").decode().rstrip() + "\n"


def _page(
    request: Request,
    visitor: Visitor,
    name: str,
    *,
    version: int = 0,
    form: Form | None = None,
    trouble: Trouble | None = None,
) -> Response:
    body = _body(form) if form and "tekst" in form.values else text_view.body_of(name, version)
    versions = text_view.history(name)
    choice = form["voorbeeld_van"] if form else ""
    tried = text_view.tried(request.app.state.shelf, visitor.login, name, body, choice)
    return page(
        request,
        "letters/own_text.html",
        active="/teksten",
        title=text_view.title_of(name),
        name=name,
        path=text_view.path_of(name),
        body=body,
        versions=versions,
        newest=versions[0] if versions else None,
        opened=version,
        options=text_view.options(name),
        choice=choice,
        tried=tried,
        shown=tried.shown,
        writes=visitor.has(*WRITING),
        own=bool(versions) and versions[0].author == visitor.id,
        notice=NOTICES.get(request.query_params.get("bericht", ""), ""),
        key=(form["sleutel"] if form and trouble else "") or new_key(),
        trouble=trouble,
    )
