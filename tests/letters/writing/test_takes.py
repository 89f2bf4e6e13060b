"""The types of the values in a letter: what each refuses, and in which words; a sample has only such values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import all_samples

from letters.making import render as rendering
from letters.making.render import document
from letters.writing import samples
from letters.writing.samples import sample
from letters.writing.takes import Type, check, paths, places, quote, untaken
from letters.writing.template import front_matter, letter_names
from rules.errors import TemplateBroken, ValueMissing, ValueUnfit
from rules.errors.value_names import label

DATED = date(2026, 11, 23)
TAKING = [letter for letter in letter_names() if front_matter(letter).values]


def fault(written: str, value: object, **others: object) -> str:
    kind = Type.of(written)
    assert kind
    return kind.fault(value, {"brief": {"datum": DATED.isoformat()}, **others})


@pytest.mark.parametrize(
    ("written", "value", "wrong"),
    [
        pytest.param("day", "2026-11-23", "", id="a day"),
        pytest.param("day", "23-11-2026", "datum", id="a day as people write it"),
        pytest.param("day", 20261123, "datum", id="a number is no day"),
        pytest.param("coming day", "2026-11-24", "", id="tomorrow"),
        pytest.param("coming day", "2026-11-23", "ligt niet na", id="the day of the letter is too late to act"),
        pytest.param("coming day", "morgen", "datum", id="a coming day is a day"),
        pytest.param("past day", "2026-11-23", "", id="today it has happened"),
        pytest.param("past day", "2026-11-24", "ligt na", id="tomorrow it has not"),
        pytest.param("past day", "gisteren", "datum", id="a past day is a day"),
        pytest.param("day from begin.dag", "2026-11-20", "", id="an end on its first day"),
        pytest.param("day from begin.dag", "2026-11-19", "ligt vóór", id="an end before its start"),
        pytest.param("day from begin.niet", "2026-11-19", "", id="an end without a start"),
        pytest.param("time", "9.05", "", id="five past nine"),
        pytest.param("time", "9:05", "tijd", id="a time with a colon"),
        pytest.param("time", "24.00", "tijd", id="an hour that does not exist"),
        pytest.param("amount", 2300, "", id="cents"),
        pytest.param("amount", -1, "bedrag", id="less than nothing"),
        pytest.param("amount", "23,00", "bedrag", id="an amount in words"),
        pytest.param("amount", True, "bedrag", id="yes is no amount"),
        pytest.param("count", 42, "", id="a number"),
        pytest.param("count", "42", "getal", id="a number as text"),
        pytest.param("yes or no", False, "", id="no"),
        pytest.param("yes or no", "ja", "", id="yes as a word"),
        pytest.param("yes or no", "misschien", "ja of nee", id="perhaps"),
        pytest.param("choice of toe, af", "af", "", id="one of them"),
        pytest.param("choice of toe, af", "deels", "woord", id="none of them"),
        pytest.param("name", "J. de Wit", "", id="a name"),
        pytest.param("prose", ["a", "b"], "tekst", id="a list is no prose"),
        pytest.param("quotation", 7, "tekst", id="a number is no quotation"),
    ],
)
def test_a_value_is_held_to_its_type(written, value, wrong):
    found = fault(written, value, begin={"dag": "2026-11-20"})
    assert wrong in found
    assert bool(found) == bool(wrong)


@given(st.dates(), st.dates())
def test_a_coming_day_lies_after_the_letter_and_a_past_day_does_not(dated, on):
    values = {"brief": {"datum": dated.isoformat()}}
    coming, past = (Type(name).fault(on.isoformat(), values) for name in ("coming day", "past day"))
    assert (coming == "") == (on > dated)
    assert (past == "") == (on <= dated)


@pytest.mark.parametrize("written", ["dagg", "", "optional", "day before x", "Day"])
def test_there_are_no_other_types(written):
    assert Type.of(written) is None


@pytest.mark.parametrize("values", [{}, {"a": {}}, {"a": {"b": ""}}, {"a": {"b": None}}, {"a": "text"}])
def test_a_value_that_is_needed_may_not_be_empty_and_an_optional_one_may(values):
    with pytest.raises(ValueMissing) as refused:
        check(values, {"a.b": Type("day")})
    assert refused.value.field == "a.b"
    check(values, {"a.b": Type("day", optional=True)})


def test_each_of_a_list_is_held_to_its_type_and_named_by_its_place():
    values = {"pogingen": [{"dag": "2026-11-20"}, {"dag": "2026-11-2"}], "namen": ["A", 7]}
    with pytest.raises(ValueUnfit) as refused:
        check(values, {"pogingen[].dag": Type("day")})
    assert refused.value.field == "pogingen[2].dag"
    with pytest.raises(ValueUnfit) as refused:
        check(values, {"namen[]": Type("name")})
    assert refused.value.field == "namen[2]"
    with pytest.raises(ValueUnfit, match="lijst"):
        check({"namen": "A"}, {"namen[]": Type("name")})
    with pytest.raises(ValueMissing):
        check(values, {"pogingen[].tijd": Type("time")})


def test_a_quotation_shows_where_something_cannot_be_printed():
    values = {"vraag": "Het lukt niet. 👍", "reden": "Niet. 👍", "alle": [{"woorden": "Ja 👍"}]}
    quote(values, {"vraag": Type("quotation"), "reden": Type("prose"), "alle[].woorden": Type("quotation")})
    assert values == {"vraag": "Het lukt niet. [teken]", "reden": "Niet. 👍", "alle": [{"woorden": "Ja [teken]"}]}


def test_the_paths_of_values_name_a_list_once():
    values = {"a": {"b": 1, "c": [{"d": 1}, {"d": 2, "e": 3}]}, "f": ["x", "y"], "g": []}
    assert list(paths(values)) == ["a.b", "a.c[].d", "a.c[].e", "f[]"]
    assert [place for _, _, place in places(values, "a.c[].d", skip=False)] == ["a.c[1].d", "a.c[2].d"]


def test_what_a_letter_does_not_take_is_found_by_its_name_or_that_of_its_group():
    taken = ["a.b", "c[].d", "e"]
    assert untaken(["a", "a.b", "c", "c[]", "c[].d", "e", "zaak.nummer", "brief"], taken) == []
    assert untaken(["a.x", "c[].x", "ee", "a.bb"], taken) == ["a.x", "c[].x", "ee", "a.bb"]


@pytest.mark.parametrize("letter", TAKING)
def test_each_value_of_a_letter_has_a_name_in_dutch(letter):
    for path in front_matter(letter).values:
        assert not label(path.replace("[]", "[1]")).startswith("“"), path


def test_a_sample_has_only_what_the_letter_takes(monkeypatch):
    letter, lay = "shared/herinnering-aanvulling", samples._laid_over
    monkeypatch.setattr(samples, "_laid_over", lambda *layers: lay(*layers) | {"advies": {"wie": "een arts"}})
    with pytest.raises(TemplateBroken) as refused:
        sample(letter)
    assert "“advies.wie” staat niet onder values" in refused.value.message_nl


def test_nearly_every_letter_says_what_it_takes():
    """Those of a decision follow."""
    assert {letter for letter, _ in all_samples() if not front_matter(letter).decision} <= set(TAKING)
    assert len(TAKING) >= 20


@pytest.mark.parametrize(
    ("letter", "path", "on", "says"),
    [
        ("wmo/uitnodiging-gesprek", "gesprek.datum", DATED, "De datum van het gesprek ligt niet na"),
        ("wmo/ontvangstbevestiging-melding", "plan.uiterlijk", DATED - timedelta(1), "persoonlijk plan ligt niet na"),
        ("wmo/onderzoeksverslag", "gesprek.datum", DATED + timedelta(1), "De datum van het gesprek ligt na de datum"),
        (
            "shared/bevestiging-opschorting",
            "opschorting.tot",
            date(2026, 11, 22),
            "ligt vóór de eerste dag dat de tijd",
        ),
    ],
    ids=[
        "an appointment that is over",
        "a plan that was due",
        "a talk that is still to come",
        "an end before its start",
    ],
)
def test_a_letter_with_a_day_that_cannot_be_is_refused_and_without_that_check_goes_out(
    letter, path, on, says, monkeypatch
):
    values = sample(letter)
    group, name = path.split(".")
    values[group][name] = on.isoformat()
    with pytest.raises(ValueUnfit) as refused:
        document(letter, values)
    assert says in refused.value.message_nl
    monkeypatch.setattr(rendering, "check", lambda *_, **__: None)
    assert document(letter, values).body
