"""A record of an earlier version is read, worked on and kept: no byte of its facts is ever written anew."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import anyio
from plays import Play, item, own_word, provision
from postgres import APPLICATION, OWNER
from pydantic import TypeAdapter
from tamper import tampering
from typer.testing import CliRunner
from visits import at_desk

from cli.main import app
from config.settings import settings
from letters.writing.template import letter_names
from letters.writing.texts import current
from rules.calls import CallOutcome
from rules.facts import (
    KINDS,
    Approval,
    DataReceived,
    EditableCopy,
    ExemptionApproval,
    Intention,
    ItemsAsked,
    Note,
    Outcome,
)
from rules.facts.remedies.dispute import DisputeEnd, DisputeEnded
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Case
from tasks import clock

HERE = Path(__file__).parent
MOST_BYTES = 3_000_000
LATER = timedelta(days=90)
CLOSED = [f"WMO-2026-{number:04}" for number in range(1, 7)]
OPEN = [f"WMO-2026-{number:04}" for number in range(7, 13)]
# Reported on the last day: no run has taken it up.
NEW = "WMO-2026-0013"
ALL = [*CLOSED, *OPEN, NEW]
# Nothing left the house in that version, which did not yet look at what came after a letter: a decision, new facts,
# other words, an exemption, a withdrawal, a withdrawal taken back, data that came in, and the talk itself.
OVERTAKEN = [
    (1, "wmo/uitnodiging-gesprek"),
    (2, "shared/reactie-ingebrekestelling"),
    (3, "wmo/onderzoeksverslag"),
    (3, "shared/voornemen"),
    (4, "shared/niet-bereikt"),
    (5, "shared/herinnering-aanvulling"),
    (6, "wmo/onderzoeksverslag"),
    (6, "shared/bevestiging-intrekking"),
    (7, "shared/verzoek-aanvulling"),
]


def maatwerk(*arguments):
    return CliRunner().invoke(app, arguments)


def play(number):
    return Play(number, now=clock.now())


def seq_of(number, kind):
    """The place of the newest fact of this kind."""
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, number))
        return [entry.seq for entry in entries if type(entry.fact).__name__ == kind][-1]


def letters(rows):
    """What was made and may never change, by the id of the letter."""
    fixed = ("case_id", "number", "name", "about", "content", "texts", "dated_on", "pdf_sha256", "pages", "decision_id")
    return {row["id"]: [row[name] for name in fixed] for row in rows["letter"] if row["pdf_sha256"]}


def differing(before, after):
    """The rows that are in one of both, by their table."""
    both = {table: {str(row) for row in before[table]} ^ {str(row) for row in after[table]} for table in before}
    return {table: sorted(rows) for table, rows in both.items() if rows}


def read_everything():
    """Each fact as the code of today understands it, by its row."""
    with session(readonly=True) as db:
        entries = [entry for number in ALL for entry in record.entries(db, record.find_case(db, number))]
    return {entry.id: entry.fact for entry in entries}


def said(value):
    """Everything that a fact says, wherever it stands in it."""
    if isinstance(value, dict | list):
        return set().union(*map(said, value.values() if isinstance(value, dict) else value))
    return {value} if value else set()


def lost(row, fact):
    """What an older body says and the fact of today does not."""
    return said(json.loads(row["body"])) - said(TypeAdapter(type(fact)).dump_python(fact, mode="json"))


async def missing_pages(letter_ids):
    """The pages about these cases that are not shown, or are about something else."""
    about = {f"/zaak/{number}{part}": number for number in ALL for part in ("", "/termijn", "/inwoner", "/inzage")}
    about |= {f"/brief/{letter}.{kind}": "" for letter in letter_ids for kind in ("pdf", "html", "txt")}
    about |= {"/vandaag": "", "/zaken": ALL[0], "/termijnen": ""}
    async with at_desk("jeroen") as visit:
        pages = {path: await visit.get(path) for path in about}
    wrong = [path for path, page in pages.items() if page.status_code != 200 or about[path] not in page.text]
    return {path: pages[path].status_code for path in wrong}


def work():
    """Every open case goes on to its decision, and some that are closed get a fact more."""
    for number in (OPEN[0], NEW):
        # Applied for apart, and reported.
        play(number).investigate()
    for number in (OPEN[1], NEW):
        play(number).days(1).apply()
    play(OPEN[2]).days(1).do(DataReceived(received_on=play(OPEN[2]).today(), what="De brief van het ziekenhuis"))
    for number in (OPEN[0], OPEN[2]):
        # Applied for before items were kept.
        play(number).days(1).do(ItemsAsked(received_on=clock.today(), items=(item(),)))
    for number in (*OPEN[:3], NEW):
        own = provision(Outcome.GRANTED, reason=f"U vertelde dat {own_word(int(number[-4:]))} u niet meer lukt.")
        play(number).days(2).do(Intention(provisions=(own,)))
    play(OPEN[3]).days(1).call(CallOutcome.INFORMED_DISAGREES)
    play(OPEN[5]).do(ExemptionApproval(exemption=seq_of(OPEN[5], "Exemption")), by="jeroen")
    for number in OPEN[3:]:
        play(number).days(2).do(Approval(decision=1), by="karin")
    decided = DisputeEnded(dispute=seq_of(CLOSED[2], "Dispute"), how=DisputeEnd.DECIDED, on=clock.today())
    play(CLOSED[2]).do(decided)
    play(CLOSED[0]).do(EditableCopy(letter=1, reason="De inwoner vraagt een kopie op geel papier."))
    for number in CLOSED:
        play(number).days(1).do(Note(text="De inwoner belde over de brief."))


def results():
    with session(readonly=True) as db:
        return dict(db.query(Case.number, Case.result).tuples())


def change_one_byte():
    """As whoever owns the tables can, with the guards away."""
    with tampering(settings().owner_database.replace(APPLICATION, OWNER))() as connection:
        changed = """UPDATE fact SET body = replace(body, 'belde', 'belds') WHERE "key" = '7e57-1'"""
        assert connection.exec_driver_sql(changed).rowcount == 1


def test_the_backups_are_small_and_what_they_hold_is_still_known(told):
    backups = list(HERE.glob("*.tar.xz"))
    assert len(backups) == 2
    assert [path.name for path in backups if path.stat().st_size > MOST_BYTES] == []
    assert set(told["kinds"]) <= KINDS.keys()
    assert {current(name) for name in set(told["letters"]) - told["unsent"].keys()} <= set(letter_names())


def holds_everything(past, told):
    was = past.was
    assert {row["kind"] for row in was["fact"]} == set(told["kinds"])
    assert {row["name"] for row in was["letter"]} == set(told["letters"]) - told["unsent"].keys()
    assert {row["status"] for row in was["letter"]} == {"rendered"}
    assert sorted(row["number"] for row in was["casefile"]) == ALL
    assert sorted(row["number"] for row in was["casefile"] if row["closed_on"]) == CLOSED


def restored(past):
    """By the commands of today, and compared after each."""
    done = maatwerk("restore", str(past.backup))
    assert done.exit_code == 0, done.output
    assert past.facts() == past.then()
    assert maatwerk("migrate").exit_code == 0
    assert past.facts() == past.then()
    done = maatwerk("verify")
    assert done.exit_code == 0, done.output
    # The ends of the chains that were signed then.
    assert "vastgelegde standen: 1 bekeken, in orde" in done.output
    assert past.facts() == past.then()


def overtaken(before, after):
    """The letters that differ, which do so in that they were withdrawn alone."""
    was, now = ({row["id"]: row for row in rows["letter"]} for rows in (before, after))
    found = [(was[one], row) for one, row in sorted(now.items()) if row != was[one]]
    for then, row in found:
        assert row == then | {"status": "withdrawn", "held_because": row["held_because"]}
    return [(row["case_id"], row["name"]) for _, row in found]


def replayed(past):
    """Nothing comes of it, but for the case that a run has yet to take up, and letters that never left in time."""
    before = past.rows()
    for number in (*CLOSED, *OPEN):
        play(number).run()
    after = past.rows()
    assert overtaken(before, after) == OVERTAKEN
    assert differing(before, after).keys() == {"letter", "link"}
    before = after
    play(NEW).run()
    assert differing(before, past.rows()).keys() >= {"casefile", "letter"}
    assert past.facts() == past.then()


def worked_on(past):
    work()
    assert {results()[number] for number in (*OPEN, NEW)} == {"toegekend", "afgewezen", "deels toegekend"}
    assert past.facts() == past.then()
    was, made = letters(past.was), letters(past.rows())
    assert {letter: made[letter] for letter in was} == was
    assert len(made) == len(past.rows()["letter"]) > len(was)
    for sha256 in {row["pdf_sha256"] for row in past.was["letter"]}:
        (kept,) = (past.backup / "letters").rglob(sha256)
        assert by_digest.get(sha256) == kept.read_bytes()


def kept_again(past, into):
    """Verified, backed up, and restored in another place."""
    assert maatwerk("verify").exit_code == 0
    worked = past.rows()["fact"]
    assert maatwerk("backup", str(into)).exit_code == 0
    (again,) = into.iterdir()
    past.elsewhere("again")
    done = maatwerk("restore", str(again))
    assert done.exit_code == 0, done.output
    assert differing({"fact": worked}, past.rows()) == {}
    assert past.facts() == past.then()
    assert maatwerk("verify").exit_code == 0


def a_change_is_seen(past):
    change_one_byte()
    changed = [row["id"] for row, then in zip(past.facts(), past.then(), strict=True) if row != then]
    assert len(changed) == 1
    done = maatwerk("verify")
    assert done.exit_code == 1
    assert f"Zaak {CLOSED[0]}, schakel" in done.output
    assert f"over fact {changed[0]}" in done.output


def test_a_word_that_is_no_longer_read_would_be_found():
    assert lost({"body": '{"text": "Gebeld.", "place": ["thuis"]}'}, Note(text="Gebeld.")) == {"thuis"}


def test_the_past_is_read_and_worked_on_and_never_rewritten(past, told, tmp_path, monkeypatch, subtests):
    with subtests.test("the backup holds every kind of fact, and every letter that could be sent"):
        holds_everything(past, told)
    with subtests.test("restored, upgraded and verified, it is as it was"):
        restored(past)
    with subtests.test("every fact can be read, and says what it said"):
        read = read_everything()
        assert {row["id"]: row["kind"] for row in past.then()} == {
            key: type(fact).__name__ for key, fact in read.items()
        }
        assert {row["kind"]: gone for row in past.then() if (gone := lost(row, read[row["id"]]))} == {}
    with subtests.test("every case runs again"):
        replayed(past)
    with subtests.test("every page that shows it is there"):
        assert anyio.run(missing_pages, letters(past.was)) == {}
    with subtests.test("every open case goes on to its end, and what was made stays as it was made"):
        worked_on(past)
    monkeypatch.setenv("MAATWERK_KEYS", str(settings().keys_folder))
    with clock.at(datetime.fromisoformat(told["moment"]) + LATER):
        with subtests.test("all of it is kept again"):
            kept_again(past, tmp_path / "backups")
        with subtests.test("one byte that changed is seen"):
            a_change_is_seen(past)
