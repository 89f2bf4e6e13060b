"""Each course of law as a Prefect flow, under the name of the course: `flows.service.courses.wmo`."""

from __future__ import annotations

from functools import cache
from typing import Any

from prefect import Flow

from config.process import processes
from tasks.cases.courses import course_of
from tasks.prefect.case_flow import flow_of


@cache
def __getattr__(name: str) -> Flow[[str], Any]:
    """The flow of a course; a course itself knows nothing of Prefect, so that the desk can look at a case."""
    if name.startswith("_") or name not in processes():
        raise AttributeError(name)
    return flow_of(course_of(name))
