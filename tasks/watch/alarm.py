"""Makes sure that watch and check run: workers start them, and Prefect raises an alarm when one did not run."""

from __future__ import annotations

from datetime import timedelta

import httpx
from anyio import to_thread
from prefect import get_client
from prefect.events.actions import DoNothing
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from config.watch import watch_settings
from tasks import clock
from tasks.runs import flow_runs
from tasks.safekeeping.record_check import last_pass
from tasks.watch.term_watch import last_run

NAME = "watch-bleef-weg"
DEPLOYMENT = "watch/watch"
CHECK_NAME = "controle-bleef-weg"
CHECK_DEPLOYMENT = "verify/verify"
CHECK_HOURS = 26
WATCH_SAYS = "De termijnen zijn te lang niet nagekeken. Kijk of de verwerker draait, en start daarna watch."
CHECK_SAYS = (
    "Het dossier is te lang niet goed bevonden. Kijk in de laatste run van verify wat er is. "
    "Draait die niet, kijk dan of de verwerker draait."
)


def automation(within: timedelta, name: str = NAME, flow: str = "watch", says: str = WATCH_SAYS) -> AutomationCore:
    """Fires when no run of a flow was completed for this long; a municipality adds its own action to it."""
    return AutomationCore(
        name=name,
        description=says,
        trigger=EventTrigger(
            posture=Posture.Proactive,
            expect={"prefect.flow-run.Completed"},
            match_related=ResourceSpecification({"prefect.resource.name": flow, "prefect.resource.role": "flow"}),
            threshold=1,
            within=within,
        ),
        actions=[DoNothing()],
    )


async def arm() -> None:
    """Create the alarms that do not exist yet; an operator's changes to them stay."""
    checked = automation(timedelta(hours=CHECK_HOURS), CHECK_NAME, "verify", CHECK_SAYS)
    async with get_client() as client:
        for alarm in (automation(timedelta(hours=watch_settings().alarm_hours)), checked):
            if not await client.read_automations_by_name(alarm.name):
                await client.create_automation(alarm)


async def watch_today() -> bool:
    """Request a run of the watch unless it ran today; workers that start at the same time request only one."""
    last = await to_thread.run_sync(last_run)
    if last is not None and last.day == clock.today():
        return False
    return await _request(DEPLOYMENT, f"watch:{clock.today()}:{last.id if last else 0}")


async def verify_today() -> bool:
    """Request a check of the record unless one was made today."""
    last = await to_thread.run_sync(last_pass)
    if last is not None and last.day == clock.today():
        return False
    return await _request(CHECK_DEPLOYMENT, f"verify:{clock.today()}:{last.id if last else 0}")


async def _request(deployment: str, key: str) -> bool:
    """Request one run under this key; a run that holds the key and came to nothing does not stand in its way."""
    asked = await flow_runs.start(deployment, {"idempotency_key": key})
    while isinstance(asked, flow_runs.Started) and await _came_to_nothing(asked.run):
        key = f"{key}:{asked.run}"
        asked = await flow_runs.start(deployment, {"idempotency_key": key})
    return isinstance(asked, flow_runs.Started)


async def _came_to_nothing(run: str) -> bool:
    try:
        return (await flow_runs.outcome(run, seconds=0)).came_to_nothing
    except httpx.HTTPError:
        return False
