"""What the facts about the term must say, and when they belong on the record."""

from datetime import UTC, date, datetime

import pytest

from rules import content, order
from rules.entries import Entry
from rules.errors import FactUntimely
from rules.facts import Application, Fact, TermExtended, TermMoved, TermResumed, TermSuspended
from rules.lateness import DefaultNotice
from rules.suspension import GroundId

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)


def suspended(**changes: object) -> TermSuspended:
    given: dict[str, object] = {
        "ground": GroundId.FORCE_MAJEURE,
        "from_on": date(2026, 11, 9),
        "to_on": date(2026, 11, 13),
        "reason": "Door de brand kunnen wij niet bij de dossiers.",
    }
    return TermSuspended(**(given | changes))


def said(fact: Fact) -> set[str]:
    return set(content.problems(fact, now=NOW, today=TODAY))


def entries(*facts: Fact) -> tuple[Entry[Fact], ...]:
    return tuple(Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate(facts, 1))


def check(fact: Fact, *before: Fact, closed: bool = False) -> None:
    order.check(entries(*before), fact, by="sanne", closed=closed)


def test_a_complete_suspension_is_taken() -> None:
    assert said(suspended()) == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_on": None}, "to_on"),
        ({"to_on": date(2026, 11, 8)}, "to_on"),
        ({"reason": " "}, "reason"),
        ({"ground": GroundId.COMPLETION}, "ground"),
        ({"ground": GroundId.OBJECTION_REPAIR}, "ground"),
        ({"ground": GroundId.CONSENT}, "consented_on"),
        ({"ground": GroundId.CONSENT, "consented_on": date(2026, 11, 10)}, "consented_on"),
        ({"ground": GroundId.FOREIGN}, "from_on"),
    ],
    ids=[
        "without-a-set-term-it-does-not-suspend",
        "reversed",
        "without-a-reason",
        "completion-takes-a-letter",
        "repair-takes-a-letter",
        "consent-not-in-writing",
        "consent-of-tomorrow",
        "foreign-before-the-notice",
    ],
)
def test_a_suspension_that_is_not_sound_says_at_which_field(changes: dict[str, object], field: str) -> None:
    assert said(suspended(**changes)) == {field}


def test_written_consent_and_a_notice_abroad_are_taken() -> None:
    assert said(suspended(ground=GroundId.CONSENT, consented_on=TODAY)) == set()
    assert said(suspended(ground=GroundId.FOREIGN, from_on=date(2026, 11, 10))) == set()


def test_an_extension_needs_a_reason_a_later_day_and_a_notice_that_was_given() -> None:
    sound = TermExtended(to_on=date(2026, 11, 20), reason="Het advies komt later.", notified_on=TODAY)
    assert said(sound) == set()
    poor = TermExtended(to_on=TODAY, reason="", notified_on=date(2026, 11, 10))
    assert said(poor) == {"to_on", "reason", "notified_on"}


def test_what_has_not_happened_yet_is_not_recorded() -> None:
    tomorrow = date(2026, 11, 10)
    assert said(TermResumed(suspension=2, on=tomorrow)) == {"on"}
    assert said(DefaultNotice(received_on=tomorrow)) == {"received_on"}
    assert said(TermResumed(suspension=2, on=TODAY)) == said(DefaultNotice(received_on=TODAY)) == set()


EXTENSION = TermExtended(to_on=date(2026, 11, 20), reason="x", notified_on=TODAY)


@pytest.mark.parametrize("fact", [suspended(), EXTENSION, DefaultNotice(received_on=TODAY)], ids=lambda f: f.label)
def test_the_term_to_decide_changes_only_after_the_application(fact: Fact) -> None:
    with pytest.raises(FactUntimely):
        check(fact)
    check(fact, Application(received_on=TODAY))
    with pytest.raises(FactUntimely):
        check(fact, Application(received_on=TODAY), closed=True)


def test_a_term_is_extended_once() -> None:
    with pytest.raises(FactUntimely):
        check(EXTENSION, Application(received_on=TODAY), EXTENSION)


def test_a_suspension_ends_once_and_within_its_days() -> None:
    before = (Application(received_on=TODAY), suspended())
    check(TermResumed(suspension=2, on=date(2026, 11, 10)), *before)
    check(TermResumed(suspension=2, on=date(2026, 11, 13)), *before)
    for on in (date(2026, 11, 9), date(2026, 11, 14)):
        with pytest.raises(FactUntimely):
            check(TermResumed(suspension=2, on=on), *before)
    for seq in (1, 3):
        with pytest.raises(FactUntimely):
            check(TermResumed(suspension=seq, on=date(2026, 11, 10)), *before)
    with pytest.raises(FactUntimely):
        check(
            TermResumed(suspension=2, on=date(2026, 11, 11)),
            *before,
            TermResumed(suspension=2, on=date(2026, 11, 10)),
        )


def test_a_moved_term_is_recorded_by_the_system_alone() -> None:
    with pytest.raises(FactUntimely):
        check(TermMoved(before_on=TODAY, after_on=TODAY), Application(received_on=TODAY))
