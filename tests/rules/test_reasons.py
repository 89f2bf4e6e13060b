"""A reason is this resident's own (Awb, art. 3:46)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import reasons
from rules.reasons import COPIED_NL, FEWEST_WORDS, QUESTION, reason_problem

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
    assert reason_problem(copy, ["Iets anders.", OWN]) == COPIED_NL
    assert COPIED_NL.endswith(QUESTION)


NAMED = "Uw dochter Elif doet elke 2 weken de boodschappen voor u. Zij woont in Veldhaven, op nummer 12."


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(NAMED.replace("Elif", "Sanne"), id="another name"),
        pytest.param(NAMED.replace("Elif", "Şeyma"), id="a name with other letters"),
        pytest.param(NAMED.replace("2", "3").replace("12", "7"), id="other numbers"),
        pytest.param(NAMED.replace("Veldhaven", "Oosterwijk"), id="another place"),
        pytest.param(NAMED.replace("Zij", "Hij"), id="another first word"),
        pytest.param(NAMED.replace(" Elif", ""), id="the name left out"),
        pytest.param(NAMED.replace(". ", "!  ").replace(",", ";"), id="other signs"),
    ],
)
def test_a_reason_with_another_name_or_number_is_asked_after_too(copy):
    assert reason_problem(copy, [NAMED]) == COPIED_NL


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(NAMED.replace("boodschappen", "was"), id="another task"),
        pytest.param(NAMED.replace("woont", "werkt"), id="another fact"),
        pytest.param(f"{NAMED} U vindt dat prettig.", id="a sentence more"),
    ],
)
def test_a_reason_with_another_word_is_ones_own(other):
    assert reason_problem(other, [NAMED]) is None


@pytest.mark.parametrize(
    ("reason", "forms"),
    [
        pytest.param("", set(), id="nothing"),
        pytest.param("Ja. Nee!", {"ja nee"}, id="bare words alone"),
        pytest.param(
            "Elke week komt Elif 2 keer. Dan kookt zij.",
            {"elke week komt elif 2 keer dan kookt zij", "week komt 0 keer kookt zij"},
            id="and without names, numbers and first words",
        ),
        pytest.param(
            "Daarna gaat u samen wandelen graag.",
            {"daarna gaat u samen wandelen graag", "gaat u samen wandelen graag"},
            id="five general words are enough",
        ),
        pytest.param("Daarna gaat u samen wandelen.", {"daarna gaat u samen wandelen"}, id="four are not"),
        pytest.param(
            "Voor de GGD en Jo is dit 12 maanden goed.",
            {"voor de ggd en jo is dit 12 maanden goed", "de ggd en is dit 0 maanden goed"},
            id="letters of an office are no name, a short name is",
        ),
    ],
)
def test_under_which_forms_a_reason_is_another_one(reason, forms):
    assert reasons.same(reason) == forms


def test_a_few_general_words_do_not_make_two_reasons_the_same():
    one = "Uw Zoon Hans Helpt Graag. U Woont Vlakbij Hem."
    assert reason_problem(one, ["Uw Buur Karin Kookt Vaak. U Eet Daar Graag."]) is None


def test_without_the_general_form_a_name_is_enough_to_copy(monkeypatch):
    """The guard off."""
    monkeypatch.setattr(reasons, "_general", lambda _: "")
    assert reason_problem(NAMED.replace("Elif", "Sanne"), [NAMED]) is None


def test_eight_words_are_enough():
    assert reason_problem("een twee drie vier vijf zes zeven acht", []) is None
    assert FEWEST_WORDS == 8


@given(st.text(), st.lists(st.text(), max_size=4))
def test_a_problem_is_always_a_question_and_a_copy_never_passes(reason, earlier):
    problem = reason_problem(reason, earlier)
    assert problem is None or problem.endswith(QUESTION)
    assert reason_problem(reason, [*earlier, reason]) is not None
