"""A process is whole, or it is refused with everything that it misses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import WMO, beside, like_the_wmo

from config import whole
from config.process import processes, read
from rules.errors import ProcessIncomplete
from rules.facts import Form, Outcome

NAME = "aanvulling"
STARTS = 'starts = "Application.received_on"'
GRANTED = '[letters.granted]\nnatura = "wmo/toekenning-natura"\npgb = "wmo/toekenning-pgb"\n'
OBJECTION = '[terms.objection]\nlaw = "awb_bezwaartermijn"\n'


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """The file of a second process that is whole."""
    with beside(tmp_path, NAME, like_the_wmo(NAME, "AV")) as made:
        yield made


def test_a_process_that_is_whole_is_read_beside_the_others(course):
    assert list(processes()) == [NAME, "wmo"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        pytest.param('"Report"', '"Melding"', "opens_with kent het feit “Melding” niet", id="opens with nothing"),
        pytest.param(
            'opens_with = "Report"',
            'opens_with = "Withdrawal"',
            "een zaak kan niet beginnen met “Withdrawal”, want “reason” is dan nog niet bekend",
            id="opens with what nobody knows yet",
        ),
        pytest.param(OBJECTION, "", "de termijn “objection” ontbreekt", id="no term to object"),
        pytest.param(STARTS, "", "de termijn “decision”: starts ontbreekt", id="a decision that never starts"),
        pytest.param(
            'starts = "Report.received_on"\nmet_by',
            "met_by",
            "de termijn “investigation”: starts ontbreekt",
            id="a bar that never starts",
        ),
        pytest.param(
            STARTS,
            'starts = "Application.signed"',
            "de termijn “decision”: starts kent “Application.signed” niet als feit met een dag",
            id="starts with no day",
        ),
        pytest.param(
            'met_by = "Investigation"',
            'met_by = "Onderzoek"',
            "de termijn “investigation”: met_by kent het feit “Onderzoek” niet",
            id="met by nothing",
        ),
        pytest.param(
            '"wmo_beschikking"',
            '"wmo_besluit"',
            "de termijn “decision”: “wmo_besluit” is geen termijn met een lengte",
            id="no such term",
        ),
        pytest.param(
            '"wmo_beschikking"',
            '"wmo_verslag"',
            "de termijn “decision”: “wmo_verslag” is geen termijn met een lengte",
            id="a term without a length",
        ),
        pytest.param(
            'rejected = "wmo/afwijzing"\n', "", "de brief “rejected” ontbreekt", id="an outcome without a letter"
        ),
        pytest.param(
            GRANTED,
            "[letters.granted]\n",
            "er is geen brief voor wat wordt toegekend, onder [letters.granted]",
            id="grants nothing",
        ),
        pytest.param('"wmo/toekenning-pgb"', '""', "de brief “granted.pgb” ontbreekt", id="a grant without a letter"),
        pytest.param(
            '"wmo/afwijzing"', '"wmo/afgewezen"', "de brief letters/wmo/afgewezen bestaat niet", id="no such letter"
        ),
        pytest.param(
            '"wmo/tijdelijke-toekenning"',
            '"wmo/tijdelijk"',
            "de brief letters/wmo/tijdelijk bestaat niet",
            id="no such letter for help at once",
        ),
        pytest.param(
            '"wmo/uitnodiging-gesprek"',
            '"wmo/uitnodiging"',
            "de brief letters/wmo/uitnodiging bestaat niet",
            id="no such letter for an appointment",
        ),
        pytest.param(
            '"wmo/aankondiging-einde"',
            '"wmo/einde"',
            "de brief letters/wmo/einde bestaat niet",
            id="no such letter for help that ends",
        ),
        pytest.param(
            "[letters]",
            '[letters]\nwithdrawal = "wmo/intrekking"',
            "de brief letters/wmo/intrekking bestaat niet",
            id="no such letter for a withdrawal",
        ),
    ],
)
def test_what_a_process_file_misses_is_named(course, before, after, problem):
    text = course.read_text()
    assert before in text
    course.write_text(text.replace(before, after))
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert refused.value.problems == (problem,)
    assert refused.value.message_nl == f"Het procesbestand {NAME}.toml is niet af: {problem}."


def test_two_processes_that_number_their_cases_alike_are_refused(course):
    course.write_text(course.read_text().replace('"AV"', '"WMO"'))
    processes.cache_clear()
    with pytest.raises(ProcessIncomplete) as refused:
        processes()
    assert refused.value.problems == ("het voorvoegsel “WMO” is al van een ander proces",)


def test_a_process_may_give_in_one_form_alone(course):
    course.write_text(course.read_text().replace('pgb = "wmo/toekenning-pgb"\n', ""))
    assert list(read(course).letters.granted) == [Form.IN_KIND]


def test_a_process_without_a_form_or_a_term_for_keeping_is_refused(tmp_path):
    alone = tmp_path / "alleen.toml"
    alone.write_text(WMO.read_text().replace('id = "wmo"', 'id = "alleen"'))
    with pytest.raises(ProcessIncomplete) as refused:
        read(alone)
    assert refused.value.problems == (
        "in config/forms noemt geen formulier het proces “alleen”",
        (
            "in config/law ontbreekt hoe lang een zaak wordt bewaard na "
            "“toegekend”, “deels toegekend”, “afgewezen”, “buiten behandeling”, “ingetrokken”"
        ),
    )


def test_all_that_is_missing_is_one_refusal_and_nothing_is_read(course):
    for part in (OBJECTION, 'rejected = "wmo/afwijzing"\n', STARTS):
        course.write_text(course.read_text().replace(part, ""))
    processes.cache_clear()
    with pytest.raises(ProcessIncomplete) as refused:
        processes()
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        pytest.param("attempts_min = 3\n", "", "“call.attempts_min” ontbreekt", id="no such number"),
        pytest.param("[data]\nreminder_working_days = 3\n", "", "“data” ontbreekt", id="no such section"),
        pytest.param("[desk]", "[desk]\ngeheim = 1", "“desk.geheim” kennen wij niet", id="a key too many"),
        pytest.param("natura =", "contant =", "“letters.granted.contant” kennen wij niet", id="no such form"),
        pytest.param('"wmo_beschikking"', "['geheim']", "“terms.decision.law” klopt niet", id="no text"),
        pytest.param('"rejected", ', '"afgewezen", ', "“second_reader.outcomes.2” klopt niet", id="no outcome"),
        pytest.param(
            "[second_reader]", "[second_reader]\nroles = []", "“second_reader.roles” kennen wij niet", id="no roles"
        ),
        pytest.param("2015-01-01", '"geheim"', "“valid_from” klopt niet", id="no day"),
        pytest.param(
            'title = "Wat u zelf betaalt"', "title = 7", "“findings.7.title” klopt niet", id="the seventh item"
        ),
        pytest.param(
            "[desk]",
            """[[reminders]]\nid = "a"\ntitle = "a"\nwhy = "a"\nstarts = "a"\nterm = "a"\nby = "geheim"\n[desk]""",
            "“reminders.1.by” kennen wij niet",
            id="a key too many in a reminder",
        ),
        pytest.param(
            "# Wmo 2015: ",
            "[",
            "regel 1 is geen geldige TOML; kijk naar aanhalingstekens, haken en dubbele namen",
            id="no TOML",
        ),
    ],
)
def test_a_key_that_cannot_be_read_is_named_without_its_value(course, before, after, problem):
    text = course.read_text()
    assert before in text
    course.write_text(text.replace(before, after))
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert refused.value.problems == (problem,)
    assert refused.value.message_nl == f"Het procesbestand {NAME}.toml is niet af: {problem}."
    # Nothing that goes along with the error has the value either.
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_second_reader_is_asked_about_outcomes_that_a_decision_can_have(course):
    assert read(course).second_reader.outcomes == (Outcome.PARTIAL, Outcome.REJECTED, Outcome.NOT_PROCESSED)


def test_all_keys_that_cannot_be_read_are_one_refusal(course):
    course.write_text(course.read_text().replace("basis =", "basiss =").replace("days_min = 3", 'days_min = "drie"'))
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert set(refused.value.problems) == {
        "“basis” ontbreekt",
        "“basiss” kennen wij niet",
        "“call.days_min” klopt niet",
    }


def test_a_file_that_is_no_text_is_refused(course):
    course.write_bytes(course.read_text().encode("utf-16"))
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert refused.value.problems == ("het is geen UTF-8; bewaar het opnieuw als UTF-8",)


def test_without_the_check_such_a_process_would_be_taken(course, monkeypatch):
    course.write_text(course.read_text().replace('rejected = "wmo/afwijzing"\n', ""))
    monkeypatch.setattr(whole, "check", lambda *_: None)
    assert read(course).letters.rejected == ""
