"""The sender: names, addresses and house style of one municipality."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from config.municipality.file import MunicipalityUnfit, top, unfit
from config.municipality.house_style import Part, Style, Text
from config.municipality.languages import Languages
from config.municipality.printer import PrinterKey
from config.settings import settings

_HERE = Path(__file__).parent
_Lines = Annotated[tuple[Text, ...], Field(min_length=1)]


# What a letter does not print as it is.
SETTINGS = ("drukker", "eigen_bijdrage", "geheim_adres", "leges", "mandaat", "meelezen", "talen", "verzending", "wet")


class Support(Part):
    """The free, independent client support (Wmo 2.2.4)."""

    naam: Text
    telefoon: Text


class Objection(Part):
    """Where to send an objection, on paper and online (Awb 6:4, 2:13), and whether a committee advises (Awb 7:13)."""

    adres: Text
    website: Text
    rechtbank: Text
    commissie: bool = Field(default=False, description="whether a committee advises on objections (Awb 7:13)")


class LegalHelp(Part):
    """Where anybody gets legal advice for nothing (Wet op de rechtsbijstand, art. 7)."""

    telefoon: Text = "0800 80 20"
    website: Text = "www.juridischloket.nl"


class Ordinance(Part):
    """The council's own rules that a decision is based on (Wmo 2.1.3)."""

    naam: Text
    hardheid: Text = Field(description="article of the hardship clause")


class OfLaw(Part):
    """What differs for one law; what is left out is that of the municipality."""

    clientondersteuning: Support | None = None
    verordening: Ordinance | None = None
    eigen_bijdrage: Contribution | None = None


class Fee(Part):
    """What an application costs from one day on, in euro cents (Gemeentewet, art. 229)."""

    proces: Text
    bedrag: Annotated[int, Field(ge=0)]
    vanaf: date


class Contribution(Part):
    """For what nobody pays a contribution here, by the keys of products; for a wheelchair nobody does anywhere.

    Source: Wmo 2015, art. 2.1.4 and 2.1.4a; Uitvoeringsbesluit Wmo 2015, art. 3.8.
    """

    niet_voor: tuple[Text, ...] = ("wheelchair",)


class Mandate(Part):
    """The roles that may decide and sign in the name of the college (Awb 10:1 to 10:11)."""

    besluiten: tuple[Text, ...] = ("consulent", "tweede_lezer", "teamleider")


class SecondReading(Part):
    """Whether whoever agreed that somebody is not called may read the same decision along; by itself they may not."""

    ook_na_uitzondering: bool = False


class Secrecy(Part):
    """The roles that see a secret address; of the consultants only the one of the case (AVG, art. 5 lid 1 onder f)."""

    ziet: tuple[Text, ...] = ("consulent", "teamleider", "administratie")


class Posting(Part):
    """How many working days after the hand-over the printer posts a letter, as agreed from one day on."""

    dagen: Annotated[int, Field(ge=0, le=10)]
    vanaf: date


class Municipality(Languages):
    """One municipality as its letters name it; `wet` has what differs for a law, by the id of its process."""

    naam: Text
    plaats: Text
    afdeling: Text
    postadres: _Lines
    bezoekadres: _Lines
    # Where to send a form back; the postal address where there is no other.
    antwoordadres: tuple[Text, ...] = ()
    telefoon: Text
    website: Text
    openingstijden: Text
    aanhef: Literal["Beste", "Geachte"] = "Beste"
    clientondersteuning: Support
    bezwaar: Objection
    juridisch_loket: LegalHelp = LegalHelp()
    verordening: Ordinance
    eigen_bijdrage: Contribution = Contribution()
    mandaat: Mandate = Mandate()
    meelezen: SecondReading = SecondReading()
    geheim_adres: Secrecy = Secrecy()
    leges: tuple[Fee, ...] = ()
    verzending: tuple[Posting, ...] = ()
    drukker: tuple[PrinterKey, ...] = ()
    wet: dict[str, OfLaw] = Field(default_factory=dict)
    huisstijl: Style

    @property
    def logo_svg(self) -> str:
        """The source of the logo's SVG."""
        return self.huisstijl.logo

    def under(self, process: str) -> Municipality:
        """The municipality as it is for a case of this process."""
        own = self.wet.get(process)
        return self.model_copy(update={name: given for name, given in own if given}) if own else self

    def fee(self, process: str, on: date) -> int | None:
        """What an application under this process costs on a day, in euro cents; None where nothing is said of it."""
        known = [one for one in self.leges if one.proces == process and one.vanaf <= on]
        return max(known, key=lambda one: one.vanaf).bedrag if known else None

    def posting_days(self, on: date) -> int:
        """The working days between hand-over and post for what is handed over on a day; one where nothing was agreed.

        A letter that is posted before its date leaves somebody more time to object than the law does, and never less.
        """
        known = [one for one in self.verzending if one.vanaf <= on]
        return max(known, key=lambda one: one.vanaf).dagen if known else 1

    def line_for(self, language: str) -> dict[str, str]:
        """The line in the language that somebody speaks, as they wrote it down; empty where there is none."""
        found = self.spoken(language)
        return found.line(self.telefoon) if found else {}

    def for_letters(self) -> dict[str, object]:
        """The values under `gemeente` in a letter, as plain data that is frozen with it."""
        back = ", ".join((self.naam, *(self.antwoordadres or self.postadres)))
        return self.model_dump(mode="json", exclude={"huisstijl", *SETTINGS}) | {"terugsturen": back}


def load(path: Path) -> Municipality:
    """Read one municipality from its TOML file, and the logo beside it; raises `MunicipalityUnfit`."""
    content = top(path)
    try:
        return Municipality.model_validate(content, context={"folder": path.parent})
    except ValidationError as wrong:
        found = unfit(path, wrong)
    raise found


def check(processes: Collection[str]) -> None:
    """Raise `MunicipalityUnfit` when the file of this installation speaks of a law that has no process here."""
    if unknown := [name for name in municipality().wet if name not in processes]:
        known = ", ".join(processes)
        refuse(*(f"wet.{name}: dit proces is er niet; kies uit: {known}" for name in unknown))


def refuse(*problems: str) -> None:
    """Raise `MunicipalityUnfit` about the file of this installation, where there are problems."""
    if problems:
        raise MunicipalityUnfit(_file(), *problems)


def _file() -> Path:
    return _HERE / f"{settings().municipality}.toml"


@lru_cache(maxsize=1)
def municipality() -> Municipality:
    """The municipality of this installation, read once."""
    return load(_file())
