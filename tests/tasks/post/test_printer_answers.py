"""Only a file of the printer says that it refused a bundle; what is not of it is left where it lies, and said."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from plays import Play, report_case
from post import answer, newest, newest_name, printed, refuse, run_letters
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from cli.main import app
from config import municipality as municipalities
from config.municipality import municipality
from config.municipality.printer import PrinterKey
from config.settings import settings
from letters.bundles import printer_answer
from rules.errors import (
    AnswerAboutNothing,
    AnsweredOtherwise,
    AnswerElsewhere,
    AnswerForged,
    AnswerOfAnotherList,
    AnswerUnreadable,
    AnswerUnsigned,
    NotThatDay,
    RecordRestored,
)
from store.engine import session
from store.files.printer_answers import taken, waiting
from store.guards import triggers
from store.models.post import Receipt
from store.upkeep.schema import _locked
from tasks import clock
from tasks.letters.held_letters import keep_back
from tasks.post import answers, letter_stop, printer_answers
from tasks.safekeeping.answer_checks import wrong_answers


@pytest.fixture
def one(either_record: str) -> Play:
    """A case whose letter the printer has."""
    play = report_case()
    run_letters()
    return play


def said() -> list[tuple[str, str, str | None]]:
    """The answers on the record: what, by whom, and in which file."""
    with session(readonly=True) as db:
        return [(row.answer, row.by, row.answer_sha256) for row in db.scalars(select(Receipt))]


def put(name: str, content: bytes) -> Path:
    """A file that the printer puts in the folder for its answers."""
    waiting()
    path = settings().answers_folder / name
    path.write_bytes(content)
    return path


def wrong() -> list[str]:
    """What the check finds."""
    return [words for _, found in wrong_answers() for words in found]


def test_a_refusal_in_the_folder_is_taken_by_the_next_run(one: Play) -> None:
    content = answer(newest())
    path = put("antwoord.json", content)
    run_letters()
    assert said() == [("refused", "drukker", taken().put(content))]
    assert not path.exists()
    assert printed() == [f"{one.number}/B1"]
    assert wrong() == []


def test_a_day_in_a_file_counts_as_that_day(one: Play) -> None:
    put("antwoord.json", answer(newest(), answer="sent", posted_on=str(clock.today())))
    done = printer_answers.take_all()
    assert (done.bundles, [case.number for case in done.cases], done.left) == ([newest_name()], [one.number], {})
    assert [row[:2] for row in said()] == [("sent", "drukker")]


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_the_same_file_again_is_nothing_new(one: Play) -> None:
    content = answer(newest())
    for _ in range(3):
        put("antwoord.json", content)
        printer_answers.take(content)
        assert printer_answers.take_all().left == {}
    assert len(said()) == 1
    # Written otherwise, it says the same.
    printer_answers.take(content + b"\n")
    assert said()[0][2] == taken().put(content)


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_what_somebody_typed_and_the_printer_says_as_well_agrees(one: Play) -> None:
    answers.confirm(newest(), posted_on=clock.today(), by="els")
    put("antwoord.json", answer(newest(), answer="sent", posted_on=str(clock.today())))
    assert printer_answers.take_all().left == {}
    assert said() == [("sent", "els", None)]


def other_bundle() -> bytes:
    return answer(newest(), bundle="20200101-00000000")


def not_posted() -> bytes:
    return answer(newest(), answer="sent", posted_on=str(clock.today() + timedelta(days=1)))


WRONG: dict[str, tuple[Callable[[], bytes], type[Exception]]] = {
    "another bundle": (other_bundle, AnswerAboutNothing),
    "another list": (lambda: answer(newest(), manifest_sha256="f" * 64), AnswerOfAnotherList),
    "a path": (lambda: answer(newest(), bundle="../../handover/x"), AnswerUnreadable),
    "no JSON": (lambda: b"De drukker heeft niets gedrukt.", AnswerUnreadable),
    "huge": (lambda: answer(newest()) + b" " * 20_000_000, AnswerUnreadable),
    "no reason": (lambda: answer(newest(), reason=" "), AnswerUnreadable),
    "a day to come": (not_posted, NotThatDay),
}


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_what_is_no_answer_about_this_bundle_stays_where_it_lies(one: Play, subtests: pytest.Subtests) -> None:
    for name, (made, why) in WRONG.items():
        with subtests.test(name):
            path = put("antwoord.json", made())
            with pytest.raises(why) as refused:
                printer_answers.take(made())
            told = {"antwoord.json": refused.value.message_nl}
            assert printer_answers.untaken() == told
            assert printer_answers.take_all().left == told
            assert path.read_bytes() == made()
            assert said() == []
    # The control: it is the file alone that is wrong.
    put("antwoord.json", answer(newest()))
    assert printer_answers.untaken() == {}
    assert printer_answers.take_all().left == {}
    assert len(said()) == 1


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_the_answer_about_another_bundle_is_not_taken_for_this_one(one: Play) -> None:
    first = newest()
    other = report_case()
    run_letters()
    assert newest() != first
    with pytest.raises(AnswerElsewhere) as refused:
        printer_answers.take(answer(first), about=newest())
    assert "andere bundel" in refused.value.message_nl
    assert said() == []
    assert sorted(printed()) == sorted([f"{one.number}/B1", f"{other.number}/B1"])


def test_a_second_answer_changes_nothing_and_is_said(one: Play) -> None:
    answers.confirm(newest(), posted_on=clock.today(), by="els")
    path = put("antwoord.json", answer(newest()))
    with pytest.raises(AnsweredOtherwise) as refused:
        refuse(newest())
    assert printer_answers.take_all().left == {"antwoord.json": refused.value.message_nl}
    assert path.exists()
    assert [row[0] for row in said()] == ["sent"]
    assert printed() == [f"{one.number}/B1"]


@pytest.mark.parametrize("spelled", [b'"refused"', b'"\\u0072efused"'])
@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_of_two_that_differ_the_letters_stay_with_the_printer(one: Play, spelled: bytes) -> None:
    put("a.json", answer(newest()).replace(b'"refused"', spelled))
    put("b.json", answer(newest(), answer="sent", posted_on=str(clock.today())))
    assert [*printer_answers.take_all().left] == ["a.json"]
    assert [row[0] for row in said()] == ["sent"]


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_refusal_that_a_killed_run_kept_does_not_go_before_them(one: Play) -> None:
    taken().put(answer(newest()))
    put("b.json", answer(newest(), answer="sent", posted_on=str(clock.today())))
    assert printer_answers.take_all().left == {}
    assert [row[0] for row in said()] == ["sent"]


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_link_a_pipe_and_a_folder_are_no_files(one: Play, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.write_bytes(answer(newest()))
    waiting()
    folder = settings().answers_folder
    (folder / "a.json").symlink_to(elsewhere)
    os.mkfifo(folder / "b.json")
    (folder / "c.json").mkdir()
    assert printer_answers.take_all().left == dict.fromkeys(("a.json", "b.json", "c.json"), printer_answers.UNREAD)
    assert said() == []
    # The control: what it links to is an answer.
    assert len(printer_answers.take(elsewhere.read_bytes())) == 1


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_name_that_is_no_text_can_be_shown(one: Play) -> None:
    put(os.fsdecode(b"a\xff.json"), b"niets")
    assert [*printer_answers.take_all().left] == [*printer_answers.untaken()] == ["a?.json"]


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_while_the_record_is_behind_no_answer_is_taken(one: Play) -> None:
    path = put("antwoord.json", answer(newest()))
    letter_stop.stop_for_restore()
    with pytest.raises(RecordRestored):
        refuse(newest())
    assert [*printer_answers.take_all().left] == ["antwoord.json"]
    assert (path.exists(), said()) == (True, [])
    letter_stop.lift()
    assert printer_answers.take_all().left == {}


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_where_we_may_not_remove_a_file_it_is_taken_once(one: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    put("antwoord.json", answer(newest()))
    monkeypatch.setattr("store.files.printer_answers.put_away", lambda _: None)
    for _ in range(2):
        assert printer_answers.take_all().left == {}
    assert len(said()) == 1


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_the_command_takes_the_folder_and_names_what_it_leaves(one: Play) -> None:
    put("a.json", b"niets")
    done = CliRunner().invoke(app, ["answers"])
    assert done.exit_code == 1
    assert "0 antwoorden zijn overgenomen." in done.output
    assert "a.json: Dit bestand is geen antwoord van de drukker" in done.output
    put("a.json", answer(newest()))
    done = CliRunner().invoke(app, ["answers"])
    assert (done.exit_code, done.output) == (0, "1 antwoorden zijn overgenomen.\n")


Sign = Callable[[bytes], bytes]


@pytest.fixture
def sign(monkeypatch: pytest.MonkeyPatch) -> Sign:
    """What signs with the key of the printer, which is in the file of the municipality."""
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    known = municipality().model_copy(update={"drukker": (PrinterKey(sleutel=public, vanaf=date(2015, 1, 1)),)})
    monkeypatch.setattr(printer_answers, "municipality", lambda: known)
    return lambda content: signed(private, content)


def signed(private: Ed25519PrivateKey, content: bytes) -> bytes:
    given = json.loads(content)
    mark = base64.b64encode(private.sign(printer_answer.canonical(given))).decode()
    return json.dumps(given | {"signature": mark}).encode()


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_with_its_key_known_only_the_printer_refuses(one: Play, sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    content = answer(newest())
    with pytest.raises(AnswerUnsigned):
        printer_answers.take(content)
    with pytest.raises(AnswerForged):
        printer_answers.take(signed(Ed25519PrivateKey.generate(), content))
    with pytest.raises(AnswerForged):
        printer_answers.take(json.dumps(json.loads(sign(content)) | {"reason": "Anders."}).encode())
    assert said() == []
    printer_answers.take(sign(content))
    assert (len(said()), wrong()) == (1, [])


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_without_a_key_anybody_can_write_the_file(one: Play) -> None:
    """The control, and what it does not do."""
    assert municipalities.municipality().drukker == ()
    printer_answers.take(answer(newest()))
    assert len(said()) == 1


def owned(record: str) -> str:
    """The record, as the owner of its tables reaches it."""
    from postgres import APPLICATION, OWNER  # noqa: PLC0415

    return record.replace(APPLICATION, OWNER)


def typed(bundle: int, sha256: str, reason: str = "nat") -> None:
    """A refusal that the database takes, without the printer."""
    values = f"{bundle}, 'refused', '{reason}', '{sha256}', 'drukker', {int(clock.now().timestamp() * 1000)}"
    with session() as db:
        columns = 'bundle_id, answer, reason, answer_sha256, "by", "at"'
        db.execute(text(f"INSERT INTO receipt ({columns}) VALUES ({values})"))


def test_a_refusal_without_its_file_is_found(one: Play) -> None:
    typed(newest(), "e" * 64)
    (found,) = wrong()
    assert found.startswith(f"Bundel {newest_name()}: Het bestand eeeeeeee ontbreekt.")


def test_the_file_about_another_bundle_frees_none(one: Play) -> None:
    first = newest()
    refuse(first)
    report_case()
    run_letters()
    digest = said()[0][2] or ""
    with pytest.raises(IntegrityError):
        typed(newest(), digest)
    assert len(said()) == 1


FILES: dict[str, tuple[Callable[[int], bytes], str]] = {
    "another reason": (lambda bundle: answer(bundle, reason="Droog."), "iets anders"),
    "another answer": (lambda bundle: answer(bundle, answer="sent", posted_on=str(clock.today())), "iets anders"),
    "another bundle": (lambda bundle: answer(bundle, bundle="20200101-00000000"), "andere bundel"),
    "another list": (lambda bundle: answer(bundle, manifest_sha256="f" * 64), "andere lijst"),
    "no answer": (lambda _: b"nat", "geen antwoord"),
}


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", FILES)
def test_a_refusal_with_another_file_is_found(name: str, one: Play) -> None:
    made, why = FILES[name]
    typed(newest(), taken().put(made(newest())))
    (found,) = wrong()
    assert why in found


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_refusal_with_its_own_file_is_not_found(one: Play) -> None:
    typed(newest(), taken().put(answer(newest(), reason="nat")))
    assert wrong() == []


@pytest.mark.parametrize("either_record", ["sqlite"], indirect=True)
def test_a_refusal_that_the_printer_did_not_sign_is_found(one: Play, sign: Sign) -> None:
    typed(newest(), taken().put(answer(newest(), reason="nat")))
    (found,) = wrong()
    assert "geen handtekening" in found


def test_a_file_that_changed_or_went_is_found_and_can_be_put_back(one: Play) -> None:
    content = answer(newest())
    refuse(newest())
    path = taken().path(said()[0][2] or "")
    path.write_bytes(path.read_bytes().replace(b"liep", b"viel"))
    assert len(wrong()) == 1
    path.unlink()
    assert len(wrong()) == 1
    put("antwoord.json", content)
    assert printer_answers.take_all().left == {}
    assert wrong() == []


def test_what_was_typed_before_keeps_what_it_says(one: Play, either_record: str) -> None:
    bundle = newest()
    with _locked(owned(either_record)) as connection:
        triggers.drop(connection)
        values = f"{bundle}, 'refused', 'Nat.', 'els', {int(clock.now().timestamp() * 1000)}"
        connection.exec_driver_sql(f'INSERT INTO receipt (bundle_id, answer, reason, "by", "at") VALUES ({values})')
        triggers.install(connection)
    assert wrong() == []
    assert printed() == []
    keep_back(one.letter("melding").id, "Nog niet.")
