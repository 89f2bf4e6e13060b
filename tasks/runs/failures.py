"""Errors without personal data: Prefect sees a code and a case number, the local log where in the code it happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import ParamSpec, TypeVar

from anyio import to_thread
from sqlalchemy.exc import DBAPIError

from config.settings import settings
from rules.errors import (
    CaseUnknown,
    MaatwerkError,
    NumberInvalid,
    ProcessUnknown,
    Redacted,
    RunError,
    StoreError,
    TextNotReleased,
)
from tasks import clock

P = ParamSpec("P")
R = TypeVar("R")

CASE_NUMBER = r"^[A-Z]{2,6}-[0-9]{4}-[0-9]{4,7}$"
NO_NUMBER = "zaak onbekend"
# Their sentences are made of our own names and numbers; other refusals may quote what someone typed.
TOLD = (CaseUnknown, ProcessUnknown, RunError, StoreError, TextNotReleased)
PASSING = (DBAPIError, OSError)


async def unquoted(number: str, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do work in a thread; an error leaves it as `Redacted`, tied to nothing of the original."""
    try:
        return await to_thread.run_sync(lambda: work(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 (all of them: any may quote a citizen)
        failure = redact(error, number)
    # Outside the except block, or Python would hang the original on it as its context.
    raise failure


def redact(error: Exception, number: str) -> Redacted:
    """What may be told of an error; where it came from goes to the local log."""
    if isinstance(error, Redacted):
        return error
    code = type(error).__name__
    # A full disk must not put its own error, with the original tied to it, in the place of ours.
    with suppress(OSError):
        note(error, number)
    if isinstance(error, TOLD):
        told = error.message_nl
    else:
        told = f"Deze stap is niet gelukt ({code}). In het dossier is niets half gebeurd. Zie logs/failures.log."
    return Redacted(code, number, told, passing=isinstance(error, PASSING) and not isinstance(error, MaatwerkError))


def check_number(number: str) -> str:
    """The number, if it looks like one; `NumberInvalid` otherwise."""
    if not re.fullmatch(CASE_NUMBER, number):
        raise NumberInvalid
    return number


def note(error: BaseException, number: str) -> None:
    """One line in the local log: when, which case, which classes, which lines of code. Never the message."""
    path = failure_log()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shown = number if re.fullmatch(CASE_NUMBER, number) else NO_NUMBER
    classes, places = " < ".join(_classes(error)), " > ".join(_places(error))
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{clock.now().isoformat(timespec='milliseconds')}  {shown}  {classes}  {places}\n")


def failure_log() -> Path:
    """Where the lines go."""
    return settings().home / "logs" / "failures.log"


def _classes(error: BaseException | None) -> list[str]:
    found: list[str] = []
    while error is not None:
        found.append(f"{type(error).__module__}.{type(error).__name__}")
        error = error.__cause__ or error.__context__
    return found


def _places(error: BaseException) -> list[str]:
    return [_place(frame, line) for frame, line in walk_tb(error.__traceback__)]


def _place(frame: FrameType, line: int) -> str:
    return f"{frame.f_globals.get('__name__', '?')}:{line}"
