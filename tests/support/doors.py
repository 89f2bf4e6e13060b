"""All ways we know to destroy what may not be destroyed, with SQL alone."""

from __future__ import annotations

from attack import Attack
from endings import DAY, LONG_AGO, NOW, PROCESS, agreed, day, fact, proposal, refusal, wipe
from scene import row

OFFICE = {"proposed_by": "jeroen", "grant_id": 2, "grant_role": "teamleider"}


def doors(dialect: str) -> list[Attack]:
    """All ways we know on one engine to destroy what may not be destroyed."""
    return [attack for attack in _all() if dialect in attack.on]


def _all() -> list[Attack]:
    steps_of = {
        "without a proposal": (1, []),
        "without an approval": (1, [proposal(1)]),
        "an approval without a proposal": (1, [agreed(1)]),
        "approved by the one who proposed": (
            1,
            [
                proposal(1, **OFFICE),
                agreed(1),
            ],
        ),
        "approved by the one who proposed, who is said to be another": (
            1,
            [proposal(1, **OFFICE), agreed(1, proposed_by="els")],
        ),
        "approved under a colleague's role": (1, [proposal(1), agreed(1, approved_by="mo")]),
        "approved by a consultant": (1, [proposal(1), agreed(1, approved_by="mo", grant_id=4, grant_role="consulent")]),
        "approved by a consultant as a team leader": (1, [proposal(1), agreed(1, approved_by="mo", grant_id=4)]),
        "approved by the office": (
            1,
            [
                proposal(1, **OFFICE),
                agreed(1, approved_by="els", grant_id=1, grant_role="administratie"),
            ],
        ),
        "approved under a revoked role": (1, [proposal(1), agreed(1, approved_by="karin", grant_id=3)]),
        "approved under a revoked role, a week ago": (
            1,
            [
                proposal(1, proposed_at=NOW - 8 * DAY),
                agreed(1, approved_by="karin", grant_id=3, approved_at=NOW - 7 * DAY),
            ],
        ),
        "approved under a role that does not exist": (1, [proposal(1), agreed(1, grant_id=404)]),
        "proposed by a consultant": (
            1,
            [proposal(1, proposed_by="mo", grant_id=4, grant_role="consulent"), agreed(1)],
        ),
        "proposed under a revoked role": (
            1,
            [proposal(1, proposed_by="karin", grant_id=3, grant_role="teamleider"), agreed(1)],
        ),
        "proposed by nobody": (1, [proposal(1, proposed_by="niemand"), agreed(1)]),
        "not said to be undisputed": (1, [proposal(1, undisputed=0), agreed(1)]),
        "not said to be undisputed by the second": (1, [proposal(1), agreed(1, undisputed=0)]),
        "before the end of retention": (3, [proposal(3, "granted"), agreed(3)]),
        "before the end, approved in the future": (
            3,
            [
                proposal(3, "granted", proposed_at=NOW + 5000 * DAY),
                agreed(3, approved_at=NOW + 5000 * DAY),
            ],
        ),
        "with an end that is too early": (3, [proposal(3, "granted", ends_on=day(NOW - DAY)), agreed(3)]),
        "with fewer years": (3, [proposal(3, "granted", years=5, ends_on="2025-03-01"), agreed(3)]),
        "under the rule of another result": (3, [proposal(3, "rejected"), agreed(3)]),
        "under the rule of a withdrawal": (3, [proposal(3, ""), agreed(3)]),
        "with another result on the case": (
            3,
            ["UPDATE casefile SET result = 'ingetrokken' WHERE id = 3", proposal(3, ""), agreed(3)],
        ),
        "with another result and the letter withdrawn": (
            3,
            [
                "UPDATE letter SET status = 'withdrawn' WHERE id = 3",
                "UPDATE casefile SET result = 'ingetrokken' WHERE id = 3",
                proposal(3, ""),
                agreed(3),
            ],
        ),
        "under another process": (
            3,
            ["UPDATE casefile SET process = 'kort' WHERE id = 3", proposal(3, "granted", process="kort"), agreed(3)],
        ),
        "under a rule of one's own": (
            3,
            [
                row(
                    "retention", process=PROCESS, result="toegekend", valid_from="2020-02-01", outcome="granted",
                    rule="x", years=0, days=1,
                ),
                proposal(3, "granted", rule_from="2020-02-01", years=0, days=1, ends_on="2020-03-02"),
                agreed(3),
            ],
        ),
        "under a rule that was changed": (
            3,
            ["UPDATE retention SET years = 1", proposal(3, "granted", years=1, ends_on="2021-03-01"), agreed(3)],
        ),
        "under a rule from before": (1, [proposal(1, rule_from="2017-01-01"), agreed(1)]),
        "closed a month ago": (5, [proposal(5, "", starts_on=day(NOW - 30 * DAY)), agreed(5)]),
        "closed a month ago, with a start that is too early": (5, [proposal(5, ""), agreed(5)]),
        "closed a month ago, with an earlier end on the case": (
            5,
            [f"UPDATE casefile SET closed_on = '{day(LONG_AGO)}' WHERE id = 5", proposal(5, ""), agreed(5)],
        ),
        "that runs": (4, [proposal(4), agreed(4)]),
        "that runs, and is said to be closed": (
            4,
            [
                f"UPDATE casefile SET closed_on = '{day(LONG_AGO)}', result = 'afgewezen' WHERE id = 4",
                proposal(4),
                agreed(4),
            ],
        ),
        "with a notice of default": (6, [proposal(6, case_version=2), agreed(6)]),
        "with a notice of default, said to start late": (
            6,
            [proposal(6, case_version=2, starts_on=day(LONG_AGO + 9 * DAY)), agreed(6)],
        ),
        "that went on after the approval": (7, []),
        "that went on after the approval, approved anew": (7, [agreed(7, id=77)]),
        "that went on, proposed as it was": (7, [proposal(7, id=87), agreed(7, id=77, destruction_id=87)]),
        "that was refused": (1, [proposal(1), refusal(1), agreed(1)]),
        "that was refused, and of which the refusal is gone": (
            1,
            [proposal(1), refusal(1), "DELETE FROM destruction_refusal", agreed(1)],
        ),
        "with an objection that runs": (1, [fact(150, 1, "Dispute", LONG_AGO - DAY), proposal(1), agreed(1)]),
        "with an objection that runs since the proposal": (
            1,
            [proposal(1), fact(150, 1, "Dispute", LONG_AGO - DAY), agreed(1)],
        ),
        "with an objection of which another one ended": (
            1,
            [
                fact(150, 1, "Dispute", LONG_AGO - DAY),
                fact(151, 1, "DisputeEnded", LONG_AGO - DAY, '{"dispute":149}'),
                proposal(1),
                agreed(1),
            ],
        ),
        "of another version": (1, [proposal(1, case_version=2), agreed(1)]),
        "of another number": (1, [proposal(1, number="WMO-2020-0002"), agreed(1)]),
        "through the approval of another case": (1, [agreed(1, destruction_id=18)]),
        "through the approval of another case, with its proof": (
            1,
            [
                row("destroyed", approval_id=28, case_id=1, number="WMO-2020-0001", destroyed_at=NOW, counts="{}",
                    chain_head=""),
            ],
        ),
        "through an approval that is given another case": (
            1,
            ["UPDATE destruction_approval SET case_id = 1", "UPDATE destruction SET case_id = 1 WHERE id = 18"],
        ),
        "through a proposal that is given another case": (1, [proposal(1, id=18), agreed(1, destruction_id=18)]),
        "that is the newest": (10, [proposal(10), agreed(10)]),
        "by moving the rows to an approved case": (
            1,
            [
                "UPDATE fact SET case_id = 8 WHERE case_id = 1",
                "UPDATE letter SET case_id = 8 WHERE case_id = 1",
                "UPDATE attachment SET case_id = 8 WHERE case_id = 1",
                "DELETE FROM attachment WHERE case_id = 8",
                "DELETE FROM letter WHERE case_id = 8",
                "DELETE FROM fact WHERE case_id = 8",
            ],
        ),
    }  # fmt: skip
    attacks = [Attack(f"destroy {name}", (*steps, *wipe(number))) for name, (number, steps) in steps_of.items()]
    proof = row(
        "destroyed", approval_id=28, case_id=8, number="WMO-2020-0008", destroyed_at=NOW, counts="{}", chain_head=""
    )
    stolen = proposal(1).replace("INSERT INTO", "INSERT OR REPLACE INTO").replace("(11,", "(18,")
    shorter = (proposal(3, "granted", years=1, ends_on="2021-03-01"), agreed(3), *wipe(3))
    replaced = (
        "INSERT OR REPLACE INTO attachment (id, case_id, field, file_name, media_type, sha256, size, received_at)"
    )
    clock = f"CREATE FUNCTION pg_temp.guard_clock() RETURNS bigint LANGUAGE sql AS 'SELECT {NOW + 50_000 * DAY}'"
    early = (proposal(3, "granted").replace("INTO destruction", "INTO public.destruction"), agreed(3), *wipe(3))
    both = {
        "a proof while all is still there": (proof,),
        "the proposal goes afterwards": (*wipe(8), "DELETE FROM destroyed", "DELETE FROM destruction"),
        "the approval goes afterwards": (*wipe(8), "DELETE FROM destruction_approval WHERE id = 28"),
        "the proof is changed": (*wipe(8), "UPDATE destruction_approval SET approved_by = 'x' WHERE id = 28"),
        "a citizen that a case needs": ("DELETE FROM member WHERE id = 1", "DELETE FROM citizen WHERE id = 1"),
        "a household that a citizen needs": ("DELETE FROM member WHERE id = 1", "DELETE FROM household WHERE id = 1"),
        "a rule goes": ("DELETE FROM retention",),
    }
    sqlite = {
        "replace an attachment": (f"{replaced} VALUES (1, 2, 'x', 'x', 'x', 'x', 1, 1)",),
        "replace a proposal": (stolen, *wipe(1)),
        "rules in a temporary table": (
            "CREATE TEMP TABLE retention AS SELECT * FROM main.retention",
            "UPDATE temp.retention SET years = 1",
            *shorter,
        ),
    }
    postgresql = {
        "truncate": ("TRUNCATE attachment, letter CASCADE", "TRUNCATE casefile CASCADE"),
        "another time zone": ("SET TIME ZONE 'Pacific/Kiritimati'", proposal(3, "granted"), agreed(3), *wipe(3)),
        "a clock of one's own": (clock, "SET search_path = pg_temp, pg_catalog, public", *early),
    }
    return [
        *attacks,
        *(Attack(name, steps) for name, steps in both.items()),
        *(Attack(name, steps, on=("sqlite",)) for name, steps in sqlite.items()),
        *(Attack(name, steps, on=("postgresql",)) for name, steps in postgresql.items()),
    ]
