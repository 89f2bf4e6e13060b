"""Send a letter twice, or make it seem that it left."""

from __future__ import annotations

from attack import Attack
from scene import DAY, WRITTEN, Value, apart, bundle, colleague, handover, line, made, nr, receipt, said_in

KEPT_BACK = (
    "UPDATE letter SET status = 'held', held_because = 'x', pdf_sha256 = NULL, pages = NULL, rendered_at = NULL"
    " WHERE id = 24"
)


def departures() -> list[Attack]:
    """Send a letter twice, or make it seem that it left."""
    return [*_twice(), *_undone(), *_untrue(), *_typed(), *_reworded()]


def _twice() -> list[Attack]:
    again = (bundle("again"), line(21, "again", attempt=2))
    update = "ON CONFLICT (letter_id, attempt) DO UPDATE SET bundle_id = excluded.bundle_id"
    return [
        Attack("a letter with the printer goes into a second bundle", again),
        Attack("a letter that was sent goes into a second bundle", (bundle("again"), line(25, "again", attempt=2))),
        Attack("a sealed letter goes into a second bundle", (bundle("again"), line(24, "again", attempt=2))),
        Attack(
            "a refused letter goes into two new bundles",
            (bundle("again"), line(22, "again", attempt=2), bundle("more"), line(22, "more", attempt=3)),
        ),
        Attack(
            "an attempt is skipped",
            (bundle("again"), line(23, "again", attempt=5), bundle("more"), line(23, "more", attempt=6)),
        ),
        Attack(
            "a line moves to another bundle",
            (f"UPDATE bundle_line SET bundle_id = {nr('sealed')}, position = 2 WHERE letter_id = 21",),
        ),
        Attack("a line is upserted away", (bundle("again"), line(21, "again", tail=update))),
        Attack("a line is replaced", (bundle("again"), line(21, "again", "INSERT OR REPLACE INTO")), on=("sqlite",)),
        Attack(
            "a line is deleted, and the letter goes again",
            ("DELETE FROM bundle_line WHERE letter_id = 21", bundle("again"), line(21, "again")),
        ),
        Attack("the lines are truncated", ("TRUNCATE bundle_line",), on=("postgresql",)),
        Attack("the bundles are truncated", ("TRUNCATE bundle CASCADE",), on=("postgresql",)),
        Attack(
            "a copy of a letter's line gets another number",
            ("UPDATE bundle_line SET attempt = 2 WHERE letter_id = 21", line(21, "sealed", position=2)),
        ),
    ]


def _undone() -> list[Attack]:
    file = f"by = 'drukker', answer_sha256 = '{'e' * 64}'"
    became = f"answer = 'refused', reason = 'nat', posted_on = NULL, {file}"
    update = f"ON CONFLICT (bundle_id) DO UPDATE SET {became}"
    return [
        Attack(
            "a sent bundle becomes refused",
            (f"UPDATE receipt SET {became} WHERE bundle_id = {nr('sent')}",),
        ),
        Attack("a sent bundle is upserted to refused", (receipt("sent", "refused", tail=update),)),
        Attack("a receipt is replaced", (receipt("sent", "refused", "INSERT OR REPLACE INTO"),), on=("sqlite",)),
        Attack("a receipt disappears", (f"DELETE FROM receipt WHERE bundle_id = {nr('sent')}",)),
        Attack("a refusal disappears", (f"DELETE FROM receipt WHERE bundle_id = {nr('refused')}",)),
        Attack("a hand-over disappears", (f"DELETE FROM handover WHERE bundle_id = {nr('handed')}",)),
        Attack(
            "a bundle disappears",
            (
                f"DELETE FROM bundle_line WHERE bundle_id = {nr('sealed')}",
                f"DELETE FROM bundle WHERE id = {nr('sealed')}",
            ),
        ),
        Attack("a bundle changes its seal", (f"UPDATE bundle SET digest = 'x' WHERE id = {nr('handed')}",)),
        Attack(
            "a bundle grows",
            (f"UPDATE bundle SET letters = 2 WHERE id = {nr('handed')}", line(23, "handed", position=2)),
        ),
        Attack("a refusal comes before the hand-over", (receipt("sealed", "refused"),)),
        Attack(
            "a bundle with the printer is taken apart", (apart("handed"), bundle("again"), line(21, "again", attempt=2))
        ),
        Attack("a bundle that was posted is taken apart", (apart("sent"),)),
        Attack("a bundle is handed over after it was taken apart", (apart("sealed"), handover("sealed"))),
        Attack("a refusal without a reason", (receipt("handed", "refused", reason=" \n"),)),
        Attack("a letter in a bundle is withdrawn", ("UPDATE letter SET status = 'withdrawn' WHERE id = 21",)),
        Attack(
            "a letter in a bundle is held",
            (KEPT_BACK,),
        ),
        Attack(
            "a letter in a bundle gets another PDF", (f"UPDATE letter SET pdf_sha256 = '{'b' * 64}' WHERE id = 21",)
        ),
        Attack("a letter in a bundle changes its way", ("UPDATE letter SET channel = 'balie' WHERE id = 21",)),
    ]


def _untrue() -> list[Attack]:
    return [
        Attack("a bundle takes a letter that was not made", (bundle("early"), line(1, "early"))),
        Attack(
            "a bundle takes another PDF than the letter's", (bundle("other"), line(23, "other", pdf_sha256="c" * 64))
        ),
        Attack(
            "the desk's letter goes with the printer", (*made(30, channel="balie"), bundle("wrong"), line(30, "wrong"))
        ),
        Attack("the printer's letter goes over the desk", (bundle("wrong", channel="balie"), line(23, "wrong"))),
        Attack(
            "a letter leaves on a day after its date", (bundle("again", sealed_at=WRITTEN + 9 * DAY), line(23, "again"))
        ),
        Attack(
            "a letter leaves weeks before its date",
            (*made(30, dated_on="2026-12-01"), bundle("again"), line(30, "again")),
        ),
        Attack(
            "a letter was posted by somebody on another day than it bears",
            (
                *made(30, channel="balie"),
                bundle("wrong", channel="balie"),
                line(30, "wrong"),
                handover("wrong"),
                receipt("wrong", "sent"),
            ),
        ),
        Attack("a bundle is handed over empty", (bundle("empty"), handover("empty"))),
        Attack("a bundle is handed over in part", (bundle("part", 2), line(23, "part"), handover("part"))),
        Attack("a letter joins a bundle that was handed over", (line(23, "handed", position=2),)),
        Attack("a receipt about nothing", (receipt("nowhere", "sent"),)),
        Attack("a bundle was posted before it was sealed", (receipt("handed", "sent", posted_on="2026-09-22"),)),
        Attack("a bundle was posted in the future", (receipt("handed", "sent", posted_on="2026-10-23"),)),
        Attack("a bundle was posted on no day", (receipt("handed", "sent", posted_on="2026-09-23 of later"),)),
        Attack(
            "a letter was posted by somebody before it was made",
            (
                *made(30, channel="balie"),
                bundle("wrong", channel="balie"),
                line(30, "wrong"),
                handover("wrong"),
                receipt("wrong", "sent", posted_on="2026-09-22"),
            ),
        ),
    ]


def _typed() -> list[Attack]:
    """That the printer refused a bundle, or posted it, as only a file of its own can tell."""
    typed: dict[str, Value] = {"answer_sha256": None}
    again = "ON CONFLICT (answer_sha256) DO UPDATE SET bundle_id = excluded.bundle_id"
    own = (*made(30, channel="balie", dated_on="2026-09-23"), bundle("wrong", channel="balie"), line(30, "wrong"))
    return [
        Attack("a refusal that somebody typed", (receipt("handed", "refused", by="els", **typed),)),
        Attack("a refusal that is typed as the printer", (receipt("handed", "refused", **typed),)),
        Attack("a refusal by a member of staff", (receipt("handed", "refused", by="els"),)),
        Attack("a refusal by the system", (receipt("handed", "refused", by="systeem"),)),
        Attack(
            "a refusal by a colleague named as the printer",
            (colleague("drukker"), receipt("handed", "refused")),
        ),
        Attack("a refusal with no digest", (receipt("handed", "refused", answer_sha256="0" * 63),)),
        Attack("a refusal with a digest in words", (receipt("handed", "refused", answer_sha256="x" * 64),)),
        Attack("a refusal with a digest in capitals", (receipt("handed", "refused", answer_sha256="A" * 64),)),
        Attack(
            "the file about another bundle is made free for this one",
            (
                f"UPDATE receipt SET answer_sha256 = '{'e' * 64}' WHERE bundle_id = {nr('refused')}",
                receipt("handed", "refused", answer_sha256=said_in("refused")),
            ),
        ),
        Attack(
            "the file about another bundle is upserted to this one",
            (receipt("handed", "refused", tail=again, answer_sha256=said_in("refused")),),
        ),
        Attack(
            "the file about another bundle is replaced",
            (receipt("handed", "refused", "INSERT OR REPLACE INTO", answer_sha256=said_in("refused")),),
            on=("sqlite",),
        ),
        Attack(
            "a refusal gets another file",
            (f"UPDATE receipt SET answer_sha256 = '{'e' * 64}' WHERE bundle_id = {nr('refused')}",),
        ),
        Attack("what somebody posted is refused", (*own, handover("wrong"), receipt("wrong", "refused"))),
        Attack("a day that the printer told without a file", (receipt("handed", "sent", by="drukker"),)),
        Attack("a day in a file that is not the printer's", (receipt("handed", "sent", answer_sha256="e" * 64),)),
    ]


def _reworded() -> list[Attack]:
    held = "UPDATE letter SET status = 'held', held_because = 'x' WHERE id = 1"
    other = "UPDATE letter SET {} WHERE id = 1"
    words = """content = '{"x":1}'"""
    return [
        Attack("a letter that waits to be made says something else", (other.format(words),)),
        Attack("a letter that waits to be made gets other texts", (other.format("template = 'u', texts = '{}'"),)),
        Attack("a held letter says something else", (held, other.format(words))),
        Attack(
            "a held letter says something else once it is withdrawn",
            (held, other.format(f"status = 'withdrawn', {words}")),
        ),
        Attack(
            "a held letter is released, and says something else afterwards",
            (held, other.format("status = 'queued', held_because = NULL"), other.format(words)),
        ),
        *(
            Attack(
                f"a held letter is released on an earlier day{way}",
                (held, other.format(f"status = 'queued', held_because = NULL, dated_on = '2026-09-01'{channel}")),
            )
            for way, channel in (("", ""), (", for somebody who posts it", ", channel = 'balie'"))
        ),
    ]
