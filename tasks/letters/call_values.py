"""The values about the call before a decision, or about why there was none (Awb 4:7 to 4:9)."""

from __future__ import annotations

from typing import Any

from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.facts import APPLICANT, Call, Exemption, Speaker
from rules.facts.asking.talks import Talk
from rules.record import case_state, parties
from rules.record.entries import every
from tasks.cases.decisions import Grounded
from tasks.cases.open_case import OpenCase
from tasks.parties.people import capacity, person, reader

Values = dict[str, Any]
TRIED = {
    Channel.PHONE: "wij belden {them}, niemand nam op",
    Channel.COUNTER: "wij verwachtten {them} aan de balie",
    Channel.VISIT: "wij kwamen bij {them} langs, {them} was niet thuis",
    Channel.VIDEO: "wij belden {them} met beeld, niemand nam op",
    Channel.EMAIL: "wij stuurden {them} een bericht, {them} antwoordde niet",
}
EXEMPT = {
    ExemptionReason.SAFETY: "Twee medewerkers hebben samen besloten dat wij {them} hierover niet vooraf bellen.",
    ExemptionReason.PURPOSE: "Wij hebben {them} over dit besluit niet vooraf gebeld. "
    "Dat mag volgens artikel 4:11 van de Algemene wet bestuursrecht.",
    ExemptionReason.REFUSES_CONTACT: "U wilde niet dat wij u hierover belden. Daarom schrijven wij u.",
    ExemptionReason.DECEASED: "Wij hebben over dit besluit niet gebeld, omdat de aanvrager is overleden.",
    ExemptionReason.NOT_REACHED: "Wij hebben geprobeerd {them} te bellen over dit besluit. Dat is niet gelukt.",
}
OTHERS = {
    ExemptionReason.REFUSES_CONTACT: "Wij mochten {them} hierover niet bellen. Daarom schrijven wij deze brief.",
}

WAYS = {
    Channel.PHONE: "aan de telefoon",
    Channel.COUNTER: "aan de balie",
    Channel.VISIT: "bij u thuis",
    Channel.VIDEO: "met beeldbellen",
    Channel.EMAIL: "met beveiligde e-mail",
}


def heard(case: OpenCase, decision: Grounded) -> Values:
    """What was said in the call with the party whom a decision letter is for, or why there was no call.

    In such a letter “u” is the citizen.
    """
    if decision.call:
        call = decision.call.fact
        said = {
            "met": spoken_with(case, call, decides=True),
            "inbreng": call.summary,
            "reactie": call.response or "Wij hebben dit meegenomen in ons besluit.",
        }
        return {"gesprek": called_at(case, call) | said}
    if decision.exempted:
        request = next(e for e in every(case.record, Exemption) if e.seq == decision.exempted.fact.exemption)
        them = "u" if decision.party == APPLICANT else person(case.row, case.record, decision.party).called
        texts = EXEMPT if decision.party == APPLICANT else EXEMPT | OTHERS
        return {
            "uitzondering": {
                "tekst": texts[request.fact.reason].format(them=them),
                "pogingen": attempts(case, decision.version, decision.party, them=them),
                "overleden": "ja" if request.fact.reason is ExemptionReason.DECEASED else "",
            }
        }
    return {}


def attempts(case: OpenCase, version: int, party: int, *, them: str = "u") -> list[Values]:
    """The attempts to reach a party about one version that reached nobody; the letter calls the party `them`."""
    failed = case_state.failed(case.record, version, party)
    return [called_at(case, call.fact) | {"wijze": _tried(call.fact).format(them=them)} for call in failed]


def _tried(call: Call) -> str:
    if call.outcome is CallOutcome.WRONG_NUMBER:
        return "wij belden {them}, maar het nummer klopte niet"
    return TRIED[call.channel]


def called_at(case: OpenCase, call: Call) -> Values:
    """The date and time of a call, as a letter prints them."""
    at = case.local(call.at)
    return {"datum": at.date().isoformat(), "tijd": f"{at:%H.%M}"}


def spoken_with(case: OpenCase, call: Call, *, decides: bool = False) -> str:
    """With whom we spoke, as who reads it sees it: “u” is they themselves, be it the party or who stands in for them.

    In a letter that decides, “u” is the citizen, so that anybody else has a name there, be it who reads the letter.
    """
    if decides:
        return "u" if call.party == APPLICANT and not call.authorised else call.spoke_with
    stands_in = bool(reader(case.row, case.record, call.party).speaks_for)
    return "u" if call.authorised == stands_in else call.spoke_with


def talked_with(case: OpenCase, talk: Talk) -> str:
    """The same of a talk about what was asked."""
    stands_in = bool(reader(case.row, case.record, talk.party).speaks_for)
    spoke_for = talk.spoke_with is Speaker.REPRESENTATIVE
    if stands_in == spoke_for:
        return "u"
    return f"uw {_stand_in(case, talk.party)}" if spoke_for else person(case.row, case.record, talk.party).called


def _stand_in(case: OpenCase, party: int) -> str:
    """As what somebody spoke for this party who does not read its letters."""
    joined = [one.fact.kind.value for one in parties.joined(case.record) if one.fact.represents == party]
    if joined or case.row.representative is None:
        return joined[-1] if joined else "gemachtigde"
    return capacity(case.row.representative, case.row.citizen)
