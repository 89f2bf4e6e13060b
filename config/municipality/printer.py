"""The keys with which the printer signs its answers: public ones, so that nobody here can answer for it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from datetime import date
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator

from config.municipality.house_style import Part


def _key(given: str) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(given, validate=True))
    except (binascii.Error, ValueError):
        raise ValueError("geen openbare sleutel van Ed25519: 32 bytes in base64") from None
    return given


class PrinterKey(Part):
    """The public key (Ed25519, base64) with which the printer answers about bundles that were sealed from a day on."""

    sleutel: Annotated[str, AfterValidator(_key)]
    vanaf: date


def keys_for(keys: Collection[PrinterKey], sealed_on: date) -> tuple[bool, tuple[str, ...]]:
    """Whether an answer about a bundle that was sealed on this day must be signed, and the keys that may do so.

    Those are the key of that day and each later one, for a printer may have lost the first. None is taken away again,
    so what held once holds for good.
    """
    begun = [each.vanaf for each in keys if each.vanaf <= sealed_on]
    since = max(begun, default=sealed_on)
    return bool(begun), tuple(each.sleutel for each in keys if each.vanaf >= since)
