"""The watch runs after start-up, and an alarm is set for when it does not."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from stack import Stack, eventually

from tasks.runs import flow_runs
from tasks.safekeeping.record_check import last_pass, open_findings
from tasks.watch import alarm
from tasks.watch.term_watch import last_run


def triggered(stack: Stack) -> list[Any]:
    """Which automations were set off."""
    wanted = {"filter": {"event": {"name": ["prefect.automation.triggered"]}}}
    return [
        event["resource"]["prefect.resource.name"]
        for event in stack.ask("POST", "events/filter", json=wanted)["events"]
    ]


def test_the_watch_runs_once_a_worker_has_started(stack: Stack) -> None:
    eventually(lambda: last_run() is not None, "the watch ran")
    assert asyncio.run(alarm.watch_today()) is False


def test_the_record_is_checked_once_a_worker_has_started(stack: Stack) -> None:
    eventually(lambda: last_pass() is not None, "the record was checked")
    assert asyncio.run(alarm.verify_today()) is False
    assert not open_findings()


@pytest.mark.parametrize("name", [alarm.NAME, alarm.CHECK_NAME])
def test_an_alarm_is_set_once(stack: Stack, name: str) -> None:
    (found,) = [one for one in stack.ask("POST", "automations/filter", json={}) if one["name"] == name]
    assert found["enabled"]
    assert found["trigger"]["within"] == 26 * 60 * 60


def test_the_alarm_goes_off_when_no_watch_completes(stack: Stack) -> None:
    # Ten seconds is the shortest that Prefect waits.
    soon = alarm.automation(timedelta(seconds=10), name="watch-bleef-even-weg")
    stack.ask("POST", "automations/", json=soon.model_dump(mode="json"))
    eventually(lambda: soon.name in triggered(stack), "the alarm goes off")
    assert alarm.NAME not in triggered(stack)


def _keys(stack: Stack, begin: str) -> set[str]:
    """The keys of the runs that were asked for so; the server plans others of its own."""
    return {key for run in stack.runs_of() if (key := run["idempotency_key"] or "").startswith(begin)}


@pytest.mark.parametrize("state", ["CRASHED", "FAILED", "CANCELLED"])
def test_a_run_that_came_to_nothing_does_not_keep_its_key(stack: Stack, state: str) -> None:
    later = {"type": "SCHEDULED", "state_details": {"scheduled_time": "2099-01-01T00:00:00Z"}}
    key = f"watch:{state}"
    dead = asyncio.run(flow_runs.start(alarm.DEPLOYMENT, {"idempotency_key": key, "state": later}))
    assert isinstance(dead, flow_runs.Started)
    stack.ask("POST", f"flow_runs/{dead.run}/set_state", json={"state": {"type": state}, "force": True})
    assert asyncio.run(alarm._request(alarm.DEPLOYMENT, key))
    asked = {key, f"{key}:{dead.run}"}
    assert _keys(stack, key) == asked
    # And then it is there: nothing more is asked for.
    assert asyncio.run(alarm._request(alarm.DEPLOYMENT, key))
    assert _keys(stack, key) == asked
