"""A reference that comes again: the same body is nothing new, another is kept with its case and looked at."""

from collections import Counter
from typing import Any

import pytest
from plays import STAFF
from posts import PDF, file, post
from sqlalchemy import func, select

from rules.facts import Fact
from rules.facts.arrival.misfit import Misfit
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Attachment, Case, FactRow, Staff
from tasks.intake import same_reference
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.intake.same_reference import ANOTHER, OF_ANOTHER

BSN, OTHER = "999990019", "999990172"


@pytest.fixture(autouse=True)
def team(either_record: str) -> None:
    """Everyone works in the team of the form."""
    del either_record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"


def rows() -> Counter[str]:
    with session(readonly=True) as db:
        tables = Case, FactRow, Attachment
        return Counter({one.__tablename__: db.scalar(select(func.count()).select_from(one)) for one in tables})


def facts(number: str) -> list[Fact]:
    with session(readonly=True) as db:
        return [entry.fact for entry in record.entries(db, record.find_case(db, number))]


def files() -> dict[str, str]:
    with session(readonly=True) as db:
        found = db.scalars(select(Attachment).order_by(Attachment.id))
        return {one.file_name: by_digest.attachments().get(one.sha256).decode("utf-8", "replace") for one in found}


def test_the_same_body_is_nothing_new() -> None:
    line = post("OF-A", bijlagen=[file()])
    first, before = receive(read_line(line)), rows()
    again = receive(read_line(line))
    assert (again.number, again.repeated, again.added) == (first.number, True, False)
    assert rows() == before


def test_another_body_is_kept_with_the_case_and_looked_at_once() -> None:
    first = receive(read_line(post("OF-A", bsn=BSN)))
    changes: dict[str, Any] = {
        "bsn": BSN,
        "hulpvraag": "Ik val nu ook.",
        "spoed": "misschien",
        "kat": [{"naam": "Pim"}],
    }
    line = post("OF-A", **changes, telefoon="06 00 00 09 09", bijlagen=[file(PDF, "nieuw.pdf")])
    again = receive(read_line(line))
    assert (again.number, again.repeated, again.added) == (first.number, True, True)
    opened, misfit = facts(first.number)
    assert "val nu ook" not in str(opened)
    assert isinstance(misfit, Misfit)
    assert [name for name, _ in misfit.fields] == ["kenmerk", "spoed"]
    assert misfit.fields[0][1] == ANOTHER
    found = files()
    assert found.keys() == {"nieuw.pdf", "nog een bericht.txt"}
    said = found["nog een bericht.txt"].splitlines()
    assert {"hulpvraag: Ik val nu ook.", "telefoon: 06 00 00 09 09", "kat 1, naam: Pim"} <= {*said}
    assert BSN not in str(said)
    before = rows()
    assert not receive(read_line(line)).added
    assert rows() == before == Counter(casefile=1, fact=2, attachment=2)


def test_without_it_the_second_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    receive(read_line(post("OF-A")))
    monkeypatch.setattr(same_reference, "add", lambda *_: False)
    receive(read_line(post("OF-A", hulpvraag="Ik val nu ook.")))
    assert "val nu ook" not in str(files())


def test_the_reference_of_somebody_else_makes_a_case_of_its_own() -> None:
    first = receive(read_line(post("OF-A", bsn=BSN)))
    line = post("OF-A", bsn=OTHER, achternaam="Aarts")
    second, again = receive(read_line(line)), receive(read_line(line))
    assert (second.number != first.number, second.repeated, again.repeated) == (True, False, True)
    assert again.number == second.number
    assert facts(second.number)[1] == Misfit(fields=(("kenmerk", OF_ANOTHER),))
    assert len(facts(first.number)) == 1


def test_of_a_case_of_before_nobody_can_tell() -> None:
    report = read_line(post("OF-A"))
    receive(report.model_copy(update={"digest": ""}))
    assert not receive(read_line(post("OF-A", hulpvraag="Iets anders."))).added
    assert rows() == Counter(casefile=1, fact=1)
