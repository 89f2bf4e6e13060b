"""Walking a case by commands alone, as somebody at a terminal does."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from plays import MONDAY
from post import run_letters
from typer.main import get_command

from cli.main import app
from letters.writing.days import value_at
from letters.writing.template import front_matter
from rules.errors import MaatwerkError
from store import queries, record
from store.engine import session
from store.models import Case, Letter
from tasks import clock

_references = count(1)
# Typer makes its commands anew for each that is given; a terminal gives one.
COMMANDS = get_command(app)


def form_line(form_id: str, at: datetime, **values: object) -> str:
    """One line of a form server: who sends it lives in the Lindelaan."""
    person = {
        "voorletters": "T.",
        "aanspreekvorm": "mevrouw",
        "straat": "Lindelaan",
        "huisnummer": "8",
        "postcode": "4091 AB",
        "plaats": "Veldhaven",
        "telefoon": "06 00 00 09 01",
    }
    form = {"form_id": form_id, "form_name": form_id, "form_version": "1"}
    told = {"public_reference": f"W-{next(_references)}", "registration_timestamp": at.isoformat(), **form}
    return json.dumps({"values": person | values, "metadata": told})


@dataclass
class Walk:
    """One case, taken on by commands alone."""

    number: str
    now: datetime = MONDAY

    def take_in(self, folder: Path, line: str) -> "Walk":
        """A form comes in, and makes the case."""
        file = folder / f"{self.number}.jsonl"
        file.write_text(line)
        assert "1 nieuwe zaken" in self.say("intake", str(file))
        self.on()
        return self

    def say(self, *words: str, given: str | None = None) -> str:
        """What a command that succeeds says."""
        done = self.run(*words, given=given)
        assert done.exit_code == 0, (done.output, done.exception)
        return done.output

    def run(self, *words: str, given: str | None = None) -> Result:
        """Give a command."""
        with clock.at(self.now):
            return CliRunner().invoke(COMMANDS, words, input=given)

    def on(self) -> str:
        """Take the case on, and say what it waits for."""
        return self.say("advance", self.number).strip().rpartition(": ")[2]

    def left(self) -> str:
        """The letters leave, and the case goes on."""
        with clock.at(self.now):
            run_letters()
        return self.on()

    def put(self, kind: str, /, by: str = "sanne", **fields: Any) -> str:
        """Record a fact, take the case on, and say what it waits for."""
        self.say("record", self.number, kind, "--file", "-", "--as", by, given=json.dumps(fields))
        return self.on()

    def refused(self, kind: str, /, by: str = "sanne", **fields: Any) -> MaatwerkError:
        """Why a fact is not taken."""
        done = self.run("record", self.number, kind, "--file", "-", "--as", by, given=json.dumps(fields))
        assert isinstance(done.exception, MaatwerkError), (done.output, done.exception)
        return done.exception

    def days(self, days: int) -> date:
        """Let days pass; the day it is then."""
        self.now += timedelta(days=days)
        return clock.local(self.now).date()

    def letters(self) -> list[str]:
        """The letters that were made, oldest first; none may be held, and one that never left may be overtaken."""
        found = letters_of(self.number)
        made = {"rendered", "withdrawn"}
        assert {letter.status for letter in found} <= made, [letter.held_because for letter in found]
        return [letter.name for letter in found]

    def case(self) -> Case:
        """The case as the record has it."""
        with session(readonly=True) as db:
            return record.find_case(db, self.number)


def letters_of(number: str) -> list[Letter]:
    """The letters of a case, oldest first."""
    with session(readonly=True) as db:
        return list(queries.letters_of(db, record.find_case(db, number)))


def words(letter: Letter) -> str:
    """All that a letter says."""
    return json.dumps(letter.document, ensure_ascii=False)


def counted(number: str) -> int:
    """How many days in the letters of a case are counted, all with the terms of its own course."""
    found = 0
    for letter in letters_of(number):
        for path, rule in front_matter(letter.name).counted().items():
            if on := value_at(letter.content, path):
                assert rule.fits(date.fromisoformat(on), letter.content), (letter.name, path, on)
                found += 1
    return found
