"""What the printer says of a bundle in a file, and whether it is the printer that says it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from letters.bundles import printer_answer
from letters.bundles.printer_answer import LARGEST, LONGEST
from rules.errors import AnswerForged, AnswerUnreadable, AnswerUnsigned

REFUSED = {"bundle": "20261125-1f2e3d4c", "manifest_sha256": "a" * 64, "answer": "refused", "reason": "Té nat."}
SENT = {"bundle": "20261125-1f2e3d4c", "manifest_sha256": "a" * 64, "answer": "sent", "posted_on": "2026-11-25"}
BYTES = '{"answer":"refused","bundle":"20261125-1f2e3d4c","manifest_sha256":"' + "a" * 64 + '","reason":"Té nat."}'


def written(given: object) -> bytes:
    return json.dumps(given).encode()


@pytest.mark.parametrize("given", [REFUSED, SENT], ids=["refused", "sent"])
def test_an_answer_is_read(given: dict[str, str]) -> None:
    for content in (written(given), b"\xef\xbb\xbf" + written(given), json.dumps(given, indent=2).encode()):
        said = printer_answer.read(content)
        told = {"answer": said.answer, "bundle": said.bundle, "manifest_sha256": said.manifest_sha256}
        told |= {"reason": said.reason} if said.reason else {"posted_on": str(said.posted_on)}
        assert told == given


def test_a_signature_is_over_names_in_order_without_white_space_in_utf_8() -> None:
    assert printer_answer.read(written(REFUSED | {"signature": "x"})).signed == BYTES.encode()


UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"geweigerd",
    "no text": b"\xff\xfe\x00",
    "a list": written([REFUSED]),
    "a list of pairs": written([[name, value] for name, value in REFUSED.items()]),
    "a number": b"1",
    "nested without end": b"[" * 9_000,
    "too large": written(REFUSED) + b" " * LARGEST,
    "a name twice": written(REFUSED)[:-1] + b', "answer": "refused"}',
    "no answer": written({name: value for name, value in REFUSED.items() if name != "answer"}),
    "another answer": written(REFUSED | {"answer": "misschien"}),
    "the name of an answer": written(REFUSED | {"answer": "posted_on"}),
    "both": written(REFUSED | SENT),
    "something besides": written(REFUSED | {"letters": "3"}),
    "refused on a day": written(SENT | {"answer": "refused"}),
    "sent for a reason": written(REFUSED | {"answer": "sent"}),
    "a number for a text": written(REFUSED | {"reason": 3}),
    "no digest": written(REFUSED | {"manifest_sha256": "a" * 63}),
    "capitals in the digest": written(REFUSED | {"manifest_sha256": "A" * 64}),
    "a path for a name": written(REFUSED | {"bundle": "../../etc/passwd"}),
    "a dot for a name": written(REFUSED | {"bundle": ".."}),
    "an end of line in a name": written(REFUSED | {"bundle": "20261125-1f2e3d4c\n"}),
    "no reason": written(REFUSED | {"reason": "  "}),
    "a reason that does not show": written(REFUSED | {"reason": "\u200b\u3164"}),
    "a reason with a null": written(REFUSED | {"reason": "nat\0"}),
    "a reason of lines": written(REFUSED | {"reason": "nat\nen vies"}),
    "half a sign": b'{"bundle": "x", "reason": "\\ud800"}',
    "a reason without end": written(REFUSED | {"reason": "x" * (LONGEST + 1)}),
    "a day that is none": written(SENT | {"posted_on": "2026-02-30"}),
    "a day of another form": written(SENT | {"posted_on": "20261125"}),
    "a day of a week": written(SENT | {"posted_on": "2026-W48-3"}),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_answer_is_not_taken_for_one(content: bytes) -> None:
    with pytest.raises(AnswerUnreadable):
        printer_answer.read(content)


def signer() -> tuple[str, Callable[[dict[str, str]], bytes]]:
    """A key of a printer, and what signs with it."""
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    def sign(given: dict[str, str]) -> bytes:
        mark = base64.b64encode(private.sign(printer_answer.canonical(given))).decode()
        return written(given | {"signature": mark})

    return public, sign


def test_only_a_key_of_the_printer_signs() -> None:
    (old, with_old), (new, with_new) = signer(), signer()
    for content in (with_old(REFUSED), with_new(REFUSED)):
        printer_answer.check_signature(printer_answer.read(content), [old, new], needed=True)
    with pytest.raises(AnswerForged):
        printer_answer.check_signature(printer_answer.read(with_old(REFUSED)), [new], needed=True)


@pytest.mark.parametrize(
    "change", [{"reason": "Droog."}, {"bundle": "20261125-00000000"}, {"manifest_sha256": "b" * 64}]
)
def test_what_is_changed_after_it_was_signed_does_not_hold(change: dict[str, str]) -> None:
    key, sign = signer()
    changed = written(json.loads(sign(REFUSED)) | change)
    with pytest.raises(AnswerForged):
        printer_answer.check_signature(printer_answer.read(changed), [key], needed=True)


@pytest.mark.parametrize("signature", ["", "geen", "AAAA", "é"])
def test_what_is_no_signature_does_not_hold(signature: str) -> None:
    said = printer_answer.read(written(REFUSED | {"signature": signature}))
    with pytest.raises(AnswerForged):
        printer_answer.check_signature(said, [signer()[0]], needed=False)
    printer_answer.check_signature(said, [], needed=False)


def test_where_a_key_is_known_the_printer_signs() -> None:
    said, (key, _) = printer_answer.read(written(REFUSED)), signer()
    printer_answer.check_signature(said, [key], needed=False)
    with pytest.raises(AnswerUnsigned):
        printer_answer.check_signature(said, [key], needed=True)
