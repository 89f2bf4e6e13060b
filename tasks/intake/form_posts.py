"""What a form server posts: a line of an intake file, read with the mapping of its form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from config.forms import Form, form, paths
from rules.errors import ReportRefused, ReportUnreadable
from tasks.answers.days import NO_TIME, moment
from tasks.answers.kept_answers import kept, told
from tasks.answers.posted import Earlier
from tasks.answers.texts import visible
from tasks.intake.form_answers import FormAnswers
from tasks.intake.incoming_report import Incoming, as_sent

LINE_MAX = 40 * 1024 * 1024
VERSION = "formulierversie"
OTHER_VERSION = "Deze versie van het formulier kennen wij nog niet. Kijk na of alles op de goede plek staat."
NO_REFERENCE = "Vul dit in."
REFERENCE_MAX = 100
TIME = "registration_timestamp"
ENVELOPE = {"reference": "public_reference", "received_at": TIME}
# What a form server says about every form; whatever else stands beside the answers is an answer.
LINE = ("values", "metadata", "values_schema", "metadata_schema")
ABOUT = ("public_reference", "form_id", "form_name", "form_version", TIME, "auth_type", "metadata_schema")
BESIDE = "{name} (naast de antwoorden)"
# What is nested deeper than this is kept as the text it is; a reader of JSON gives up somewhat deeper.
DEEP = 200
SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
# Python reads no whole number that is longer.
DIGITS_MAX = 4_000


def read_line(text: str) -> Incoming:
    """Read one line of an intake file, in the shape a form server posts; raises an `IntakeError`.

    Only a report that nobody could act on is refused: without a reference, without a time, from nobody we can reach.
    """
    values, metadata = _envelope(text)
    known = form(*(str(metadata.get(name) or "")[:100] for name in ("form_id", "form_name")))
    answers = FormAnswers(known, values)
    given = answers.report()
    given |= {"reference": _reference(metadata), "process": known.process, "team": known.team, "channel": "website"}
    given["received_at"], note = _moment(metadata.get(TIME))
    notes = _version(known, metadata, answers.misfits)
    if note:
        answers.misfits[TIME] = note
        notes = (*notes, (TIME, visible(str(metadata[TIME]))))
    files_at = paths(known.report, "files")[0]
    bsn = given["person"].get("bsn", "")
    given["answers"], given["files"] = kept(answers.posted, answers.misfits, files_at, bsn)
    given |= {"digest": sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "whole": told(answers.posted)}
    given["answers"] = (*notes, *given["answers"])
    return as_sent(given | {"misfits": tuple(answers.misfits.items())}, ENVELOPE)


def _envelope(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(text) > LINE_MAX:
        raise ReportUnreadable("Deze regel is groter dan 40 MB. Stuur kleinere bijlagen.")
    try:
        post = _read(text)
    except (ValueError, RecursionError):
        raise ReportUnreadable(
            "Deze regel is geen geldige JSON. Vraag de formulierserver om de melding opnieuw."
        ) from None
    values, metadata = (post.get(part) if isinstance(post, dict) else None for part in ("values", "metadata"))
    if not isinstance(values, dict) or not isinstance(metadata, dict):
        raise ReportUnreadable("Deze regel heeft geen “values” en “metadata”. Dit is geen melding van een formulier.")
    return values | _beside(post, metadata, values), metadata


def _beside(post: dict[str, Any], metadata: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """What the envelope has twice, or that no form server says of every form, under names that no answer has."""
    found: dict[str, Any] = {}
    for part, known in ((post, LINE), (metadata, ABOUT)):
        for name, said in part.items():
            if name in known:
                continue
            free = name if isinstance(name, Earlier) else BESIDE.format(name=name)
            while free in values or free in found:
                free = type(free)(f"{free}*")
            found[free] = said
    return found


def _read(text: str) -> Any:
    """What a line of JSON says; raises `ValueError`, or `RecursionError` where its brackets do not close."""
    hooks: dict[str, Any] = {"object_pairs_hook": _object, "parse_int": _whole, "parse_float": _decimal}
    try:
        return json.loads(text, **hooks)
    except RecursionError:
        return json.loads("".join(_flattened(text)), **hooks)


def _flattened(text: str) -> Iterator[str]:
    """The same JSON, with what is nested deeper than `DEEP` as a text."""
    depth = told = 0
    for found in SIGNS.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth == DEEP:
                yield text[told : found.start()]
                told = found.start()
        elif found[0] in "]}":
            if depth == DEEP:
                yield json.dumps(text[told : found.end()])
                told = found.end()
            depth -= 1
    yield text[told:]


def _whole(said: str) -> int | str:
    return int(said) if len(said) <= DIGITS_MAX else said


def _decimal(said: str) -> float | str:
    """A number with a point; as a text where a number would not be the same."""
    found = float(said)
    return found if repr(found) == said else said


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that it has twice keeps both, the last under its own name."""
    last = dict(pairs)
    if len(last) == len(pairs):
        return last
    found: dict[str, Any] = {}
    for place, (name, value) in enumerate(pairs, 1):
        if name in found and found[name] != value:
            before = Earlier(f"{name} (eerder, {place})")
            while before in last or before in found:
                before = Earlier(f"{before}*")
            found[before] = found[name]
        found[name] = value
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


def _moment(given: Any) -> tuple[datetime, str]:
    """When it came in, and what somebody has to look at; raises `ReportRefused` where nobody can say when."""
    try:
        return moment(given)
    except (ValueError, OverflowError):
        raise ReportRefused({TIME: NO_TIME}) from None
