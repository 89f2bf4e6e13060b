"""A municipality decides whether whoever agreed that somebody is not called may read the decision along."""

from __future__ import annotations

import pytest
from plays import intended
from postgres import APPLICATION

from rules.calls import ExemptionReason
from rules.errors import ExemptedIt
from rules.facts import Approval, Exemption, ExemptionApproval
from store.models.decision import READS_TOO
from store.upkeep import schema
from tasks.cases import asks

WHY = "Er is vorige week gedreigd aan de deur."


@pytest.mark.parametrize("allowed", [False, True])
def test_the_file_of_the_municipality_says_so(owned: str, *, allowed: bool) -> None:
    schema.migrate(owned, allowed={READS_TOO: allowed}, role=APPLICATION)
    play = intended()
    play.days(1).do(Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation=WHY))
    play.do(ExemptionApproval(exemption=play.case().version), by="karin")
    if not allowed:
        with pytest.raises(ExemptedIt):
            play.put(Approval(decision=1), by="karin")
        assert play.run().waits_for is asks.READ_ALONG
    else:
        assert play.approve(by="karin").waits_for is None
        assert play.letters()[-1][0] == "afwijzing"
