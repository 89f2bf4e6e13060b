"""The keys of the printer, each from its day."""

import base64
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import ValidationError

from config.municipality.printer import PrinterKey, keys_for

FIRST, SECOND = date(2026, 3, 1), date(2026, 9, 1)


def key() -> str:
    raw = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def test_an_answer_is_signed_with_the_key_of_the_day_or_a_later_one():
    known = PrinterKey(sleutel=key(), vanaf=FIRST), PrinterKey(sleutel=key(), vanaf=SECOND)
    old, new = (each.sleutel for each in known)
    assert keys_for(known, date(2026, 2, 28)) == (False, (old, new))
    assert keys_for(known, FIRST) == (True, (old, new))
    assert keys_for(known, date(2026, 8, 31)) == (True, (old, new))
    assert keys_for(known, SECOND) == (True, (new,))
    assert keys_for((), SECOND) == (False, ())


@pytest.mark.parametrize("given", ["", "geen sleutel", "AAAA", pytest.param(key()[:-4], id="short"), "é" * 44])
def test_what_is_no_key_is_refused(given):
    with pytest.raises(ValidationError, match="openbare sleutel"):
        PrinterKey(sleutel=given, vanaf=FIRST)
