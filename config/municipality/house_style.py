"""The look of a municipality's letters: colour, logo, and the position of the envelope window."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from config.municipality.logo import drawing

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LEAST_CONTRAST = 4.5
# Beside the window is a column of 57 mm, between margins of 25 mm (letters/layout/letter.typ).
LEFT_ENDS = 125
RIGHT_BEGINS = 85
RIGHT_ENDS = 200
# Below this value a colour channel is linear in sRGB.
_LINEAR = 0.04045


def contrast_on_white(colour: str) -> float:
    """The contrast of a colour such as #0f5a66 with white paper, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _readable(colour: str) -> str:
    measured = contrast_on_white(colour)
    if measured < LEAST_CONTRAST:
        # Truncated, not rounded: 4.46 is not 4.5.
        shown = f"{int(measured * 10) / 10:.1f}".replace(".", ",")
        raise ValueError(f"{colour} heeft op wit een contrast van {shown} op 1; kies donkerder, ten minste 4,5 op 1")
    return colour


def _drawn(name: str, info: ValidationInfo) -> str:
    if Path(name).name != name or not name.endswith(".svg"):
        raise ValueError('moet de naam van een SVG-bestand in dezelfde map zijn, zoals "logo.svg"')
    folder: Path = (info.context or {})["folder"]
    return drawing(folder / name)


class Part(BaseModel):
    """A block of the file, in which unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Window(Part):
    """The envelope window, in millimetres from the top left corner of the paper."""

    links: float = Field(ge=10, le=140)
    boven: float = Field(ge=35, le=80)
    breedte: float = Field(ge=60, le=100)
    hoogte: float = Field(ge=20, le=45)
    retouradres: Annotated[Text, Field(max_length=80)] | None = Field(
        default=None, description="the sender in one small line above the address"
    )

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        end = self.links + self.breedte
        if end > LEFT_ENDS and (self.links < RIGHT_BEGINS or end > RIGHT_ENDS):
            raise ValueError(
                f"het venster loopt van {self.links:g} tot {end:g} mm; laat het links ten hoogste tot {LEFT_ENDS} "
                f"lopen, of rechts van ten minste {RIGHT_BEGINS} tot ten hoogste {RIGHT_ENDS}"
            )
        return self


class Style(Part):
    """The look of the municipality's letters."""

    kleur: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(_readable)]
    logo: Annotated[Text, AfterValidator(_drawn)] = Field(exclude=True, description="the drawing, read from its file")
    logo_tekst: Text = Field(description="what a screen reader says instead of the logo")
    venster: Window
