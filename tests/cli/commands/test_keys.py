"""The keys on the command line: seen, renewed, and taken away only when nothing needs them."""

from __future__ import annotations

from typer.testing import CliRunner

from cli.main import app
from desk.intake import drafts
from store.keys.keyring import keyring


def said(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["keys", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_a_key_is_renewed_listed_and_taken_away(record: str) -> None:
    drafts.begin("sanne")
    first = keyring().current
    assert said("list") == f"{first}  verzegelt     0 BSN’s, 1 concepten\n"
    told = said("rotate")
    second = keyring().current
    assert f"sleutel {second}" in told
    assert f"maatwerk keys remove {first}" in told
    assert said("list").splitlines()[0] == f"{first}  opent alleen  0 BSN’s, 0 concepten"
    assert first in said("remove", first)
    assert said("list") == f"{second}  verzegelt     0 BSN’s, 1 concepten\n"


def test_a_key_for_other_machines_first_waits(record: str) -> None:
    drafts.begin("sanne")
    ready = said("add").split()[1]
    assert f"{ready}  staat klaar " in said("list")
    assert f"sleutel {ready}" in said("rotate")


def test_no_key_is_shown(record: str) -> None:
    drafts.begin("sanne")
    secrets = [key.hex() for key in keyring().keys.values()]
    shown = said("list") + said("add") + said("rotate")
    assert [secret for secret in secrets if secret in shown] == []
