"""A course is found by its name, and taken only when its file says what its steps need."""

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from courses import WMO, beside, like_the_wmo

from config.process import process
from config.process_file import DecisionLetters
from flows.steps import call_first
from flows.steps.investigation import investigate
from flows.steps.suspending import announce_resumption, suspend_help
from letters.writing.texts import Texts
from rules.errors import ProcessIncomplete
from tasks.cases import courses
from tasks.cases.courses import COURSES, course_of, steps_of
from tasks.cases.open_case import OpenCase

NAME = "aanvulling"
NO_TERM = "“terms.investigation” ontbreekt, en de stap"
INVESTIGATION = next(part for part in WMO.read_text().split("\n\n") if "[terms.investigation]" in part)


@pytest.mark.parametrize(
    ("before", "problem"),
    [
        ('invitation = "wmo/uitnodiging-gesprek"\n', "“letters.invitation” ontbreekt, en de stap investigate"),
        (
            'provisional = "wmo/tijdelijke-toekenning"\n',
            "“letters.provisional” ontbreekt, en de stap give_immediate_help",
        ),
        ('ending = "wmo/aankondiging-einde"\n', "“letters.ending” ontbreekt, en de stap announce_end"),
        ("[ending]\nannounce_weeks = 12\nreport_weeks = 8\n", "“ending” ontbreekt, en de stap announce_end"),
        (
            'basis_temporary = "artikel 2.3.3 van de Wet maatschappelijke ondersteuning 2015"\n',
            "“basis_temporary” ontbreekt, en de stap give_immediate_help",
        ),
        (
            INVESTIGATION,
            f"{NO_TERM} give_immediate_help heeft het nodig; {NO_TERM} investigate",
        ),
    ],
)
def test_a_course_whose_file_lacks_what_a_step_needs_is_refused_at_the_start(
    tmp_path: Path, before: str, problem: str
) -> None:
    text = like_the_wmo(NAME, "AV")
    assert before in text
    with beside(tmp_path, NAME, text.replace(before, "")):
        # Its file is whole as far as a file alone can tell.
        assert process(NAME).id == NAME
        with pytest.raises(ProcessIncomplete) as refused:
            courses.courses()
    assert refused.value.message_nl == (f"Het procesbestand {NAME}.toml is niet af: {problem} heeft het nodig.")


def test_a_step_that_says_nothing_of_it_would_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(investigate, "needs", ())
    text = like_the_wmo(NAME, "AV").replace('invitation = "wmo/uitnodiging-gesprek"\n', "")
    with beside(tmp_path, NAME, text):
        assert COURSES[NAME] in courses.courses()


def test_a_process_without_a_flow_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with beside(tmp_path, NAME, like_the_wmo(NAME, "AV")):
        monkeypatch.delitem(COURSES, NAME)
        with pytest.raises(ProcessIncomplete, match=r"flows/aanvulling\.py bestaat niet"):
            course_of(NAME)


def with_a_step_of_its_own(case: OpenCase) -> None:
    """A course that takes a shared step in a step of its own, and another by the name of its module."""
    found_at_home(case)
    call_first.decide(case, by=case.decide_by)


def found_at_home(case: OpenCase) -> None:
    """A step of a law itself."""
    investigate(case)


def test_what_a_step_of_the_law_takes_counts_as_taken_by_the_law() -> None:
    steps = [step.__name__ for step in steps_of(with_a_step_of_its_own)]
    assert [name for name in steps if name in {"found_at_home", "investigate", "decide"}] == [
        "found_at_home",
        "investigate",
        "decide",
    ]
    # What a shared step calls is its own affair.
    assert "call_first" not in steps


def test_what_such_a_step_needs_is_asked_for_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = like_the_wmo(NAME, "AV").replace('invitation = "wmo/uitnodiging-gesprek"\n', "")
    with beside(tmp_path, NAME, text):
        monkeypatch.setitem(COURSES, NAME, with_a_step_of_its_own)
        with pytest.raises(ProcessIncomplete, match=r"letters\.invitation"):
            courses.courses()


def stops_before_it_tells(case: OpenCase) -> None:
    """A course that stops what runs, and tells that it goes on in a step that it may not get to."""
    suspend_help(case)
    announce_resumption(case)


def tells_first(case: OpenCase) -> None:
    """The same, in the right order."""
    announce_resumption(case)
    suspend_help(case)


def test_a_step_before_one_that_it_follows_is_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (suspend_help, announce_resumption):
        monkeypatch.setattr(step, "needs", ())
    with beside(tmp_path, NAME, like_the_wmo(NAME, "AV")):
        monkeypatch.setitem(COURSES, NAME, stops_before_it_tells)
        with pytest.raises(ProcessIncomplete) as refused:
            courses.courses()
        assert refused.value.problems == ("de stap announce_resumption moet staan vóór suspend_help",)
        monkeypatch.setitem(COURSES, NAME, tells_first)
        assert tells_first in courses.courses()


def test_a_module_that_makes_no_course_of_its_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType(f"flows.{NAME}")
    module.__spec__ = ModuleSpec(module.__name__, None)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    with beside(tmp_path, NAME, like_the_wmo(NAME, "AV")):
        assert course_of(NAME) is COURSES["wmo"]
        monkeypatch.delitem(COURSES, NAME)
        with pytest.raises(ProcessIncomplete) as refused:
            courses.courses()
    assert refused.value.problems == ("flows/aanvulling.py heeft geen @process met de naam aanvulling",)


REFUSAL = "moet een besluit zijn dat iets weigert (decision: true, adverse: true)"
GRANT = "moet een besluit zijn dat niets weigert (decision: true, adverse: false)"
NOTICE = "mag geen besluit zijn (decision: false)"
LETTER = {
    "all": "wmo/toekenning",
    "less": "wmo/afwijzing",
    "provisional": "wmo/tijdelijke-toekenning",
    "not_processed": "shared/buiten-behandeling",
    "invitation": "wmo/uitnodiging-gesprek",
    "ending": "wmo/aankondiging-einde",
}


def with_letter(key: str, letter: str) -> str:
    """The file of a second process, with another letter under one key."""
    text = like_the_wmo(NAME, "AV")
    if key in {"withdrawal", "resumed"}:
        return text.replace("[letters]\n", f'[letters]\n{key} = "{letter}"\n')
    before = f'{key} = "{LETTER[key]}"\n'
    assert before in text
    return text.replace(before, f'{key} = "{letter}"\n')


@pytest.mark.parametrize(
    ("key", "letter", "must"),
    [
        ("less", "wmo/toekenning", REFUSAL),
        ("less", "wmo/uitnodiging-gesprek", REFUSAL),
        ("not_processed", "shared/verzoek-aanvulling", REFUSAL),
        ("less", "shared/buiten-behandeling", "moet onder outcomes ook noemen: af, deels, toe"),
        ("not_processed", "wmo/afwijzing", "moet onder outcomes ook noemen: niet"),
        ("all", "wmo/tijdelijke-toekenning", "moet onder outcomes ook noemen: toe"),
        ("provisional", "wmo/toekenning", "moet onder outcomes ook noemen: tijdelijk"),
        ("all", "wmo/afwijzing", GRANT),
        ("all", "wmo/onderzoeksverslag", GRANT),
        ("provisional", "wmo/afwijzing", GRANT),
        ("invitation", "wmo/toekenning", NOTICE),
        ("ending", "wmo/tijdelijke-toekenning", NOTICE),
        ("withdrawal", "wmo/afwijzing", NOTICE),
        ("resumed", "wmo/afwijzing", NOTICE),
        ("resumed", "shared/einde-opschorting", "moet altijd weg, wat er ook volgt (confirms: true)"),
    ],
)
def test_a_letter_that_cannot_announce_that_decision_is_refused_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, letter: str, must: str
) -> None:
    with beside(tmp_path, NAME, with_letter(key, letter)):
        # Its file is whole as far as a file alone can tell.
        assert process(NAME).id == NAME
        with pytest.raises(ProcessIncomplete) as refused:
            courses.courses()
        assert refused.value.problems == (f"“letters.{key}”: letters/{letter} {must}",)
        # Were that not asked, the course would be taken.
        monkeypatch.setattr(courses, "_unfit", lambda _: ())
        assert COURSES[NAME] in courses.courses()


@pytest.mark.parametrize(
    ("key", "letter"),
    [
        ("less", "wmo/afwijzing"),
        ("withdrawal", "shared/verzoek-aanvulling"),
        ("resumed", "shared/bevestiging-gesprek"),
    ],
)
def test_a_letter_whose_head_fits_that_decision_is_taken(tmp_path: Path, key: str, letter: str) -> None:
    with beside(tmp_path, NAME, with_letter(key, letter)):
        assert COURSES[NAME] in courses.courses()


def test_a_course_about_what_runs_has_letters_that_say_less_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.whole.check", lambda *_: None)
    text = like_the_wmo(NAME, "AV").replace("[second_reader]", '[decision]\nabout = "review"\n\n[second_reader]')
    with beside(tmp_path, NAME, text), pytest.raises(ProcessIncomplete) as refused:
        courses.courses()
    assert refused.value.problems == (
        "“letters.less”: letters/wmo/afwijzing moet onder outcomes ook noemen: eind, minder",
    )


def test_every_letter_of_a_process_file_is_of_some_sort() -> None:
    assert set(courses.SORTS) == set(DecisionLetters.model_fields) - {"grants"}


def test_a_form_that_no_letter_has_a_part_for_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = courses.used

    def used(letter: str, texts: Texts) -> dict[str, str]:
        """The texts of a letter that lost its part for a budget."""
        kept = whole(letter, texts)
        return {name: text for name, text in kept.items() if letter != "wmo/afwijzing" or "pgb" not in name}

    with beside(tmp_path, NAME, like_the_wmo(NAME, "AV")):
        assert COURSES[NAME] in courses.courses()
        monkeypatch.setattr(courses, "used", used)
        with pytest.raises(ProcessIncomplete) as refused:
            courses.courses()
    assert refused.value.problems == ("“letters.grants”: letters/wmo/afwijzing heeft geen deel _gegeven-pgb.md.j2",)
