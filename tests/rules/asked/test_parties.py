"""Who is called, who agrees about whom, and for whom somebody else can speak."""

from datetime import date, datetime

import pytest

from rules.asked import standards as held
from rules.asked.items import Item, Thing, Withdrawal
from rules.asked.parties import Party, PartyKind, must_be_heard, speaks_for, who_agrees
from rules.asked.standards import Standards

DAY = date(2027, 3, 1)
APPLICANT = Party("aanvrager", PartyKind.APPLICANT)
PARTNER = Party("partner", PartyKind.PARTNER)
MOTHER, FATHER = Party("moeder", PartyKind.PARENT), Party("vader", PartyKind.PARENT)
AWAY = Party("vader", PartyKind.PARENT, power=False)


def _youth(age=None, born_on=None):
    return Party("jeugdige", PartyKind.YOUTH, age=age, born_on=born_on)


@pytest.mark.parametrize(
    ("parties", "heard"),
    [
        ((APPLICANT,), ["aanvrager"]),
        ((APPLICANT, PARTNER), ["aanvrager", "partner"]),
        ((MOTHER, FATHER, _youth(11)), ["moeder", "vader"]),
        ((MOTHER, FATHER, _youth(12)), ["moeder", "vader", "jeugdige"]),
        ((MOTHER, FATHER, _youth(15)), ["moeder", "vader", "jeugdige"]),
        ((MOTHER, FATHER, _youth(16)), ["jeugdige"]),
        ((MOTHER, FATHER, _youth(18)), ["jeugdige"]),
        ((MOTHER, FATHER, _youth()), ["moeder", "vader", "jeugdige"]),
        ((MOTHER, AWAY, _youth(8)), ["moeder"]),
        ((MOTHER, _youth(17), Party("zusje", PartyKind.YOUTH, age=10)), ["moeder", "jeugdige"]),
        ((MOTHER, _youth(17), Party("broer", PartyKind.YOUTH)), ["moeder", "jeugdige", "broer"]),
        ((MOTHER, _youth(born_on=date(2011, 3, 1))), ["jeugdige"]),
        ((MOTHER, _youth(born_on=date(2011, 3, 2))), ["moeder", "jeugdige"]),
        ((MOTHER, _youth(born_on=date(2015, 3, 2))), ["moeder"]),
        ((APPLICANT, Party("partner", PartyKind.PARTNER, died_on=DAY)), ["aanvrager"]),
        ((APPLICANT, Party("partner", PartyKind.PARTNER, died_on=date(2027, 3, 2))), ["aanvrager", "partner"]),
        ((APPLICANT, Party("bewindvoerder", PartyKind.ADMINISTRATOR)), ["aanvrager"]),
    ],
    ids=[
        "one", "partners", "eleven", "twelve", "fifteen", "sixteen", "eighteen", "of-an-age-nobody-knows",
        "without-authority", "a-younger-sister", "a-brother-of-an-age-nobody-knows", "sixteen-today",
        "sixteen-tomorrow", "twelve-tomorrow", "died-today", "died-after",
        "an-administrator",
    ],
)  # fmt: skip
def test_these_are_called(parties, heard):
    assert list(must_be_heard(parties, DAY)) == heard


@pytest.mark.parametrize(
    ("by", "parties", "names"),
    [
        (("aanvrager",), (APPLICANT, PARTNER), ["aanvrager"]),
        (("aanvrager", "partner"), (APPLICANT, PARTNER), ["aanvrager", "partner"]),
        (("moeder",), (MOTHER, FATHER, _youth(10)), ["moeder", "vader"]),
        (("moeder", "vader"), (MOTHER, FATHER, _youth(14)), ["moeder", "vader", "jeugdige"]),
        (("moeder",), (MOTHER, FATHER, _youth(16)), ["jeugdige"]),
        (("aanvrager", "partner"), (APPLICANT, Party("partner", PartyKind.PARTNER, died_on=DAY)), ["aanvrager"]),
    ],
    ids=["his-own", "both-partners", "each-parent", "and-the-youth", "the-youth-alone", "who-lives"],
)
def test_these_must_agree(by, parties, names):
    assert list(who_agrees(by, parties, DAY)) == names


@pytest.mark.parametrize(
    ("kind", "power", "help_in_kind", "money"),
    [
        (PartyKind.GUARDIAN, True, True, True),
        (PartyKind.ADMINISTRATOR, True, False, True),
        (PartyKind.MENTOR, True, True, False),
        (PartyKind.AUTHORISED, True, True, True),
        (PartyKind.AUTHORISED, False, False, False),
        (PartyKind.PARTNER, True, False, False),
    ],
)
def test_a_representative_speaks_within_his_power(kind, power, help_in_kind, money):
    speaker = Party("ander", kind, power=power, represents="aanvrager")

    assert speaks_for(speaker, "aanvrager", money=False) is help_in_kind
    assert speaks_for(speaker, "aanvrager", money=True) is money
    assert not speaks_for(speaker, "partner", money=True)
    assert speaks_for(speaker, "ander", money=True)


def test_an_item_wants_an_answer_unless_something_is_said_of_it():
    item = Item(1, "een traplift", Thing("stair_lift"), ("aanvrager",), datetime(2027, 2, 15))  # noqa: DTZ001

    said = ("moved", "running", "provisional", "beside", "spared", "fixed", "lasting")
    assert [name for name in said if getattr(item, name)] == []
    assert not Withdrawal(("aanvrager",), DAY).revoked
    assert not Standards().report_told_of_budget


def test_no_setting_goes_below_its_floor():
    found = Standards(start_days=400, agreement_weeks=520, withdrawal_days=1, daypart_minutes=30)

    assert found == Standards(start_days=14, agreement_weeks=8, withdrawal_days=14, daypart_minutes=None)


def test_a_setting_that_protects_more_is_kept():
    found = Standards(start_days=3, agreement_weeks=2, withdrawal_days=30, daypart_minutes=240)

    assert (found.start_days, found.agreement_weeks) == (3, 2)
    assert (found.withdrawal_days, found.daypart_minutes) == (30, 240)


def test_without_the_floor_it_would_go_below(monkeypatch):
    monkeypatch.setattr(held, "START_DAYS", 400)

    assert Standards(start_days=400).start_days == 400
