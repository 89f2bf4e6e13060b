"""The ways in which a flow leaks, and the same ones through our wrapper; run by a worker of its own."""

import sys
from collections.abc import Callable
from typing import Any

from prefect import Flow, State, flow, get_run_logger, task
from prefect.states import Completed
from sqlalchemy import insert, text

from store.engine import session
from store.models import Case, Citizen, Letter
from tasks.cases.courses import Course
from tasks.cases.open_case import OpenCase
from tasks.prefect.case_flow import flow_of

# The eleven-test accepts it; it is nobody's (the range 99999xxxx is not given out).
BSN = "999990019"
NAME = "Kanariewinkel"
CANARIES = (BSN, NAME)


def quote(case: OpenCase) -> None:
    """An error that says about whom it is."""
    raise ValueError(f"{case.row.citizen.family_name} heeft BSN {BSN}")


def chain(case: OpenCase) -> None:
    """An error whose cause says about whom it is."""
    try:
        quote(case)
    except ValueError as cause:
        raise RuntimeError("something went wrong") from cause


def context(case: OpenCase) -> None:
    """An error raised while another was being handled."""
    try:
        quote(case)
    except ValueError:
        {}[case.row.citizen.family_name]


def carry(case: OpenCase) -> None:
    """An error that carries the citizen along, to be pickled with it."""
    problem = LookupError("not found")
    problem.citizen = {"bsn": BSN, "name": case.row.citizen.family_name}  # type: ignore[attr-defined]
    raise problem


def violate(case: OpenCase) -> None:
    """A constraint that fails: PostgreSQL quotes the whole row, SQLAlchemy the parameters."""
    case.db.execute(
        insert(Citizen).values(id=case.row.citizen_id, household_id=1, initials=BSN, family_name=NAME, bsn_index=BSN)
    )


def mistype(case: OpenCase) -> None:
    """A statement that fails and carries its parameters."""
    case.db.execute(
        text(f"SELECT no_such_column FROM casefile WHERE subject = :name AND '{NAME}' = :bsn"),
        {"name": NAME, "bsn": BSN},
    )


def misfit(case: OpenCase) -> None:
    """A letter whose content is broken: its error quotes a sign of it."""
    case.db.execute(
        insert(Letter).values(case_id=case.row.id, number=999, name="wmo/afwijzing", content={"naam": NAME, "bsn": BSN})
    )


WAYS: dict[str, Course] = {
    course.__name__: course for course in (quote, chain, context, carry, violate, mistype, misfit)
}


def wrapped(course: Course) -> Flow[..., Any]:
    """As every process of ours."""

    def wmo(case: OpenCase) -> None:
        course(case)

    return flow_of(wmo)


def bare(course: Course) -> Flow[..., Any]:
    """As Prefect's documentation writes it."""

    @flow(name="bare", persist_result=True)
    def run(case_number: str) -> None:
        from store import record  # noqa: PLC0415

        with session() as db:
            row = record.lock_case(db, case_number)
            course(OpenCase.of(db, row))

    return run


def told(number: str) -> list[Callable[[], Any]]:
    """Leaks that are no errors: parameter, name, log line, print, artifact, tag, message, state, result."""

    @task(persist_result=True)
    def look(bsn: str) -> str:
        return f"{bsn} {NAME}"

    @flow(name="bare", flow_run_name=f"{NAME}", log_prints=True, persist_result=True)
    def chatter(bsn: str) -> State[Any]:
        get_run_logger().info("about %s", bsn)
        print(NAME)  # noqa: T201
        look(bsn)
        return Completed(message=NAME)

    return [lambda: chatter(BSN)]


def rename(number: str) -> None:
    """Give the citizen of a case the name we look for."""
    with session() as db:
        case = db.query(Case).filter(Case.number == number).one()
        case.citizen.family_name, case.citizen.bsn_tail = NAME, BSN


def main(kind: str, number: str) -> None:
    """Let a case leak in every way."""
    import asyncio  # noqa: PLC0415

    rename(number)
    for course in WAYS.values():
        made = wrapped(course) if kind == "wrapped" else bare(course)
        outcome = made(number, return_state=True)
        if kind == "wrapped":
            outcome = asyncio.run(outcome)
        assert outcome.is_failed(), course.__name__
        print(f"{course.__name__}: failed", flush=True)  # noqa: T201
    if kind == "bare":
        for leak in told(number):
            leak()


if __name__ == "__main__":
    main(*sys.argv[1:])
