"""The labels for the outcomes of a call, the six most common first."""

from __future__ import annotations

from dataclasses import dataclass

from rules.calls import CallOutcome, Channel, Direction, ExemptionReason


@dataclass(frozen=True)
class Choice:
    """One way a call can end, and what happens then."""

    outcome: CallOutcome
    label: str
    then: str


REACHED = (
    Choice(CallOutcome.INFORMED_AGREES, "Besluit blijft zo", "De inwoner begrijpt het"),
    Choice(CallOutcome.INFORMED_DISAGREES, "Blijft zo, oneens", "U schrijft op wat de inwoner vindt"),
    Choice(CallOutcome.NEW_FACTS, "Nieuwe informatie", "Het onderzoek gaat weer open"),
)
NOT_REACHED = (
    Choice(CallOutcome.NOT_REACHED, "Geen gehoor", "Telt als poging"),
    Choice(CallOutcome.WRONG_NUMBER, "Nummer klopt niet", "Telt als poging. Zoek een ander nummer"),
    Choice(CallOutcome.DELAY_ASKED, "Later bellen", "U spreekt een dag af"),
)
OTHER = (
    Choice(CallOutcome.OTHER_SOLUTION, "Andere oplossing", "U maakt daarna een nieuw voornemen"),
    Choice(CallOutcome.WITHDRAWS, "Trekt de aanvraag in", "De inwoner krijgt een bevestiging"),
    Choice(CallOutcome.OTHER_CHANNEL, "Wil niet bellen, wel praten", "Kies balie, huisbezoek of beeldbellen"),
    Choice(CallOutcome.INTERPRETER, "Tolk nodig", "Plan een gesprek met tolk"),
    Choice(CallOutcome.DEAF, "Hoort niet goed of is doof", "Kies een schrijftolk of beeldbellen"),
    Choice(CallOutcome.REPRESENTATIVE, "Vertegenwoordiger bellen", "Bel wie namens de inwoner mag spreken"),
    Choice(CallOutcome.NO_CONTACT, "Wil geen contact", "U vraagt een uitzondering aan"),
    Choice(CallOutcome.CRISIS, "Onveilig of crisis", "De zaak gaat voor alles"),
)
LABELS = {choice.outcome: choice.label for choice in (*REACHED, *NOT_REACHED, *OTHER)}
CHANNELS = (
    (Channel.PHONE, "Telefoon"),
    (Channel.COUNTER, "Balie"),
    (Channel.VISIT, "Huisbezoek"),
    (Channel.VIDEO, "Beeldbellen"),
    (Channel.EMAIL, "Beveiligde e-mail"),
)
DIRECTIONS = ((Direction.OUT, "U belde de inwoner"), (Direction.IN, "De inwoner belde u"))
EXEMPTIONS = (
    (ExemptionReason.NOT_REACHED, "Genoeg pogingen, niet bereikt"),
    (ExemptionReason.REFUSES_CONTACT, "De inwoner wil uitdrukkelijk geen telefoon"),
    (ExemptionReason.SAFETY, "Bellen is niet veilig voor een medewerker"),
    (ExemptionReason.PURPOSE, "Vooraf bellen maakt het besluit zinloos (Awb 4:11 onder c)"),
    (ExemptionReason.DECEASED, "De inwoner is overleden"),
)
EXEMPT = dict(EXEMPTIONS)
