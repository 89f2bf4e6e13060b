"""The application: made, completed, withdrawn (Wmo 2015, art. 2.3.2 lid 9; Awb 4:1 to 4:5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Application:
    """The citizen applies, usually by signing the report (Wmo 2015, art. 2.3.2 lid 9 and 2.3.5)."""

    label: ClassVar[str] = "aanvraag"
    received_on: date
    signed: bool = True
    remarks: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that is missing, and why it is needed."""

    name: str
    why: str


@dataclass(frozen=True, kw_only=True)
class DataRequest:
    """An invitation to complete the application within a set term (Awb 4:5, 4:15)."""

    label: ClassVar[str] = "verzoek om gegevens"
    documents: tuple[Document, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DataReceived:
    """The missing data came in and completes the application (Awb 4:15 lid 1)."""

    label: ClassVar[str] = "gegevens ontvangen"
    received_on: date
    what: str


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """The citizen withdraws the report or the application, of their own free will."""

    label: ClassVar[str] = "intrekking"
    received_on: date
    reason: str
    free_choice: bool = True


@dataclass(frozen=True, kw_only=True)
class Resumption:
    """The citizen retracts the withdrawal."""

    label: ClassVar[str] = "intrekking herroepen"
    received_on: date
    remark: str = ""
