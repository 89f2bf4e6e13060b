"""Yes and no in every way a form says them, and what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.answers.yes_no import is_yes


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(True, True, id="a-tick"),
        pytest.param(False, False, id="no-tick"),
        pytest.param("ja", True, id="a-radio-button"),
        pytest.param("nee", False, id="the-other-radio-button"),
        pytest.param(" Nee ", False, id="in-a-sentence-of-its-own"),
        pytest.param("true", True, id="a-computer-in-words"),
        pytest.param("FALSE", False, id="a-spreadsheet"),
        pytest.param(1, True, id="one"),
        pytest.param("0", False, id="nought-in-words"),
        pytest.param({"ja": True, "nee": False}, True, id="boxes-of-which-one-is-ticked"),
        pytest.param({"ja": False, "nee": True}, False, id="the-other-box"),
        pytest.param({"ja": "false", "nee": "true"}, False, id="boxes-in-words"),
        pytest.param({"value": "nee", "label": "Nee, liever niet"}, False, id="an-option-with-its-label"),
        pytest.param(["ja"], True, id="a-list-of-what-is-ticked"),
        pytest.param({"ja": True, "nee": True}, None, id="both"),
        pytest.param({"ja": False, "nee": False}, None, id="neither"),
        pytest.param({"ja": "misschien", "nee": False}, None, id="a-box-that-may-be-ticked"),
        pytest.param({"value": "ja", "label": "Nee"}, None, id="a-label-that-says-the-opposite"),
        pytest.param({"value": "1", "label": "Nee, naar mij"}, None, id="a-label-that-begins-with-the-opposite"),
        pytest.param({"value": True, "label": "Ja. Graag"}, True, id="a-label-that-says-more-of-the-same"),
        pytest.param({"value": "1", "label": "Naar mijzelf"}, None, id="a-label-that-says-something-else"),
        pytest.param({"value": "ja", "label": "Niet naar hem"}, None, id="a-label-that-denies"),
        pytest.param({"value": "nee", "label": "Alleen naar hem"}, None, id="a-label-that-does-not-deny"),
        pytest.param({"value": True, "label": "Ja, maar niet alles"}, None, id="a-label-that-takes-back"),
        pytest.param({"value": True, "label": ""}, True, id="no-label"),
        pytest.param({"wel": True}, None, id="a-box-that-says-something-else"),
        pytest.param(["ja", "nee"], None, id="a-list-of-both"),
        pytest.param([["ja"]], None, id="a-list-in-a-list"),
        pytest.param("neen", None, id="nearly-no"),
        pytest.param("ja, maar niet nu", None, id="yes-but"),
        pytest.param("on", None, id="what-a-browser-says"),
        pytest.param(2, None, id="two"),
        pytest.param("", None, id="nothing"),
        pytest.param(None, None, id="null"),
        pytest.param({}, None, id="no-boxes"),
    ],
)
def test_yes_and_no_are_read_and_anything_else_is_neither(answer: object, said: object) -> None:
    assert is_yes(answer) is said


@given(st.text().filter(lambda text: text.strip().casefold() not in {"ja", "nee", "true", "false", "0", "1"}))
def test_no_other_word_is_taken_for_either(word: str) -> None:
    assert is_yes(word) is None
    assert is_yes({word: True}) is None
    assert is_yes({"value": word}) is None
