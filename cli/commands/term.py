"""Deadlines and penalties on the command line, each date with its explanation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from cli.arguments.pairs import AnswerInvalid, day, day_or_moment
from cli.arguments.suspensions import extension, suspension
from config.law import law
from rules.calendar.hours import day_of
from rules.clock.deadline import deadline
from rules.clock.explanation import explain
from rules.clock.penalty import Penalty, penalty
from rules.clock.suspension import Reading
from rules.errors import MaatwerkError
from rules.wording import day_nl, days_nl

AsJson = Annotated[bool, typer.Option("--json", help="Geef het antwoord als JSON.")]
NO_RULE_NL = (
    "Noem een regel, bijvoorbeeld: maatwerk term wmo_onderzoek --start 2026-03-02. "
    "De namen van alle regels ziet u met: maatwerk term --rules."
)
REASONS = {
    "te_vroeg": "De ingebrekestelling kwam te vroeg: de beslistermijn was nog niet voorbij.",
}


def register(app: typer.Typer) -> None:
    """Add the commands `term` and `penalty`."""
    app.command("term")(term_command)
    app.command("penalty")(penalty_command)


def term_command(
    rule: Annotated[str, typer.Argument(help="De regel, bijvoorbeeld wmo_onderzoek.")] = "",
    start: Annotated[str, typer.Option(help="De dag die de termijn start: 2026-03-02.")] = "",
    suspend: Annotated[list[str] | None, typer.Option(help="Een keer dat de termijn stilstond.")] = None,
    extend: Annotated[str, typer.Option(help="De verlenging: een datum, of weeks=6.")] = "",
    reading: Annotated[str, typer.Option(help="Awb 4:15 'tot': literal of inclusive.")] = "",
    rules: Annotated[bool, typer.Option("--rules", help="Toon de namen van alle regels.")] = False,
    as_json: AsJson = False,
) -> None:
    """Reken de laatste dag van een termijn uit."""
    if rules:
        typer.echo("\n".join(_rules()))
        return
    with _refusals():
        if not rule:
            raise AnswerInvalid(NO_RULE_NL)
        start_on = day_or_moment(_given(start, "--start"), "--start")
        chosen = _reading(reading)
        found = deadline(
            start_on,
            law().term(rule, on=day_of(start_on)),
            calendar=law().calendar,
            suspensions=[suspension(text, chosen) for text in suspend or ()],
            extension_to=extension(extend) if extend else None,
        )
        told = explain(found)
        steps = [step.as_data() for step in told.steps]
        _answer({"deadline": found.on.isoformat(), "steps": steps}, told.text_nl, as_json=as_json)


def penalty_command(
    term_end: Annotated[str, typer.Option(help="De laatste dag van de beslistermijn.")] = "",
    notice: Annotated[str, typer.Option(help="De dag waarop de ingebrekestelling binnenkwam.")] = "",
    on: Annotated[str, typer.Option(help="Reken tot en met deze dag.")] = "",
    as_json: AsJson = False,
) -> None:
    """Reken de dwangsom uit bij te laat beslissen."""
    with _refusals():
        due = penalty(
            day(_given(term_end, "--term-end"), "--term-end"),
            day(_given(notice, "--notice"), "--notice"),
            tariffs=law().penalty,
            calendar=law().calendar,
            until=day(on, "--on") if on else None,
        )
        _answer(_penalty_data(due), _penalty_text(due), as_json=as_json)


def _rules() -> list[str]:
    """Each rule once, with the words of its newest version."""
    named = {term.id: f"{term.name} ({term.article})" for term in law().terms}
    width = max(map(len, named))
    return [f"{rule:{width}}  {words}" for rule, words in sorted(named.items())]


def _penalty_data(due: Penalty) -> dict[str, Any]:
    data: dict[str, Any] = {
        "first_day": due.first_on and due.first_on.isoformat(),
        "last_day": due.last_on and due.last_on.isoformat(),
        "days": due.days,
        "amount_eur": due.amount_eur,
    }
    return data if due.reason is None else data | {"reason": REASONS[due.reason]}


def _penalty_text(due: Penalty) -> str:
    if due.first_on is None or due.last_on is None:
        return f"Er is geen dwangsom. {REASONS[due.reason or 'te_vroeg']}"
    return (
        f"De dwangsom loopt van {day_nl(due.first_on)} tot en met {day_nl(due.last_on)}. "
        f"Over {days_nl(due.days)} is dat {due.amount_eur} euro (Awb 4:17)."
    )


def _reading(text: str) -> Reading:
    if not text:
        return law().reading
    if text not in set(Reading):
        raise AnswerInvalid(f"--reading kent “{text}” niet. Kies uit: {', '.join(Reading)}.")
    return Reading(text)


def _given(text: str, option: str) -> str:
    if not text:
        raise AnswerInvalid(f"{option} ontbreekt. Schrijf bijvoorbeeld {option} 2026-03-02.")
    return text


def _answer(data: dict[str, Any], text: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else text)


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal is one clear sentence and exit code 2."""
    try:
        yield
    except MaatwerkError as refusal:
        typer.echo(refusal.message_nl, err=True)
        raise typer.Exit(2) from None
