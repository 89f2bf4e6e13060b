"""Typesetting with Typst: one compiler per process, one standard for paper and archive, every warning an error."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

import typst

from letters.writing.signs import font_files
from letters.writing.template import LAYOUT
from rules.errors import AddressUnfit, ContactUnfit, TypesettingFailed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

STANDARDS: list[Any] = ["a-2a", "ua-1"]
_CONTACT = "contact-hoogte"
_ADDRESS = re.compile(r"adres-(hoogte|regel:(\d+))")
# Two threads cannot use one compiler at the same time ("Already borrowed").
_turn = threading.Lock()


@cache
def _compiler() -> typst.Compiler:
    folder = str(font_files()[0].parent)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    return typst.Compiler(str(LAYOUT), root=str(LAYOUT.parent), font_paths=fonts, ignore_system_fonts=True)


def pdf(inputs: Mapping[str, str], *, made_at: datetime) -> bytes:
    """One PDF that is both PDF/UA-1 and PDF/A-2a."""
    made = _compile(inputs, format="pdf", pdf_standards=STANDARDS, timestamp=made_at)
    return made if isinstance(made, bytes) else made[0]


def images(inputs: Mapping[str, str], *, dots_per_inch: float) -> tuple[bytes, ...]:
    """The pages as PNG, for the screen."""
    made = _compile(inputs, format="png", ppi=dots_per_inch)
    return (made,) if isinstance(made, bytes) else tuple(made)


def _compile(inputs: Mapping[str, str], **options: Any) -> bytes | list[bytes]:
    with _turn:
        try:
            made, warnings = _compiler().compile_with_warnings(sys_inputs=dict(inputs), **options)
        except typst.TypstError as error:
            raise _as_letter_error(error.message) from None
    if warnings or made is None:
        raise TypesettingFailed(len(warnings))
    return made


def _as_letter_error(message: str) -> AddressUnfit | ContactUnfit | TypesettingFailed:
    if _CONTACT in message:
        return ContactUnfit("consulent")
    found = _ADDRESS.search(message)
    if found:
        return AddressUnfit("client.adres", line=int(found[2]) if found[2] else None)
    return TypesettingFailed(0)
