"""The values about the call before a decision, or about why there was none (Awb 4:7 to 4:9)."""

from __future__ import annotations

from typing import Any

from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.facts import APPLICANT, Call, Exemption
from rules.record import case_state
from rules.record.entries import every
from tasks.cases.decisions import Grounded
from tasks.cases.open_case import OpenCase
from tasks.parties.people import reader

Values = dict[str, Any]
TRIED = {
    Channel.PHONE: "ik belde u, niemand nam op",
    Channel.COUNTER: "ik verwachtte u aan de balie",
    Channel.VISIT: "ik kwam bij u langs, u was niet thuis",
    Channel.VIDEO: "ik belde u met beeld, niemand nam op",
    Channel.EMAIL: "ik stuurde u een bericht, u antwoordde niet",
}
EXEMPT = {
    ExemptionReason.SAFETY: "Wij hebben u over dit besluit niet gebeld. Twee medewerkers hebben dat samen besloten.",
    ExemptionReason.PURPOSE: "Wij hebben u over dit besluit niet vooraf gebeld. "
    "Dat mag volgens artikel 4:11 van de Algemene wet bestuursrecht.",
    ExemptionReason.REFUSES_CONTACT: "U wilde niet dat wij u hierover belden. Daarom schrijven wij u.",
    ExemptionReason.DECEASED: "Wij hebben over dit besluit niet gebeld, omdat de aanvrager is overleden.",
    ExemptionReason.NOT_REACHED: "Wij hebben geprobeerd u te bellen over dit besluit. Dat is niet gelukt.",
}

WAYS = {
    Channel.PHONE: "aan de telefoon",
    Channel.COUNTER: "aan de balie",
    Channel.VISIT: "bij u thuis",
    Channel.VIDEO: "met beeldbellen",
    Channel.EMAIL: "met beveiligde e-mail",
}


def heard(case: OpenCase, decision: Grounded) -> Values:
    """What the citizen said in the call and what we did with it, or why there was no call."""
    if decision.call:
        call = decision.call.fact
        said = {
            "met": spoken_with(case, call),
            "inbreng": call.summary,
            "reactie": call.response or "Wij hebben dit meegenomen in ons besluit.",
        }
        return {"gesprek": called_at(case, call) | said}
    if decision.exempted:
        request = next(e for e in every(case.record, Exemption) if e.seq == decision.exempted.fact.exemption)
        return {
            "uitzondering": {
                "tekst": EXEMPT[request.fact.reason],
                "pogingen": attempts(case, decision.version, decision.party),
            }
        }
    return {}


def attempts(case: OpenCase, version: int, party: int) -> list[Values]:
    """The attempts to reach a party about one version that reached nobody."""
    failed = case_state.failed(case.record, version, party)
    return [called_at(case, call.fact) | {"wijze": _tried(call.fact)} for call in failed]


def _tried(call: Call) -> str:
    if call.outcome is CallOutcome.WRONG_NUMBER:
        return "ik belde u, maar het nummer klopte niet"
    return TRIED[call.channel]


def called_at(case: OpenCase, call: Call) -> Values:
    """The date and time of a call, as a letter prints them."""
    at = case.local(call.at)
    return {"datum": at.date().isoformat(), "tijd": f"{at:%H.%M}"}


def spoken_with(case: OpenCase, call: Call) -> str:
    """With whom we spoke, as the reader sees it: "u" is the citizen, or the representative who gets the letter."""
    if call.party != APPLICANT:
        # In their letter “u” is the citizen as well.
        return call.spoke_with
    stood_in = bool(reader(case.row, case.record, APPLICANT).stands_in)
    return "u" if call.authorised == stood_in else call.spoke_with
