"""Which text a letter is made of: the one that counted when it was written, whatever comes after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from plays import MONDAY, report_case

from config.settings import settings
from letters.making import press
from letters.writing.samples import sample
from letters.writing.texts import body, file_of, in_folder, shipped
from rules.errors import TextNotReleased, TextUnfit, TextUnknown
from store import texts
from store.engine import session
from store.models import Letter
from store.upkeep.schema import migrate
from tasks import clock
from tasks.letters.own_texts import (
    export,
    letters_with,
    made_of,
    own_texts,
    plain_sample,
    problems,
    release_text,
    write_text,
)
from tasks.letters.sending import make_letter
from tasks.prefect import case_flow
from tasks.runs.failures import redact
from tasks.safekeeping.release import release

LETTER = "wmo/ontvangstbevestiging-melding"
NAME = file_of(LETTER)
OURS = body(shipped(NAME))


def released(word: str) -> None:
    """A text with a word of its own, written and released."""
    with session(readonly=True) as db:
        last = max((text.version for text, _ in texts.versions(db, NAME)), default=0)
    with clock.at(MONDAY):
        number = write_text(NAME, OURS.replace("gaan ermee aan de slag", word), by="fenna", expected=last)
        release_text(NAME, number, by="jeroen")


class Stopped(Exception):
    """The run ended before its letters were made."""


def written_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case whose first letter is written, and waits to be made."""

    def stop(_: int) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(case_flow, "make_letter", stop)
        with pytest.raises(Stopped):
            report_case()


def letters() -> list[Letter]:
    with session(readonly=True) as db:
        return list(db.query(Letter).order_by(Letter.id))


def said(letter: Letter) -> str:
    assert letter.document is not None
    return str(letter.document)


@pytest.fixture
def own_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the municipality's own texts."""
    folder = home / "teksten"
    (folder / NAME).parent.mkdir(parents=True)
    monkeypatch.setenv("MAATWERK_TEMPLATES", str(folder))
    settings.cache_clear()
    return folder


def test_a_letter_is_made_of_the_text_that_counts_and_made_again_byte_for_byte(either_record: str) -> None:
    released("beginnen vandaag nog")
    report_case()
    (letter,) = letters()
    assert "beginnen vandaag nog" in said(letter)
    released("beginnen morgen")
    with session(readonly=True) as db:
        again = press.render(letter.name, letter.content, texts=made_of(db, letter.texts))
    assert again.sha256 == letter.pdf_sha256
    assert hashlib.sha256(again.pdf).hexdigest() == letter.pdf_sha256


def test_a_text_released_while_letters_wait_changes_none_of_them(
    either_record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter run: what is queued keeps the text it was written with, for every worker."""
    released("beginnen vandaag nog")
    written_only(monkeypatch)
    released("beginnen morgen")
    (letter,) = letters()
    assert letter.status == "queued"
    assert make_letter(letter.id) == "rendered"
    assert "beginnen vandaag nog" in said(letters()[0])


def texts_of_now() -> Mapping[str, str]:
    with session(readonly=True) as db:
        return own_texts(db)


def test_without_the_texts_kept_with_it_a_waiting_letter_would_change(
    record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard off."""
    monkeypatch.setattr("tasks.letters.making._wording", lambda _digests: texts_of_now())
    written_only(monkeypatch)
    released("beginnen morgen")
    make_letter(letters()[0].id)
    assert "beginnen morgen" in said(letters()[0])


def test_what_is_released_goes_before_a_file_and_a_file_before_ours(record: str, own_folder: Path) -> None:
    (own_folder / NAME).write_text(OURS.replace("gaan ermee aan de slag", "doen dit uit een bestand"), "utf-8")
    with session(readonly=True) as db:
        assert "doen dit uit een bestand" in own_texts(db)[NAME]
    released("beginnen vandaag nog")
    with session(readonly=True) as db:
        assert "beginnen vandaag nog" in own_texts(db)[NAME]


def test_a_file_that_is_broken_holds_the_letter_and_not_the_case(record: str, own_folder: Path) -> None:
    (own_folder / NAME).write_text("{% if zaak %}", "utf-8")
    migrate(**release())
    report_case()
    (letter,) = letters()
    assert letter.status == "held"
    assert "u opent een if maar sluit hem niet" in (letter.held_because or "")


def test_a_file_that_the_database_does_not_know_stops_the_run_before_the_letter(record: str, own_folder: Path) -> None:
    (own_folder / NAME).write_text(OURS.replace("gaan ermee aan de slag", "doen dit uit een bestand"), "utf-8")
    with pytest.raises(TextNotReleased) as stopped:
        report_case()
    assert stopped.value.name == NAME
    assert redact(stopped.value, "WMO-2026-0001").message_nl == stopped.value.message_nl
    assert letters() == []
    migrate(**release())
    report_case()
    (letter,) = letters()
    assert letter.status == "rendered"
    assert "doen dit uit een bestand" in said(letter)


def test_a_letter_that_waits_is_made_after_its_file_changed(
    record: str, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_only(monkeypatch)
    (own_folder / NAME).write_text(OURS.replace("gaan ermee aan de slag", "doen dit uit een bestand"), "utf-8")
    (letter,) = letters()
    assert make_letter(letter.id) == "rendered"
    assert "doen dit uit een bestand" not in said(letters()[0])


def test_a_text_that_breaks_a_letter_is_not_released(record: str) -> None:
    with clock.at(MONDAY):
        number = write_text(NAME, "Beste", by="fenna", expected=0)
        with pytest.raises(TextUnfit):
            release_text(NAME, number, by="jeroen")
        with pytest.raises(TextUnknown):
            release_text(NAME, 9, by="jeroen")
        with pytest.raises(TextUnknown):
            write_text("layout/letter.typ", "x", by="fenna", expected=0)


def test_a_part_is_tried_in_every_letter_it_is_in() -> None:
    part = "shared/_clientondersteuning.md.j2"
    with_it = letters_with(part, {})
    assert LETTER in with_it
    lacking = [problem.letter for problem in problems(part, "Dag.", {}, plain_sample)]
    assert LETTER in lacking
    assert "wmo/onderzoeksverslag" in lacking
    assert set(lacking) < set(with_it)
    assert problems(part, body(shipped(part)), {}) == []


def test_the_released_texts_are_written_as_files_that_say_the_same(record: str, tmp_path: Path) -> None:
    released("beginnen vandaag nog")
    assert export(tmp_path) == [NAME]
    made = press.document(LETTER, sample(LETTER), texts=in_folder(tmp_path))
    assert any("beginnen vandaag nog" in line for line in made.body)


def test_a_letter_of_before_texts_were_kept_is_made_of_those_of_now(record: str) -> None:
    released("beginnen vandaag nog")
    with session(readonly=True) as db:
        assert "beginnen vandaag nog" in made_of(db, None)[NAME]
