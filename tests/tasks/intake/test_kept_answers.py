"""Nothing that a citizen wrote is lost: each answer and each file of a form is found again."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from posts import PDF, file, post, values

from config.forms import forms
from store import record
from store.engine import session
from tasks.intake import form_posts
from tasks.intake.attachments import of_case
from tasks.intake.form_posts import read_line
from tasks.intake.incoming_report import Incoming
from tasks.intake.intake import receive
from tasks.intake.kept_answers import ANSWERS_MAX

BSN = "999990019"
PNG = b"\x89PNG\r\n\x1a\nhandtekening"
KNOWN = [form for form in forms() if form.process == "wmo"]
PLACES = ["", "huisgenoten", "gemachtigde", "bijlagen", "achternaam", "brieven_naar_gemachtigde", "spoed", "adres"]
# An answer that no other part of a form has, so that it can only be found where it was kept.
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z", "Cf", "Cn", "M")), min_size=1)
leaves = st.one_of(words.map("®{}®".format), st.integers(10**9, 10**12), st.booleans(), st.just(""), st.none())
names = st.sampled_from(["naam", "relatie", "telefoon", "adres", "straat", "land", "iets", "a.b", "value", "label", ""])
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=12
)


def said(value: Any) -> Iterator[str]:
    """Every answer in a tree that is not empty; a tick is told by its question."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from said(one)
    elif not isinstance(value, bool) and value not in (None, ""):
        yield str(value)


def found_in(report: Incoming) -> str:
    """All that is stored of a report, as one text."""
    kept = report.model_dump(exclude={"files"})
    files = [one.name + one.content.decode("utf-8", "replace") for one in report.files]
    return json.dumps(kept, ensure_ascii=False, default=str) + "\n".join(files)


def lost(changes: dict[str, Any]) -> list[str]:
    stored = found_in(read_line(post(**changes)))
    escaped = (json.dumps(one, ensure_ascii=False)[1:-1] for one in said(changes))
    return [one for one in escaped if one not in stored]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(PLACES), trees, max_size=3))
@example({"huisgenoten": [{"naam": "®X®", "telefoon": "®1®", "iets": {"diep": ["®2®"]}}, "®3®", ["®4®"]]})
@example({"gemachtigde": [{"naam": "®X®"}, {"naam": "®Y®"}], "brieven_naar_gemachtigde": {"ja": True, "label": "®Z®"}})
@example({"aanspreekvorm": {"value": "mevrouw", "label": "®M®"}})
def test_every_answer_of_a_form_is_found_again(changes: dict[str, Any]) -> None:
    assert lost(changes) == []


def test_a_reader_that_looks_only_at_the_top_would_lose_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_posts, "kept", lambda *_: ([], []))
    assert lost({"huisgenoten": [{"naam": "Jan", "iets": "®diep®"}]}) == ["®diep®"]


def test_a_tower_of_answers_is_walked_to_its_end() -> None:
    tower: Any = "®diep®"
    for _ in range(300):
        tower = {"in": [tower]}
    assert lost({"toren": tower}) == []


def test_an_answer_stands_with_its_question() -> None:
    relative = {"naam": "X Y", "telefoon": "06 00 00 00 01", "hulp": [{"dag": "maandag"}], "woont_in": None}
    found = read_line(post(huisgenoten=[relative], akkoord=True, leeg="", kat={"naam": "Pim"}))
    assert found.answers == (
        ("huisgenoten 1, telefoon", "06 00 00 00 01"),
        ("huisgenoten 1, hulp 1, dag", "maandag"),
        ("akkoord", "true"),
        ("kat, naam", "Pim"),
    )
    assert found.misfits == ()


def test_a_name_that_an_object_has_twice_keeps_both() -> None:
    line = post().replace('"spoed": false', '"spoed": false, "kat": "Pim", "kat": "Tom", "telefoon": "06 00 00 00 07"')
    found = read_line(line)
    assert found.person.phone == "06 00 00 00 07"
    assert {said for _, said in found.answers} == {"Pim", "Tom", values()["telefoon"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"machtiging_bestand": file()}, "machtiging_bestand", id="in-a-field-of-its-own"),
        pytest.param({"huisgenoten": [{"naam": "X", "bewijs": file()}]}, "huisgenoten 1, bewijs", id="of-a-housemate"),
        pytest.param({"a": {"b": [[], [file()]]}}, "a, b 2 1", id="deep-down"),
        pytest.param({"bijlagen": {"eerste": file()}}, "bijlagen, eerste", id="in-an-object"),
        pytest.param(
            {"foto": {"originalName": "brief.pdf", "content": "data:application/pdf;base64," + file()["content"]}},
            "foto",
            id="with-its-type-before-it",
        ),
        pytest.param(
            {"foto": {"bestandsnaam": "brief.pdf", "inhoud": base64.encodebytes(PDF).decode()}}, "foto", id="in-lines"
        ),
    ],
)
def test_a_file_is_a_file_wherever_it_stands(changes: dict[str, Any], field: str) -> None:
    found = read_line(post(**changes))
    assert [(one.field, one.name, one.content) for one in found.files] == [(field, "brief.pdf", PDF)]
    assert (found.answers, found.misfits) == ((), ())


def test_a_signature_that_was_drawn_is_a_picture() -> None:
    drawn = "data:image/png;base64," + base64.b64encode(PNG).decode()
    found = read_line(post(handtekening=drawn))
    assert [(one.name, one.content, one.media_type) for one in found.files] == [("bestand.png", PNG, "image/png")]


def test_what_else_is_said_of_a_file_is_an_answer() -> None:
    found = read_line(post(foto=file() | {"toelichting": "mijn knie"}))
    assert found.answers == (("foto, toelichting", "mijn knie"),)


def test_the_same_file_under_two_names_is_two_files() -> None:
    found = read_line(post(bijlagen=[file(), file(name="nog eens.pdf")]))
    assert [(one.name, one.field) for one in found.files] == [
        ("brief.pdf", "bijlagen 1"),
        ("nog eens.pdf", "bijlagen 2"),
    ]


def test_two_places_that_read_the_same_are_two(either_record: str) -> None:
    del either_record
    report = read_line(post(**{"a": {"b": file()}, "a, b": file(), "toren": {"x" * 400: file(), "x" * 401: file()}}))
    assert len({one.field for one in report.files}) == len(report.files) == 4
    with session(readonly=True) as db:
        case = record.find_case(db, receive(report).number)
        assert len(of_case(db, case)) == 4


def test_a_long_name_of_a_file_is_kept_whole() -> None:
    name = "x" * 300 + ".pdf"
    found = read_line(post(bijlagen=[file(name=name)]))
    assert found.files[0].name.endswith(".pdf")
    assert len(found.files[0].name) <= 255
    assert found.answers == (("bijlagen 1, file_name", name),)


def test_a_long_answer_is_a_file_whose_beginning_is_shown() -> None:
    story = "Ik val. " * 4_000
    found = read_line(post(verhaal=story))
    ((question, shown),) = found.answers
    assert question == "verhaal"
    assert shown.startswith("Ik val.")
    assert shown.endswith("(De hele tekst staat in het bestand “verhaal.txt”.)")
    assert [(one.name, one.media_type, one.content.decode()) for one in found.files] == [
        ("verhaal.txt", "text/plain", story)
    ]


def test_more_answers_than_a_page_has_room_for_go_into_a_file() -> None:
    found = read_line(post(lijst=[f"antwoord {number}" for number in range(ANSWERS_MAX + 7)]))
    assert len(found.answers) == ANSWERS_MAX + 1
    assert found.answers[-1][1].startswith("Nog 7 antwoorden")
    assert found.files[0].content.decode().splitlines()[-1] == f"lijst {ANSWERS_MAX + 7}: antwoord {ANSWERS_MAX + 6}"


@pytest.mark.parametrize("typed", [BSN, "9999.90.019", int(BSN), " 999990019 "], ids=repr)
def test_the_bsn_is_no_answer_that_anybody_can_read(typed: object) -> None:
    found = read_line(post(bsn=BSN, bsn_nog_eens=typed))
    assert [question for question, _ in found.answers] == ["bsn_nog_eens"]
    assert "verzegeld" in found.answers[0][1]


def test_a_sign_that_is_no_text_is_written_out() -> None:
    assert read_line(post(extra="a\x00b\x1fc\ud800")).answers == (("extra", "a\\u0000b\\u001fc\\ud800"),)
