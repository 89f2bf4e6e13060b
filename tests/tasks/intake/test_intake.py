"""A report becomes a case: all of it or nothing, and only once."""

import json
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plays import STAFF
from posts import PDF, file, post
from sqlalchemy import func, select

from letters.writing.signs import quotable
from rules.errors import FormUnknown, IntakeError, MaatwerkError, ReportRefused, ReportUnreadable
from rules.facts import Report
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Attachment, Case, Citizen, FactRow, Household, Member, Staff
from tasks.intake import intake
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.letters.addressee import large_print

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
    assert case(first.number).citizen.phone == "06 00 00 09 09"


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
    assert (first.citizen.large_print, large_print(first)) == (0, True)
    second = case(receive(read_line(post(bsn=BSN, grote_letters=True))).number)
    assert large_print(second)
    third = case(receive(read_line(post(bsn=BSN, gemachtigde=someone))).number)
    assert third.citizen.large_print


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"bsn": "123456789"}, "bsn", id="a-bsn-that-fails-the-eleven-test"),
        pytest.param({"achternaam": ""}, "achternaam", id="no-name"),
        pytest.param({"achternaam": "Jansen 😀"}, "achternaam", id="an-emoji-in-a-name"),
        pytest.param({"achternaam": "Jan\x00sen"}, "achternaam", id="a-nul-in-a-name"),
        pytest.param({"achternaam": "x" * 121}, "achternaam", id="a-name-without-end"),
        pytest.param({"postcode": "0123 AB"}, "postcode", id="a-postcode-that-is-none"),
        pytest.param({"geboortedatum": "2045-05-05"}, "geboortedatum", id="born-in-the-future"),
        pytest.param({"geboortedatum": "5 mei"}, "geboortedatum", id="a-day-that-is-no-date"),
        pytest.param({"hulpvraag": ""}, "hulpvraag", id="no-question"),
        pytest.param({"hulpvraag": "x" * 20_001}, "hulpvraag", id="a-question-without-end"),
        pytest.param({"spoed": "misschien"}, "spoed", id="perhaps-urgent"),
        pytest.param({"email": "geen adres"}, "email", id="no-email-address"),
        pytest.param({"telefoon": "bel maar"}, "telefoon", id="no-phone-number"),
        pytest.param({"bijlagen": [{"file_name": "a.pdf", "content": "###"}]}, "bijlage", id="a-broken-file"),
        pytest.param({"bijlagen": [file(name="a\x00.pdf")]}, "bijlagen 1", id="a-nul-in-the-name-of-a-file"),
        pytest.param({"huisgenoten": [{"naam": ""}]}, "huisgenoten 1, naam", id="a-housemate-without-a-name"),
        pytest.param(
            {"gemachtigde": {"naam": "Elif", "machtiging_op": "2999-01-01"}},
            "gemachtigde, machtiging_op",
            id="an-authorisation-from-the-future",
        ),
        pytest.param({"extra": "\x1f"}, "overige antwoorden", id="a-control-sign-in-another-answer"),
        pytest.param({"bijlagen": "a.pdf"}, "bijlagen", id="a-file-that-is-a-name"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(changes: dict[str, object], field: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        receive(read_line(post(**changes)))
    assert set(refused.value.problems) == {field}
    assert not any(rows().values())


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("{", ReportUnreadable, id="no-json"),
        pytest.param("[1, 2]", ReportUnreadable, id="a-list"),
        pytest.param('{"values": {}}', ReportUnreadable, id="no-metadata"),
        pytest.param("[" * 100_000, ReportUnreadable, id="a-tower-of-brackets"),
        pytest.param(post(metadata={"form_id": "x", "form_name": "Iets anders"}), FormUnknown, id="an-unknown-form"),
        pytest.param(post(metadata={"form_version": "99"}), FormUnknown, id="an-unknown-version"),
        pytest.param(post(metadata={"public_reference": ""}), ReportRefused, id="no-reference"),
        pytest.param(
            post(metadata={"registration_timestamp": "2999-01-01T00:00:00Z"}), ReportRefused, id="from-the-future"
        ),
        pytest.param(post(metadata={"registration_timestamp": "2026-01-01"}), ReportRefused, id="a-day-without-a-time"),
        pytest.param(
            post(metadata={"registration_timestamp": "0001-01-01T00:00:00Z"}), ReportRefused, id="from-year-1"
        ),
        pytest.param(post(metadata={"registration_timestamp": 5}), ReportRefused, id="a-number-for-a-moment"),
        pytest.param(post(metadata={"public_reference": "OF\x00"}), ReportRefused, id="a-nul-in-the-reference"),
        pytest.param(post(metadata={"form_id": "", "form_name": {"b": 2}}), FormUnknown, id="an-object-for-a-name"),
        pytest.param(post(bijlagen=[file(b"MZ\x90")]), ReportUnreadable, id="a-program-as-a-file"),
        pytest.param(post(bijlagen=[file(PDF + b"x" * 10_500_000)]), ReportUnreadable, id="a-file-over-10-MB"),
    ],
)
def test_a_line_that_is_no_report_says_so_in_dutch(line: str, error: type[IntakeError]) -> None:
    with pytest.raises(error) as refused:
        receive(read_line(line))
    assert refused.value.message_nl.endswith(".")
    assert not any(rows().values())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "'; DROP TABLE casefile; --",
        "#eval(1)",
        "=cmd|'/c calc'!A1",
        "*bold*",
    ],
    ids=["script", "template", "sql", "typst", "formula", "markdown"],
)
def test_a_hostile_text_is_kept_as_the_text_it_is(hostile: str) -> None:
    found = case(receive(read_line(post(achternaam=hostile, hulpvraag=hostile))).number)
    assert found.citizen.family_name == hostile
    with session(readonly=True) as db:
        assert record.entries(db, found)[0].fact.question == hostile


def test_a_smiley_in_the_question_is_kept_and_left_out_of_the_letter() -> None:
    found = case(receive(read_line(post(hulpvraag="Help mij 🙏 alstublieft"))).number)
    with session(readonly=True) as db:
        question = record.entries(db, found)[0].fact.question
    assert question == "Help mij 🙏 alstublieft"
    assert quotable(question) == "Help mij  alstublieft"


def test_a_failure_half_way_leaves_nothing() -> None:
    with patch.object(intake.record, "add_fact", side_effect=RuntimeError), pytest.raises(RuntimeError):
        receive(read_line(post(bsn=BSN, bijlagen=[file()])))
    assert not any(rows().values())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
