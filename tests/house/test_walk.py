"""The page about adding a process, followed to the letter in a copy of the repository."""

import re
from pathlib import Path

import pytest
from copies import SHELL, Copy, files

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-process.md"
# What the start does before it lets anyone in.
PREPARE = """
from cli.sample.municipality import hire
from store.upkeep.schema import migrate
from tasks.letters.sending import letter_kinds
migrate(kinds=letter_kinds())
hire()
"""


def follow(copy, *, but=()):
    """Make every file of the page, except some, and start."""
    blocks = files(PAGE.read_text())
    assert {block["path"] for block in blocks} >= {"flows/wonen.py", "prefect.yaml", *but}
    for block in blocks:
        if block["path"] not in but:
            copy.put(block["path"], block["where"], block["text"])
    started = copy.python(PREPARE)
    assert started.returncode == 0, started.stderr
    return copy


@pytest.fixture(scope="module")
def followed(root, packages, tmp_path_factory):
    """A copy in which someone followed the page up to its commands."""
    return follow(Copy(root, packages, tmp_path_factory.mktemp("followed")))


def test_the_page_adds_a_process_that_waits_for_the_call_and_then_sends_its_letter(followed):
    before, after = SHELL.findall(PAGE.read_text())

    waiting = followed.shell(before)
    assert waiting.returncode == 0, waiting.stderr
    assert waiting.stdout.rstrip().endswith("BW-2026-0001: wacht op: telefoongesprek")
    agreed = followed.shell("""echo '{"decision": 1}' | maatwerk record BW-2026-0001 akkoord --file - --as karin""")
    assert agreed.returncode == 1
    assert "wmo/afwijzing" not in followed.shell("maatwerk case BW-2026-0001").stdout

    done = followed.shell(after)
    assert done.returncode == 0, done.stderr
    assert "BW-2026-0001: wacht op: verzending van het besluit" in done.stdout
    letters = re.findall(r"^  B\d +\S+  (\S+)  gemaakt$", done.stdout, re.MULTILINE)
    assert letters == ["wonen/ontvangst", "wmo/onderzoeksverslag", "wmo/afwijzing"]
    assert followed.shell("maatwerk verify").returncode == 0


def test_its_letter_passes_what_every_letter_must(followed):
    done = followed.pytest("tests/letters/writing/test_samples.py", "-k", "wonen")

    assert done.returncode == 0, done.stdout
    assert re.search(r"\d+ passed", done.stdout), done.stdout


def test_its_deployment_is_brought_to_prefect_with_the_others(followed):
    found = followed.python("from tasks.prefect.deployments import entrypoints; print(*entrypoints())")

    assert found.stdout.split()[-1] == "flows.service.courses.wonen", found.stderr


def test_a_step_left_out_of_the_page_would_be_noticed(root, packages, tmp_path):
    copy = follow(Copy(root, packages, tmp_path), but=["letters/wonen/ontvangst/brief.md.j2"])

    assert copy.shell(SHELL.findall(PAGE.read_text())[0]).returncode != 0


@pytest.mark.parametrize("left_out", ["config/forms/wonen-melding.toml", "config/law/wonen.toml"])
def test_what_starts_refuses_a_process_that_is_not_whole(root, packages, tmp_path, left_out):
    copy = follow(Copy(root, packages, tmp_path), but=[left_out])

    for command in ("maatwerk start", "maatwerk worker", "python -c 'import desk.app'"):
        refused = copy.shell(command)
        assert refused.returncode == 1
        told = " ".join((refused.stdout + refused.stderr).split())
        assert "wonen.toml is" in told
        assert left_out.rpartition("/")[0] in told
