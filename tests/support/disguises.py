"""Letters that say something else than their kind: of another fact, with another outcome, or in other words."""

from __future__ import annotations

import json

from attack import Attack
from scene import GRANT, PLAIN, START, Value, digest, fact, letter, reached, rendered, row, texts

from letters.writing.texts import shipped

OWN, REJECTION = "wmo/ontvangstbevestiging-melding/brief.md.j2", "wmo/afwijzing/brief.md.j2"
PART = "shared/_contact.md.j2"
REFUSES = "Wij wijzen uw aanvraag af."
HELD = "UPDATE letter SET status = 'held', held_because = 'x', pdf_sha256 = NULL, pages = NULL, rendered_at = NULL"
AGAIN = "UPDATE letter SET status = 'queued', held_because = NULL, {} WHERE id = 1"
# The guard that holds each, and its steps.
Disguise = tuple[str, tuple[str, ...]]


def disguises() -> list[Attack]:
    """Letters that say something else than their kind; what was held may say so, as long as it is not made."""
    return [Attack(name, steps) for name, (_, steps) in every().items() if name not in _anew()]


def every() -> dict[str, Disguise]:
    """Each by its name."""
    return {**_about(), **_outcomes(), **_texts(), **_anew(), **_added()}


def kept(body: str = REFUSES) -> str:
    """A text that anybody may put down."""
    return row("text_source", sha256=digest(body), body=body)


def of(**digests: str) -> str:
    """The texts of a letter."""
    return json.dumps(digests)


def plain(**changes: Value) -> tuple[str, str]:
    """A receipt about a report that came in, which is made."""
    return letter(1, None, **PLAIN | changes), rendered(100)


def version(name: str, body: str = REFUSES) -> list[str]:
    """A version of a text of the municipality, and who may write it and who may release it."""
    held = {"grant_id": 50, "grant_role": "tekst", "written_by": "mo", "written_at": START}
    return [
        row("role_grant", id=50, staff_id="mo", role="tekst", granted_at=START),
        row("role_grant", id=51, staff_id="karin", role="tekst", granted_at=START),
        row("text_version", id=50, name=name, version=1, body=body, key="k50", **held),
        kept(body),
    ]


def release(name: str) -> str:
    """Somebody else puts it into use."""
    by = {"released_by": "karin", "grant_id": 51, "grant_role": "tekst", "released_at": START}
    return row("text_release", text_id=50, name=name, version=1, written_by="mo", written_at=START, **by)


def comes_to(outcome: str, written: str = '{{"voorzieningen":[{{"uitkomst":"{}"}}]}}') -> str:
    """What a letter says that something comes to."""
    return written.format(outcome)


def granting(content: str) -> tuple[str, str]:
    """A grant of what was granted, which is made."""
    return letter(12, 13, **GRANT | {"content": content}), rendered(100)


def _about() -> dict[str, Disguise]:
    return {
        "a letter about another fact": ("fits", plain(about=900)),
        "a letter about no fact": ("fits", plain(about=404)),
        "a letter about a fact of another case": (
            "fits",
            (fact(7404, 2, "Report", seq=404), *plain(about=404)),
        ),
        "a decision about another fact": ("fits", (letter(2, 2, **reached(1) | {"about": 2001}), rendered(100))),
        "a receipt about the decision": ("fits", plain(about=1001)),
    }


def _outcomes() -> dict[str, Disguise]:
    escaped, twice = (
        '{{"voorzien\\u0069ngen":[{{"u\\u0069tkomst":"{}"}}]}}',
        '{{"voorzieningen":[],"voorzieningen":[{{"uitkomst":"toe"}},{{"uitkomst":"toe","uitkomst":"{}"}}]}}',
    )
    return {
        "a grant that says something is refused": ("fits", granting(comes_to("af"))),
        "a grant that says less is given": ("fits", granting(comes_to("deels"))),
        "a grant that says so under an escaped name": ("fits", granting(comes_to("af", escaped))),
        "a grant that says so under a name for the second time": ("fits", granting(comes_to("af", twice))),
        "a receipt that says something is refused": ("fits", plain(content=comes_to("af"))),
    }


def _texts() -> dict[str, Disguise]:
    other = shipped(REJECTION)
    return {
        "a text of one's own": ("texts", (kept(), *plain(texts=of(**{OWN: digest(REFUSES)})))),
        "a part of one's own": (
            "texts",
            (kept(), *plain(texts=of(**json.loads(texts(PLAIN["name"])), **{PART: digest(REFUSES)}))),
        ),
        "the text of a rejection": ("texts", plain(texts=of(**{OWN: digest(other)}))),
        "the text of a rejection under its own name": ("texts", plain(texts=texts("wmo/afwijzing"))),
        "a letter of no texts": ("texts", plain(texts="{}")),
        "a letter that does not say its texts": ("texts", plain(texts=None)),
        "a version that nobody released": (
            "texts",
            (*version(OWN), *plain(texts=of(**{OWN: digest(REFUSES)}))),
        ),
        "a version that was released for another letter": (
            "texts",
            (*version(REJECTION), release(REJECTION), *plain(texts=of(**{OWN: digest(REFUSES)}))),
        ),
        "another body than the version that was released": (
            "texts",
            (
                *version(OWN, "Wij bellen u."),
                release(OWN),
                kept(),
                *plain(texts=of(**{OWN: digest(REFUSES)})),
            ),
        ),
    }


def _anew() -> dict[str, Disguise]:
    """Written as it should, held, and written anew."""
    held, made = f"{HELD} WHERE id = 1", rendered(1)
    words = AGAIN.format(f"texts = '{of(**{OWN: digest(REFUSES)})}'")
    refused = AGAIN.format(f"content = '{comes_to('af')}'")
    return {
        "a held letter that gets a text of one's own": ("texts_again", (kept(), held, words, made)),
        "a held letter that loses its texts": ("texts_again", (held, AGAIN.format("texts = NULL"), made)),
        "a held letter that says something is refused": ("fits_again", (held, refused, made)),
    }


def _added() -> dict[str, Disguise]:
    """What comes with a release is put down by somebody else."""
    about = row("letter_fit", name=PLAIN["name"], what="about", value="Note")
    named = row("released_text", name=OWN, sha256=digest(REFUSES))
    return {
        "a fact of one's own for a letter": ("letter_fit_closed", (about, *plain(about=900))),
        "a text of one's own among those released": (
            "released_text_closed",
            (kept(), named, *plain(texts=of(**{OWN: digest(REFUSES)}))),
        ),
    }
