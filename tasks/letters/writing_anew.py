"""Writes a letter anew that did not leave: with what the record gives now, and the day on which it can be posted."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from config.posting import posting_day
from letters.writing.template import template_version
from letters.writing.texts import used
from rules.errors import TextNotReleased
from rules.facts import Fact
from rules.record.entries import Entry
from store import texts
from store.models import Letter
from tasks.cases.decisions import decided_about
from tasks.cases.open_case import OpenCase
from tasks.letters.content import values_for
from tasks.letters.decision_clauses import signer
from tasks.letters.making import HELD, NOT_MADE
from tasks.letters.own_texts import own_texts

POST, BY_HAND = "post", "balie"


def write_anew(case: OpenCase, letter: Letter, because: str, *, dated_on: date | None = None) -> None:
    """Hold a letter, which discards what was made of it, and write it anew in the same transaction."""
    hold(letter, because)
    case.db.flush()
    rewrite(case, letter, dated_on=dated_on)
    case.db.flush()


def hold(letter: Letter, because: str) -> None:
    """Hold a letter, which discards what was made of it."""
    letter.status, letter.held_because = HELD, because
    for column, value in NOT_MADE.items():
        setattr(letter, column, value)


def rewrite(case: OpenCase, letter: Letter, *, dated_on: date | None = None) -> None:
    """Replace the contents of a held letter with what the record gives now; dated as it can be posted, or on a day."""
    about = next(entry for entry in case.record if entry.seq == letter.about)
    decision = decided_about(case, letter.about, letter.party) if letter.decides else None
    # In one step, because what is held says nothing else, nor what is queued.
    with case.db.no_autoflush:
        # Before its values, because the last day to object is counted from this date (Awb 6:8).
        letter.dated_on = dated_on or due(case, letter.channel)
        letter.content = values_for(case, letter, about, decision)
        letter.template, letter.texts = wording(case.db, letter.name)
        letter.signed_by = signs(case, letter, about)
        letter.status, letter.held_because = "queued", None


def due(case: OpenCase, channel: str) -> date:
    """The date of a letter that is written today: when the printer posts it, or today for who posts it himself."""
    return case.today if channel == BY_HAND else posting_day(case.today)


def signs(case: OpenCase, letter: Letter, about: Entry[Fact]) -> str | None:
    """Who signs a letter that decides; None for another, and where nobody may."""
    by = signer(case, about) if letter.decides else None
    return by.id if by else None


def wording(db: Session, name: str) -> tuple[str, dict[str, str]]:
    """The version of what shapes the next letter of this name, and its texts, which are stored from now on.

    Raises `TextNotReleased` where a file was changed and the database does not know of it.
    """
    own = own_texts(db)
    kept = texts.keep(db, used(name, own))
    for unknown in texts.unreleased(db, kept):
        raise TextNotReleased(unknown)
    return template_version(name, own), kept
