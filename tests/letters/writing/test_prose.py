"""Prose in letters that decide nothing: only where law or a talk asks for it, and never without its frame."""

import pytest

from letters.making import render
from letters.making.render import document
from letters.writing.samples import sample, sample_names
from letters.writing.takes import Type
from letters.writing.template import PROSE, FrontMatter, front_matter, letter_names
from letters.writing.texts import file_of, shipped
from rules.errors import ContentsMissing, TemplateBroken
from store.guards.gate import NO_DECISION
from tasks.letters.call_values import TRIED

FRAMED = [letter for letter in letter_names() if front_matter(letter).prose]


def front(**own: object) -> FrontMatter:
    given = {"letter_id": "L04", "title": "Een brief", "article": "Awb 4:5", "decision": False, "adverse": False}
    return FrontMatter.model_validate(given | {"blocks": ("K",), "must": {}} | own)


def test_four_letters_take_prose_though_they_decide_nothing():
    assert {front_matter(letter).letter_id for letter in FRAMED} == {"L07", "L10", "L11", "L13"}
    assert {front_matter(letter).letter_id for letter in FRAMED} <= PROSE


@pytest.mark.parametrize("letter", FRAMED)
def test_they_end_with_the_words_that_they_are_no_decision(letter):
    for name in sample_names(letter):
        assert NO_DECISION in document(letter, sample(letter, name)).body[-1]


@pytest.mark.parametrize("letter", FRAMED)
def test_no_text_of_a_municipality_leaves_them_out_or_puts_them_elsewhere(letter, monkeypatch):
    frame, name = '{% include "shared/_geen-besluit.md.j2" %}', file_of(letter)
    without = shipped(name).replace(frame, "")
    before = without.replace(
        '{% include "shared/_contact.md.j2" %}', frame + '\n\n{% include "shared/_contact.md.j2" %}'
    )
    other = {"shared/_geen-besluit.md.j2": "Dit is een besluit."}
    for texts in ({name: without}, {name: before}, other):
        with pytest.raises(ContentsMissing):
            document(letter, sample(letter, sample_names(letter)[0]), texts=texts)
    monkeypatch.setattr(render, "check_contents", lambda *_: None)
    assert NO_DECISION not in " ".join(document(letter, sample(letter, sample_names(letter)[0]), texts=other).body)


@pytest.mark.parametrize(
    ("own", "wrong"),
    [
        pytest.param({"values": {"stukken.waarom": "prose"}}, "geen plaats", id="prose for a phrase"),
        pytest.param({"values": {"reden": "optional prose"}}, "geen plaats", id="prose that may be empty"),
        pytest.param({"prose": True, "blocks": ("K", "F")}, "vraagt", id="a letter that nobody asks prose in"),
        pytest.param({"prose": True, "letter_id": "L10"}, "blok F", id="a report without its frame"),
        pytest.param(
            {"prose": True, "letter_id": "L10", "decision": True, "blocks": ("F",)}, "beslist", id="a decision"
        ),
        pytest.param({"values": {"reden": "phrase"}}, "", id="a phrase"),
        pytest.param(
            {"prose": True, "letter_id": "L10", "blocks": ("F",), "values": {"a": "prose"}}, "", id="a report"
        ),
        pytest.param({"decision": True, "values": {"reden": "prose"}}, "", id="a decision gives its reasons"),
    ],
)
def test_prose_stands_only_where_it_is_asked_for(own, wrong):
    found = front(**own).misplaced_prose()
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_a_letter_with_misplaced_prose_is_not_loaded(monkeypatch):
    monkeypatch.setattr(FrontMatter, "misplaced_prose", lambda _: "nee")
    front_matter.cache_clear()
    with pytest.raises(TemplateBroken):
        front_matter("shared/overdracht")
    monkeypatch.undo()
    front_matter.cache_clear()
    assert front_matter("shared/overdracht").letter_id == "L35"


def test_each_way_in_which_an_attempt_fails_is_one_that_a_letter_knows():
    kind = Type.of("attempt")
    assert kind
    ways = [way.format(them="u") for way in TRIED.values()]
    assert [way for way in ways if kind.fault(way, {})] == []
    assert kind.fault("wij belden u niet, en uw aanvraag is afgewezen", {})
