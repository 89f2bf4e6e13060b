"""A report becomes a case: all of it or nothing, and only once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plays import STAFF
from posts import PDF, file, post
from sqlalchemy import func, select

from config.forms import forms
from config.process import process, processes
from letters.writing.signs import quotable
from rules.errors import FormUnknown, MaatwerkError, ReportRefused, ReportUnreadable
from rules.facts import Application, Item, Report
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Attachment, Case, Citizen, FactRow, Household, Member, Staff
from tasks.cases.open_case import OpenCase
from tasks.intake import intake
from tasks.intake.form_posts import read_line
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive
from tasks.parties.people import reader

BSN = "999990019"
TABLES = (Case, Citizen, Household, Member, FactRow, Attachment)


@pytest.fixture(autouse=True)
def team(either_record: str) -> None:
    """Everyone works in the team of the form."""
    del either_record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"


def rows() -> dict[str, int]:
    with session(readonly=True) as db:
        return {table.__tablename__: db.scalar(select(func.count()).select_from(table)) for table in TABLES}


@contextmanager
def kept_out() -> Iterator[None]:
    """Nothing is kept of what is done here."""
    before = rows()
    yield
    assert rows() == before


def case(number: str) -> Case:
    with session(readonly=True) as db:
        found = record.find_case(db, number)
        assert found.citizen
        assert found.representative or not found.representative_id
        return found


def test_a_report_becomes_a_case_with_a_citizen_and_its_first_fact() -> None:
    received = receive(read_line(post(bsn=BSN, bijlagen=[file()], extra="Belt u na tienen.")))
    assert received.number == "WMO-2026-0001"
    found = case(received.number)
    assert (found.subject, found.received_on, found.version) == ("Vervoer", date(2026, 9, 28), 1)
    assert found.citizen.postcode == "4091 AB"
    assert found.consultant_id == "mo"
    with session(readonly=True) as db:
        (entry,) = record.entries(db, found)
        attachment = db.scalars(select(Attachment)).one()
    assert isinstance(entry.fact, Report)
    assert entry.fact.answers == (("extra", "Belt u na tienen."),)
    assert by_digest.attachments().get(attachment.sha256) == PDF


def test_a_course_opens_with_its_own_kind_of_fact_and_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = {"opens_with": "Application", "subject": "Parkeerkaart", "prefix": "PK"}
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update=changes))
    received = receive(read_line(post(onderwerp="")))
    assert received.number == "PK-2026-0001"
    assert case(received.number).subject == "Parkeerkaart"
    with session(readonly=True) as db:
        row = record.find_case(db, received.number)
        opened = OpenCase.of(db, row).opening
        assert (opened,) == tuple(record.entries(db, row))
    asked = Item(words="Ik kom de deur niet meer uit. Wie rijdt mij?")
    on, at = date(2026, 9, 28), time(10)
    assert opened.fact == Application(received_on=on, came_at=at, channel="website", items=(asked,))


@pytest.fixture
def applying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A course of which an application opens a case, and whose form lets choose what is asked."""
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"opens_with": "Application"}))
    form = next(one for one in forms() if one.process == "wmo")
    names, products = (
        form.report | {"product": "onderwerp"},
        {"Een traplift": "stair_lift", "Hulp in huis": "household_help"},
    )
    update = {"report": names, "products": products, "until_on": {"stair_lift": "tot"}}
    found = form.model_copy(update=update)
    monkeypatch.setattr("tasks.intake.form_posts.form", lambda *_: found)


def test_what_an_application_asks_is_its_first_item(applying: None) -> None:
    line = post(onderwerp="Een traplift", tot="2031-02-28", hulpvraag="Ik kom niet meer boven.", kat="ja")
    with session(readonly=True) as db:
        opened = OpenCase.of(db, record.find_case(db, receive(read_line(line)).number)).opening.fact
    assert opened.items == (Item(words="Ik kom niet meer boven.", product="stair_lift", until_on=date(2031, 2, 28)),)
    assert (opened.channel, opened.signed, opened.answers) == ("website", True, (("kat", "ja"),))


def test_a_last_day_of_something_else_is_kept_as_an_answer(applying: None) -> None:
    found = read_line(post(onderwerp="Hulp in huis", tot="2031-02-28"))
    assert (found.product, found.until_on) == ("household_help", None)
    assert ("tot", "2031-02-28") in found.answers


def test_an_answer_that_is_not_on_the_list_chooses_nothing(applying: None) -> None:
    assert read_line(post(onderwerp="Iets anders")).product == ""


def test_a_case_is_about_what_was_chosen_where_nobody_says_so(applying: None) -> None:
    given = read_line(post(onderwerp="")).model_dump()
    numbers = [receive(checked(given | {"reference": f"r-{key}", "product": key})).number for key in ("stair_lift", "")]
    assert [case(number).subject for number in numbers] == ["traplift", process("wmo").subject]


def test_what_is_asked_stands_on_the_list_of_its_own_law() -> None:
    given = read_line(post()).model_dump() | {"product": "driver_card"}
    with pytest.raises(ReportRefused) as refused:
        checked(given)
    assert list(refused.value.problems) == ["product"]
    assert checked(given | {"product": "stair_lift"}).product == "stair_lift"


@pytest.mark.parametrize(("channel", "signed"), [("website", True), ("post", True), ("telefoon", False)])
def test_only_what_shows_who_sent_it_is_signed(applying: None, channel: str, *, signed: bool) -> None:
    report = checked(read_line(post()).model_dump() | {"channel": channel})
    with session(readonly=True) as db:
        opened = OpenCase.of(db, record.find_case(db, receive(report).number)).opening.fact
    assert opened.signed is signed


def test_a_report_of_before_the_law_began_is_a_mistake() -> None:
    first = receive(read_line(post(metadata={"registration_timestamp": "2015-01-01T00:00:00+01:00"})))
    assert case(first.number).received_on == date(2015, 1, 1)
    with kept_out(), pytest.raises(ReportRefused) as refused:
        receive(read_line(post(metadata={"registration_timestamp": "2014-12-31T23:59:59+01:00"})))
    assert "kan niet kloppen" in refused.value.message_nl


def test_when_a_law_began_is_its_own_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = process("wmo").model_copy(update={"valid_from": date(2007, 1, 1)})
    monkeypatch.setitem(processes(), "wmo", earlier)
    received = receive(read_line(post(metadata={"registration_timestamp": "2014-12-31T12:00:00+01:00"})))
    assert case(received.number).received_on == date(2014, 12, 31)


def test_the_same_report_twice_is_one_case() -> None:
    first = receive(read_line(post("OF-A")))
    before = rows()
    again = receive(read_line(post("OF-A")))
    assert again.repeated
    assert again.number == first.number
    assert rows() == before


def test_a_known_bsn_is_the_same_citizen_and_other_open_cases_are_told() -> None:
    first = receive(read_line(post(bsn=BSN)))
    second = receive(read_line(post(bsn=BSN, telefoon="06 00 00 09 09")))
    assert second.open_cases == (first.number,)
    assert case(first.number).citizen_id == case(second.number).citizen_id
    # Another number counts once somebody looked: tests/tasks/intake/test_known_citizen.py.
    assert case(first.number).citizen.phone == "06 00 00 01 02"


def test_the_bsn_is_nowhere_in_the_clear() -> None:
    receive(read_line(post(bsn=BSN)))
    with session(readonly=True) as db:
        citizen = db.scalars(select(Citizen)).one()
        bodies = json.dumps(list(db.scalars(select(FactRow.body))))
    assert BSN.encode() not in citizen.bsn_cipher
    assert BSN not in citizen.bsn_index + bodies
    assert citizen.bsn_tail == BSN[-3:]


def test_work_goes_to_who_has_least_of_it() -> None:
    numbers = [receive(read_line(post())).number for _ in range(4)]
    assert [case(number).consultant_id for number in numbers] == ["mo", "sanne", "mo", "sanne"]


def test_a_household_and_a_representative_come_along() -> None:
    someone = {"naam": "Elif Yıldız", "relatie": "dochter", "machtiging_op": "2026-09-01"}
    someone |= {"adres": {"straat": "Beukweg", "huisnummer": "1", "postcode": "4092 CD", "plaats": "Veldhaven"}}
    relatives = [{"naam": "Mehmet Yıldız", "relatie": "echtgenoot", "mantelzorger": True}]
    line = post(huisgenoten=relatives, gemachtigde=someone, brieven_naar_gemachtigde=True)
    found = case(receive(read_line(line)).number)
    with session(readonly=True) as db:
        names = set(db.scalars(select(Member.name)))
        representative = db.get_one(Member, found.representative_id)
    assert names == {"Mehmet Yıldız", "Elif Yıldız"}
    assert representative.address == ["Beukweg 1", "4092 CD  VELDHAVEN"]


def test_large_print_is_asked_once_for_the_citizen_and_for_the_representative() -> None:
    someone = {"naam": "Elif Yıldız", "relatie": "dochter", "machtiging_op": "2026-09-01", "grote_letters": True}
    first = case(receive(read_line(post(bsn=BSN, gemachtigde=someone, brieven_naar_gemachtigde=True))).number)
    assert (first.citizen.large_print, reader(first, (), 1).large_print) == (0, True)
    second = case(receive(read_line(post(bsn=BSN, grote_letters=True))).number)
    assert reader(second, (), 1).large_print
    third = case(receive(read_line(post(bsn=BSN, gemachtigde=someone))).number)
    assert third.citizen.large_print


NO_REPORTS = {
    "no json": ("{", ReportUnreadable),
    "a list": ("[1, 2]", ReportUnreadable),
    "no metadata": ('{"values": {}}', ReportUnreadable),
    "a tower of brackets": ("[" * 100_000, ReportUnreadable),
    "an unknown form": (post(metadata={"form_id": "x", "form_name": "Iets anders"}), FormUnknown),
    "an object for a name": (post(metadata={"form_id": "", "form_name": {"b": 2}}), FormUnknown),
    "no reference": (post(metadata={"public_reference": ""}), ReportRefused),
    "a list for a reference": (post(metadata={"public_reference": ["OF"]}), ReportRefused),
    "no time": (post(metadata={"registration_timestamp": None}), ReportRefused),
    "from the future": (post(metadata={"registration_timestamp": "2999-01-01T00:00:00Z"}), ReportRefused),
    "from year 1": (post(metadata={"registration_timestamp": "0001-01-01T00:00:00Z"}), ReportRefused),
    "a number for a moment": (post(metadata={"registration_timestamp": 5}), ReportRefused),
    "from nobody": (post(achternaam="", telefoon="", straat="Lindelaan"), ReportRefused),
    "a name alone": (post(telefoon="", straat="", huisnummer="4", postcode="", plaats=""), ReportRefused),
    "a number that no telephone has": (post(achternaam="", telefoon="bel maar"), ReportRefused),
}


def test_a_report_that_nobody_could_act_on_says_so_in_dutch(subtests: pytest.Subtests) -> None:
    for name, (line, error) in NO_REPORTS.items():
        with subtests.test(name), kept_out():
            with pytest.raises(error) as refused:
                receive(read_line(line))
            assert refused.value.message_nl.endswith(".")


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "'; DROP TABLE casefile; --",
    "#eval(1)",
    "=cmd|'/c calc'!A1",
    "*bold*",
)


def test_a_hostile_text_is_kept_as_the_text_it_is(subtests: pytest.Subtests) -> None:
    for hostile in HOSTILE:
        with subtests.test(hostile):
            found = case(receive(read_line(post(achternaam=hostile, hulpvraag=hostile))).number)
            assert found.citizen.family_name == hostile
            with session(readonly=True) as db:
                assert record.entries(db, found)[0].fact.question == hostile


def test_a_smiley_in_the_question_is_kept_and_shown_as_one_in_the_letter() -> None:
    found = case(receive(read_line(post(hulpvraag="Help mij 🙏 alstublieft"))).number)
    with session(readonly=True) as db:
        question = record.entries(db, found)[0].fact.question
    assert question == "Help mij 🙏 alstublieft"
    assert quotable(question) == "Help mij [teken] alstublieft"


def test_a_failure_half_way_leaves_nothing() -> None:
    with patch.object(intake.record, "add_fact", side_effect=RuntimeError), pytest.raises(RuntimeError):
        receive(read_line(post(bsn=BSN, bijlagen=[file()])))
    assert not any(rows().values())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["achternaam", "straat", "hulpvraag", "bsn", "extra", "huisgenoten"]), st.text())
)
def test_whatever_is_filled_in_is_taken_or_refused_in_dutch(changes: dict[str, object]) -> None:
    assert _told(post(**changes)).endswith((".", "?"))


def _told(line: str) -> str:
    try:
        return f"{read_line(line).reference}."
    except MaatwerkError as refused:
        return refused.message_nl
