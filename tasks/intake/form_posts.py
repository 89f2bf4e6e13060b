"""What a form server posts: a line of an intake file, read with the mapping of its form."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from config.forms import Form, form, paths
from rules.errors import ReportRefused, ReportUnreadable
from tasks import clock
from tasks.intake.fitting import visible
from tasks.intake.form_answers import FormAnswers
from tasks.intake.incoming_report import Incoming, as_sent
from tasks.intake.kept_answers import kept

LINE_MAX = 40 * 1024 * 1024
VERSION = "formulierversie"
OTHER_VERSION = "Deze versie van het formulier kennen wij nog niet. Kijk na of alles op de goede plek staat."
NO_REFERENCE = "Vul dit in."
REFERENCE_MAX = 100
NO_TIME = "Vul een geldige datum in."
NO_CLOCK = "De formulierserver noemt een tijdstip dat nog moet komen. Wij nemen het tijdstip van nu."
ONLY_DAY = "De formulierserver noemt alleen de dag, niet het tijdstip."
SLACK, AHEAD = timedelta(minutes=5), timedelta(days=1)
ENVELOPE = {"reference": "public_reference", "received_at": "registration_timestamp"}


def read_line(text: str) -> Incoming:
    """Read one line of an intake file, in the shape a form server posts; raises an `IntakeError`.

    Only a report that nobody could act on is refused: without a reference, without a time, from nobody we can reach.
    """
    values, metadata = _envelope(text)
    known = form(*(str(metadata.get(name) or "")[:100] for name in ("form_id", "form_name")))
    answers = FormAnswers(known, values)
    given = answers.report()
    given |= {"reference": _reference(metadata), "process": known.process, "team": known.team, "channel": "website"}
    given["received_at"] = _moment(metadata.get("registration_timestamp"), answers.misfits)
    version = _version(known, metadata, answers.misfits)
    files_at = paths(known.report, "files")[0]
    bsn = given["person"].get("bsn", "")
    given["answers"], given["files"] = kept(answers.posted, answers.misfits, files_at, bsn)
    given["answers"] = (*version, *given["answers"])
    return as_sent(given | {"misfits": tuple(answers.misfits.items())}, ENVELOPE)


def _envelope(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(text) > LINE_MAX:
        raise ReportUnreadable("Deze regel is groter dan 40 MB. Stuur kleinere bijlagen.")
    try:
        post = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise ReportUnreadable(
            "Deze regel is geen geldige JSON. Vraag de formulierserver om de melding opnieuw."
        ) from None
    values, metadata = (post.get(part) if isinstance(post, dict) else None for part in ("values", "metadata"))
    if not isinstance(values, dict) or not isinstance(metadata, dict):
        raise ReportUnreadable("Deze regel heeft geen “values” en “metadata”. Dit is geen melding van een formulier.")
    return values, metadata


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that it has twice keeps both, the last under its own name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        last = {name: place for place, (name, _) in enumerate(pairs)}
        found = {}
        for place, (name, value) in enumerate(pairs):
            found[name if place == last[name] else f"{name} (eerder, {place + 1})"] = value
    return found


def _reference(metadata: dict[str, Any]) -> str:
    """Its reference as a text; of one that is too long for that, its beginning and a digest."""
    given = metadata.get("public_reference")
    if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
        raise ReportRefused({"public_reference": NO_REFERENCE})
    found = visible(str(given).strip())
    return found if len(found) <= REFERENCE_MAX else f"{found[:60]}…{sha256(found.encode()).hexdigest()[:32]}"


def _version(known: Form, metadata: dict[str, Any], misfits: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The version of the form, where it is another than the mapping was made for."""
    version = visible(str(metadata.get("form_version") or ""))[:100]
    if version in known.versions:
        return ()
    misfits[VERSION] = OTHER_VERSION
    return ((VERSION, version),) if version else ()


def _moment(given: Any, misfits: dict[str, str]) -> datetime:
    """The moment, with its time zone; raises `ReportRefused` where there is none.

    Without a zone it is our own time. A clock that is a few hours ahead has mistaken its zone: then it is now.
    """
    at, only_day = _read_moment(given)
    if only_day:
        misfits[ENVELOPE["received_at"]] = ONLY_DAY
    if SLACK < at - clock.now() < AHEAD:
        misfits[ENVELOPE["received_at"]] = NO_CLOCK
        return clock.now()
    return at


def _read_moment(given: Any) -> tuple[datetime, bool]:
    said = given.strip() if isinstance(given, str) else ""
    try:
        if len(said) == len("jjjj-mm-dd"):
            return datetime.combine(date.fromisoformat(said), time(12), clock.AMSTERDAM), True
        at = datetime.fromisoformat(said)
        return (at if at.tzinfo else at.replace(tzinfo=clock.AMSTERDAM)), False
    except ValueError:
        raise ReportRefused({ENVELOPE["received_at"]: NO_TIME}) from None
