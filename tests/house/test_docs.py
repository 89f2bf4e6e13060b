"""What the documents say is there: every link, every command, every word."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from typer.main import get_command

from cli.main import app
from config.process import process
from rules.facts import KINDS

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^ *```(?P<kind>\w*)[^\n]*\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"^[a-z]+:")
# What anyone may run anywhere: they read, and answer.
HARMLESS = {"term", "penalty"}


def _prose(text):
    return FENCE.sub("", text)


def _slug(heading):
    kept = "".join(sign for sign in heading.casefold() if sign.isalnum() or sign in " -_")
    return kept.strip().replace(" ", "-")


def _anchors(text):
    return {_slug(heading) for heading in re.findall(r"^#+ (.+)$", _prose(text), re.MULTILINE)}


def _dead(page, text):
    """Links of a page that lead nowhere."""
    dead = []
    for link in LINK.findall(SPAN.sub("", _prose(text))):
        path, _, anchor = link.partition("#")
        target = (page.parent / path) if path else page
        if ELSEWHERE.match(link):
            continue
        if not target.exists() or (anchor and anchor not in _anchors(target.read_text())):
            dead.append(link)
    return dead


def _torn(text):
    """Rows that stand under no head, and so are shown as bars and words."""
    blocks = re.findall(r"^\|.*(?:\n\|.*)*", _prose(text), re.MULTILINE)
    return [block for block in blocks if not re.match(r".*\n(?:\| *:?-+:? *)+\|", block)]


def _code(text):
    return [block["text"] for block in FENCE.finditer(text)] + SPAN.findall(_prose(text))


def _named(program, text):
    """What code on a page calls a program with: `make x` gives x."""
    called = rf"(?<![\w./-]){program} (?P<what>[a-z][\w-]*)"
    return {found["what"] for code in _code(text) for found in re.finditer(called, code)}


def _absent(text, made=()):
    """Files that a page names and that are not there."""
    ours = {path.name for path in ROOT.iterdir() if path.is_dir()}
    named = {span for span in SPAN.findall(_prose(text)) if re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+/?", span)}
    absent = {name for name in named - {*made} if name.split("/")[0] in ours and not (ROOT / name).exists()}
    return absent - _deployments()


def _deployments():
    """A deployment is named like a file: flow/deployment."""
    planned = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    return {f"{each['name']}/{each['name']}" for each in planned}


def _targets():
    rules = re.findall(r"^([\w%-]+(?: [\w%-]+)*):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return {target for rule in rules for target in rule.split()}


def _without_target(names):
    known = _targets()
    patterns = [re.compile(target.replace("%", r"\w+")) for target in known if "%" in target]
    return {name for name in names - known if not any(pattern.fullmatch(name) for pattern in patterns)}


def _commands():
    return set(get_command(app).commands)


def _lines(text):
    """The commands in the shell blocks of a page."""
    blocks = [block["text"].replace("\\\n", " ") for block in FENCE.finditer(text) if block["kind"] == "sh"]
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def _harmless(line):
    words = line.split()
    return words[0] == "maatwerk" and (words[1] in HARMLESS or words[-1] == "--help") and not set("|><;&") & set(line)


def _run(line, home):
    program, *arguments = shlex.split(line)
    return subprocess.run(
        [BIN / program, *arguments],
        env=os.environ | {"MAATWERK_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def _glossary():
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)
    return {dutch: code for dutch, code, _ in rows if dutch != "Dutch" and set(dutch) != {"-"}}


def _plain(text):
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


def _unexplained(labels, words):
    return {label for label in labels if label.casefold() not in {word.casefold() for word in words}}


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_on_a_page_leads_somewhere(document):
    assert _dead(document, document.read_text()) == []


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_row_of_a_table_stands_under_its_head(document):
    assert _torn(document.read_text()) == []


def test_a_row_apart_from_its_table_would_be_found():
    assert _torn("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n") == ["| 3 | 4 |"]


@pytest.mark.parametrize("link", ["docs/nothing.md", "README.md#no-such-heading", "#no-such-heading"])
def test_a_dead_link_would_be_found(link):
    assert _dead(ROOT / "README.md", f"See [this]({link}), [that](LICENSE).") == [link]


def test_a_link_in_an_example_is_not_followed():
    assert _dead(ROOT / "README.md", "Write `[x](y.md)`.\n\n```\n[x](y.md)\n```\n") == []


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_on_a_page_exists(document):
    text = document.read_text()

    assert _without_target(_named("make", text)) == set()
    assert _named("maatwerk", text) - _commands() == set()


def test_a_command_that_does_not_exist_would_be_found():
    text = "Run `make tea`, then:\n\n```\nmake bench-letters\nmaatwerk dance --now\n```\n"

    assert _without_target(_named("make", text)) == {"tea"}
    assert _named("maatwerk", text) - _commands() == {"dance"}


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(document):
    text = document.read_text()
    made = re.findall(r"^`([^`\n]+)`[^\n]*:\n\n```", text, re.MULTILINE)

    assert _absent(text, made) == set()


def test_a_file_that_is_not_there_would_be_found():
    assert _absent("See `rules/magic.py`, `rules/clock/deadline.py` and `wmo/afwijzing`.") == {"rules/magic.py"}


def test_the_readme_tells_every_command():
    assert _commands() - _named("maatwerk", (ROOT / "README.md").read_text()) == set()


def test_every_shell_block_of_the_readme_may_be_tried_by_anyone():
    lines = _lines((ROOT / "README.md").read_text())

    assert lines
    assert [line for line in lines if not _harmless(line)] == []


@pytest.mark.parametrize(
    "line", ["rm -rf var", "maatwerk start", "maatwerk term x > /etc/passwd", "maatwerk term x; ls"]
)
def test_a_command_that_does_something_is_not_taken_for_harmless(line):
    assert not _harmless(line)


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_harmless_shell_line_on_a_page_works(document, tmp_path):
    for line in filter(_harmless, _lines(document.read_text())):
        done = _run(line, tmp_path)
        assert done.returncode == 0, done.stderr


def test_a_shell_line_that_does_not_work_would_be_found(tmp_path):
    assert _run("maatwerk term no_such_rule --start 2026-11-23", tmp_path).returncode != 0


def test_the_readme_names_everyone_who_can_log_in():
    staff = tomllib.loads((ROOT / "config/sample/staff.toml").read_text())["staff"]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert {name for row in rows for name in SPAN.findall(row)} == {person["id"] for person in staff}


def test_the_readme_sends_its_reader_to_a_case_that_waits_for_the_call():
    (name,) = re.findall(r"the case of \*\*mevrouw (\S+)\*\*", (ROOT / "README.md").read_text())
    plays = [tomllib.loads(path.read_text()) for path in (ROOT / "config/sample/plays").glob("*.toml")]

    assert [play["shows"][:9] for play in plays if play["report"]["achternaam"] == name] == ["bel eerst"]


def test_every_label_of_a_fact_is_in_the_glossary():
    assert _unexplained({kind.label for kind in KINDS.values()}, _glossary()) == set()


def test_a_label_that_is_not_in_the_glossary_would_be_found():
    assert _unexplained({"melding", "toverspreuk"}, _glossary()) == {"toverspreuk"}


def test_the_glossary_is_in_order_and_names_each_word_once():
    words = [_plain(word) for word in _glossary()]

    assert len(words) > len(KINDS)
    assert [pair for pair in pairwise(words) if pair[0] >= pair[1]] == []


def test_every_name_in_the_glossary_is_in_the_code(committed, packages):
    ours = [path for path in committed if path.parts[0] in packages and path.suffix in {".py", ".toml"}]
    text = "\n".join([*map(str, ours), *((ROOT / path).read_text() for path in ours)])
    names = {name for code in _glossary().values() for name in SPAN.findall(code)}

    parts = {part for name in names for part in ([name] if name.endswith(".toml") else name.split("."))}
    assert {part for part in parts if not re.search(rf"\b{re.escape(part)}\b", text)} == set()


def test_the_call_protocol_on_paper_is_that_of_the_process():
    text = (ROOT / "docs/decisions/0006-the-call-protocol.md").read_text()
    told = {name: int(number) for name, number in re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE)}

    assert told == process("wmo").call.model_dump()


def test_every_decision_is_in_the_list():
    decisions = ROOT / "docs/decisions"
    listed = set(LINK.findall((decisions / "README.md").read_text()))

    assert {page.name for page in decisions.glob("0*.md")} == listed


def test_the_picture_says_in_words_what_it_shows():
    picture = ET.parse(ROOT / "docs/picture.svg").getroot()
    words = {part.tag.rpartition("}")[2]: part for part in picture[:2]}

    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby").split() == [words["title"].get("id"), words["desc"].get("id")]
    assert "without a call no letter" in words["desc"].text
