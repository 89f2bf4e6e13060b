"""Files among the answers of a form: which they are, and what their first bytes show."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, NamedTuple

FILE_MAX = 10 * 1024 * 1024
MEDIA = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
# What a browser may show; any other is only downloaded.
SHOWN = frozenset(MEDIA.values())
OTHER, TEXT = "application/octet-stream", "text/plain"
HEIC = re.compile(rb".{4}ftyp(?:hei[cfsmx]|hev[cmsx]|mif1|msf1)", re.DOTALL)
NAMES, CONTENTS = ("file_name", "filename", "fileName", "bestandsnaam", "originalName"), ("content", "data", "inhoud")
IN_TEXT = re.compile(r"data:[\w.+-]*/?[\w.+-]*(?:;[\w.+=-]*)*;base64,", re.ASCII)
ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/heic": "heic"}
DAMAGED = "Dit bestand is beschadigd. Vraag de inwoner om het opnieuw te sturen."
UNKNOWN = "Dit soort bestand openen wij niet op het scherm. Het is wel bewaard. Kijk goed voordat u het opent."
LARGE = "Dit bestand is groter dan 10 MB. Het is wel bewaard."


class Found(NamedTuple):
    """A file: its name, its bytes, and the keys under which they stood."""

    name: str
    content: bytes
    keys: tuple[str, ...]


def is_file(value: Any) -> bool:
    """Whether this is meant as a file, damaged or not: it has the name of one, and contents."""
    return isinstance(value, dict) and bool(_named(value)) and bool(_held(value))


def file_in(value: Any) -> Found | None:
    """The file that this is; None for anything else, and for one whose contents cannot be read."""
    if isinstance(value, str):
        content = _decoded(value) if IN_TEXT.match(value[:200]) else b""
        return Found(f"bestand.{ENDINGS.get(media_type(content), 'bin')}", content, ()) if content else None
    if not is_file(value):
        return None
    name, held = _named(value), _held(value)
    content = _decoded(value[held])
    return Found(value[name], content, (name, held)) if content else None


def _named(value: dict[str, Any]) -> str:
    return next((name for name in NAMES if isinstance(value.get(name), str) and value[name].strip()), "")


def _held(value: dict[str, Any]) -> str:
    return next((name for name in CONTENTS if name in value), "")


def _decoded(text: Any) -> bytes:
    """The bytes; none where they are not whole."""
    if not isinstance(text, str):
        return b""
    bare = "".join(text[found.end() if (found := IN_TEXT.match(text[:200])) else 0 :].split())
    try:
        return base64.b64decode(bare, validate=True)
    except (ValueError, binascii.Error):
        return b""


def media_type(content: bytes) -> str:
    """What the first bytes show; what we do not know is only bytes."""
    if HEIC.match(content[:16]):
        return "image/heic"
    return next((kind for start, kind in MEDIA.items() if content.startswith(start)), OTHER)


def remark(content: bytes) -> str:
    """What somebody must know before they open this file, in Dutch; empty for a document or picture as we expect."""
    if len(content) > FILE_MAX:
        return LARGE
    return "" if media_type(content) in SHOWN else UNKNOWN
