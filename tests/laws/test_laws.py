"""A law is its own files: laid over the engine as it is, it walks from its first fact to its last letter."""

import subprocess
import sys
from pathlib import Path

import pytest
from nested import LETTERS, run

ROOT = Path(__file__).parents[2]
# Where a law may have files; of these only prefect.yaml is there already, and gets a piece at its end.
PLACES = (
    "flows/{law}.py",
    "rules/facts/laws/{law}.py",
    "config/processes/{law}.toml",
    "config/forms/{law}-*.toml",
    "config/law/{law}.toml",
    "config/products/{law}.toml",
    "letters/{law}/*",
    "letters/{law}/*/*",
    "tests/*/test_{law}.py",
    "prefect.yaml",
)


def elsewhere(law, files):
    """The files that stand in no place of this law, or in the place of a file of the engine."""
    mine = [place.format(law=law) for place in PLACES]
    return {
        str(path)
        for path in files
        if not any(path.match(place) for place in mine) or ((ROOT / path).exists() and str(path) != "prefect.yaml")
    }


def test_a_law_touches_no_file_of_the_engine(law):
    files = [path.relative_to(law) for path in law.rglob("*.*") if path.suffix != ".pyc"]

    assert files
    assert elsewhere(law.name, files) == set()


@pytest.mark.parametrize("path", ["flows/wmo.py", "flows/steps/aanbod.py", "tasks/letters/values.py", "README.md"])
def test_a_file_of_the_engine_would_be_found(path):
    assert elsewhere("aanbod", [Path(path)]) == {path}


def test_it_is_known_beside_the_wmo(law, laid):
    found = laid.python(
        "from config.process import processes; from tasks.cases.courses import courses\n"
        "from tasks.prefect.deployments import entrypoints; courses(); print(*processes(), *entrypoints())"
    )

    assert {law.name, "wmo", f"flows.service.courses.{law.name}"} <= set(found.stdout.split()), found.stderr


def test_its_letters_are_what_every_letter_must_be(law, alone):
    letters = len([*law.rglob("brief.md.j2")])

    assert alone.passed(*LETTERS) > letters


def test_it_walks_by_commands_on_both_engines_and_through_prefect_and_is_held_at_the_gate(law, together):
    assert together.passed(f"tests/flows/test_{law.name}.py") >= 5


def test_it_walks_at_the_desk_in_a_browser(law, alone):
    assert alone.passed(f"tests/browser/test_{law.name}.py") >= 1


STORIES = {
    "test_good": "def test_one(): pass\ndef test_two(): pass",
    "test_bad": "def test_three(): assert False",
    "test_part": "def test_four(subtests):\n    with subtests.test('a part'): assert False",
    "test_end": "import pytest\n@pytest.fixture\ndef end():\n    yield\n    1 / 0\ndef test_five(end): pass",
    "test_broken": "import nothing_of_this_name",
    "test_poor": "import pytest\ndef test_six(): pass\ndef test_seven(): pytest.skip('too poor')",
}


def played(folder, *stories):
    """A run of these stories."""
    (folder / "pytest.ini").write_text("[pytest]")
    for story in stories:
        (folder / f"{story}.py").write_text(STORIES[story])
    command = (sys.executable, "-m", "pytest", "-q", "-rs")
    return run(
        lambda *words: subprocess.run([*command, *words], cwd=folder, capture_output=True, text=True, check=False),
        folder / "report.xml",
        *(f"{story}.py" for story in stories),
    )


def test_each_reads_its_own_part_of_a_run(tmp_path):
    done = played(tmp_path, "test_good", "test_poor")

    assert done.passed("test_good.py") == 2
    assert done.passed("test_none.py") == 0
    with pytest.raises(pytest.skip.Exception, match="skipped"):
        done.passed("test_poor.py")


@pytest.mark.parametrize("story", ["test_bad", "test_part", "test_end", "test_broken"])
def test_a_run_in_which_something_failed_passes_nothing(tmp_path, story):
    done = played(tmp_path, "test_good", story)

    with pytest.raises(AssertionError, match=story):
        done.passed("test_good.py")


def test_a_run_that_did_not_begin_passes_nothing(tmp_path):
    done = run(lambda *_: subprocess.CompletedProcess((), 4, "no such file", ""), tmp_path / "none.xml")

    with pytest.raises(AssertionError, match="no such file"):
        done.passed("test_good.py")
