"""The files of a case on the screen: opening one, and adding one."""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.cases import case
from desk.record import recording
from desk.record.case_file import open_case
from desk.web.access import AddressConcealed, Registrar, RowNumber, Viewer
from desk.web.forms import SubmittedFile
from desk.web.trouble import INVALID, Trouble
from rules.errors import AttachmentRefused
from store.engine import session
from tasks.answers.files import FILE_MAX, TEXT
from tasks.intake import attachments

router = APIRouter()
# The page to which a file is sent: a larger form than any other, of a file and its few fields.
PATH = re.compile(r"/zaak/[^/]+/bestand")
LARGEST_FORM = FILE_MAX + 100_000
FIELD = "bestand"


@router.get("/zaak/{number}/bestand/{attachment_id}")
def show(visitor: Viewer, number: str, attachment_id: RowNumber) -> Response:
    """A file; a browser shows a picture or a PDF, and stores anything else without looking what is in it."""
    with session(readonly=True) as db:
        if not open_case(db, number).shows_address_to(visitor):
            raise AddressConcealed(number)
    found = attachments.opened(number, attachment_id)
    how = "inline" if found.shown else "attachment"
    named = quote(found.name.encode("utf-8", "replace"))
    kind = f"{TEXT}; charset=utf-8" if found.media_type == TEXT else found.media_type
    return Response(found.content, media_type=kind, headers={"Content-Disposition": f"{how}; filename*=UTF-8''{named}"})


@router.post("/zaak/{number}/bestand")
def add(request: Request, visitor: Registrar, number: str, sent: SubmittedFile) -> Response:
    """Put a file with the case."""
    try:
        version = attachments.add(number, sent.name, sent.content, by=visitor.id, key=sent.form.key)
    except AttachmentRefused as refused:
        trouble = Trouble({FIELD: refused.message_nl}, status=INVALID)
        return case.shown(request, visitor, number, trouble=trouble)
    return recording.go_on(request, number, version)
