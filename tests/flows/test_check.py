"""The check of the record on a real Prefect: what it finds is a failed run, no letter leaves, and the desk says so."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from otherwise import behind
from plays import Play, intended, report_case
from post import printed
from sqlalchemy import text
from stack import Stack, eventually
from visits import at_desk
from visits import text as words

from tasks.runs.flow_runs import Status
from tasks.safekeeping import record_check
from tasks.watch import alarm

WHY = "Vergeleken met de reservekopie van gisteren: het was een proef."
STILL = "De brieven staan stil"
Change = Callable[[str], None]


@pytest.fixture
def sound(stack: Stack) -> Play:
    """A case on a record that was found sound."""
    play = report_case()
    assert stack.start_flow("verify/verify").kind == "COMPLETED"
    return play


@pytest.fixture
def change(stack: Stack) -> Iterator[Change]:
    """Changes what was recorded, the guards off for a moment; afterwards the record tells the truth again."""
    undo: list[str] = []

    def change(case: str, old: str = "huis", new: str = "tuin") -> None:
        where = f"WHERE case_id = (SELECT id FROM casefile WHERE number = '{case}')"
        undo.append(f"UPDATE fact SET body = replace(body, '{new}', '{old}') {where}")
        behind(text(f"UPDATE fact SET body = replace(body, '{old}', '{new}') {where}"))

    yield change
    for statement in undo:
        behind(text(statement))
    settle()


def settle() -> None:
    for finding in record_check.open_findings():
        record_check.settle(finding.id, by="omar", reason=WHY)


def shown() -> str:
    """What a consultant sees on the page of the day."""

    async def visit() -> str:
        async with at_desk("sanne") as sanne:
            return words(await sanne.get("/vandaag"))

    return asyncio.run(visit())


def triggered(stack: Stack) -> list[str]:
    wanted = {"filter": {"event": {"name": ["prefect.automation.triggered"]}}}
    events = stack.ask("POST", "events/filter", json=wanted)["events"]
    return [event["resource"]["prefect.resource.name"] for event in events]


def test_a_sound_record_completes_with_a_report_of_counts_alone(stack: Stack, sound: Play) -> None:
    report = stack.report("controle")
    assert "| ketens van het dossier |" in report
    assert "Nieuw gevonden: 0. Nog te bekijken: 0." in report
    assert "Yıldız" not in report
    assert sound.number not in report
    assert STILL not in shown()


def test_a_changed_row_fails_the_run_and_no_letter_leaves(stack: Stack, sound: Play, change: Change) -> None:
    waiting = intended()
    change(sound.number)
    assert stack.start_flow("verify/verify") == Status(
        "FAILED", "1 bevinding is nog niet bekeken, de brieven staan stil"
    )
    report = stack.report("controle")
    assert "Nieuw gevonden: 1. Nog te bekijken: 1." in report
    assert "Yıldız" not in report
    assert "huis" not in report
    before = printed()
    stopped = stack.start_flow("letters/letters")
    assert (stopped.kind, printed()) == ("FAILED", before)
    assert STILL in shown()

    settle()
    assert stack.start_flow("letters/letters").kind == "COMPLETED"
    assert f"{waiting.number}/B1" in printed()
    assert STILL not in shown()


def test_a_check_that_fails_does_not_silence_the_alarm(stack: Stack, sound: Play, change: Change) -> None:
    change(sound.number)
    # Ten seconds is the shortest that Prefect waits.
    soon = alarm.automation(timedelta(seconds=10), "controle-even-niet-goed", "verify", alarm.CHECK_SAYS)
    stack.ask("POST", "automations/", json=soon.model_dump(mode="json"))
    assert stack.start_flow("verify/verify").kind == "FAILED"
    eventually(lambda: soon.name in triggered(stack), "the alarm goes off")
    assert alarm.CHECK_NAME not in triggered(stack)
