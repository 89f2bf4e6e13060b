"""What a check finds is written down, whatever it has to say."""

from __future__ import annotations

from random import Random
from string import ascii_letters

import pytest
from sqlalchemy.exc import OperationalError
from tamper import Tamper

from store.audit import findings
from store.audit.findings import Wrong
from store.engine import session
from tasks import clock

# Too various to be pressed together, which PostgreSQL tries first.
WRONG = Wrong("ketens", "".join(Random(1).choices(ascii_letters, k=20_000)), lasting=True)


def noted() -> int:
    with session() as db:
        return findings.note(db, [WRONG], clock.now())


@pytest.mark.usefixtures("either_record")
def test_a_long_finding_is_kept_once() -> None:
    assert (noted(), noted()) == (1, 0)
    with session(readonly=True) as db:
        assert [one.words for one in findings.unsettled(db)] == [WRONG.words]


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
def test_a_tree_would_not_take_it(tamper: Tamper) -> None:
    with tamper() as connection:
        connection.exec_driver_sql("DROP INDEX ix_finding_words")
        connection.exec_driver_sql("CREATE INDEX ix_finding_words ON finding (words)")
    with pytest.raises(OperationalError, match="index row"):
        noted()
