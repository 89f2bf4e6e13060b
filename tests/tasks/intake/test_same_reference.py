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
from store.models import Attachment, Case, Citizen, FactRow, Staff
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


BAKKER = {
    "voorletters": "B.",
    "tussenvoegsel": "",
    "achternaam": "Bakker",
    "geboortedatum": "1980-01-01",
    "straat": "Kade",
    "huisnummer": "9",
    "telefoon": "06 00 00 00 09",
    "spoed": True,
}
CARD = {"form_id": "parkeerkaart-aanvraag", "form_name": "Aanvraag gehandicaptenparkeerkaart"}


@pytest.mark.parametrize(("first", "second"), [("", OTHER), (BSN, ""), ("", "")], ids=["then", "before", "never"])
def test_somebody_else_without_a_number_makes_a_case_of_their_own(first: str, second: str) -> None:
    meulen, line = receive(read_line(post("OF-A", bsn=first))), post("OF-A", bsn=second, **BAKKER)
    bakker = receive(read_line(line))
    assert (bakker.number != meulen.number, bakker.repeated, bakker.added) == (True, False, False)
    assert Misfit(fields=(("kenmerk", OF_ANOTHER),)) in facts(bakker.number)
    assert len(facts(meulen.number)) == 1
    before = rows()
    assert receive(read_line(line)).number == bakker.number
    assert rows() == before
    again = receive(read_line(post("OF-A", bsn=second, **BAKKER, hulpvraag="Ik val nu ook.")))
    assert (again.number, again.added) == (bakker.number, True)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"geboortedatum": "1975-05-05"}, id="father-and-son"),
        pytest.param({"achternaam": "Aarts"}, id="under-one-roof"),
        pytest.param({"voorletters": "P.", "geboortedatum": ""}, id="a-brother"),
        pytest.param({"geboortedatum": "", "straat": "Kade", "telefoon": ""}, id="a-namesake"),
    ],
)
def test_who_differs_in_one_thing_that_counts_is_somebody_else(changes: dict[str, Any]) -> None:
    first = receive(read_line(post("OF-A")))
    assert receive(read_line(post("OF-A", **changes))).number != first.number


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"straat": "Kade", "huisnummer": "9", "telefoon": "06 00 00 00 09"}, id="who-moved"),
        pytest.param({"geboortedatum": "1945", "telefoon": ""}, id="born-in-that-year"),
        pytest.param({"achternaam": "", "voorletters": "", "geboortedatum": ""}, id="without-a-name"),
        pytest.param({"bsn": BSN}, id="who-now-logged-in"),
    ],
)
def test_the_same_person_adds_to_the_case(changes: dict[str, Any]) -> None:
    first, again = receive(read_line(post("OF-A"))), receive(read_line(post("OF-A", **changes, kat="Pim")))
    assert (again.number, again.added) == (first.number, True)


def test_another_form_with_the_reference_of_a_report_makes_a_case_of_its_own() -> None:
    first = receive(read_line(post("OF-A", bsn=BSN)))
    line = post("OF-A", metadata=CARD, bsn=BSN, soort_kaart="een parkeerkaart als passagier", toelichting="Lopen.")
    card, again = receive(read_line(line)), receive(read_line(line))
    assert (card.number != first.number, card.repeated, again.number, again.repeated) == (
        True,
        False,
        card.number,
        True,
    )
    assert ("kenmerk", OF_ANOTHER) in facts(card.number)[1].fields  # type: ignore[attr-defined]


def test_the_same_body_is_nothing_new_after_the_citizen_was_looked_up() -> None:
    line = post("OF-A")
    first = receive(read_line(line))
    with session() as db:
        citizen = db.scalars(select(Citizen)).one()
        citizen.family_name, citizen.born_on = "Molen", None
    again = receive(read_line(line))
    assert (again.number, again.repeated, again.added) == (first.number, True, False)


@pytest.mark.parametrize("reference", ["OF_%", "x" * 90], ids=["signs-of-a-search", "a-long-one"])
def test_a_reference_of_any_form_is_known_again(reference: str) -> None:
    receive(read_line(post(reference)))
    receive(read_line(post("OF-AB…1")))
    line = post(reference, **BAKKER)
    bakker = receive(read_line(line))
    assert receive(read_line(line)).number == bakker.number
    assert rows()["casefile"] == 3


def test_of_a_case_of_before_nobody_can_tell() -> None:
    report = read_line(post("OF-A"))
    receive(report.model_copy(update={"digest": ""}))
    assert not receive(read_line(post("OF-A", hulpvraag="Iets anders."))).added
    assert rows() == Counter(casefile=1, fact=1)
