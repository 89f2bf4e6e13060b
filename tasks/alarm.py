"""The watch must not stay away: it runs after start-up, and Prefect raises an alarm when it did not run."""

from __future__ import annotations

from datetime import timedelta

from anyio import to_thread
from prefect import get_client
from prefect.events.actions import DoNothing
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from config.watch import watch_settings
from tasks import clock, runs
from tasks.watch import last_run

NAME = "watch-bleef-weg"
DEPLOYMENT = "watch/watch"


def automation(within: timedelta, name: str = NAME) -> AutomationCore:
    """Fires when no run of the watch was completed for so long; a municipality adds its own message to it."""
    return AutomationCore(
        name=name,
        description="De termijnen zijn te lang niet nagekeken. Kijk of de verwerker draait, en start daarna watch.",
        trigger=EventTrigger(
            posture=Posture.Proactive,
            expect={"prefect.flow-run.Completed"},
            match_related=ResourceSpecification({"prefect.resource.name": "watch", "prefect.resource.role": "flow"}),
            threshold=1,
            within=within,
        ),
        actions=[DoNothing()],
    )


async def arm() -> None:
    """Set the alarm, unless it is there; what an operator changed about it stays."""
    async with get_client() as client:
        if not await client.read_automations_by_name(NAME):
            await client.create_automation(automation(timedelta(hours=watch_settings().alarm_hours)))


async def watch_today() -> bool:
    """Ask for a run of the watch unless it ran today; several workers that start at once ask for one."""
    last = await to_thread.run_sync(last_run)
    if last is not None and last.day == clock.today():
        return False
    moment = last.id if last else 0
    body = {"idempotency_key": f"watch:{clock.today()}:{moment}"}
    return isinstance(await runs.start(DEPLOYMENT, body), runs.Started)
