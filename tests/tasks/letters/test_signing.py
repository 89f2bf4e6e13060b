"""Who signs a decision may do so on the day it leaves, or it does not leave (Awb 10:10)."""

from __future__ import annotations

from collections import Counter

import pytest
from plays import Play, intended
from post import printed, run_letters
from sqlalchemy import select

from rules.errors import MandateMissing
from rules.facts import Outcome
from store.engine import session
from store.models import RoleGrant, RoleRevocation
from tasks import clock
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.letters.preflight import UNSIGNED
from tasks.letters.sending import make_letter
from tasks.post import answers


@pytest.fixture
def granted(either_record: str) -> Play:
    """A case with a decision that grants, made and signed by its consultant."""
    del either_record
    return intended(Outcome.GRANTED, posts=False)


def revoke(play: Play, name: str = "sanne") -> None:
    """Their role ends today."""
    with session() as db:
        grant = db.scalars(select(RoleGrant).where(RoleGrant.staff_id == name)).one()
        db.add(RoleRevocation(grant_id=grant.id, revoked_at=play.now))


def again(play: Play) -> str:
    """How the letter ends when it is written anew."""
    letter = play.letter("toekenning").id
    with clock.at(play.now):
        retry_letter(letter)
        return make_letter(letter)


def test_it_is_on_record_who_signs_and_nobody_signs_what_decides_nothing(granted: Play) -> None:
    assert granted.letter("toekenning").signed_by == "sanne"
    assert granted.letter("onderzoeksverslag").signed_by is None


def test_a_decision_stays_whose_signer_may_sign_no_more_and_leaves_once_somebody_may(granted: Play) -> None:
    revoke(granted)
    with clock.at(granted.now):
        assert run_letters() == Counter(held=1, rendered=2)
    assert granted.letter("toekenning").held_because == UNSIGNED
    assert not any("toekenning" in one for one in printed())
    assert again(granted) == "held"
    assert granted.letter("toekenning").held_because == MandateMissing.message_nl
    with session() as db:
        db.add(RoleGrant(staff_id="sanne", role="teamleider", granted_at=granted.now))
    assert again(granted) == "rendered"
    with clock.at(granted.now):
        assert run_letters() == Counter(rendered=1)


def test_it_is_not_made_either(granted: Play) -> None:
    letter = granted.letter("toekenning").id
    with clock.at(granted.now):
        post_by_hand(letter)
        keep_back(letter, "Even wachten.")
        retry_letter(letter)
        revoke(granted)
        assert make_letter(letter) == "held"
    assert granted.letter("toekenning").held_because == UNSIGNED


def test_who_posts_it_by_hand_is_told(granted: Play) -> None:
    letter = granted.letter("toekenning").id
    with clock.at(granted.now):
        post_by_hand(letter)
        assert make_letter(letter) == "rendered"
        revoke(granted)
        with pytest.raises(MandateMissing):
            answers.post_self(letter, posted_on=granted.today(), by="els")
