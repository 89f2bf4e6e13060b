"""Nothing personal reaches Prefect: a canary BSN and name in a case are found nowhere."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import leaks
import pytest
from clocks import by_the_machine
from plays import Play, report_case
from stack import Stack, environment, free_port

from config.settings import settings
from tasks.runs.connection import client_environment

SPOKEN = f"Mevrouw {leaks.NAME} vroeg waarom haar BSN {leaks.BSN} in de brief staat."


def leak(stack: Stack, kind: str, number: str) -> str:
    """Run every leak in a process of its own against the server; what it printed."""
    done = subprocess.run(
        [sys.executable, leaks.__file__, kind, number],
        env=os.environ | client_environment() | {"PYTHONPATH": str(Path(leaks.__file__).parent)},
        cwd=stack.home,
        capture_output=True,
        text=True,
        check=False,
    )
    (stack.home / f"{kind}.out").write_text(done.stdout + done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def opened(content: bytes) -> bytes:
    """The content, and what is packed in it: Prefect keeps results as base64 of a pickle in JSON."""
    packed = re.findall(rb'"result": ?"([A-Za-z0-9+/=\\n]+)"', content)
    return content + b"".join(base64.b64decode(each.replace(rb"\n", b"")) for each in packed)


def places(stack: Stack) -> set[str]:
    """Where a canary is found: files, and answers of the API that the screens of Prefect show."""
    found = {
        name for name, content in stack.traces() if any(word.encode() in opened(content) for word in leaks.CANARIES)
    }
    for path in ("flow_runs/filter", "task_runs/filter", "logs/filter", "artifacts/filter", "events/filter"):
        answer = str(stack.ask("POST", path, json={}))
        found |= {path for word in leaks.CANARIES if word in answer}
    return found


@pytest.fixture
def own_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path) -> "Stack":  # type: ignore[misc]
    """A server of this test alone, so that nothing of another test is found."""
    import shutil  # noqa: PLC0415

    from plays import hire_staff  # noqa: PLC0415

    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, tmp_path / part.name)
    port = free_port()
    with environment({"MAATWERK_HOME": str(tmp_path), "MAATWERK_PREFECT_PORT": str(port)}):
        settings.cache_clear()
        hire_staff()
        running = Stack(tmp_path, port)
        try:
            running.start_server()
            with by_the_machine():
                yield running
        finally:
            running.down()
    settings.cache_clear()


def talked_about() -> Play:
    """A case in which the citizen's name and number are said in every free text."""
    from rules.calls import CallOutcome  # noqa: PLC0415
    from rules.facts import Note  # noqa: PLC0415

    play = report_case(family_name=leaks.NAME, bsn_tail=leaks.BSN)
    play.put(Note(text=SPOKEN))
    play.days(10).investigate()
    play.days(7).apply()
    play.days(1).intend()
    play.days(1).call(CallOutcome.NEW_FACTS, summary=SPOKEN, response=SPOKEN, new_facts=SPOKEN)
    return play


def test_no_canary_reaches_prefect_by_any_route_and_without_our_wrapper_all_are_found(own_stack: Stack) -> None:
    case = talked_about()
    own_stack.start_worker()
    assert own_stack.run(case.number, case.case().version).kind == "COMPLETED"
    held = report_case(family_name=f"{leaks.NAME} 😀")
    assert own_stack.run(held.number, held.case().version).kind == "COMPLETED"
    assert own_stack.start_flow("watch/watch").kind == "COMPLETED"
    printed = leak(own_stack, "wrapped", case.number)
    assert printed.count("failed") == len(leaks.WAYS)
    own_stack.stop("worker")
    assert places(own_stack) == set()

    # The negative control: the same, as Prefect's documentation writes it.
    leak(own_stack, "bare", case.number)
    found = places(own_stack)
    assert {"prefect/prefect.db", "bare.out", "logs/filter", "flow_runs/filter"} <= found
    assert any(name.startswith("prefect/storage/") for name in found)
