"""The forms in which the law gives something; an answer is in one of them, or is none (Wmo 2015, art. 2.3.5, 2.3.6)."""

from enum import StrEnum


class Grant(StrEnum):
    """How something is given; the values are those on the record and in the files of a course."""

    IN_KIND = "natura"
    BUDGET = "pgb"
    # Money: each period, once, to be paid back, or until the decision.
    ALLOWANCE = "uitkering"
    ONE_OFF = "eenmalig"
    LOAN = "lening"
    ADVANCE = "voorschot"
    CARD = "kaart"
    PROGRAMME = "traject"
    NONE = "niets"


# What nobody is given who did not ask for it, or agree to it: where another form is possible, that is whole.
ONLY_IF_ASKED = frozenset({Grant.BUDGET, Grant.LOAN, Grant.ADVANCE})
# What is paid out as money, and not drawn as help.
PAID_OUT = frozenset({Grant.ALLOWANCE, Grant.ONE_OFF, Grant.LOAN, Grant.ADVANCE})
