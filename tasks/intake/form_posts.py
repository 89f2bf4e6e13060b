"""What a form server posts: a line of an intake file, read with the mapping of its form."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from config.forms import Form, form
from rules.errors import ReportRefused, ReportUnreadable
from tasks.intake.incoming_report import Incoming, checked, upload

LINE_MAX = 40 * 1024 * 1024
ENVELOPE = {
    "reference": "public_reference",
    "received_at": "registration_timestamp",
    "answers": "overige antwoorden",
}


def read_line(text: str) -> Incoming:
    """Read one line of an intake file, in the shape a form server posts; raises an `IntakeError`."""
    values, metadata = _envelope(text)
    known = form(*(str(metadata.get(name) or "")[:100] for name in ("form_id", "form_name", "form_version")))
    given = _report(known, values, metadata)
    return checked(given, lambda field: _as_on_form(known, field))


def _envelope(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if len(text) > LINE_MAX:
        raise ReportUnreadable("Deze regel is groter dan 40 MB. Stuur kleinere bijlagen.")
    try:
        post = json.loads(text)
    except (ValueError, RecursionError):
        raise ReportUnreadable(
            "Deze regel is geen geldige JSON. Vraag de formulierserver om de melding opnieuw."
        ) from None
    values, metadata = (post.get(part) if isinstance(post, dict) else None for part in ("values", "metadata"))
    if not isinstance(values, dict) or not isinstance(metadata, dict):
        raise ReportUnreadable("Deze regel heeft geen “values” en “metadata”. Dit is geen melding van een formulier.")
    return values, metadata


def _report(known: Form, values: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    report = _mapped(known.report, values)
    given: dict[str, Any] = {
        "reference": str(metadata.get("public_reference") or ""),
        "process": known.process,
        "team": known.team,
        "channel": "website",
        "received_at": str(metadata.get("registration_timestamp") or ""),
        "person": _mapped(known.person, values),
        "household": [_mapped(known.household, each) for each in _listed(values, known.household["list"])],
        "files": [_file(each) for each in _listed(values, known.report["files"])],
    }
    given |= {name: report[name] for name in ("subject", "question", "urgent") if name in report}
    given["product"] = known.products.get(str(report.get("product")), "")
    field = known.until_on.get(given["product"])
    until_on = {"until_on": field} if field else {}
    given |= _mapped(until_on, values)
    given["answers"] = _answers(known.mapped(until_on), values)
    if someone := values.get(known.representative["from"]):
        given["representative"] = _mapped(known.representative, someone)
        given["letters_to_representative"] = bool(values.get(known.representative["letters"]))
    return given


def _mapped(names: dict[str, str], values: Any) -> dict[str, Any]:
    """The answers under our own names; empty answers are left out."""
    skipped = {"list", "from", "letters", "files"}
    found = {ours: _at(values, path) for ours, path in names.items() if ours not in skipped}
    return {ours: value for ours, value in found.items() if value not in (None, "")}


def _at(values: Any, path: str) -> Any:
    for step in path.split("."):
        values = values.get(step) if isinstance(values, dict) else None
    return values


def _listed(values: dict[str, Any], name: str) -> list[Any]:
    found = values.get(name) or []
    if not isinstance(found, list):
        raise ReportRefused({name: "Dit hoort een lijst te zijn."})
    return found


def _file(given: Any) -> dict[str, Any]:
    try:
        content = base64.b64decode(given["content"], validate=True)
        name = str(given["file_name"])
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise ReportRefused(
            {"bijlage": "Dit bestand is beschadigd. Vraag de inwoner om het opnieuw te sturen."}
        ) from None
    return upload(name, content)


def _answers(read: set[str], values: dict[str, Any]) -> list[tuple[str, str]]:
    """Questions and answers that our mapping does not read, kept so that nothing a citizen wrote is lost."""
    left = values.keys() - read
    return [(name, _as_text(values[name])) for name in sorted(left) if values[name] not in (None, "", [], {})]


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _as_on_form(known: Form, field: str) -> str:
    """The form's own name for our path of a field, for use in a message."""
    part, *rest = field.split(".")
    if part in ENVELOPE:
        return ENVELOPE[part]
    if part == "person" and rest:
        return known.person.get(rest[0], rest[0])
    if part == "household" and len(rest) > 1:
        return f"{known.household['list']} {int(rest[0]) + 1}, {known.household.get(rest[1], rest[1])}"
    if part == "representative" and rest:
        return f"{known.representative['from']}, {known.representative.get(rest[0], rest[0])}"
    if part == "files" and rest:
        return f"{known.report['files']} {int(rest[0]) + 1}"
    return known.report.get(part, part)
