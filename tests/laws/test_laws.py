"""A law is its own files: laid over the engine as it is, it walks from its first fact to its last letter."""

from pathlib import Path

import pytest

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


def test_its_letters_are_what_every_letter_must_be(law, passed):
    letters = len([*law.rglob("brief.md.j2")])

    assert (
        passed("tests/letters/writing/test_samples.py", "tests/letters/writing/test_days.py", "-k", law.name) > letters
    )


def test_it_walks_by_commands_on_both_engines_and_through_prefect_and_is_held_at_the_gate(law, passed):
    assert passed(f"tests/flows/test_{law.name}.py") >= 5


def test_it_walks_at_the_desk_in_a_browser(law, laid, passed):
    vendor = ROOT / "desk" / "static" / "vendor"
    if vendor.exists():
        laid.furnish(ROOT)

    assert passed(f"tests/browser/test_{law.name}.py") >= 1
