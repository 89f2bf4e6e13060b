"""A process is whole, or it is refused with everything that it misses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import WMO, beside, like_the_wmo

from config import whole
from config.process import processes, read
from rules.asked.grants import Grant
from rules.errors import ProcessIncomplete
from rules.facts import Outcome

NAME = "aanvulling"
PREFIX = "AV"
STARTS = 'starts = "Application.received_on"'
GRANTED = 'grants = ["natura", "pgb"]\n'
OBJECTION = '[terms.objection]\nlaw = "awb_bezwaartermijn"\n'
# Each number of the file: its section, its key, what it is, and the least it may be.
NUMBERS = (
    ("call", "attempts_min", 3, 1),
    ("call", "minutes_apart", 30, 5),
    ("call", "dayparts_min", 2, 1),
    ("call", "days_min", 3, 1),
    ("call", "wait_working_days", 3, 0),
    ("call", "start_working_days", 10, 0),
    ("call", "stop_working_days", 1, 0),
    ("data", "reminder_working_days", 3, 0),
    ("ending", "announce_weeks", 12, 0),
    ("ending", "report_weeks", 8, 0),
    ("withdrawal", "reaction_days", 14, 0),
)


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Path]:
    """The file of a second process that is whole."""
    with beside(tmp_path, NAME, like_the_wmo(NAME, PREFIX)) as made:
        yield made


def assert_refused(course, before, after, problem):
    """Change the file, and fail unless it is refused for this alone; returns the error."""
    text = course.read_text()
    assert before in text
    course.write_text(text.replace(before, after))
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert refused.value.problems == (problem,)
    assert refused.value.message_nl == f"Het procesbestand {NAME}.toml is niet af: {problem}."
    return refused.value


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
        pytest.param('less = "wmo/afwijzing"\n', "", "de brief “less” ontbreekt", id="an outcome without a letter"),
        pytest.param(
            GRANTED,
            "",
            "onder [letters] noemt “grants” geen vorm waarin iets kan worden toegekend",
            id="grants nothing",
        ),
        pytest.param(
            GRANTED,
            'grants = ["niets"]\n',
            "onder [letters] is “niets” bij “grants” geen vorm waarin iets kan worden toegekend",
            id="nothing is no grant",
        ),
        pytest.param('"wmo/toekenning"', '""', "de brief “all” ontbreekt", id="a grant without a letter"),
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
            f'id = "{NAME}"',
            'id = "wmo"',
            f"id is “wmo”, maar moet “{NAME}” zijn, de naam van het bestand",
            id="the name of another process",
        ),
        pytest.param(
            'part = "g"', 'part = "a"', "het onderdeel “a” staat 2 keer in [[findings]]", id="the same finding twice"
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
    assert_refused(course, before, after, problem)


def test_two_processes_that_number_their_cases_alike_are_refused(course):
    course.write_text(course.read_text().replace('"AV"', '"WMO"'))
    processes.cache_clear()
    with pytest.raises(ProcessIncomplete) as refused:
        processes()
    assert refused.value.problems == ("het voorvoegsel “WMO” is al van een ander proces",)


def test_a_process_may_give_in_one_form_alone(course):
    course.write_text(course.read_text().replace(', "pgb"]', "]"))
    assert read(course).letters.grants == (Grant.IN_KIND,)


def test_a_process_without_a_form_a_term_for_keeping_or_products_is_refused(tmp_path):
    alone = tmp_path / "alleen.toml"
    alone.write_text(WMO.read_text().replace('id = "wmo"', 'id = "alleen"'))
    with pytest.raises(ProcessIncomplete) as refused:
        read(alone)
    assert refused.value.problems == (
        "in config/forms noemt geen formulier het proces “alleen”",
        (
            "in config/law ontbreekt hoe lang een zaak wordt bewaard na “toegekend”, "
            "“deels toegekend”, “afgewezen”, “buiten behandeling”, “ingetrokken”, “overleden”, “overgedragen”"
        ),
        "in config/products/alleen.toml staat niets dat een inwoner kan vragen",
    )


STOPS = '[terms.suspension]\nlaw = "{law}"\n\n'


@pytest.mark.parametrize(
    ("law", "about", "problem"),
    [
        pytest.param("pw_opschorting_recht", "review", None, id="eight weeks"),
        pytest.param(
            "pw_opschorting_recht",
            "application",
            "de termijn “suspension” is voor wat loopt: zet bij [decision] about op “review”",
            id="where nothing runs",
        ),
        *(
            pytest.param(
                law,
                "review",
                "de termijn “suspension” duurt ten hoogste 56 dagen, ook als de laatste een rustdag is",
                id=told,
            )
            for law, told in (
                ("pw_voorschot_eerste", "a rest day makes it longer"),
                ("pw_ingangsdatum", "in months"),
            )
        ),
        pytest.param("geheim", "review", "de termijn “suspension”: “geheim” is geen termijn met een lengte", id="none"),
    ],
)
def test_what_runs_is_suspended_no_longer_than_the_law_says(course, law, about, problem):
    text = course.read_text()
    more = STOPS.format(law=law) + f'[decision]\nabout = "{about}"\n\n'
    course.write_text(text.replace("[terms.decision]", f"{more}[terms.decision]", 1))
    found = ()
    try:
        read(course)
    except ProcessIncomplete as refused:
        found = [one for one in refused.problems if "suspension" in one]
    assert list(found) == ([problem] if problem else [])


def test_all_that_is_missing_is_one_refusal_and_nothing_is_read(course):
    for part in (OBJECTION, 'less = "wmo/afwijzing"\n', STARTS):
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
        pytest.param('["natura"', '["contant"', "“letters.grants.1” klopt niet", id="no such form"),
        pytest.param('"wmo_beschikking"', "['geheim']", "“terms.decision.law” klopt niet", id="no text"),
        pytest.param('"rejected", ', '"afgewezen", ', "“second_reader.outcomes.2” klopt niet", id="no outcome"),
        pytest.param(
            "[second_reader]", "[second_reader]\nroles = []", "“second_reader.roles” kennen wij niet", id="no roles"
        ),
        *(
            pytest.param(f'prefix = "{PREFIX}"', f'prefix = "{wrong}"', "“prefix” klopt niet", id=f"prefix {wrong}")
            for wrong in ("A", "ABCDEFG", "Av", "A1", "A-B", "", "AV\\n")
        ),
        *(
            pytest.param(
                f"{key} = {now}", f"{key} = {least - 1}", f"“{part}.{key}” klopt niet", id=f"too small a {key}"
            )
            for part, key, now, least in NUMBERS
        ),
        pytest.param(f'id = "{NAME}"', 'id = "aan-vulling"', "“id” klopt niet", id="no name of a module"),
        pytest.param(
            "dayparts_min = 2", "dayparts_min = 4", "“call.dayparts_min” klopt niet", id="four parts of a day"
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
    refused = assert_refused(course, before, after, problem)
    # Nothing that goes along with the error has the value either.
    assert refused.__cause__ is refused.__context__ is None


def test_a_second_reader_is_asked_about_outcomes_that_a_decision_can_have(course):
    assert read(course).second_reader.outcomes == (Outcome.PARTIAL, Outcome.REJECTED, Outcome.NOT_PROCESSED)


@pytest.mark.parametrize("prefix", ["AB", "ABCDEF"])
def test_a_prefix_is_two_to_six_capitals(course, prefix):
    course.write_text(course.read_text().replace(f'prefix = "{PREFIX}"', f'prefix = "{prefix}"'))
    assert read(course).prefix == prefix


def test_every_number_may_be_the_least_that_makes_sense(course):
    for _, key, now, least in NUMBERS:
        assert f"{key} = {now}\n" in course.read_text()
        course.write_text(course.read_text().replace(f"{key} = {now}\n", f"{key} = {least}\n"))
    made = read(course)
    assert [getattr(getattr(made, part), key) for part, key, *_ in NUMBERS] == [least for *_, least in NUMBERS]


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
    course.write_text(course.read_text().replace('less = "wmo/afwijzing"\n', ""))
    monkeypatch.setattr(whole, "check", lambda *_: None)
    assert read(course).letters.less == ""


def test_without_the_check_a_process_would_take_the_place_of_another(course, monkeypatch):
    text = course.read_text().replace(f'id = "{NAME}"', 'id = "wmo"').replace(f'"{PREFIX}"', '"ZO"')
    course.with_stem("zorg").write_text(text)
    processes.cache_clear()
    with pytest.raises(ProcessIncomplete, match="de naam van het bestand"):
        processes()
    monkeypatch.setattr(whole, "check", lambda *_: None)
    assert processes()["wmo"].prefix == "ZO"


REVIEW = '[decision]\nabout = "review"\n\n[second_reader]'
KEPT = "in config/law ontbreekt hoe lang een zaak wordt bewaard na “voortgezet”, “verlaagd”, “beëindigd”"


def test_a_process_about_what_runs_ends_with_words_of_its_own(course):
    assert_refused(course, "[second_reader]", REVIEW, KEPT)


def test_what_runs_is_never_left_unprocessed(course):
    text = course.read_text().replace("[second_reader]", REVIEW)
    for left in (
        '[terms.not_processed]\nlaw = "awb_buiten_behandeling"\n',
        'not_processed = "shared/buiten-behandeling"\n',
    ):
        assert left in text
        text = text.replace(left, "")
    course.write_text(text)
    with pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert refused.value.problems == (KEPT,)


def test_a_decision_is_about_an_application_or_about_what_runs(course):
    assert_refused(course, "[second_reader]", REVIEW.replace("review", "penalty"), "“decision.about” klopt niet")
