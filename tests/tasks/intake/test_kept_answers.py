"""Nothing that a citizen wrote is lost: each answer and each file of a form is found again."""

import base64
import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from posts import PDF, file, post, values

from config.forms import forms
from store import record
from store.engine import session
from tasks.answers.kept_answers import ANSWERS_MAX, HELD, TWICE, kept
from tasks.answers.posted import Posted
from tasks.answers.texts import visible
from tasks.intake import form_posts
from tasks.intake.attachments import of_case
from tasks.intake.form_posts import read_line
from tasks.intake.incoming_report import Incoming
from tasks.intake.intake import receive

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


# Every field of a form that is read as one of ours, whatever is in it, and whatever stands beside it.
FIELDS = [
    *(one for path in KNOWN[0].person.values() for one in [path] if isinstance(path, str)),
    *("onderwerp", "hulpvraag", "spoed", "brieven_naar_gemachtigde"),
]
HELPING = ["naam", "relatie", "telefoon", "machtiging_op", "grote_letters"]
typed = st.one_of(
    # Control signs are among the next: beside other letters this test cannot read them back from JSON.
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200).map("®{}®".format),
    st.text(st.sampled_from("0123456789+-@.abcé\x00\u202e\u200b 😀'"), min_size=1, max_size=150),
    st.sampled_from(
        ["n.v.t.", "-", "x", "geen", "1941", "2999-01-01", BSN, "999990172", "é@é.example", "06\x00123456"]
    ),
    st.integers(),
    st.booleans(),
)


def spelled(one: str) -> str:
    return "".join(filter(str.isalnum, visible(" ".join(one.split())).casefold()))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), typed), st.dictionaries(st.sampled_from(HELPING), typed))
def test_no_answer_refuses_a_report_and_each_is_found_again(person: dict[str, Any], helper: dict[str, Any]) -> None:
    report = read_line(post(**person, gemachtigde=helper, mail="a@post.example"))
    stored = spelled(found_in(report).encode().decode("unicode_escape", "ignore") + found_in(report))
    days = (report.person.born_on, report.representative and report.representative.authorised_on)
    stored += "".join(f"{day:%Y%m%d}{day:%d%m%Y}" for day in days if day)
    assert [one for one in said({"a": person, "b": helper}) if spelled(one) not in stored] == []


def test_a_reader_that_looks_only_at_the_top_would_lose_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_posts, "kept", lambda *_: ([], []))
    assert lost({"huisgenoten": [{"naam": "Jan", "iets": "®diep®"}]}) == ["®diep®"]


@pytest.mark.parametrize("floors", [300, 5_000, 100_000])
def test_a_tower_of_answers_is_walked_to_its_end(floors: int) -> None:
    tower = '{"in": [' * floors + '"®diep®, een \\"[haak"' + "]}" * floors
    report = read_line(post(na="®erna®").replace('"spoed": false', f'"spoed": false, "toren": {tower}'))
    assert "®diep®" in found_in(report)
    assert "®erna®" in found_in(report)


def test_a_number_is_kept_as_it_was_typed() -> None:
    line = post().replace('"spoed": false', '"spoed": false, "bedrag": 1.10, "groot": 1e400, "lang": ' + "9" * 5_000)
    assert [said for _, said in read_line(line).answers] == ["1.10", "1e400", "9" * 5_000]


@pytest.mark.parametrize("long", ["Waarom? " * 60, "x" * 25_000], ids=["a-long-question", "without-end"])
def test_a_long_question_is_kept_whole(long: str) -> None:
    report = read_line(post(**{long: "®ja®", f"{long}!": "®nee®"}))
    assert [len(name) for name, _ in report.answers] == [301, 305]
    texts = [one.content.decode() for one in report.files]
    assert texts == [f"{long}\n\n®ja®", f"{long}!\n\n®nee®"]
    assert all(file.name in said for (_, said), file in zip(report.answers, report.files, strict=True))


def test_the_name_of_a_file_may_be_without_end() -> None:
    name = "x" * 30_000 + ".pdf"
    found = read_line(post(bijlagen=[file(name=name)]))
    assert [len(one.name) <= 255 for one in found.files] == [True, True]
    assert found.files[1].content.decode() == name


OTHER = "999990172"


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        pytest.param({"huisgenoten": [{"naam": "Elif", "bsn": OTHER}]}, OTHER, id="of-a-housemate"),
        pytest.param({"verhaal": f"Het nummer van mijn man is {OTHER}."}, OTHER, id="in-a-text"),
        pytest.param({"verhaal": "Het is 9999 90.172, dacht ik"}, "9999 90.172", id="with-signs-between"),
        pytest.param({"hulpvraag": f"Voor mijn zoon ({OTHER})."}, OTHER, id="in-the-question"),
        pytest.param({"burgerservicenummer_kind": "12345"}, "12345", id="too-short"),
        pytest.param({"bsn": "123456789"}, "123456789", id="of-nobody"),
        pytest.param({OTHER: "ja"}, OTHER, id="as-a-question"),
    ],
)
def test_a_number_of_somebody_else_is_in_a_file_and_nowhere_else(changes: dict[str, Any], hidden: str) -> None:
    report = read_line(post(**changes))
    assert hidden not in str(report.model_dump(exclude={"files"}))
    assert any(hidden in one.content.decode() for one in report.files)


def test_the_own_number_in_a_text_is_hidden_and_in_no_file() -> None:
    report = read_line(post(bsn=BSN, hulpvraag=f"Mijn BSN is {BSN}. Help mij.", verhaal=f"Bel, {BSN}"))
    assert report.question == "Mijn BSN is •••••019. Help mij."
    assert ("verhaal", "Bel, •••••019") in report.answers
    assert report.files == ()
    assert BSN not in str(report.model_dump(exclude={"person"}))


@pytest.mark.parametrize("said", ["Bel +31 612345678", "0612345678", "IBAN NL91ABNA0417164300", "123456789"])
def test_other_numbers_stay_as_they_are(said: str) -> None:
    assert read_line(post(verhaal=said)).answers == (("verhaal", said),)


def work(size: int) -> int:
    """How many steps it takes to keep so many files of the same name, and so many answers of the same long question."""
    many = {"rij": [[file()]] * size, **{"x" * 400 + str(one): "ja" for one in range(size)}}
    posted, steps = Posted(many), 0

    def count(frame: Any, event: str, arg: object) -> Any:
        nonlocal steps
        del arg
        if not frame.f_code.co_filename.endswith("kept_answers.py"):
            return None
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        kept(posted, {}, ("bijlagen",), "")
    finally:
        sys.settrace(before)
    return steps


def test_twice_as_large_a_form_takes_twice_the_work() -> None:
    assert work(80) < 2.2 * work(40)


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
    assert [(name.split(" (")[0], why) for name, why in found.misfits] == [("kat", TWICE), ("telefoon", TWICE)]


@pytest.mark.parametrize(
    ("instead", "kept"),
    [
        pytest.param('"spoed": false, "spoed": false', set(), id="the-same-twice"),
        pytest.param('"spoed": false, "kat": {"a": "1"}, "kat": {"a": "2"}', {"1", "2"}, id="a-group"),
        pytest.param('"spoed": false, "kat (eerder, 2)": "1", "kat": "2", "kat": "3"', {"1", "2", "3"}, id="its-name"),
        pytest.param('"spoed": false}, "values": {"bsn": "", "telefoon": "0600000009"', None, id="all-answers"),
    ],
)
def test_whatever_is_given_twice_is_kept_twice(instead: str, kept: set[str] | None) -> None:
    found = read_line(post().replace('"spoed": false', instead))
    said = {one for _, one in found.answers}
    assert said == kept if kept is not None else said >= {"Meulen", "Lindelaan"}
    assert bool(found.misfits) is (kept != set())


def test_what_stands_beside_the_answers_is_kept_as_they_are() -> None:
    line = json.loads(post(opmerking="®mijn®", metadata={"cosign": {"naam": "®K. de Boer®"}, "opmerking": "®hun®"}))
    line |= {"attachments": [file()], "opmerking": "®Bel na vijven®", "bsn": BSN, "metadata_schema": {"a": 1}}
    found, hidden = read_line(json.dumps(line)), "bsn (naast de antwoorden)"
    assert found.answers == (
        ("opmerking", "®mijn®"),
        ("opmerking (naast de antwoorden)", "®Bel na vijven®"),
        (hidden, HELD.format(shown="•••••019", name=f"{hidden}.txt")),
        ("cosign (naast de antwoorden), naam", "®K. de Boer®"),
        ("opmerking (naast de antwoorden)*", "®hun®"),
    )
    assert (found.person.bsn, found.misfits) == ("", ())
    assert (found.files[0].field, found.files[0].content) == ("attachments (naast de antwoorden) 1", PDF)
    assert "®Bel na vijven®" in found.whole


def test_who_can_be_reached_by_what_stands_beside_the_answers_is_not_refused() -> None:
    nobody = dict.fromkeys(("achternaam", "telefoon", "straat", "huisnummer", "postcode", "plaats"), "")
    line = json.loads(post(**nobody)) | {"contact": "06 00 00 00 09"}
    assert read_line(json.dumps(line)).reference


def test_a_reference_that_came_twice_keeps_the_first() -> None:
    found = read_line(post("OF-B").replace('"public_reference"', '"public_reference": "OF-A", "public_reference"'))
    assert (found.reference, [said for _, said in found.answers]) == ("OF-B", ["OF-A"])


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
    assert len({one.field for one in report.files}) == len(report.files) == 6
    with session(readonly=True) as db:
        case = record.find_case(db, receive(report).number)
        assert len(of_case(db, case)) == 6


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
