"""Whether an amount is what its own calculation comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.grants.calculation import Line, contradicts, lines

FITS = [
    pytest.param("12 weken van € 28,75", 345_00, id="a-number-times-a-price"),
    pytest.param("52 weken, 2 uur per week, € 23,00 per uur", 2392_00, id="three-figures"),
    pytest.param("52 weken, 2 uur per week, € 23,00 per uur. Dat is € 199,34 per maand.", 199_34, id="told-a-month"),
    pytest.param("Het tarief is € 45,00. Dat is samen € 7.020,00.", 7020_00, id="told-in-thousands"),
    pytest.param("2 uur x € 20 = € 40; 3 ritten x € 5 = € 15", 55_00, id="lines-added-up"),
    pytest.param("2 uur x € 20 = € 40; 3 ritten x € 5 = € 15, samen € 55", 55_00, id="lines-and-their-total"),
    pytest.param("€ 28,75 per week, 12 weken: = € 345", 345_00, id="an-outcome"),
    pytest.param("€ 100 per maand", 100_00, id="an-amount-a-month-is-one"),
    pytest.param("Uren maal tarief.", 1, id="no-money-no-quarrel"),
    pytest.param("3 uur x € 33,33", 99_99, id="to-the-cent"),
]
QUARRELS = [
    pytest.param("12 weken van € 28,75", 1_00, id="a-euro-for-all-of-it"),
    pytest.param("52 weken, 2 uur per week, € 23,00 per uur", 23_00, id="the-price-of-one-hour-is-no-amount"),
    pytest.param("12 weken x € 28,75 = € 300,00", 300_00, id="a-line-that-is-wrong"),
    pytest.param("2 uur x € 20 = € 40; 3 ritten x € 5 = € 15", 40_00, id="one-line-of-two"),
    pytest.param("Het tarief is € 45,00. Dat is samen € 7.020,00.", 45_00, id="not-the-total-it-tells"),
    pytest.param("€ 28,75 per week, 12 weken: = € 345", 28_75, id="not-its-outcome"),
]


@pytest.mark.parametrize(("text", "amount"), FITS)
def test_an_amount_fits_what_its_calculation_comes_to(text: str, amount: int) -> None:
    assert not contradicts(text, amount)


@pytest.mark.parametrize(("text", "amount"), QUARRELS)
def test_an_amount_that_contradicts_its_calculation_is_found(text: str, amount: int) -> None:
    assert contradicts(text, amount)


def test_a_line_has_a_number_a_price_and_a_total() -> None:
    assert lines("12 weken x € 28,75 = € 345,00 en verder niets") == (Line(12, "weken", 28_75, 345_00),)  # type: ignore[arg-type]
    assert lines("12 weken van € 28,75") == ()


@given(st.integers(2, 200), st.integers(1, 500_00), st.integers(1, 10_000_00))
def test_only_the_product_of_a_line_fits_it(number: int, each: int, amount: int) -> None:
    total = number * each
    text = f"{number} uur x € {each // 100},{each % 100:02} = € {total // 100},{total % 100:02}"

    assert not contradicts(text, total)
    assert contradicts(text, amount) is (amount != total)
