"""Bad law data is refused at load, with file and line."""

import shutil
from datetime import date

import pytest

from config.law import FOLDER, load
from config.law.file import LawDataError
from rules.errors import NoTermVersion
from rules.results import RESULTS, UNDECIDED


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped law, to spoil."""
    return shutil.copytree(FOLDER, tmp_path / "law")


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    return changed


TERM = """
[[term]]
id = "nieuw"
name = "nieuw"
article = "Awb 1:1"
trigger = "de start"
length = 6
unit = "weeks"
direction = "max"
atw = true
valid_from = 2020-01-01
source = "wettekst"
confirmed = true
"""


def add(folder, text, name="wmo.toml"):
    """Add an entry at the end; gives the line of its header."""
    path = folder / name
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 2


def refused(folder):
    with pytest.raises(LawDataError) as refusal:
        load(folder)
    return refusal.value


def test_the_shipped_data_loads(folder):
    assert len(load(folder).terms) == 70


def test_a_good_term_more_is_welcome(folder):
    add(folder, TERM)
    assert len(load(folder).terms) == 71


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('unit = "weeks"', 'unit = "fortnights"', 6, "unit kent geen 'fortnights'"),
        ('source = "wettekst"\n', "", 0, "source ontbreekt"),
        ('source = "wettekst"', 'source = "  "', 10, "source is leeg"),
        ('direction = "max"', 'direction = "sideways"', 7, "direction kent geen 'sideways'"),
        ("length = 6", 'length = "6"', 5, "length moet een heel getal zijn"),
        ("length = 6", "length = true", 5, "length moet een heel getal zijn"),
        ("length = 6", "length = -1", 5, "length kan niet negatief zijn"),
        ("length = 6\n", "", 5, "length en unit 'weeks' passen niet bij elkaar"),
        ('unit = "weeks"', 'unit = "none"', 6, "length en unit 'none' passen niet bij elkaar"),
        ("length = 6", "length = 13", 8, "de Algemene termijnenwet geldt niet"),
        ('direction = "max"', 'direction = "none"', 7, "een termijn met een lengte heeft een direction nodig"),
        ("atw = true", 'atw = "yes"', 8, "atw moet true of false zijn"),
        ("valid_from = 2020-01-01", 'valid_from = "2020-01-01"', 9, "valid_from moet een datum"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01T00:00:00", 9, "valid_from moet een datum zijn, zonder"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01\nvalid_to = 2019-01-01", 10, "valid_to ligt vóór"),
        ("atw = true", 'atw = true\nsuspendable = ["ops_luiheid"]', 9, "onbekende grond voor opschorting"),
        ("atw = true", "atw = true\nsuspendable = [1]", 9, "suspendable moet een lijst zijn"),
        ("atw = true", 'atw = true\nextendable = { artikel = "x" }', 9, "extendable kent alleen"),
        ("atw = true", 'atw = true\nextendable = "ja"', 9, "extendable kent alleen"),
        ("atw = true", "atw = true\nlocal_length = 2", 9, "geef local_length en local_unit samen"),
        ("atw = true", "atw = true\nlengthh = 2", 9, "onbekend veld: lengthh"),
        ('name = "nieuw"', "name = 5", 2, "name moet een tekst zijn"),
    ],
)
def test_a_mistake_in_a_term_is_pointed_at(folder, old, new, line, problem):
    header = add(folder, TERM.replace(old, new, 1))
    refusal = refused(folder)
    assert problem in refusal.problem
    assert refusal.path.name == "wmo.toml"
    assert refusal.line == header + line
    assert str(refusal) == f"wmo.toml:{refusal.line}: {refusal.problem}"
    assert f"wmo.toml, regel {refusal.line}: " in refusal.message_nl


@pytest.mark.parametrize(
    ("unit", "direction", "atw"),
    [("working_days", "max", "false"), ("hours", "max", "false"), ("weeks", "backwards", "true")],
)
def test_a_term_that_cannot_stand_still_has_no_grounds(folder, unit, direction, atw):
    text = TERM.replace('"weeks"', f'"{unit}"').replace('"max"', f'"{direction}"').replace("true", atw, 1)
    add(folder, text)
    assert load(folder).terms
    add(folder, text.replace('"nieuw"', '"nieuwer"').replace("length", 'suspendable = ["ops_overmacht"]\nlength'))
    assert refused(folder).problem == "deze termijn kan niet worden opgeschort"


def version(first, last=None):
    to = f"\nvalid_to = {last}" if last else ""
    return TERM.replace("valid_from = 2020-01-01", f"valid_from = {first}{to}")


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        pytest.param(
            version("2020-01-01", "2021-12-31"),
            version("2021-12-31"),
            "deze versie overlapt met de vorige",
            id="a day of overlap",
        ),
        pytest.param(
            version("2020-01-01"), version("2022-01-01"), "deze versie overlapt met de vorige", id="never ended"
        ),
        pytest.param(
            version("2020-01-01", "2021-12-30"),
            version("2022-01-01"),
            "er zit een gat tussen deze versie en de vorige",
            id="a day without law",
        ),
        pytest.param(
            version("2020-01-01"), version("2020-01-01"), "deze versie overlapt met de vorige", id="the same twice"
        ),
    ],
)
def test_versions_follow_each_other_without_overlap_or_gap(folder, first, second, problem):
    add(folder, first)
    header = add(folder, second)
    refusal = refused(folder)
    assert (refusal.problem, refusal.line) == (problem, header + 9)


def test_versions_may_stand_in_any_order_and_file(folder):
    add(folder, version("2022-01-01"), "awb.toml")
    add(folder, version("2020-01-01", "2021-12-31").replace("length = 6", "length = 8"))
    loaded = load(folder)
    from_2020, from_2022 = (
        loaded.term("nieuw", on=f) for f in (date.fromisoformat("2021-12-31"), date.fromisoformat("2022-01-01"))
    )
    assert (from_2020.length, from_2022.length) == (8, 6)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("wmo.toml", 'law = "wmo"', "", "zet bovenaan van welke wet dit is"),
        ("wmo.toml", 'law = "wmo"', "law =", "dit is geen geldige TOML"),
        ("calendar.toml", "from_easter = -2", "", "geef month en day, of from_easter"),
        ("calendar.toml", "from_easter = -2", "from_easter = -2\nmonth = 1\nday = 1", "geef month en day"),
        ("calendar.toml", "month = 12\nday = 25", "month = 13\nday = 25", "deze dag bestaat niet"),
        ("calendar.toml", "2028-05-26]", "2029-05-26]", "een dag valt buiten de jaren van dit besluit"),
        ("calendar.toml", "2028-05-26]", '"2028-05-26"]', "days moet een lijst zijn"),
        ("calendar.toml", "valid_from = 2026-01-01", "valid_from = 2026-01-02", "er zit een gat"),
        ("calendar.toml", "valid_to = 2013-12-31", "valid_to = 1990-12-31", "valid_to ligt vóór valid_from"),
        ("calendar.toml", "if_sunday = -1", "if_zondag = -1", "onbekend veld: if_zondag"),
        ("penalty.toml", "[[14, 20], [14, 30], [14, 40]]", "[[14, 20, 1]]", "steps moet een lijst zijn van"),
        ("penalty.toml", "[[14, 20], [14, 30], [14, 40]]", "[[14, -20]]", "steps moet een lijst zijn van"),
        ("penalty.toml", "[[14, 20], [14, 30], [14, 40]]", "[]", "steps moet een lijst zijn van"),
        ("penalty.toml", "valid_to = 2018-12-31", "valid_to = 2018-12-30", "er zit een gat"),
        ("penalty.toml", "max_eur = 1442", "", "max_eur ontbreekt"),
        ("suspension.toml", 'reading = "literal"', 'reading = "ruim"', "reading kent geen 'ruim'"),
        ("suspension.toml", 'id = "ops_overmacht"', 'id = "ops_luiheid"', "id kent geen 'ops_luiheid'"),
        ("suspension.toml", 'id = "ops_overmacht"', 'id = "ops_buitenland"', "ops_buitenland staat er twee keer"),
        ("suspension.toml", "set_term = true", "set_term = 1", "set_term moet true of false zijn"),
    ],
)
def test_a_mistake_elsewhere_is_pointed_at(folder, name, old, new, problem):
    text = spoil(folder, name, old, new)
    refusal = refused(folder)
    assert problem in refusal.problem
    assert refusal.path.name == name
    assert 1 <= refusal.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    ("name", "keep", "problem"),
    [
        ("suspension.toml", 'reading = "literal"\n', "deze gronden ontbreken: ops_aanvulling, ops_bezwaar_verzuim"),
        ("penalty.toml", "", "het tarief van de dwangsom ontbreekt"),
        ("calendar.toml", "", "feestdagen of gelijkgestelde dagen ontbreken"),
    ],
)
def test_an_empty_file_is_refused(folder, name, keep, problem):
    (folder / name).write_text(keep, encoding="utf-8")
    refusal = refused(folder)
    assert refusal.problem.startswith(problem)
    assert (refusal.path.name, refusal.line) == (name, 1)


def test_a_calendar_without_decrees_is_refused(folder):
    text = (folder / "calendar.toml").read_text(encoding="utf-8")
    (folder / "calendar.toml").write_text(text.split("[[decree]]")[0], encoding="utf-8")
    assert refused(folder).problem == "feestdagen of gelijkgestelde dagen ontbreken"


def test_broken_toml_is_pointed_at_by_its_own_line(folder):
    header = add(folder, TERM.replace("length = 6", "length == 6"))
    assert refused(folder).line == header + 5


def test_a_term_must_stand_in_its_own_block(folder):
    (folder / "extra.toml").write_text('law = "x"\nterm = [{ id = "x" }]\n', encoding="utf-8")
    assert refused(folder).problem == "schrijf elke regel als een eigen blok [[term]]"


def test_without_the_check_a_gap_would_leave_a_day_without_law(folder, monkeypatch):
    add(folder, version("2020-01-01", "2021-12-30"))
    add(folder, version("2022-01-01"))
    monkeypatch.setattr("config.law.terms.check_sequence", lambda _: None)
    loaded = load(folder)
    with pytest.raises(NoTermVersion):
        loaded.term("nieuw", on=date.fromisoformat("2021-12-31"))


def test_every_file_in_the_folder_is_read(folder, subtests):
    for path in folder.glob("*.toml"):
        whole = path.read_text()
        path.write_text(f"{whole}\n[[")
        with subtests.test(path.stem):
            assert refused(folder).path.name == path.name
        path.write_text(whole)


def test_every_result_of_a_decision_has_a_term_for_keeping_it(folder):
    results = {rule.result for rule in load(folder).retention if rule.process == "wmo"}
    assert results == {*RESULTS.values(), *UNDECIDED}


def short_of_the_wmo(folder) -> list[str]:
    """The results after which a case of the Wmo may go before its law allows, whatever a list says."""
    statute = load(folder).term("wmo_bewaren", on=date(2026, 11, 30))
    kept = [rule for rule in load(folder).retention if rule.process == "wmo"]
    return [rule.result for rule in kept if rule.years < statute.length]


def test_no_case_of_the_wmo_goes_before_fifteen_years(folder):
    assert short_of_the_wmo(folder) == []
    spoil(
        folder,
        "retention.toml",
        """Wmo 2015, art. 5.3.4 lid 1"
name = "Geweigerd: Wmo-voorziening"
years = 15""",
        """8.2"
name = "Geweigerd: Wmo-voorziening"
years = 5""",
    )
    assert short_of_the_wmo(folder) == ["afgewezen"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("years = 15", "years = 0", "groter dan nul"),
        ("years = 15", "years = -1", "groter dan nul"),
        ('outcome = "granted"', 'outcome = "misschien"', "kent geen 'misschien'"),
        ('result = "deels toegekend"', 'result = "toegekend"', "staat er al"),
        ("years = 15", "jaren = 15", "onbekend veld: jaren"),
    ],
)
def test_a_term_for_keeping_that_cannot_be_right_is_refused(folder, old, new, problem):
    spoil(folder, "retention.toml", old, new)
    assert problem in refused(folder).message_nl


def test_the_file_of_any_law_says_how_long_its_cases_are_kept(folder):
    text = (folder / "retention.toml").read_text()
    rules = load(folder).retention
    (folder / "retention.toml").write_text("")
    (folder / "wmo.toml").write_text((folder / "wmo.toml").read_text() + text)
    assert load(folder).retention == rules


def test_two_files_that_keep_one_result_from_one_day_are_refused(folder):
    (folder / "wmo.toml").write_text((folder / "wmo.toml").read_text() + (folder / "retention.toml").read_text())
    assert "staat er al" in refused(folder).message_nl


def test_a_folder_without_terms_for_keeping_is_refused(folder):
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text().partition("[[retention]]")[0])
    assert "ontbreken" in refused(folder).message_nl
