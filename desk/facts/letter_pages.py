"""The pages about where letters go, and about one that is held; what is held links to them."""

from __future__ import annotations

from desk.facts import filled_in
from desk.facts.plain_form import Page
from rules.facts.post.address import AddressCorrected, AddressHidden, AddressOpened, AddressShown, HeirsNamed
from rules.facts.post.held import AddressTold, LetterDropped, SentAgain, SpellingChosen

_LETTER = ("letter",)

LETTER_PAGES = (
    Page(
        "geheim-adres",
        AddressHidden,
        "Het adres is geheim",
        "Dit geldt voor alle zaken van deze inwoner. Brieven gaan dan niet meer naar de drukker: de administratie "
        "verstuurt ze zelf. Op het scherm zien alleen enkele collega’s het adres.",
        "Houd het adres geheim",
        start=filled_in.today(AddressHidden),
        link="Het adres geheim houden",
    ),
    Page(
        "adres-niet-meer-geheim",
        AddressShown,
        "Het adres is niet meer geheim",
        "Dit geldt voor alle zaken van deze inwoner. Brieven gaan weer mee met de drukker.",
        "Leg vast",
        link="Het adres niet meer geheim houden",
    ),
    Page(
        "geheim-adres-bekeken",
        AddressOpened,
        "Open het geheime adres",
        "U ziet het adres en de brieven van deze zaak tot het einde van de dag. Op de tijdlijn staat dat u het opende.",
        "Open het adres",
    ),
    Page(
        "adres-van-een-ander",
        AddressCorrected,
        "Het adres van een ander",
        "Van wie brieven van deze zaak krijgt, maar niet de inwoner is.",
        "Bewaar het adres",
        link="Het adres van een ander wijzigen",
        linked=("reads",),
    ),
    Page(
        "adres-van-de-erven",
        HeirsNamed,
        "Schrijf aan de erven",
        "Brieven die nog in huis zijn, gaan dan naar de erven. Een machtiging of bewind stopt als iemand overlijdt.",
        "Schrijf aan de erven",
        link="Brieven naar de erven sturen",
    ),
    Page(
        "brief-vervalt",
        LetterDropped,
        "Laat deze brief vervallen",
        "De brief gaat niet weg. Vraagt de zaak hem later toch nog? Dan wordt hij vanzelf opnieuw gemaakt.",
        "Laat de brief vervallen",
        ("why",),
        hidden=_LETTER,
        linked=_LETTER,
    ),
    Page(
        "adres-in-brief",
        AddressTold,
        "De lezer mag dit adres zien",
        "De brief gaat dan mee met de volgende briefrun, met het adres erin.",
        "De brief mag weg",
        ("why",),
        hidden=_LETTER,
        linked=_LETTER,
    ),
    Page(
        "brief-toch-versturen",
        SentAgain,
        "Verstuur deze brief toch",
        "De brief gaat mee met de volgende briefrun, met een nieuwe datum. De tijd om te antwoorden of bezwaar te "
        "maken telt dan vanaf die dag.",
        "Verstuur de brief toch",
        ("why",),
        hidden=_LETTER,
        linked=_LETTER,
    ),
    Page(
        "schrijfwijze",
        SpellingChosen,
        "Kies een schrijfwijze",
        "Op papier staat dit woord goed, maar voorleessoftware leest uit de pdf iets anders. De brieven van deze zaak "
        "krijgen het zoals u kiest.",
        "Leg de keuze vast",
        link="Kies een schrijfwijze",
        linked=("word",),
    ),
)
