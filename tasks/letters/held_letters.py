"""What is done with a letter that is still in the house: hold it, write it anew, or take it out of the post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from config.posting import posting_day
from rules.errors import FactUntimely, LetterHeld, LetterLeaving, MaatwerkError
from rules.facts import Fact, Intention
from rules.record import case_state
from rules.record.entries import Entry, every
from store.engine import session
from store.models import Case, Letter
from store.models.post import LEAVING
from tasks import clock
from tasks.cases.open_case import OpenCase
from tasks.cases.overtaken import withdraw_unseen
from tasks.letters import preflight
from tasks.letters.data_requests import REQUEST, late, request_again
from tasks.letters.making import GOING_OUT, HELD, Unmade, note
from tasks.letters.sending import write
from tasks.letters.writing_anew import BY_HAND, due, hold, rewrite, write_anew
from tasks.runs.failures import NO_NUMBER, redact
from tasks.terms.unprocessed import TOO_LATE_NL, may_leave

OUT_OF_DATE = "De datum op deze brief is voorbij."
NOT_ASKED_YET = "De brief met de vraag om gegevens ging nog niet weg. De inwoner krijgt daar eerst de tijd voor."


def retry_letter(letter_id: int) -> None:
    """Rewrite a held letter from the record as it is now, and queue it.

    One that somebody posts is rewritten on another day too, or to another address; `LetterHeld` for what holds it.
    """
    with session() as db:
        row = db.get_one(Case, db.get_one(Letter, letter_id).case_id, with_for_update=True)
        case = OpenCase.of(db, row)
        mine = select(Letter).where(Letter.id == letter_id, Letter.status.in_((HELD, *GOING_OUT)), ~LEAVING)
        # As it is now that the case is held: somebody may have posted it in the meantime.
        letter = db.scalar(mine.with_for_update().execution_options(populate_existing=True))
        if letter is None:
            return
        if letter.channel == BY_HAND:
            _to_post(case, letter)
        elif letter.status == HELD:
            _again(case, letter)


def keep_back(letter_id: int, because: str) -> None:
    """Hold a letter that may still be held, until someone has it rewritten; `LetterLeaving` once it is sealed."""
    with session(readonly=True) as db:
        letter = db.scalar(select(Letter).where(Letter.id == letter_id, Letter.status.in_(GOING_OUT), ~LEAVING))
    if letter is None or HELD not in note([(letter, Unmade(because))]):
        raise LetterLeaving(letter_id)


def post_by_hand(letter_id: int) -> None:
    """Take a letter out of the post, because someone will print it; it is rewritten if held, or for another day.

    Raises `LetterLeaving` once it is sealed, and `LetterHeld` where it may not leave by hand either.
    """
    with session() as db:
        found = db.get(Letter, letter_id)
        case = OpenCase.of(db, db.get_one(Case, found.case_id, with_for_update=True)) if found else None
        mine = select(Letter).where(Letter.id == letter_id, Letter.status != "withdrawn", ~LEAVING)
        letter = db.scalar(mine.with_for_update().execution_options(populate_existing=True))
        if case is None or letter is None:
            raise LetterLeaving(letter_id)
        letter.channel, letter.claimed_by, letter.claimed_until = BY_HAND, None, None
        db.flush()
        _to_post(case, letter)


def renew(token: str, letters: Sequence[int]) -> list[int]:
    """Write those of these claimed letters anew whose date is over; returns those for which that failed.

    A letter bears the day on which it is posted, and counts the days to answer or object from it. What its case asks
    for no more is withdrawn; what may not leave is left as it is, and will be held.
    """
    day = posting_day(clock.today())
    over = select(Letter).where(Letter.id.in_(letters), Letter.claimed_by == token, Letter.dated_on < day)
    with session() as db:
        if known := db.scalars(over.with_only_columns(Letter.id)).all():
            withdraw_unseen(db, known)
    with session(readonly=True) as db:
        stale = db.scalars(over.order_by(Letter.id)).all()
        against = preflight.obstacles(db, stale)
    return [letter.id for letter in stale if letter.id not in against and not _renewed(letter, token)]


def date_as(letter: Letter, day: date) -> None:
    """Date a letter of a restored record as it was when the printer got it."""
    with session() as db:
        case = OpenCase.of(db, db.get_one(Case, letter.case_id, with_for_update=True))
        mine = select(Letter).where(Letter.id == letter.id, Letter.status != "withdrawn", ~LEAVING)
        if again := db.scalar(mine.with_for_update()):
            write_anew(case, again, OUT_OF_DATE, dated_on=day)


def _to_post(case: OpenCase, letter: Letter) -> None:
    """Write a letter that somebody posts anew where that is needed; `LetterHeld` for what holds it all the same."""
    stale = letter.dated_on != due(case, letter.channel) or preflight.obstacles(case.db, [letter], printer=False)
    goes = _again(case, letter) if letter.status == HELD or stale else letter
    case.db.flush()
    if because := preflight.obstacles(case.db, [goes], printer=False).get(goes.id):
        raise LetterHeld(goes.id, because)


def _renewed(letter: Letter, token: str) -> bool:
    try:
        with session() as db:
            case = OpenCase.of(db, db.get_one(Case, letter.case_id, with_for_update=True))
            mine = select(Letter).where(Letter.id == letter.id, Letter.claimed_by == token, ~LEAVING)
            if again := db.scalar(mine.with_for_update()):
                _again(case, again)
    except MaatwerkError as unfit:
        note([(letter, Unmade(unfit.message_nl))])
    except Exception as error:  # noqa: BLE001 (one letter must not keep the others from leaving)
        redact(error, NO_NUMBER)
        return False
    return True


def _again(case: OpenCase, letter: Letter) -> Letter:
    """Write a letter anew, or another in its place; returns the one that goes."""
    if letter.about in _unprocessed(case) and not may_leave(case.record, case.process):
        raise FactUntimely(TOO_LATE_NL)
    asked = case_state.open_request(case.record)
    if letter.name == REQUEST and asked and asked.seq == letter.about and late(case, asked):
        return _replace(case, letter, request_again(case, asked))
    if letter.status == HELD:
        rewrite(case, letter)
    else:
        write_anew(case, letter, OUT_OF_DATE)
    return letter


def _replace(case: OpenCase, letter: Letter, about: Entry[Fact]) -> Letter:
    """Write another letter in place of one that did not go out, for the same channel."""
    letter.status, letter.held_because = "withdrawn", None
    letter.claimed_by = letter.claimed_until = None
    instead = write(case, letter.name, about=about, party=letter.party, channel=letter.channel)
    # Nobody was late in answering what did not leave (Awb 4:5 lid 1).
    mine = select(Letter).where(Letter.case_id == case.row.id, Letter.about.in_(_unprocessed(case)), ~LEAVING)
    for one in case.db.scalars(mine.where(Letter.status.in_(GOING_OUT)).with_for_update()):
        hold(one, NOT_ASKED_YET)
    case.db.flush()
    return instead


def _unprocessed(case: OpenCase) -> set[int]:
    """The places of the decisions to leave the application as it is."""
    return {entry.seq for entry in every(case.record, Intention) if entry.fact.unprocessed}
