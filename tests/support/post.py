"""Letters on their way out, as a test counts them: what the printer holds, against what the record says."""

import csv
import io
import json
from collections import Counter
from datetime import date

from sqlalchemy import select

from store.engine import session
from store.files.handover import printer_outlet
from store.models import Letter
from store.models.post import Bundle, BundleLine, HandOver, Receipt
from tasks.letters.making import Press, in_this_process
from tasks.post import answers, letter_run, printer_answers


def run_through(run: int, *, press: Press = in_this_process) -> Counter[str]:
    """A whole run in this very process, without Prefect."""
    counts: Counter[str] = Counter()
    if not letter_run.begin(run):
        return counts
    after = 0
    while letters := letter_run.take(run, after=after):
        counts += letter_run.make(run, letters, press)
        after = letters[-1]
    if letter_run.may_leave(run):
        letter_run.send(run)
    return counts


def run_letters(by: str = "els") -> Counter[str]:
    """A whole letter run that needs no confirmation."""
    return run_through(letter_run.ask(by=by, confirmed=True))


def printed() -> list[str]:
    """The marks of all letters that the printer holds; one that lies there twice comes twice, a refused one not."""
    with session(readonly=True) as db:
        answered = select(Bundle.name).join(Receipt, Receipt.bundle_id == Bundle.id)
        refused = set(db.scalars(answered.where(Receipt.answer == "refused")))
    return [mark for bundle in printer_outlet().manifests() if bundle not in refused for mark in marks(bundle)]


def marks(bundle: str) -> list[str]:
    """The letters of one bundle, from its list; the manifest must tell the same."""
    listing = (printer_outlet().folder / f"{bundle}.csv").read_text()
    found = [row["kenmerk"] for row in csv.DictReader(io.StringIO(listing), delimiter=";")]
    assert found == [row["kenmerk"] for row in json.loads(printer_outlet().manifest(bundle))["regels"]]
    return found


def sent_here() -> list[int]:
    """The letters that the record says are with the printer."""
    refused = select(Receipt.bundle_id).where(Receipt.answer == "refused")
    query = select(BundleLine.letter_id).join(HandOver, HandOver.bundle_id == BundleLine.bundle_id)
    with session(readonly=True) as db:
        return list(db.scalars(query.where(BundleLine.bundle_id.not_in(refused)).order_by(BundleLine.letter_id)))


def statuses() -> Counter[str]:
    """How many letters are in each state."""
    with session(readonly=True) as db:
        return Counter(db.scalars(select(Letter.status)))


def newest() -> int:
    """The bundle that came last."""
    with session(readonly=True) as db:
        return db.scalars(select(HandOver.bundle_id).order_by(HandOver.bundle_id.desc())).first() or 0


def newest_name() -> str:
    """What the printer calls the bundle that came last."""
    with session(readonly=True) as db:
        return db.get_one(Bundle, newest()).name


def answer(bundle: int, /, **said: str) -> bytes:
    """The file in which the printer answers about a bundle; what is said may differ from what is so."""
    with session(readonly=True) as db:
        known = {"bundle": db.get_one(Bundle, bundle).name}
        known["manifest_sha256"] = db.get_one(HandOver, bundle).manifest_sha256
    told = {} if said.get("answer") == "sent" else {"answer": "refused", "reason": "De machine liep vast."}
    return json.dumps(known | told | said).encode()


def refuse(bundle: int, reason: str = "De machine liep vast.") -> None:
    """The printer refuses a bundle, in a file that is taken at once."""
    printer_answers.take(answer(bundle, reason=reason))


def accept_all(on: date) -> None:
    """The printer posted all that it holds."""
    with session(readonly=True) as db:
        open_ = select(HandOver.bundle_id).where(HandOver.bundle_id.not_in(select(Receipt.bundle_id)))
        waiting = db.scalars(open_).all()
    for bundle in waiting:
        answers.confirm(bundle, posted_on=on, by="els")
