"""A reason is this resident's own (Awb, art. 3:46)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.reasons import FEWEST_WORDS, QUESTION, reason_problem

OWN = "Uw dochter doet elke zaterdag de zware boodschappen voor u en wil dat blijven doen."


def test_an_own_reason_can_stand():
    assert reason_problem(OWN, []) is None
    assert reason_problem(OWN, ["Uw zoon brengt elke dag een warme maaltijd bij u thuis."]) is None


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        pytest.param("", "leeg", id="empty"),
        pytest.param(" \n\t ", "leeg", id="blank"),
        pytest.param("... !?", "leeg", id="signs alone"),
        pytest.param("Dit kan niet.", "te kort", id="three words"),
        pytest.param("Uw dochter doet de zware boodschappen al.", "te kort", id="one word short"),
        pytest.param("U komt niet in aanmerking voor hulp bij het huishouden.", "elke zaak", id="fits every case"),
        pytest.param(
            "Wij wijzen uw aanvraag af. Op grond van artikel 2.3.5 van de Wmo hebt u geen recht op hulp.",
            "elke zaak",
            id="two that fit every case",
        ),
        pytest.param("Op grond van de wet kan dit niet. Dat is jammer.", "elke zaak", id="little left"),
    ],
)
def test_a_reason_that_explains_nothing_is_asked_after(reason, said):
    problem = reason_problem(reason, [])
    assert problem is not None
    assert said in problem
    assert problem.endswith(QUESTION)


def test_a_reason_may_quote_the_rule_when_it_tells_of_the_person_too():
    assert reason_problem(f"Dit valt onder eigen kracht. {OWN}", []) is None


@pytest.mark.parametrize("copy", [OWN, OWN.upper(), f"  {OWN.replace(' ', '  ')} ", OWN.rstrip(".") + "!"])
def test_a_reason_word_for_word_from_another_case_is_asked_after(copy):
    problem = reason_problem(copy, ["Iets anders.", OWN])
    assert problem == f"Deze reden staat woord voor woord in een andere zaak. {QUESTION}"


def test_eight_words_are_enough():
    assert reason_problem("een twee drie vier vijf zes zeven acht", []) is None
    assert FEWEST_WORDS == 8


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_problem_is_always_a_question_and_a_copy_never_passes(reason, earlier):
    problem = reason_problem(reason, earlier)
    assert problem is None or problem.endswith(QUESTION)
    assert reason_problem(reason, [*earlier, reason]) is not None
