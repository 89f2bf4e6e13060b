"""The Dutch names of the values in a letter, for messages about them."""

import re

_PLACE = re.compile(r"\[(\d+)\]")
_LABELS = {
    "aanvraag.datum": "de datum van de aanvraag",
    "alternatieven": "wat er wel kan",
    "bezwaar.uiterlijk": "de laatste dag voor bezwaar",
    "brief.datum": "de datum van de brief",
    "brief.kenmerk": "het kenmerk van de brief",
    "client.aanhef": "de aanhef van de inwoner",
    "client.adres": "het adres",
    "client.adres[]": "regel {} van het adres",
    "client.naam": "de naam van de inwoner",
    "consulent.naam": "de naam van de consulent",
    "consulent.telefoon": "het telefoonnummer van de consulent",
    "consulent.werkdagen": "de werkdagen van de consulent",
    "gemachtigde": "de naam van de gemachtigde",
    "gesprek.aanwezig[]": "aanwezige {} bij het gesprek",
    "gesprek.afspraken": "de afspraken uit het gesprek",
    "gesprek.besproken": "wat is besproken",
    "gesprek.datum": "de datum van het gesprek",
    "gesprek.extra": "de opmerking bij de uitnodiging",
    "gesprek.inbreng": "wat de inwoner in het gesprek inbracht",
    "gesprek.met": "met wie is gesproken",
    "gesprek.nieuwe_feiten": "de nieuwe feiten uit het gesprek",
    "gesprek.plaats": "de plaats van het gesprek",
    "gesprek.reactie": "onze reactie op wat de inwoner inbracht",
    "gesprek.tolk": "de taal van de tolk",
    "hardheid": "de afweging van de hardheidsclausule",
    "intrekking.reden": "de reden van de intrekking",
    "melding.datum": "de datum van de melding",
    "melding.vraag": "de hulpvraag",
    "ondertekenaar.naam": "de naam van de ondertekenaar",
    "rechtsgrond": "het wetsartikel",
    "stukken": "de lijst met ontbrekende stukken",
    "stukken[].naam": "de naam van stuk {}",
    "stukken[].waarom": "waarom stuk {} nodig is",
    "uitzondering.tekst": "de uitleg waarom er niet is gebeld",
    "verslag.bijdrage": "de eigen bijdrage in het verslag",
    "verslag.conclusie": "de conclusie van het verslag",
    "verslag.datum": "de datum van het verslag",
    "verslag.hulpvraag": "de hulpvraag in het verslag",
    "verslag.onderdelen": "het onderzoek in het verslag",
    "verslag.onderdelen[].tekst": "onderdeel {} van het onderzoek",
    "verslag.pgb": "de uitleg over het pgb in het verslag",
    "verslag.plan": "het persoonlijk plan in het verslag",
    "voorzieningen": "de lijst met voorzieningen",
    "voorzieningen[].aanbieder": "de aanbieder van voorziening {}",
    "voorzieningen[].aflossing.bedrag": "hoeveel de inwoner terugbetaalt bij voorziening {}",
    "voorzieningen[].aflossing.vanaf": "vanaf wanneer de inwoner terugbetaalt bij voorziening {}",
    "voorzieningen[].bedrag": "het bedrag van voorziening {}",
    "voorzieningen[].berekening": "de berekening van het pgb bij voorziening {}",
    "voorzieningen[].bron": "waar de reden bij voorziening {} op steunt",
    "voorzieningen[].doel": "waar het geld voor is bij voorziening {}",
    "voorzieningen[].inzet": "wat de inwoner zelf doet bij voorziening {}",
    "voorzieningen[].kop": "de kop van de reden bij voorziening {}",
    "voorzieningen[].naam": "de naam van voorziening {}",
    "voorzieningen[].omvang": "de omvang van voorziening {}",
    "voorzieningen[].plan": "het plan bij voorziening {}",
    "voorzieningen[].reden": "de reden bij voorziening {}",
    "voorzieningen[].resultaat": "het resultaat van voorziening {}",
    "voorzieningen[].vanaf": "de eerste dag van voorziening {}",
    "voorzieningen[].verrekening": "waarmee het voorschot wordt verrekend bij voorziening {}",
    "zaak.nummer": "het zaaknummer",
}


def label(path: str) -> str:
    """The Dutch name of a value by its path, such as `stukken[2].naam`; the quoted path where it has none."""
    places = _PLACE.findall(path)
    return _LABELS.get(_PLACE.sub("[]", path), f"“{path}”").format(*places)


def labels() -> frozenset[str]:
    """Every path that has a Dutch name, with `[]` for a position in a list."""
    return frozenset(_LABELS)
