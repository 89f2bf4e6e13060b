"""What may not come true in any table: rows changed, lost or added; and which tables stand open, and why."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from disguises import OWN, REFUSES, comes_to, of
from everything import OUTCOME, SENTENCES
from late import late, made_late
from oracle import KEPT
from scene import (
    APPROVED,
    CALLED,
    GRANT,
    LATER,
    MOVED,
    PLAIN,
    PREPARED,
    REQUESTED,
    SHA,
    START,
    WHY,
    WRITTEN,
    digest,
    fact,
    finding,
    nr,
    texts,
)
from wish import Addition, Change, Loss, Row, Wish, keys, other

from store.models import Base

# Work at hand; what it is about is on the record, or comes again.
OPEN = {
    "staff": "names and rooms change",
    "login": "a session ends",
    "reason": "digests to compare with; the reasons are facts",
    "watch_run": "an account of a pass, which runs again",
    "warning": "a warning that was given; the term it warns of is worked out anew",
    "duty": "worked out anew by each run",
    "letter_run": "how far a run is; its letters and bundles are on the record",
    "letter_stop": "raised and lifted by reconciling",
    "removal": "files still to be removed; the application may not touch it",
}
# Corrected in place, but not lost while a case needs them.
NEEDED = ("citizen", "household", "member")
RENDERED = (("status", "rendered"), ("pdf_sha256", "b" * 64), ("pages", 1), ("rendered_at", WRITTEN))
UNMADE = (("pdf_sha256", None), ("pages", None), ("rendered_at", None))
STATES = {
    "queued": (1, (("status", "queued"), *UNMADE)),
    "held": (43, (("status", "held"), ("held_because", "y"), *UNMADE)),
    "rendered": (45, RENDERED),
    "withdrawn": (44, (("status", "withdrawn"),)),
}
STEPS = {
    *(("queued", "held"), ("queued", "rendered"), ("queued", "withdrawn"), ("held", "queued"), ("held", "withdrawn")),
    *(("rendered", "held"), ("rendered", "withdrawn"), ("withdrawn", "held")),
}
Rows = dict[str, list[Row]]


def guarded() -> list[str]:
    """The tables whose rows stay: every one that does not stand open."""
    return [kind for kind in Base.metadata.tables if kind not in {*OPEN, *NEEDED}]


def every(rows: Rows) -> Iterator[tuple[str, Wish, bool]]:
    """Every wish with its name; true for those to be tried in every way, the first of each sort."""
    seen = set()
    for name, wish in (*kept(rows), *refused(rows)):
        sort = name.partition(".")[0], type(wish)
        yield name, wish, sort not in seen
        seen.add(sort)


def refused(rows: Rows) -> Iterator[tuple[str, Wish]]:
    """What each guard on a row that comes or changes must refuse, by the name of the guard."""
    yield from ((name, addition) for name, additions in unsound().items() for addition in additions)
    yield from ((name, change) for name, changes in turned(rows).items() for change in changes)


def kept(rows: Rows) -> Iterator[tuple[str, Wish]]:
    """For each table that is guarded: a row lost, and one changed in each of its columns."""
    for kind in (*guarded(), *NEEDED):
        row = fullest(kind, rows)
        yield f"{kind} lost", Loss(kind, row)
        columns = KEPT.get(kind, tuple(row)) if kind not in NEEDED else ("id",)
        for column in columns:
            yield f"{kind}.{column}", Change(kind, row, (), ((column, another(kind, column, row)),))


def another(kind: str, column: str, row: Row) -> object:
    """Another value for this column."""
    return other(row[column], Base.metadata.tables[kind].columns[column])


def fullest(kind: str, rows: Rows) -> Row:
    """A row with something in each key."""
    needed = {column for key in keys(kind) for column in key}
    found = next((row for row in rows[kind] if all(row[column] is not None for column in needed)), None)
    assert found is not None, f"the scene has no row of {kind} with all of {sorted(needed)}"
    return found


def unsound() -> dict[str, list[Addition]]:
    """For each guard on what comes: rows that it must refuse."""
    found = {name: [addition] for name, addition in (_unsound() | late()).items()}
    for name, addition in _unsound_too():
        found[name].append(addition)
    return found


def _unsound_too() -> Iterator[tuple[str, Addition]]:
    """Rows with one thing wrong that a check refuses as well, where checks are on."""
    early = {"approved_by": "karin", "grant_id": 1, "grant_role": "tweede_lezer", "approved_at": REQUESTED - 1}
    asked = {"exemption_id": 3, "fact_id": 4150, "requested_by": "sanne", "requested_at": REQUESTED}
    approval = _new("exemption_approval", case_id=9, decision_id=10, **asked | early)
    yield "exemption_approval_sound", Addition(approval.kind, approval.row, (fact(4150, 9, "ExemptionApproval"),))
    # The role was taken away before.
    by = {"settled_by": "mo", "grant_id": 10, "grant_role": "beheer", "settled_at": WRITTEN}
    yield "settlement_sound", Addition("settlement", {"finding_id": 50, "reason": WHY} | by, (finding(50),))
    # Whoever wrote it releases it.
    text = {"text_id": 4, "name": "wmo/afwijzing", "version": 4, "written_by": "mo", "written_at": START}
    mine = {"released_by": "mo", "grant_id": 7, "grant_role": "tekst", "released_at": LATER}
    yield "text_release_sound", Addition("text_release", text | mine)
    yield "letter_fits", _letter(1, decision_id=None, content=comes_to("af"), **PLAIN)
    yield "letter_fits", _letter(4, decision_id=4, about=3001, exemption_id=1, exempted_at=APPROVED)
    yield "letter_texts", _letter(1, decision_id=None, texts=of(**{OWN: digest(REFUSES)}), **PLAIN)


def _unsound() -> dict[str, Addition]:
    known = {"decision_at": PREPARED}
    by = {"proposed_by": "jeroen", "proposed_at": PREPARED, "ends_on": "2025-03-01"}
    grant = {"grant_id": 2, "grant_role": "teamleider"}
    seal = {"pdf_sha256": SHA, "pages": 1}
    proposed = {"number": "WMO-1", "case_version": 0, "years": 5, "days": 0, "starts_on": "2020-03-01"} | grant | by
    less = {"thing": "household_help", "unit": "minute", "per": "week", "amount": 1, "yearly": 52}
    talked = {"spoke_with": "aanvrager", "channel": "telefoon", "talked_on": "2026-09-21", "agreed_at": START}
    given = {"grant_form": "natura", "from_on": "2026-10-01", "conditional": 0}
    return {
        # Each on a note, or to a decision that has its letter.
        "party_sound": Addition("party", {"id": 150, "case_id": 1, "fact_id": 900, "number": 2, "kind": "partner",
                                          "power": 0}),
        "party_end_sound": _new("party_end", case_id=37, fact_id=2030, number=2, ended_by="sanne"),
        "item_sound": _new("item", case_id=1, fact_id=900, number=1, lasting=0, **less),
        "reviewed_sound": _new("reviewed", case_id=1, fact_id=900, changes_on="2026-10-01", made_by="Duinrand",
                               decided_on="2025-12-10", gave="Hulp."),
        "made_precise_sound": _new("made_precise", case_id=23, item_id=14, fact_id=114, made_at=START, lasting=0,
                                   **less),
        "agreement_sound": _new("agreement", case_id=21, item_id=11, fact_id=111, lasting=0, **less | talked),
        "agreement_end_sound": _new("agreement_end", case_id=25, item_id=16, fact_id=116, ended_at=START),
        "item_end_sound": _new("item_end", case_id=21, item_id=11, fact_id=111, withdrawal_id=111, ended_at=START),
        "answer_sound": _new("answer", case_id=5, decision_id=5, position=2, **less | given),
        "answered_sound": _new("answered", case_id=5, decision_id=5, answer_id=3, item_id=1),
        "whole_sound": _new("whole", case_id=16, decision_id=72),
        "decision_sound": _new("decision", case_id=1, version=2, fact_id=900, outcome="rejected", adverse=1,
                               prepared_by="x", prepared_at=PREPARED, subject="application", compared=1),
        "call_sound": _new("call", case_id=1, decision_id=1, fact_id=900, outcome="geinformeerd_akkoord", upholds=1,
                           called_at=CALLED, caller="x", **known),
        "exemption_sound": _new("exemption", case_id=1, decision_id=1, fact_id=900, reason="overleden", motivation=WHY,
                                requested_by="sanne", requested_at=REQUESTED, **known),
        "exemption_approval_sound": _new("exemption_approval", case_id=9, decision_id=10, exemption_id=3, fact_id=906,
                                         requested_by="sanne", requested_at=REQUESTED, approved_by="karin", grant_id=1,
                                         grant_role="tweede_lezer", approved_at=REQUESTED),
        "settlement_sound": Addition("settlement", {
            "finding_id": 50, "reason": WHY, "settled_by": "jeroen", "grant_id": 6, "grant_role": "beheer",
            "settled_at": START}, (finding(50, found_at=LATER),)),
        "text_version_sound": _new("text_version", name="wmo/afwijzing", version=9, body="x", written_by="mo",
                                   grant_id=7, grant_role="tekst", written_at=START, key="k9"),
        # A later version was released already.
        "text_release_sound": Addition("text_release", {
            "text_id": 1, "name": "wmo/afwijzing", "version": 1, "written_by": "mo", "written_at": START,
            "released_by": "karin", "grant_id": 8, "grant_role": "tekst", "released_at": LATER}),
        "letter_gate": _letter(1, decision_id=1),
        "letter_asked": _letter(16, decision_id=72, **GRANT),
        "letter_newest": _letter(16, decision_id=70, call_id=60, call_upholds=1, call_at=CALLED),
        "letter_ends": _letter(1, decision_id=None, about=911, **MOVED),
        "letter_fits": _letter(1, decision_id=None, about=900, **PLAIN),
        "letter_texts": _letter(1, decision_id=None, texts=None, **PLAIN),
        "letter_start": _letter(1, decision_id=None, status="held", held_because="x", **PLAIN),
        "bundle_sound": _new("bundle", name="duif", channel="duif", sealed_at=WRITTEN, letters=1, digest=SHA),
        "bundle_line_once": _new("bundle_line", letter_id=21, case_id=1, attempt=2, bundle_id=nr("sealed"), position=2,
                                 **seal),
        "stray_sound": _new("stray", bundle_id=nr("handed"), position=9, case_number="X", number=9, name="x", about=1,
                            pdf_sha256=SHA),
        "handover_sound": Addition("handover", {"bundle_id": nr("part"), "manifest_sha256": SHA, "at": LATER}),
        "unsealed_sound": Addition("unsealed", {"bundle_id": nr("handed"), "at": LATER}),
        "receipt_sound": Addition("receipt", {"bundle_id": nr("sealed"), "answer": "sent", "posted_on": "2026-09-29",
                                              "reason": None, "answer_sha256": None, "by": "x", "at": LATER}),
        "link_follows": Addition("link", {"chain": 1, "seq": 404, "kind": "fact", "about": 900, "digest": bytes(32),
                                          "hash": bytes(32)}),
        "destruction_sound": _new("destruction", case_id=1, undisputed=1, **OUTCOME | proposed),
        "destruction_approval_sound": _new("destruction_approval", destruction_id=3, case_id=3, undisputed=1,
                                           approved_by="mo", grant_id=4, grant_role="teamleider",
                                           approved_at=REQUESTED, **by),
        # It was approved already.
        "destruction_refusal_sound": Addition("destruction_refusal", {
            "destruction_id": 2, "case_id": 2, "reason": "Toch liever niet.", "refused_by": "mo", "grant_id": 4,
            "grant_role": "teamleider", "refused_at": REQUESTED, **by}),
        "destroyed_sound": Addition("destroyed", {"approval_id": 2, "case_id": 2, "number": "WMO-2",
                                                  "destroyed_at": LATER, "counts": "{}", "chain_head": ""}),
        "casefile_once": _new("casefile", number="WMO-401", process="wmo", process_version=1, reference="r99",
                              citizen_id=1, team="x", subject="x", received_on="2026-01-01", created_at=START),
        "casefile_open": _new("casefile", number="WMO-99", process="wmo", process_version=1, reference="r99",
                              citizen_id=1, team="x", subject="x", received_on="2026-01-01", created_at=START,
                              result="toegekend", closed_on="2026-09-28"),
        "letter_fit_closed": Addition("letter_fit", {"name": PLAIN["name"], "what": "about", "value": "Note"}),
        "released_text_closed": Addition("released_text", {"name": OWN, "sha256": digest(REFUSES)}),
        "letter_phrase_closed": Addition("letter_phrase", {"name": "wmo/afwijzing", "path": "reden"}),
        "allowance_closed": Addition("allowance", {"what": "reads_what_they_exempted", "number": 3, "allowed": 1}),
        "letter_kind_closed": Addition("letter_kind", {"name": "wmo/nee", "adverse": 0, "decides": 0}),
        "retention_closed": Addition("retention", {
            "process": "wmo", "result": "afgewezen", "valid_from": "2022-01-01", "outcome": "rejected", "rule": "x",
            "years": 1, "days": 0}),
    }  # fmt: skip


def turned(rows: Rows) -> dict[str, list[Change]]:
    """For each guard on a letter or case that changes: changes that it must refuse."""
    letters = {row["id"]: row for row in rows["letter"]}
    case = rows["casefile"][0]

    def change(id_: int, *new: tuple[str, object], after: tuple[str, ...] = ()) -> Change:
        return Change("letter", letters[id_], after, new)

    frozen = {"content": "{1}", "template": "u", "texts": "{}", "dated_on": "2020-01-01", "signed_by": "mo"}
    once = {"pdf_sha256": "c" * 64, "pages": 9, "document": "{}", "rendered_at": 1}
    return {
        "letter_gate_again": [change(41, *RENDERED)],
        "letter_asked_again": [change(46, *RENDERED)],
        "letter_newest_again": [change(42, *RENDERED)],
        "letter_ends_again": [change(47, *RENDERED)],
        "letter_fits_again": [change(61, *RENDERED), change(62, *RENDERED)],
        "letter_texts_again": [change(63, *RENDERED), change(43, ("status", "queued"), ("texts", None))],
        "letter_framed": [
            change(48, *RENDERED),
            change(48, *RENDERED, ("document", '{"blocks": ["Wij wijzen uw aanvraag af."]}')),
            change(48, *RENDERED, ("document", '{"blocks": ["Deze brief is geen besluit."]}')),
        ],
        "letter_typed": [change(id_, *RENDERED) for id_, _ in enumerate(SENTENCES, 51)],
        "letter_signed": [change(50, *RENDERED)],
        "letter_stopped": [change(1, *RENDERED, after=(finding(50),))],
        "letter_steps": [change(STATES[a][0], *STATES[b][1]) for a, b in product(STATES, STATES) if _forbidden(a, b)],
        "letter_pdf": [change(1, ("status", "rendered")), change(1, ("pdf_sha256", SHA))],
        "letter_content": [change(45, pair) for pair in frozen.items()],
        "letter_pdf_once": [change(45, pair) for pair in once.items()],
        "letter_timely_again": [change(1, *made_late())],
        "letter_leaving": [change(21, ("status", "withdrawn")), change(21, ("channel", "balie"))],
        "letter_fixed": [change(1, ("name", GRANT["name"]), ("adverse", 0), ("decides", 1))],
        "casefile_fixed": [Change("casefile", case, (), (("citizen_id", 2),))],
        "casefile_ended": [
            Change("casefile", case, (), (("result", "afgewezen"), ("closed_on", "2026-09-28"))),
            Change("casefile", case, (), (("closed_on", "2026-09-28"),)),
            Change("casefile", case, (), (("result", "toegekend"),)),
        ],
        "casefile_version": [Change("casefile", case, (), (("version", -1), ("taken_up", -1)))],
    }


def _forbidden(a: str, b: str) -> bool:
    return a != b and (a, b) not in STEPS


def _new(kind: str, **values: object) -> Addition:
    return Addition(kind, {"id": 150, **values})


def _letter(case: int, **values: object) -> Addition:
    content: Row = {"content": "{}", "template": "t", "dated_on": "2026-09-28", "created_at": WRITTEN}
    about = 1000 + (values["decision_id"] or -850)
    what: Row = {"name": "wmo/afwijzing", "number": 150, "about": about, "adverse": 1, "decides": 1}
    written = content | what | values
    return _new("letter", case_id=case, **{"texts": texts(written["name"])} | written)
