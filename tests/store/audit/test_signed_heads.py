"""What someone can hide who holds the whole database, the signed heads show; and they show when they are touched."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from plays import MONDAY, Play, report_case
from tamper import Tamper, columns, rewrite

from config.settings import settings
from store.audit import head_files, proof, signed_heads
from store.audit.proof import Fault
from store.chain import links as chain
from store.keys import keyring

DAY = MONDAY.date()


@pytest.fixture
def signed(either_record: str) -> Play:
    """A case whose chain was signed."""
    play = report_case()
    report_case()
    assert signed_heads.sign(DAY, MONDAY)
    return play


def wrong(*, by_heads: bool = True) -> set[Fault]:
    pages = proof.prove(signed=head_files.marks() if by_heads else ())
    return {broken.fault for page in pages for broken in page.broken}


def faults() -> list[str]:
    return list(signed_heads.faults({}))


def files() -> list[str]:
    return sorted(path.name for path in settings().heads_folder.iterdir())


def test_what_was_signed_is_there(signed: Play) -> None:
    assert wrong() == set()
    assert faults() == []
    assert files() == [f"{DAY}.all", f"{DAY}.heads"]
    assert {oct(path.stat().st_mode & 0o777) for path in settings().heads_folder.iterdir()} == {"0o600"}
    assert [mark.chain for mark in head_files.marks()] == [0, 1, 2]


def test_a_day_is_signed_once_and_the_next_holds_what_moved(signed: Play) -> None:
    assert signed_heads.sign(DAY, MONDAY) is None
    signed.days(10).investigate()
    after = signed_heads.sign(DAY + timedelta(days=10), signed.now)
    assert after.says["moved"] == 1
    assert after.says["chains"] == 3
    assert files() == [f"{DAY}.heads", f"{DAY + timedelta(days=10)}.all", f"{DAY + timedelta(days=10)}.heads"]
    assert (wrong(), faults()) == (set(), [])


def test_a_chain_that_was_computed_anew_is_seen_by_the_heads_alone(signed: Play, tamper: Tamper) -> None:
    with tamper() as connection:
        connection.exec_driver_sql("UPDATE fact SET body = replace(body, 'huis', 'tuin') WHERE case_id = 1")
        rewrite(connection, 1)
    assert wrong(by_heads=False) == set()
    assert wrong() == {Fault.REWRITTEN}


def test_a_tail_that_was_cut_is_seen_by_the_heads_alone(signed: Play, tamper: Tamper) -> None:
    with tamper() as connection:
        connection.exec_driver_sql("DELETE FROM letter WHERE case_id = 1")
        connection.exec_driver_sql("DELETE FROM link WHERE chain = 1 AND kind = 'letter'")
    assert wrong(by_heads=False) == set()
    assert wrong() == {Fault.CUT}


def test_a_case_that_vanished_is_seen_by_the_heads_alone(signed: Play, tamper: Tamper) -> None:
    with tamper() as connection:
        for table, column in (("letter", "case_id"), ("fact", "case_id"), ("casefile", "id"), ("link", "chain")):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = 2")
    assert wrong(by_heads=False) == set()
    assert wrong() == {Fault.CUT}
    assert signed_heads.sign(DAY + timedelta(days=1), MONDAY)
    assert wrong() == {Fault.CUT}


def test_a_broken_chain_keeps_what_was_signed_before(signed: Play, tamper: Tamper) -> None:
    with tamper() as connection:
        connection.exec_driver_sql("UPDATE fact SET body = replace(body, 'huis', 'tuin') WHERE case_id = 1")
        rewrite(connection, 1)
    signed.days(10).investigate()
    signed_heads.sign(DAY + timedelta(days=1), MONDAY, but={1})
    assert wrong() == {Fault.REWRITTEN}


def test_what_was_written_since_the_signing_can_be_rewritten_unseen(signed: Play, tamper: Tamper) -> None:
    """The limit of it, and why the heads are signed each day."""
    signed.days(10).investigate()
    last = {mark.chain: mark.seq for mark in head_files.marks()}[1]
    with tamper() as connection:
        connection.exec_driver_sql(
            "UPDATE fact SET body = replace(body, 'huis', 'tuin') WHERE case_id = 1 AND kind = 'Investigation'"
        )
        query = f"SELECT kind, about FROM link WHERE chain = 1 AND seq > {last} ORDER BY seq"
        links = connection.exec_driver_sql(query).all()
        connection.exec_driver_sql(f"DELETE FROM link WHERE chain = 1 AND seq > {last}")
        for kind, about in links:
            chain.link(connection, kind, [about])
    assert wrong() == set()


@pytest.fixture
def two_days(signed: Play) -> Path:
    """The older of two signed files."""
    signed.days(10).investigate()
    signed_heads.sign(DAY + timedelta(days=1), signed.now)
    return settings().heads_folder / f"{DAY}.heads"


@pytest.mark.parametrize("which", [".heads", ".all"])
def test_no_bit_of_a_file_is_changed_unseen(two_days: Path, which: str) -> None:
    for path in settings().heads_folder.glob(f"*{which}"):
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert faults() != [], (path.name, place)
        path.write_bytes(whole)
    assert faults() == []


def test_a_file_that_is_lost_is_missed(two_days: Path) -> None:
    known = {path.name.removesuffix(".heads"): head_files.read(path).sha256 for path in head_files.days()}
    newest = head_files.days()[-1]
    for path in (two_days, newest):
        kept = path.read_bytes()
        path.unlink()
        assert list(signed_heads.faults(known)) != []
        path.write_bytes(kept)
    assert list(signed_heads.faults(known)) == []


def test_who_lacks_the_key_cannot_sign(two_days: Path) -> None:
    newest = head_files.days()[-1]
    lines = newest.read_bytes().splitlines(keepends=True)
    says = json.loads(lines[-2]) | {"moved": 99}
    newest.write_bytes(b"".join(lines[:-2]) + json.dumps(says).encode() + b"\n" + lines[-1])
    assert any("ondertekend" in fault for fault in faults())


def test_an_older_file_is_vouched_for_by_the_newer_when_its_key_is_gone(signed: Play) -> None:
    with keyring.changing() as (held, keep):
        old, fresh = held.current, held.with_new()
        keep(fresh.sealing_with(fresh.spare))
    signed.days(10).investigate()
    signed_heads.sign(DAY + timedelta(days=1), signed.now)
    with keyring.changing() as (held, keep):
        keep(held.without(old))
    assert faults() == []
    head_files.days()[0].write_bytes(head_files.days()[0].read_bytes().replace(b"1", b"2", 1))
    assert faults() != []


def test_the_columns_of_a_link_are_those_that_its_hash_is_over() -> None:
    assert columns("link") == ["chain", "seq", "kind", "about", "digest", "hash"]
