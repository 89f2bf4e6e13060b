"""The kinds of text that a field of ours holds, whoever fills it in."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from letters.writing.signs import clean
from rules.errors import LetterError
from rules.visible import blank
from tasks.answers.fitting import abroad
from tasks.answers.texts import LINE_MAX, TEXT_MAX

# The context of what came from a form, which nobody can be asked to mend.
AS_SENT = "as sent"


def refuse(sentence: str) -> PydanticCustomError:
    """What pydantic raises for a value that is wrong, with its Dutch sentence."""
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def _printable(text: str) -> str:
    try:
        return " ".join(clean(text, "dit veld").split())
    except LetterError:
        raise refuse("Hier staat een teken in dat niet in een brief kan. Schrijf het in gewone letters.") from None


def storable(text: str) -> str:
    """A citizen's own words stay as they are, emoji included; only characters that are not text are refused."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r" for sign in text):
        raise refuse("Hier staan tekens in die geen tekst zijn. Typ dit veld opnieuw.")
    return text.strip()


def _filled(text: str, given: ValidationInfo) -> str:
    if (not text or (blank(text) and not text.isascii())) and given.context != AS_SENT:
        raise refuse("Vul dit in.")
    return text


Line = Annotated[str, StringConstraints(max_length=LINE_MAX), AfterValidator(_printable)]
Country = Annotated[Line, AfterValidator(abroad)]
Required = Annotated[Line, AfterValidator(_filled), Field(default="", validate_default=True)]
Text = Annotated[str, StringConstraints(max_length=TEXT_MAX), AfterValidator(storable)]
