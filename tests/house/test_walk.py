"""The page about adding a process, held to the files of the law that it goes through, and walked to the end."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest
from copies import FILE, SHELL, Copy

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-process.md"
LAW = "parkeerkaart"
# What the start does before it lets anyone in.
PREPARE = """
from cli.sample.municipality import hire
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release
migrate(**release())
hire()
"""
# Files that every law has lines in.
SHARED = {"prefect.yaml", "docs/glossary.md", "docs/law.md", "CHANGELOG.md"}


def shown(page):
    """What the page shows of each file, and the files that it has the reader make."""
    blocks = FILE.findall(page)
    mine = [(path, text) for path, _, text in blocks if LAW in path or path in SHARED]
    return mine, [(path, text) for path, _, text in blocks if (path, text) not in mine]


def unlike(page, root):
    """The files of which the page shows something that is not in them."""
    return {path for path, text in shown(page)[0] if text.rstrip("\n") not in (root / path).read_text("utf-8")}


def named(page):
    """The files in the table of the page, as patterns."""
    table = page.partition("| File |")[2].partition("\n\n")[0]
    paths = re.findall(r"`([^`\s]+/[^`\s]+|[A-Z]+\.md|[a-z]+\.yaml)`", table)
    return {re.sub(r"<\w+>/$", "*", path) for path in paths if "tools/" not in path}


def of_the_law(root):
    """Every file of the law that is there, committed or not."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return {path for path in told.stdout.split("\n") if LAW in path and (root / path).is_file()}


@pytest.fixture(scope="module")
def page():
    return PAGE.read_text("utf-8")


def test_what_the_page_shows_is_what_the_files_say(page, root):
    assert len(shown(page)[0]) > 10
    assert unlike(page, root) == set()


def test_a_line_that_is_no_longer_so_would_be_found(page, root):
    assert unlike(page.replace('prefix = "GPK"', 'prefix = "PK"'), root) == {f"config/processes/{LAW}.toml"}


def test_the_page_names_every_file_of_the_law_and_no_other(page, root):
    patterns, there = named(page), of_the_law(root)

    assert {path for path in there if not any(fnmatch(path, pattern) for pattern in patterns)} == set()
    assert {one for one in patterns - SHARED if not any(fnmatch(path, one) for path in there)} == set()
    assert patterns >= SHARED


def test_a_file_that_the_page_leaves_out_would_be_found(page, root):
    gone = page.replace(f"| `rules/facts/laws/{LAW}.py` |", "| |")

    assert not any(fnmatch(f"rules/facts/laws/{LAW}.py", pattern) for pattern in named(gone))


@pytest.fixture
def copy(root, packages, tmp_path):
    """A copy of the repository, with the files that the page has the reader make."""
    return Copy(root, packages, tmp_path)


def ready(copy, page):
    """Make what the reader makes, and start."""
    for path, text in shown(page)[1]:
        copy.put(path, None, text)
    started = copy.python(PREPARE)
    assert started.returncode == 0, started.stderr
    return copy


def test_the_law_waits_for_the_call_and_then_sends_its_letter(copy, page):
    before, after = SHELL.findall(page)
    ready(copy, page)

    waiting = copy.shell(before)
    assert waiting.returncode == 0, waiting.stderr
    assert waiting.stdout.rstrip().endswith("GPK-2026-0001: wacht op: telefoongesprek")
    agreed = copy.shell("""echo '{"decision": 1}' | maatwerk record GPK-2026-0001 akkoord --file - --as karin""")
    assert agreed.returncode == 1
    assert f"{LAW}/minder" not in copy.shell("maatwerk case GPK-2026-0001").stdout

    done = copy.shell(after)
    assert done.returncode == 0, done.stderr
    assert "GPK-2026-0001: wacht op: verzending van het besluit" in done.stdout
    letters = re.findall(r"^  B\d +\S+  (\S+)  gemaakt$", done.stdout, re.MULTILINE)
    assert letters == ["shared/ontvangstbevestiging-aanvraag", f"{LAW}/minder"]
    assert copy.shell("maatwerk verify").returncode == 0


def test_without_its_files_the_engine_is_whole(copy, root):
    for path in of_the_law(root):
        if not path.startswith("config/products/"):
            (copy.folder / path).unlink(missing_ok=True)
    found = copy.python("from tasks.cases.courses import courses; print(*(one.__name__ for one in courses()))")

    assert found.stdout.split() == ["wmo"], found.stderr


@pytest.mark.parametrize("left_out", [f"config/forms/{LAW}-aanvraag.toml", f"config/law/{LAW}.toml"])
def test_what_starts_refuses_a_law_that_is_not_whole(copy, left_out):
    (copy.folder / left_out).unlink()

    for command in ("maatwerk start", "maatwerk worker", "python -c 'import desk.app'"):
        refused = copy.shell(command)
        assert refused.returncode == 1
        told = " ".join((refused.stdout + refused.stderr).split())
        assert f"{LAW}.toml is" in told
        assert left_out.rpartition("/")[0] in told
