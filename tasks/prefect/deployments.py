"""What runs when: the deployments of `prefect.yaml`, brought to the server faster than its own command does."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from prefect import Flow, get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, WorkPoolCreate
from prefect.client.schemas.schedules import CronSchedule
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema

import config

POOL = "desk"
POOL_TYPE = "warm"


def file() -> Path:
    """`prefect.yaml`: at the root of the repository, or where an installed wheel has put it."""
    root = Path(config.__file__).parents[1] / "prefect.yaml"
    return root if root.exists() else Path(sys.prefix) / "share" / "maatwerk" / "prefect.yaml"


@lru_cache(maxsize=1)
def described() -> list[dict[str, Any]]:
    """The deployments as the file has them."""
    found: list[dict[str, Any]] = yaml.safe_load(file().read_text())["deployments"]
    return found


def entrypoints() -> list[str]:
    """Where the flows are."""
    return [entry["entrypoint"] for entry in described()]


async def deploy(template: dict[str, Any]) -> int:
    """Bring deployments and pool up to date, the pool with this template of a job; how many had changed."""
    async with get_client() as client:
        await _make_pool(client, template)
        return sum([await _deploy(client, entry) for entry in described()])


async def _make_pool(client: PrefectClient, template: dict[str, Any]) -> None:
    try:
        await client.read_work_pool(POOL)
    except ObjectNotFound:
        try:
            await client.create_work_pool(WorkPoolCreate(name=POOL, type=POOL_TYPE, base_job_template=template))
        except ObjectAlreadyExists:
            # Another worker was a moment earlier.
            return


async def _deploy(client: PrefectClient, entry: dict[str, Any]) -> bool:
    flow: Flow[..., Any] = load_flow_from_entrypoint(entry["entrypoint"], use_placeholder_flow=False)
    schema = parameter_schema(flow)
    version = hashlib.sha256(f"{entry}{schema}".encode()).hexdigest()[:12]
    try:
        known = await client.read_deployment_by_name(f"{flow.name}/{entry['name']}")
        if known.version == version:
            return False
    except ObjectNotFound:
        pass
    await client.create_deployment(
        flow_id=await client.create_flow(flow),
        name=entry["name"],
        version=version,
        description=entry["description"],
        tags=entry.get("tags", []),
        entrypoint=entry["entrypoint"],
        work_pool_name=POOL,
        schedules=[_schedule(given) for given in entry.get("schedules", [])],
        parameter_openapi_schema=schema.model_dump(exclude_unset=True),
        enforce_parameter_schema=True,
        pull_steps=[],
    )
    return True


def _schedule(given: dict[str, Any]) -> DeploymentScheduleCreate:
    cron = CronSchedule(cron=given["cron"], timezone=given["timezone"])
    return DeploymentScheduleCreate(schedule=cron, active=True, slug=given["slug"])
