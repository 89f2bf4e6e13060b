"""A record, and what is derived from it once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plays import item

from rules.facts import Asking, Fact, ItemsAsked, Note, RunningHelp
from rules.record.entries import Entry, Facts, Record, before, every, latest, remembered
from rules.record.parties import heard

AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ASKED = ItemsAsked(items=(item(),), received_on=AT.date())
KINDS = st.sampled_from([Fact, Asking, ItemsAsked, RunningHelp, Note])
FACTS = st.lists(st.sampled_from([ASKED, Note(text="Gebeld."), Note(text="Later.")]), max_size=8)


def on_record(*facts: Fact) -> tuple[Entry[Fact], ...]:
    return tuple(Entry(seq, seq, fact, "sanne", AT + timedelta(hours=seq)) for seq, fact in enumerate(facts, 1))


@given(FACTS, st.lists(st.tuples(KINDS, st.integers(0, 9)), max_size=6))
def test_a_record_that_remembers_says_what_a_plain_one_says(
    facts: list[Fact], asked: list[tuple[type[Fact], int]]
) -> None:
    plain = on_record(*facts)
    kept = Facts(plain)
    for kind, after in asked:
        found = tuple(one for one in plain if isinstance(one.fact, kind) and one.seq > after)
        assert every(kept, kind, after=after) == every(plain, kind, after=after) == found
        assert latest(kept, kind, after=after) == latest(plain, kind, after=after) == (found or (None,))[-1]


def test_a_longer_record_remembers_nothing_of_a_shorter() -> None:
    kept = Facts(on_record(ASKED))
    assert len(every(kept, Note)) == 0
    longer = Facts((*kept, *on_record(ASKED, Note(text="Gebeld."))[1:]))
    assert len(every(longer, Note)) == 1
    assert every(before(longer, 2), Note) == ()


def test_what_is_derived_is_derived_once_for_what_was_asked_of_it() -> None:
    times: list[int] = []

    @remembered
    def counted(record: Record, more: int = 0) -> int:
        times.append(more)
        return len(record) + more

    kept = Facts(on_record(ASKED))
    assert [counted(kept), counted(kept), counted(kept, 2), counted(kept, more=3), counted(kept, 2)] == [1, 1, 3, 4, 3]
    assert times == [0, 2, 3]
    assert counted(tuple(kept)) == counted(tuple(kept)) == 1
    assert times == [0, 2, 3, 0, 0]


@pytest.mark.parametrize("by", ["", "sanne"])
def test_who_must_be_heard_is_the_same_however_often_it_is_asked(by: str) -> None:
    plain = on_record(ASKED)
    kept = Facts(plain)
    assert heard(kept, AT.date(), by) == heard(kept, AT.date(), by) == heard(plain, AT.date(), by)
