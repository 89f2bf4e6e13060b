"""Deadlines and penalties on the command line."""

import json

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.term import register
from config.law import law

AANVULLING = "ground=aanvulling,sent=2026-02-18,last=2026-03-04,completed=2026-02-27"


@pytest.fixture(scope="module")
def app():
    commands = typer.Typer()
    register(commands)
    return commands


@pytest.fixture
def run(app):
    def ran(*words):
        return CliRunner().invoke(app, list(words))

    return ran


@pytest.fixture
def answer(run):
    def answered(*words):
        found = run(*words, "--json")
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout)

    return answered


@pytest.fixture
def refusal(run):
    """One Dutch sentence on the error stream, nothing else, and an exit code that says no."""

    def refused(*words):
        found = run(*words, "--json")
        assert found.exit_code == 2
        assert found.stdout == ""
        return found.stderr.strip()

    return refused


def test_a_term_answers_in_exactly_two_keys(answer):
    found = answer("term", "wmo_onderzoek", "--start", "2026-02-20")
    assert list(found) == ["deadline", "steps"]
    assert found["deadline"] == "2026-04-07"
    assert [step["step"] for step in found["steps"]] == ["start", "length", "roll", "result"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param((), "2026-03-30", id="no suspension"),
        pytest.param(("--suspend", AANVULLING), "2026-04-07", id="the literal reading by default"),
        pytest.param(("--suspend", AANVULLING, "--reading", "literal"), "2026-04-07", id="literal"),
        pytest.param(("--suspend", AANVULLING, "--reading", "inclusive"), "2026-04-08", id="inclusive"),
        pytest.param(("--suspend", AANVULLING.replace("=aan", "=ops_aan")), "2026-04-07", id="the id of the ground"),
        pytest.param(
            ("--suspend", "ground=aanvulling,sent=2026-02-18,last=2026-03-04"), "2026-04-13", id="never completed"
        ),
        pytest.param(
            ("--suspend", "ground=instemming,from=2026-02-10,to=2026-02-23"), "2026-04-13", id="written consent"
        ),
        pytest.param(
            ("--suspend", AANVULLING, "--suspend", "ground=overmacht,from=2026-03-09,to=2026-03-15"),
            "2026-04-14",
            id="twice",
        ),
        pytest.param(
            ("--suspend", "ground=buitenland,sent=2026-02-18,completed=2026-02-27"), "2026-04-07", id="from abroad"
        ),
        pytest.param(
            ("--suspend", "ground=buitenland,from=2026-02-19,to=2026-02-26"), "2026-04-07", id="abroad, as a period"
        ),
        pytest.param(
            ("--suspend", "ground=toerekenbaar, from=2026-02-10, to=2026-02-11"), "2026-04-01", id="with blanks"
        ),
        pytest.param(("--extend", "2026-04-24"), "2026-04-24", id="extended to a day"),
        pytest.param(("--extend", "to=2026-04-24,sent=2026-03-20"), "2026-04-24", id="extended with its notice"),
        pytest.param(("--extend", "weeks=2"), "2026-04-13", id="extended by weeks"),
        pytest.param(("--extend", "days=10"), "2026-04-09", id="extended by days"),
        pytest.param(("--extend", "months=1"), "2026-04-30", id="extended by a month"),
    ],
)
def test_a_term_takes_suspensions_and_an_extension(answer, words, expected):
    assert answer("term", "pw_beschikking", "--start", "2026-02-02", *words)["deadline"] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("wmo_beschikking", "--start", "2024-02-29"), "2024-03-14", id="from-a-leap-day"),
        pytest.param(("wmo_onderzoek", "--start", "2150-12-31"), "2151-02-11", id="from-the-last-day-we-take"),
        pytest.param(
            ("awb_bob", "--start", "2150-12-31", "--extend", "months=999,consent=ja"), "2234-05-11", id="the-longest"
        ),
        pytest.param(
            (
                *("pw_beschikking", "--start", "2026-02-02"),
                *("--suspend", "ground=overmacht,from=1994-01-01,to=2150-12-31"),
                *("--suspend", "ground=instemming,from=2026-02-10,to=2026-02-12"),
            ),
            "2151-02-25",
            id="a-century-still-and-once-more-within-it",
        ),
    ],
)
def test_odd_days_and_very_long_ones_are_counted_too(answer, words, expected):
    assert answer("term", *words)["deadline"] == expected


def test_an_objection_takes_its_own_ground_and_consent(answer):
    repair = "ground=bezwaar_verzuim,sent=2026-02-18,last=2026-03-04,completed=2026-02-27"
    found = answer("term", "awb_bob", "--start", "2026-02-02", "--suspend", repair)
    assert found["deadline"] == "2026-03-24"
    further = answer("term", "awb_bob", "--start", "2026-02-02", "--extend", "weeks=10,consent=ja")
    assert further["deadline"] == "2026-05-25"


def test_hours_take_a_moment(answer):
    found = answer("term", "awb_notificatie_48u", "--start", "2026-03-28T12:00")
    assert found["deadline"] == "2026-03-30"
    assert "13.00 uur" in found["steps"][1]["text"]
    assert answer("term", "awb_notificatie_48u", "--start", "2026-03-28")["deadline"] == "2026-03-30"


def test_without_json_a_person_can_read_it(run):
    found = run("term", "wmo_onderzoek", "--start", "2026-02-20")
    assert found.exit_code == 0
    assert found.stdout.startswith("De termijn start op vrijdag 20 februari 2026 (de melding).")
    assert found.stdout.strip().endswith("De laatste dag is dinsdag 7 april 2026.")


def test_the_rules_can_be_looked_up(run):
    found = run("term", "--rules")
    assert found.exit_code == 0
    lines = found.stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted({term.id for term in law().terms})
    assert any(line.endswith("  onderzoek na de melding (Wmo 2015 2.3.2 lid 1)") for line in lines)


def suspend(text):
    return ("term", "pw_beschikking", "--start", "2026-02-02", "--suspend", text)


def extend(text, rule="awb_bob"):
    return ("term", rule, "--start", "2026-02-02", "--extend", text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("term",), "Noem een regel, bijvoorbeeld: maatwerk term wmo_onderzoek --start 2026-03-02. De namen"),
        (("term", "--start", "2026-02-02"), "Noem een regel, bijvoorbeeld"),
        (("term", "nope", "--start", "2026-02-02"), "Wij kennen de regel “nope” niet."),
        (("term", "wmo_onderzoek"), "--start ontbreekt."),
        (("term", "wmo_onderzoek", "--start", "2026-02-30"), "“2026-02-30” is geen datum."),
        (("term", "wmo_onderzoek", "--start", "morgen"), "“morgen” is geen datum."),
        (("term", "wmo_onderzoek", "--start", "0026-02-02"), "Het jaar van --start klopt niet."),
        (("term", "wmo_onderzoek", "--start", "9999-12-30"), "Het jaar van --start klopt niet."),
        (("term", "wmo_onderzoek", "--start", "2014-12-31"), "De regel “wmo_onderzoek” gold niet op woensdag 31"),
        (("term", "awb_horen_4_7", "--start", "2026-02-02"), "De wet noemt bij “awb_horen_4_7” geen vaste termijn."),
        (("term", "awb_notificatie_48u", "--start", "2026-03-29T02:30"), "Het tijdstip 2026-03-29T02:30 bestaat niet"),
        (("term", "awb_notificatie_48u", "--start", "2026-03-29T99:30"), "“2026-03-29T99:30” is geen tijdstip."),
        ((*suspend(AANVULLING), "--reading", "ruim"), "--reading kent “ruim” niet. Kies uit: literal, inclusive."),
        (suspend("ground=aanvulling,sent=2026-02-18"), "Bij “ops_aanvulling” staat de termijn alleen stil als"),
        (suspend("ground=aanvulling,from=2026-02-18,to=2026-03-01"), "Bij “ops_aanvulling” staat de termijn"),
        (suspend("ground=aanvulling,last=2026-02-18"), "Bij --suspend ontbreekt sent."),
        (suspend("ground=aanvulling,sent=2026-02-18,last=2026-02-10"), "Deze periode klopt niet"),
        (suspend("ground=instemming,from=2026-02-18,to=2026-02-10"), "Deze periode klopt niet"),
        (suspend("ground=instemming,from=2026-02-18"), "Bij --suspend ontbreekt to."),
        (suspend("ground=instemming,sent=2026-02-18,last=2026-02-20"), "Bij --suspend horen óf sent, last"),
        (suspend("ground=aanvulling,sent=2026-02-18,last=2026-03-04,to=2026-03-04"), "Bij --suspend horen óf"),
        (suspend("from=2026-02-18,to=2026-02-20"), "Bij --suspend ontbreekt ground."),
        (suspend("ground=luiheid,from=2026-02-18,to=2026-02-20"), "Wij kennen de grond “luiheid” niet."),
        (suspend("ground=bezwaar_verzuim,sent=2026-02-18,last=2026-03-04"), "De termijn “pw_beschikking” kan niet"),
        (suspend("ground=instemming,van=2026-02-18"), "--suspend kent “van” niet. Kies uit: ground, sent, last"),
        (suspend("ground=instemming,from"), "“from” bij --suspend mist een waarde."),
        (suspend("ground=instemming,from="), "“from=” bij --suspend mist een waarde."),
        (suspend("ground=instemming,from=2026-02-18,from=2026-02-19"), "--suspend noemt “from” twee keer."),
        (suspend("ground=instemming,from=nooit,to=2026-02-18"), "“nooit” is geen datum."),
        (extend("weeks=7"), "Zo lang kan “awb_bob” niet worden verlengd. De laatste dag is dinsdag 28 april 2026."),
        (extend("weeks=0"), "“0” kan niet. Schrijf weeks als heel getal van 1 tot en met 999."),
        (extend("weeks=1000"), "“1000” kan niet."),
        (extend("weeks=zes"), "“zes” kan niet."),
        (extend("weeks=\uff16"), "“\uff16” kan niet."),
        (extend("9999-12-31"), "Het jaar van --extend klopt niet."),
        (suspend("ground=overmacht,from=0001-01-01,to=9999-12-31"), "Het jaar van from klopt niet."),
        (suspend(",,,"), "“” bij --suspend mist een waarde."),
        (("penalty", "--term-end", "2026-02-29", "--notice", "2026-03-10"), "“2026-02-29” is geen datum."),
        (("penalty", "--term-end", "2026-03-10", "--notice", "9999-12-31"), "Het jaar van --notice klopt niet."),
        (extend("weeks=6,to=2026-05-01"), "Geef bij --extend één nieuwe datum (to) of één lengte (weeks)."),
        (extend("weeks=6,days=1"), "Geef bij --extend één nieuwe datum"),
        (extend("consent=ja"), "Geef bij --extend één nieuwe datum"),
        (extend("weeks=6,consent=misschien"), "Schrijf bij --extend consent=ja of consent=nee."),
        (extend("2026-03-01"), "De nieuwe datum moet later zijn dan maandag 16 maart 2026"),
        (extend("to=2026-04-24,sent=2026-03-17"), "Een bericht over verlenging van “awb_bob” moet in de termijn"),
        (extend("2026-05-01", "wmo_onderzoek"), "De wet geeft voor “wmo_onderzoek” geen verlenging."),
        (("penalty", "--notice", "2026-04-07"), "--term-end ontbreekt."),
        (("penalty", "--term-end", "2026-04-07"), "--notice ontbreekt."),
        (("penalty", "--term-end", "2026-04-07", "--notice", "x"), "“x” is geen datum. Schrijf --notice"),
        (("penalty", "--term-end", "2026-04-07", "--notice", "2026-04-08", "--on", "x"), "“x” is geen datum."),
        (("penalty", "--term-end", "2008-01-07", "--notice", "2008-02-07"), "Voor vrijdag 22 februari 2008"),
    ],
)
def test_bad_input_is_refused_in_dutch(refusal, words, text):
    said = refusal(*words)
    assert said.startswith(text)
    assert said.count("\n") == 0
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            ("--notice", "2026-04-07"),
            {"first_day": "2026-04-22", "last_day": "2026-06-02", "days": 42, "amount_eur": 1442},
            id="the whole run",
        ),
        pytest.param(
            ("--notice", "2026-04-07", "--on", "2026-05-11"),
            {"first_day": "2026-04-22", "last_day": "2026-06-02", "days": 20, "amount_eur": 532},
            id="twenty days",
        ),
        pytest.param(
            ("--notice", "2026-04-07", "--on", "2026-04-21"),
            {"first_day": "2026-04-22", "last_day": "2026-06-02", "days": 0, "amount_eur": 0},
            id="not yet",
        ),
        pytest.param(
            ("--notice", "2026-03-20"),
            {
                "first_day": None,
                "last_day": None,
                "days": 0,
                "amount_eur": 0,
                "reason": "De ingebrekestelling kwam te vroeg: de beslistermijn was nog niet voorbij.",
            },
            id="premature",
        ),
    ],
)
def test_a_penalty_answers_with_its_days_and_amount(answer, words, expected):
    assert answer("penalty", "--term-end", "2026-03-30", *words) == expected


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        (
            "2026-04-07",
            (
                "De dwangsom loopt van woensdag 22 april 2026 tot en met dinsdag 2 juni 2026. "
                "Over 42 dagen is dat 1442 euro (Awb 4:17)."
            ),
        ),
        (
            "2026-03-20",
            "Er is geen dwangsom. De ingebrekestelling kwam te vroeg: de beslistermijn was nog niet voorbij.",
        ),
    ],
)
def test_a_penalty_without_json_can_be_read(run, notice, text):
    assert run("penalty", "--term-end", "2026-03-30", "--notice", notice).stdout.strip() == text
