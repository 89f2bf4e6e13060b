"""The same deployments by our own worker, by Prefect's command, and on Prefect's own kind of worker."""

import asyncio
import os
import subprocess
import sys
from typing import Any

from plays import Play, intended
from prefect import Flow
from prefect.flows import load_flow_from_entrypoint
from stack import Stack

from config.process import processes
from rules.calls import CallOutcome
from rules.facts import Approval
from tasks.cases.courses import course_of
from tasks.prefect.deployments import described, entrypoints, file
from tasks.runs import flow_runs
from tasks.runs.connection import client_environment

SAME = ("description", "entrypoint", "tags", "work_pool_name", "parameter_openapi_schema", "enforce_parameter_schema")


def deployed(stack: Stack) -> dict[str, dict[str, Any]]:
    """What the server knows of each deployment, as far as it must be the same."""
    found = {}
    for entry in stack.ask("POST", "deployments/filter", json={}):
        kept = {name: entry[name] for name in SAME}
        kept["description"] = kept["description"].strip()
        kept["tags"] = sorted(kept["tags"])
        crons = [
            (each["schedule"]["cron"], each["schedule"]["timezone"], each["active"]) for each in entry["schedules"]
        ]
        if entry["name"] != "stock":
            found[entry["name"]] = kept | {"schedules": crons}
    return found


def approved() -> Play:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    return play.put(Approval(decision=1), by="karin")


def prefect(*arguments: str) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    environment = os.environ | client_environment()
    done = subprocess.run(command, cwd=file().parent, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_prefects_own_command_deploys_exactly_the_same(stack: Stack) -> None:
    ours = deployed(stack)
    assert set(ours) == {entry["name"] for entry in described()}
    prefect("deploy", "--all")
    assert deployed(stack) == ours
    # And the next worker of ours takes them back without a change.
    stack.stop("worker")
    stack.start_worker()
    assert deployed(stack) == ours


def test_a_stock_process_worker_runs_the_same_flow(stack: Stack) -> None:
    stack.start_stock_worker()
    play = approved()
    asked = asyncio.run(flow_runs.start("wmo/stock", {"name": play.number, "parameters": {"case_number": play.number}}))
    assert isinstance(asked, flow_runs.Started), asked
    status = asyncio.run(flow_runs.outcome(asked.run, seconds=120))
    # How Prefect's own worker stops is not ours.
    stack.kill("stock")
    assert status == flow_runs.Status("COMPLETED", "wacht op: verzending van het besluit")
    assert play.letters()[-1] == ("afwijzing", "rendered")


def test_every_process_has_its_deployment_and_every_deployment_an_async_flow() -> None:
    flows: dict[str, Flow[..., Any]] = {path: load_flow_from_entrypoint(path) for path in entrypoints()}
    assert all(flow.isasync for flow in flows.values())
    assert set(processes()) <= {entry["name"] for entry in described()}
    assert all(course_of(name).__name__ == name for name in processes())


def test_no_schedule_falls_in_the_hour_that_the_clock_skips_or_repeats() -> None:
    crons = [each["cron"].split() for entry in described() for each in entry.get("schedules", [])]
    assert crons
    assert all(hour == "*" or int(hour) not in {2, 3} for _, hour, *_ in crons)


def test_every_description_tells_operations_in_dutch_what_it_does() -> None:
    for entry in described():
        assert len(entry["description"]) > 60, entry["name"]
        assert {schedule["timezone"] for schedule in entry.get("schedules", [])} <= {"Europe/Amsterdam"}
