"""Who the sender is: names, addresses and house style of one municipality."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from config.settings import settings

_HERE = Path(__file__).parent / "municipality"
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Support(_Part):
    """The free, independent client support (Wmo 2.2.4)."""

    naam: _Text
    telefoon: _Text


class Objection(_Part):
    """Where an objection goes, on paper and online (Awb 6:4, 2:13)."""

    adres: _Text
    website: _Text
    rechtbank: _Text


class Ordinance(_Part):
    """The council's own rules a decision rests on (Wmo 2.1.3)."""

    naam: _Text
    hardheid: _Text = Field(description="article of the hardship clause")


class Window(_Part):
    """The envelope's window on the paper, in millimetres from the top left corner."""

    links: float = Field(ge=10, le=120)
    boven: float = Field(ge=30, le=80)
    breedte: float = Field(ge=60, le=100)
    hoogte: float = Field(ge=20, le=45)


class Style(_Part):
    """What the house's paper looks like."""

    kleur: str = Field(pattern=r"^#[0-9a-f]{6}$")
    logo: _Text
    logo_tekst: _Text = Field(description="what a screen reader says instead of the logo")
    venster: Window


class Municipality(_Part):
    """One municipality as its letters name it."""

    naam: _Text
    plaats: _Text
    afdeling: _Text
    postadres: tuple[_Text, ...]
    bezoekadres: tuple[_Text, ...]
    telefoon: _Text
    website: _Text
    openingstijden: _Text
    clientondersteuning: Support
    bezwaar: Objection
    verordening: Ordinance
    huisstijl: Style
    logo_svg: str = Field(pattern="<svg")

    def for_letters(self) -> dict[str, object]:
        """The values under `gemeente` in a letter: plain data, to be frozen with it."""
        return self.model_dump(mode="json", exclude={"huisstijl", "logo_svg"})


def load(path: Path) -> Municipality:
    """Read one municipality from its TOML file, the logo from the file beside it."""
    content = tomllib.loads(path.read_text("utf-8"))
    logo = path.parent / content["huisstijl"]["logo"]
    return Municipality.model_validate({**content, "logo_svg": logo.read_text("utf-8")})


@lru_cache(maxsize=1)
def municipality() -> Municipality:
    """The municipality of this installation, read once."""
    return load(_HERE / f"{settings().municipality}.toml")
