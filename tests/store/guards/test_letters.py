"""A letter says what its kind says: what it is about, what it comes to, and the words it is made from."""

from __future__ import annotations

import disguises
import pytest
from disguises import OWN, comes_to, every, granting, of, plain, release, version
from scene import digest, letter, reached, rendered, row
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from store.guards import triggers

FREE = "Wij bellen u."
# A text of before, under the name that a letter had then.
FORMER, BEFORE = "wmo/toekenning-natura/brief.md.j2", digest("zoals het toen was")


def run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(("guard", "steps"), every().values(), ids=every())
def test_a_disguise_is_refused_and_succeeds_without_its_guard(
    staged: Connection, guard: str, steps: tuple[str, ...]
) -> None:
    name = guard if "closed" in guard else f"letter_{guard}"
    with pytest.raises(IntegrityError, match=f"guard_{name}"), staged.begin_nested():
        run(staged, *steps)
    with staged.begin_nested():
        triggers.drop(staged, name)
        triggers.drop(staged, f"{name}_again")
        run(staged, *steps)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(plain(), id="a letter as it is shipped"),
        pytest.param(
            (*version(OWN, FREE), release(OWN), *plain(texts=of(**{OWN: digest(FREE)}))), id="a released text"
        ),
        pytest.param(granting(comes_to("toe")), id="a grant that gives"),
        pytest.param(granting('{"voorzieningen":"hulp","uitkomst":"af"}'), id="what is no outcome of a provision"),
        pytest.param(
            (letter(2, 2, **reached(1) | {"content": comes_to("af")}), rendered(100)), id="a rejection that refuses"
        ),
    ],
)
def test_a_letter_that_says_what_its_kind_says_is_made(staged: Connection, steps: tuple[str, ...]) -> None:
    with staged.begin_nested():
        run(staged, *steps)


def test_a_letter_from_before_texts_were_kept_is_made(staged: Connection) -> None:
    queued, made = plain(texts=None)
    with staged.begin_nested():
        triggers.drop(staged, "letter_texts")
        run(staged, queued, made)


def test_a_letter_of_a_name_that_is_written_no_more_is_made_from_its_text_of_then(staged: Connection) -> None:
    queued, made = granting("{}")
    queued = queued.replace(queued[queued.index('{"') : queued.index("\"}'") + 2], of(**{FORMER: BEFORE}))
    with pytest.raises(IntegrityError, match="guard_letter_texts"), staged.begin_nested():
        run(staged, queued)
    with staged.begin_nested():
        triggers.drop(staged, "released_text_closed")
        run(staged, row("released_text", name=FORMER, sha256=BEFORE), queued, made)


def test_each_disguise_has_a_name_of_its_own() -> None:
    assert len(every()) == 24
    assert len(disguises.disguises()) == 21
