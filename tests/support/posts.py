"""What a form server posts, one line of an intake file."""

import base64
import json
from itertools import count

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
_references = count(1)


def values(**changes: object) -> dict[str, object]:
    """What a citizen filled in."""
    given: dict[str, object] = {
        "bsn": "",
        "voorletters": "J.",
        "tussenvoegsel": "van der",
        "achternaam": "Meulen",
        "aanspreekvorm": "de heer",
        "geboortedatum": "1945-05-05",
        "straat": "Lindelaan",
        "huisnummer": "4 bis",
        "postcode": "4091ab",
        "plaats": "Veldhaven",
        "telefoon": "06 00 00 01 02",
        "onderwerp": "Vervoer",
        "hulpvraag": "Ik kom de deur niet meer uit. Wie rijdt mij?",
        "spoed": False,
    }
    return given | changes


def file(content: bytes = PDF, name: str = "brief.pdf") -> dict[str, str]:
    """A file as it comes inline."""
    return {"file_name": name, "content": base64.b64encode(content).decode()}


def post(reference: str = "", /, metadata: dict[str, object] | None = None, **changes: object) -> str:
    """One line."""
    about: dict[str, object] = {
        "public_reference": reference or f"OF-{next(_references):05}",
        "form_name": "Melding hulp en ondersteuning (Wmo)",
        "form_version": "1",
        "form_id": "wmo-melding",
        "registration_timestamp": "2026-09-28T10:00:00+02:00",
        "auth_type": "digid",
        "metadata_schema": {},
    }
    given = {"values": values(**changes), "values_schema": {"type": "object"}, "metadata": about | (metadata or {})}
    return json.dumps(given, ensure_ascii=False)
