"""What every refusal is held to: a sentence for people, a line for the log, and its values."""

import pytest


@pytest.fixture
def tells():
    def check(error, values, log, said):
        assert error.message_nl == said
        assert str(error) == log
        assert {name: value for name, value in vars(error).items() if name != "message_nl"} == values

    return check
