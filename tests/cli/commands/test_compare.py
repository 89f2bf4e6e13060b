"""Rows of asked and given in a file, compared on the command line."""

import json

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.compare import register
from cli.comparing.fields import RowsInvalid

SETTINGS = """
settings: {applied: '2027-02-15', decided: '2027-03-01', report_told_of_budget: true, usual_term: {wmo: P5Y}}
rows:
"""
WHOLE = """
- id: whole
  course: wmo
  asked: [{words: 3 uur, what: huishoudelijke hulp, amount: 3, unit: hour, per: week, by: aanvrager}]
  given:
  - {answers: [1], grant: in_kind, what: huishoudelijke hulp, amount: 3, unit: hour, per: week, from: '2027-03-01'}
"""
LESS = """
- id: less
  course: wmo
  asked: [{words: 3 uur, what: huishoudelijke hulp, amount: 3, unit: hour, per: week, by: aanvrager}]
  given:
  - {answers: [1], grant: in_kind, what: huishoudelijke hulp, amount: 2, unit: hour, per: week, from: '2027-03-01'}
"""


@pytest.fixture
def run(tmp_path):
    commands = typer.Typer()
    register(commands)
    commands.callback()(lambda: None)

    def ran(text, *options, name="rows.yaml"):
        (tmp_path / name).write_text(text)
        return CliRunner().invoke(commands, ["compare", str(tmp_path / name), *options])

    return ran


@pytest.fixture
def refusal(run):
    """What the command says about a file that it cannot read; it answers nothing else."""

    def refused(text):
        done = run(text, "--json")
        assert isinstance(done.exception, RowsInvalid)
        assert done.stdout == ""
        return done.exception.message_nl

    return refused


def test_a_row_without_days_in_a_file_without_settings_is_less(run):
    (found,) = json.loads(run("- id: los\n  asked: []\n  given: []\n", "--json").stdout)

    assert found["why"][0]["why"].endswith("applied: de dag ontbreekt, in de rij en in settings.")


def test_each_row_is_answered_with_its_items_and_parties(run):
    whole, less = json.loads(run(SETTINGS + WHOLE + LESS, "--json").stdout)

    assert whole == {
        "id": "whole",
        "adverse": False,
        "less": [],
        "call": [],
        "second_reader": False,
        "provisional": False,
        "still_open": [],
        "record_refused": None,
        "why": [],
    }
    assert (less["adverse"], less["less"], less["call"]) == (True, [1], ["aanvrager"])
    assert less["why"] == [{"item": 1, "why": "Vanaf maandag 1 maart 2027 is het minder dan de inwoner vroeg."}]


def test_without_json_it_tells_in_dutch(run):
    done = run(SETTINGS + WHOLE + LESS)

    assert done.stdout.splitlines() == [
        "whole: niets is minder dan gevraagd",
        "less: eerst bellen: aanvrager",
        (
            "  onderdeel 1: gevraagd 3 uur per week, gegeven 2 uur per week. "
            "Vanaf maandag 1 maart 2027 is het minder dan de inwoner vroeg."
        ),
        "2 vergeleken; bij 1 moet eerst worden gebeld.",
    ]


def test_json_is_read_as_well(run):
    rows = [
        {
            "id": "json",
            "course": "bijzonder",
            "applied": "2027-02-15",
            "decided": "2027-03-01",
            "asked": [{"words": "een bril", "what": "bril", "form": "one_off", "amount": 180, "unit": "euro"}],
            "given": [{"answers": [1], "grant": "none"}],
        }
    ]

    (found,) = json.loads(run(json.dumps(rows), "--json", name="rows.json").stdout)

    assert found["less"] == [1]


def test_a_provisional_decision_tells_what_stays_open(run):
    row = """
- id: soon
  course: wmo
  kind: provisional_help
  asked: [{words: 3 uur, what: huishoudelijke hulp, amount: 3, unit: hour, per: week}]
  given:
  - {answers: [], grant: in_kind, what: huishoudelijke hulp, amount: 1, unit: hour, per: week, from: '2027-02-17'}
"""
    assert "soon: niets is minder dan gevraagd; voorlopig besluit; nog te beantwoorden: 1" in run(SETTINGS + row).stdout


@pytest.mark.parametrize("word", ["on", "'on'"])
def test_the_day_of_a_talk_may_be_written_bare(run, word):
    talk = f"""
  talk:
  - {{kind: agreement, {word}: '2027-02-22', recorded_on: '2027-02-22', channel: phone, item: 1, with: aanvrager,
     agreed: {{amount: 2, unit: hour, per: week}}, words: Goed, told_it_is_less: true, read_back: true}}
"""
    assert json.loads(run(SETTINGS + LESS + talk.lstrip("\n"), "--json").stdout)[0]["adverse"] is False


def test_what_is_no_amount_is_told_without(run):
    row = LESS.replace("amount: 2, unit: hour, per: week, ", "")

    assert "  onderdeel 1: Dit krijgt de inwoner niet, of er is niet op geantwoord.\n" in run(SETTINGS + row).stdout


def test_what_cannot_be_recorded_is_told(run):
    row = WHOLE.replace("answers: [1]", "answers: [1, 9]")

    assert "niet vast te leggen: Het besluit antwoordt op onderdeel 9" in run(SETTINGS + row).stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  asked: [", "  vraag: [", "asked: dit veld ontbreekt"),
        ("answers: [1]", "answers: [een]", "given[1].answers: dit moet een lijst met nummers zijn"),
        ("answers: [1], grant", "answers: [true], grant", "given[1].answers"),
        ("  course: wmo", "  course: wmo\n  decided: morgen", "decided: “morgen” is geen datum (jjjj-mm-dd)"),
        ("  course: wmo", "  course: wmo\n  context: vandaag", "context: dit moet een blok met velden zijn"),
        ("  course: wmo", "  course: wmo\n  talk: [praatje]", "talk[1]: dit moet een blok met velden zijn"),
        ("  course: wmo", "  course: wmo\n  talk: praatje", "talk: dit moet een lijst zijn"),
        (
            "  course: wmo",
            "  course: wmo\n  context: {start_days: veel}",
            "context.start_days: “veel” is geen heel getal",
        ),
        ("by: aanvrager}]", "by: aanvrager}, {n: 1}]", "asked: twee onderdelen hebben hetzelfde nummer"),
        ("  course: wmo", "  course: wmo\n  talk: [{item: 1}]", "talk[1].on: de dag van het gesprek ontbreekt"),
        ("  course: wmo", "  course: wmo\n  decided: '2027-02-30'", "decided: “2027-02-30” is geen datum"),
        ("by: aanvrager", "running: misschien", "asked[1].running: dit moet true of false zijn"),
    ],
)
def test_a_row_that_cannot_be_read_is_less_and_names_its_field_while_others_are_compared(run, old, new, told):
    unread, other = json.loads(run(SETTINGS + WHOLE.replace(old, new, 1) + LESS, "--json").stdout)

    assert (unread["adverse"], unread["call"], unread["less"][0]) == (True, ["aanvrager"], 1)
    assert told in unread["why"][0]["why"]
    assert (other["id"], other["adverse"]) == ("less", True)


def test_without_json_a_row_that_cannot_be_read_is_told_as_well(run):
    told = run(SETTINGS + WHOLE.replace("asked", "vraag") + LESS).stdout

    assert "onderdeel 1: Dit is niet te vergelijken: asked: dit veld ontbreekt." in told
    assert "2 vergeleken; bij 2 moet eerst worden gebeld." in told


def test_rows_without_a_name_of_their_own_are_named_at_once(refusal):
    said = refusal(SETTINGS + WHOLE.replace("- id: whole", "- name: whole") + LESS + LESS)

    assert said.splitlines()[1:] == ["- rij 1: id: dit veld ontbreekt", "- less: id: deze naam staat er al"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rows: 7", "het bestand moet een lijst met rijen zijn, of settings en rows"),
        ("rows: [\n", "geen geldige YAML of JSON, regel 2"),
    ],
)
def test_a_file_that_holds_no_rows_is_refused(refusal, text, told):
    assert told in refusal(text)


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    commands = typer.Typer()
    register(commands)

    done = CliRunner().invoke(commands, [str(tmp_path / "nothing.yaml")])

    assert "is niet te lezen" in done.exception.message_nl
