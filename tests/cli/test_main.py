"""The entrance to the commands: quick, in Dutch, and without a traceback when something is refused."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import MODULES, app, main

UNPRINTED = ("prefect", "typst", "fastapi", "fontTools", "httpx")
HEAVY = (*UNPRINTED, "sqlalchemy", "config.municipality")
COMMANDS = (
    "advance",
    "backup",
    "case",
    "destruction",
    "intake",
    "keys",
    "penalty",
    "record",
    "recover",
    "restore",
    "start",
    "term",
    "verify",
)


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a fresh process has loaded after this command."""
    script = f"import sys; sys.argv = ['maatwerk', {', '.join(map(repr, arguments))}]\nfrom cli.main import main\n"
    script += "try:\n    main()\nexcept SystemExit:\n    pass\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines())


@pytest.mark.parametrize("words", [("--help",), ("term", "wmo_onderzoek", "--start", "2026-03-02")], ids=" ".join)
def test_help_and_terms_are_there_without_the_heavy_libraries(words):
    assert loaded_by(*words).isdisjoint(HEAVY)


@pytest.mark.parametrize("words", [("case", "WMO-2026-0001"), ("keys", "list"), ("destruction", "list")], ids=" ".join)
def test_what_only_reads_the_record_loads_nothing_to_print_or_to_ask_prefect_with(record, words):
    assert loaded_by(*words).isdisjoint(UNPRINTED)


def test_a_command_that_needs_them_loads_them(record):
    assert "sqlalchemy" in loaded_by("case", "WMO-2026-0001")


def test_nothing_is_searched_through_at_the_end():
    script = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0)); "
    script += "import sys; sys.argv = ['maatwerk', 'term', '--rules']; from cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nTrue\n")


def test_help_names_every_command():
    told = CliRunner().invoke(app, ["--help"]).output
    assert [command for command in COMMANDS if command not in told] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert "Usage" in shown.output


def test_every_module_of_a_command_registers_itself():
    assert all(callable(module.register) for module in MODULES)


def test_a_refusal_is_one_sentence_and_exit_code_1(record, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["maatwerk", "case", "WMO-2026-9999"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert told.err == "Wij kennen geen zaak met nummer WMO-2026-9999. Controleer het nummer.\n"
    assert told.out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tern",), "Deze opdracht klopt niet: er staat een woord te veel, of een opdracht die er niet is."),
        (("term", "a", "b"), "Deze opdracht klopt niet: er staat een woord te veel, of een opdracht die er niet is."),
        (("term", "--strat", "x"), "De optie --strat bestaat niet."),
        (("penalty", "--notice"), "De optie --notice is niet goed ingevuld. Zet er één waarde achter"),
        (("case",), "Er ontbreekt iets: NR."),
        (("record", "NR", "notitie", "--file", "x"), "Er ontbreekt iets: --as."),
        (("record", "NR", "notitie", "--file", "x", "--as", "y", "--version", "z"), "Dit kan niet bij --version."),
    ],
)
def test_wrong_use_is_said_in_dutch_with_where_to_read_on(monkeypatch, capsys, words, said):
    monkeypatch.setattr(sys, "argv", ["maatwerk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 2
    assert told.out == ""
    assert told.err.startswith(said)
    assert told.err.endswith(" --help.\n")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("words", [(), ("--help",), ("term", "--help")], ids=["nothing", "help", "of-a-command"])
def test_help_is_no_wrong_use(monkeypatch, capsys, words):
    monkeypatch.setattr(sys, "argv", ["maatwerk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "Usage" in capsys.readouterr().out


def test_a_command_that_ends_itself_keeps_its_code(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["maatwerk", "term"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2


def test_wrong_use_is_exit_code_2():
    assert CliRunner().invoke(app, ["case"]).exit_code == 2
