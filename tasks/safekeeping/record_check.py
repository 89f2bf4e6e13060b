"""Checks whether the record is intact: guards, gate, chains, signed heads and files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from sqlalchemy import Select, func, select, text

from letters.writing.template import front_matter
from rules.errors import FactInvalid, FindingUnknown, MaatwerkError
from rules.visible import explains
from store import typed_rows
from store.audit import findings, head_files, proof, signed_heads
from store.audit.findings import Wrong
from store.chain.covered import HOUSE
from store.engine import session
from store.files import by_digest
from store.guards import gate
from store.models import Case, Link
from store.models.audit import Finding, Head, Settlement, Verification
from store.models.destruction import Destroyed
from store.upkeep.schema import check
from tasks import clock
from tasks.retention.erasing import proofs_folder
from tasks.safekeeping import answer_checks, case_checks

# The gate, checked again over all rows without relying on the guards: adverse letters that nothing allows.
UNCALLED = """
SELECT l.id FROM letter l JOIN decision d ON d.id = l.decision_id
WHERE d.adverse = 1
  AND NOT EXISTS (SELECT 1 FROM call c WHERE c.id = l.call_id AND c.case_id = l.case_id
                  AND c.decision_id = l.decision_id AND c.called_at <= l.created_at
                  AND c.outcome IN ('geinformeerd_akkoord', 'geinformeerd_niet_akkoord'))
  AND NOT EXISTS (SELECT 1 FROM exemption_approval a JOIN exemption e ON e.id = a.exemption_id
                  WHERE a.id = l.exemption_id AND a.case_id = l.case_id AND a.decision_id = l.decision_id
                    AND e.decision_id = l.decision_id AND a.approved_by <> e.requested_by
                    AND a.approved_at <= l.created_at)
"""
# Rows that are read together, and the most findings of one kind to write down: more of them add nothing.
PAGE = MOST = 1000
REASON_MIN = 20
CHAINS = "ketens van het dossier"
Progress = Callable[[int], None]


@dataclass
class Check:
    """The result of one check: how many things were checked, and what is wrong, in Dutch and without personal data.

    `lasting` means that nothing can put it right, so that a person has to say how to go on.
    """

    name: str
    seen: int
    wrong: tuple[str, ...]
    lasting: bool = False
    chains: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class Verified:
    """The result of a pass: its checks, the number of new findings, and the number that nobody has settled."""

    checks: tuple[Check, ...]
    new: int
    open: int
    signed: bool


def verify(told: Progress = lambda _: None) -> Iterator[Check]:
    """Check everything, yielding each result as soon as it is there; `told` receives the number of links walked."""
    yield _guards()
    yield _gate()
    yield _kinds()
    yield _heads()
    yield _chains(told)
    yield _files()
    yield _paged(answer_checks.ANSWERS, answer_checks.wrong_answers())
    yield _destroyed()
    yield _paged(case_checks.ROWS, case_checks.wrong_rows())
    yield _paged(case_checks.OUTCOMES, case_checks.wrong_outcomes())
    yield _paged(case_checks.WAITS, case_checks.missing_waits())


def keep(checks: tuple[Check, ...]) -> Verified:
    """Record a pass, stop the letters if it found anything, and sign the ends of the chains."""
    now = clock.now()
    wrong = [Wrong(each.name, words, each.lasting) for each in checks for words in each.wrong]
    with session() as db:
        new = findings.note(db, wrong, now)
        counts = {each.name: [each.seen, len(each.wrong)] for each in checks}
        db.add(Verification(ran_at=now, day=clock.today(), counts=counts))
        left = len(findings.unsettled(db))
    return Verified(checks, new, left, signed=_sign(checks))


def links() -> int:
    """The number of links to walk."""
    with session(readonly=True) as db:
        return db.scalar(select(func.count()).select_from(Link)) or 0


def last_pass() -> Verification | None:
    """The newest pass; None when there was none."""
    with session(readonly=True) as db:
        return db.scalar(select(Verification).order_by(Verification.id.desc()).limit(1))


def open_findings() -> list[Finding]:
    """The findings that nobody has settled yet."""
    with session(readonly=True) as db:
        return list(findings.unsettled(db))


def settle(finding_id: int, *, by: str, reason: str) -> int:
    """Settle a finding, and return how many are left. Raises `FindingUnknown`, `RoleMissing` or `FactInvalid`."""
    if not explains(reason, REASON_MIN):
        raise FactInvalid({"reason": "Schrijf in ten minste 20 tekens op wat u onderzocht."})
    with session() as db:
        if db.get(Finding, finding_id) is None:
            raise FindingUnknown(finding_id)
        grant = typed_rows.active_grant(db, by, gate.SETTLERS)
        if db.get(Settlement, finding_id) is None:
            given = {"settled_by": by, "grant_id": grant.id, "grant_role": grant.role, "settled_at": clock.now()}
            db.add(Settlement(finding_id=finding_id, reason=reason.strip(), **given))
            db.flush()
        return len(findings.unsettled(db))


def _sign(checks: tuple[Check, ...]) -> bool:
    """Sign the ends of the chains; a broken chain keeps its earlier mark, and broken files prevent signing."""
    by_name = {each.name: each for each in checks}
    if by_name["vastgelegde standen"].wrong:
        return False
    signed = signed_heads.sign(clock.today(), clock.now(), but=by_name[CHAINS].chains) or head_files.newest()
    with session() as db:
        known = signed is None or db.scalar(select(Head.id).where(Head.sha256 == signed.sha256))
        if signed and not known:
            # Also recorded when an earlier pass was killed between writing the file and its row.
            db.add(Head(day=clock.today().fromisoformat(signed.day), sha256=signed.sha256, signed_at=clock.now()))
    return signed is not None


def _guards() -> Check:
    try:
        check()
    except MaatwerkError as changed:
        return Check("bewaking van de database", 1, (changed.message_nl,))
    return Check("bewaking van de database", 1, ())


def _gate() -> Check:
    with session(readonly=True) as db:
        seen = db.scalar(text("SELECT count(*) FROM letter WHERE adverse = 1")) or 0
        found = [row[0] for row in db.execute(text(UNCALLED))]
    wrong = tuple(f"Brief {letter} wijst af zonder gesprek of uitzondering." for letter in found)
    return Check("eerst bellen", seen, wrong)


def _kinds() -> Check:
    """Letters of a kind that needs no call, while their text is a rejection."""
    with session(readonly=True) as db:
        rows = db.execute(text("SELECT name, adverse, decides, count(*) FROM letter GROUP BY 1, 2, 3")).all()
    wrong = [
        f"Brief “{name}” staat verkeerd in de database."
        for name, adverse, decides, _ in rows
        if (int(front_matter(name).adverse), int(front_matter(name).decision)) != (adverse, decides)
    ]
    return Check("soort van de brieven", sum(row[3] for row in rows), tuple(wrong))


def _heads() -> Check:
    with session(readonly=True) as db:
        known = {day.isoformat(): sha256 for day, sha256 in db.execute(select(Head.day, Head.sha256))}
    wrong = tuple(islice(signed_heads.faults(known), MOST))
    return Check("vastgelegde standen", len(head_files.days()), wrong, lasting=True)


def _chains(told: Progress) -> Check:
    seen, wrong, chains = 0, list[str](), set[int]()
    for page in proof.prove(signed=head_files.marks()):
        seen += page.links
        told(page.links)
        chains |= {broken.chain for broken in page.broken}
        wrong += [_words(broken) for broken in page.broken[: MOST - len(wrong)]]
    return Check(CHAINS, seen, tuple(wrong), lasting=True, chains=frozenset(chains))


def _paged(name: str, pages: Iterable[tuple[int, list[str]]]) -> Check:
    found = list(pages)
    wrong = chain.from_iterable(words for _, words in found)
    return Check(name, sum(seen for seen, _ in found), tuple(islice(wrong, MOST)))


def _words(broken: proof.Broken) -> str:
    about = f" over {broken.kind} {broken.about}" if broken.kind else ""
    found = f" ({broken.found})" if broken.found else ""
    return f"{_case(broken.chain)}, schakel {broken.seq}{about}: {broken.fault}{found}."


def _case(chain: int) -> str:
    if chain == HOUSE:
        return "Rollen en toezicht"
    with session(readonly=True) as db:
        number = db.scalar(select(Case.number).where(Case.id == chain))
    return f"Zaak {number}" if number else f"Keten {chain}"


def _files() -> Check:
    """Checked page by page, so that memory use does not grow with the number of letters."""
    seen, last = 0, 0
    wrong: list[str] = []
    query = text("SELECT id, pdf_sha256 FROM letter WHERE status = 'rendered' AND id > :last ORDER BY id LIMIT :page")
    while True:
        with session(readonly=True) as db:
            rows = db.execute(query, {"last": last, "page": PAGE}).all()
        if not rows:
            return Check("bestanden van de brieven", seen, tuple(wrong))
        for last, sha256 in rows:
            seen += 1
            try:
                by_digest.get(sha256)
            except MaatwerkError as broken:
                wrong.append(f"Brief {last}: {broken.message_nl}")


def _destroyed() -> Check:
    """Destroyed cases that have come back with a restored backup."""
    proofs = {path.stem for path in proofs_folder().glob("*.json")}
    with session(readonly=True) as db:
        known = set(db.scalars(select(Destroyed.number)))
        back = sorted(number for some in _parts(proofs) for number in db.scalars(_present(some)))
    wrong = [f"Zaak {number} is eerder vernietigd en staat er weer. Vernietig haar opnieuw." for number in back]
    wrong += [
        f"Het bewijs van {number} ontbreekt. Voer uit: maatwerk destruction run" for number in sorted(known - proofs)
    ]
    return Check("vernietigde zaken", len(proofs | known), tuple(wrong))


def _parts(numbers: Collection[str]) -> Iterator[list[str]]:
    left = iter(sorted(numbers))
    while some := list(islice(left, PAGE)):
        yield some


def _present(numbers: list[str]) -> Select[tuple[str]]:
    return select(Case.number).where(Case.number.in_(numbers))
