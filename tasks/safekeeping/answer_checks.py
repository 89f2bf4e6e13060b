"""Whether the record says of each bundle what the printer said in its file."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from letters.bundles import printer_answer
from rules.errors import MaatwerkError
from store.engine import session
from store.files.printer_answers import taken
from store.models.post import PRINTER, Bundle, Receipt
from tasks.post.printer_answers import agrees, known

ANSWERS = "antwoorden van de drukker"
PAGE = 1000
UNFILED = "Bundel {bundle}: er staat dat de drukker antwoordde, en het bestand daarvan ontbreekt."
OTHERWISE = "Bundel {bundle}: het dossier zegt iets anders dan de drukker in zijn bestand schreef."
WRONG = "Bundel {bundle}: {because}"


def wrong_answers() -> Iterator[tuple[int, list[str]]]:
    """Compare each answer with its file, page by page; one from before there were files has none."""
    last = 0
    mine = select(Receipt, Bundle).join(Bundle, Bundle.id == Receipt.bundle_id)
    mine = mine.where(or_(Receipt.answer_sha256.is_not(None), Receipt.by == PRINTER)).order_by(Receipt.bundle_id)
    while True:
        with session(readonly=True) as db:
            found = db.execute(mine.where(Receipt.bundle_id > last).limit(PAGE)).tuples().all()
            if not found:
                return
            last = found[-1][0].bundle_id
            yield len(found), [wrong for receipt, bundle in found if (wrong := _wrong(db, receipt, bundle))]


def _wrong(db: Session, receipt: Receipt, bundle: Bundle) -> str:
    if receipt.answer_sha256 is None:
        return UNFILED.format(bundle=bundle.name)
    try:
        said = printer_answer.read(taken().get(receipt.answer_sha256))
        known(db, said, bundle.id)
    except MaatwerkError as wrong:
        return WRONG.format(bundle=bundle.name, because=wrong.message_nl)
    return "" if agrees(receipt, said) and receipt.by == PRINTER else OTHERWISE.format(bundle=bundle.name)
