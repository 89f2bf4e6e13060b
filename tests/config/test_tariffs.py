"""The tariffs of a municipality: dated, of things on its list, in no money."""

from datetime import date

import pytest

from config import tariffs as module
from config.law.file import LawDataError
from config.products import products
from config.tariffs import tariffs
from rules.asked.quantity import Unit

TODAY = date(2027, 3, 1)
LIST = """
course = "klein"
valid_from = 2026-01-01

[[product]]
key = "lamp"
name = "leeslamp"
units = ["minute", "piece"]
forms = ["pgb"]
"""
OLD = '[[tariff]]\nproduct = "lamp"\nunit = "minute"\ncents = 2000\nvalid_from = 2026-01-01\n'
NEW = '[[tariff]]\nproduct = "lamp"\nunit = "minute"\ncents = 2300\nvalid_from = 2027-01-01\n'
PIECE = '[[tariff]]\nproduct = "lamp"\nunit = "piece"\ncents = 9900\nvalid_from = 2026-01-01\n'


@pytest.fixture
def read(tmp_path):
    """The tariffs of a folder with one file, as they are on a day."""

    def tariffs_in(text, key="lamp", *, on=TODAY):
        (tmp_path / "klein.toml").write_text(LIST + text)
        return tariffs(key, "klein", on=on, folder=tmp_path)

    yield tariffs_in
    products.cache_clear()
    module._tariffs.cache_clear()


def test_the_newest_price_that_has_begun_counts_in_whatever_order_they_stand(read):
    assert read(NEW + OLD + PIECE) == {Unit.MINUTE: 2300, Unit.PIECE: 9900}


def test_before_its_day_a_price_does_not_count(read):
    assert read(OLD + NEW, on=date(2026, 6, 1)) == {Unit.MINUTE: 2000}


def test_what_has_no_price_has_none(read):
    assert read(PIECE, "stoel") == {}
    assert tariffs("lamp", "nergens", on=TODAY) == {}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('product = "lamp"', 'product = "stoel"', "product “stoel” staat niet in de lijst"),
        ('unit = "minute"', 'unit = "cent"', "een bedrag heeft zelf geen tarief"),
        ('unit = "minute"', 'unit = "uur"', "unit kent geen 'uur'"),
        ("cents = 2000", "cents = 0", "cents moet 1 of meer zijn"),
        ("cents = 2000", "cents = 2000\nprijs = 3", "onbekend veld: prijs"),
    ],
)
def test_a_tariff_that_cannot_be_right_is_refused(read, old, new, problem):
    with pytest.raises(LawDataError) as refused:
        read(OLD.replace(old, new))
    assert problem in refused.value.problem


def test_the_hours_of_the_wmo_have_an_example():
    assert tariffs("household_help", "wmo", on=TODAY) == {Unit.MINUTE: 2300}
