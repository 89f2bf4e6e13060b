"""The law as shipped: the rules are tested with the calendar citizens live by."""

import pytest

from config.law import law


@pytest.fixture(scope="session")
def the_law():
    return law()


@pytest.fixture(scope="session")
def calendar(the_law):
    return the_law.calendar
