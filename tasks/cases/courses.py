"""The courses of law: each a function that takes a case from its top as far as it can go, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from config.process import process as described
from tasks.cases.open_case import OpenCase

Course = Callable[[OpenCase], None]
COURSES: dict[str, Course] = {}


def process(course: Course) -> Course:
    """Make a course known by its name: that of its module in `flows/` and of its file in `config/processes/`."""
    COURSES[course.__name__] = course
    return course


def course_of(name: str) -> Course:
    """The course with this name; `ProcessUnknown` when there is none.

    A course is found as Prefect finds a flow, by its entrypoint: nothing that is built under the flows imports one.
    """
    if name not in COURSES:
        import_module(f"flows.{described(name).id}")
    return COURSES[name]
