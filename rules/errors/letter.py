"""Why a letter cannot be made."""

from __future__ import annotations

from rules.errors.root import MaatwerkError
from rules.errors.value_names import label
from rules.holds import Hold


class LetterError(MaatwerkError):
    """A letter that cannot be made; pickled between processes, so it holds nothing but its arguments."""

    field: str | None = None

    def __str__(self) -> str:
        return f"{type(self).__name__}{self.args}"


class TemplateMissing(LetterError):
    """There is no letter with this name."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter
        self.message_nl = f"De brief “{letter}” bestaat niet. Kies een brief uit de lijst."


class TemplateBroken(LetterError):
    """A template that cannot be parsed, or that does more than show values."""

    def __init__(self, letter: str, line: int | None, cause_nl: str) -> None:
        super().__init__(letter, line, cause_nl)
        self.letter, self.line, self.cause_nl = letter, line, cause_nl
        place, mend = (f" op regel {line}", "die regel") if line else ("", "het sjabloon")
        self.message_nl = (
            f"Het sjabloon “{letter}” heeft een fout{place}: {cause_nl}. Herstel {mend}. "
            "Of haal het eigen sjabloon van de gemeente weg, dan geldt het standaardsjabloon weer."
        )


class TemplateTooCostly(LetterError):
    """A template that needs more time, memory or paper than a letter may use."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter
        self.message_nl = (
            f"Het sjabloon “{letter}” kost te veel tijd of geheugen en is gestopt. Staat er een for in een for, "
            "of een stuk tekst dat zichzelf invoegt? Haal dat weg."
        )


class ValueMissing(LetterError):
    """The letter prints a value that is missing or empty."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.message_nl = f"In deze brief ontbreekt {label(field)}. Vul dit in en maak de brief opnieuw."


class MandateMissing(LetterError):
    """Nobody in this case may sign this decision (Awb 10:10)."""

    message_nl = (
        "Niemand bij deze zaak heeft mandaat om dit besluit te ondertekenen. Laat een collega met mandaat meelezen, of "
        "geef de zaak aan een consulent met mandaat. Maak de brief daarna opnieuw."
    )


class ValueUnfit(LetterError):
    """A value has the wrong type or form; `fault_nl` says what is wrong with it."""

    def __init__(self, field: str, fault_nl: str) -> None:
        super().__init__(field, fault_nl)
        self.field, self.fault_nl = field, fault_nl
        named = label(field)
        self.message_nl = f"{named[0].upper()}{named[1:]} {fault_nl}. Pas dit aan en maak de brief opnieuw."


class SignUnprintable(LetterError):
    """The letter's fonts lack this character: an emoji, a control character, a lone surrogate."""

    def __init__(self, field: str, code_point: int) -> None:
        super().__init__(field, code_point)
        self.field, self.code_point = field, code_point
        sign = chr(code_point)
        named = f"“{sign}” (U+{code_point:04X})" if sign.isprintable() else f"dat u niet ziet (U+{code_point:04X})"
        self.message_nl = (
            f"In {label(field)} staat een teken {named}. Dat teken kan niet in een brief. "
            "Haal het weg of schrijf het uit in gewone letters."
        )


class SignApart(LetterError):
    """A letter with a mark that is no sign of its own: a PDF gives other text back than it shows."""

    def __init__(self, field: str, sign: str, word: str) -> None:
        super().__init__(field, sign, word)
        self.field, self.sign, self.word = field, sign, word
        self.message_nl = (
            f"{Hold.SIGN} “{sign}” in “{word}”. Dat staat in {label(field)}. Kies een schrijfwijze: schrijf het woord "
            "anders, of laat het zo en geef ook de webpagina of de platte tekst."
        )

    def __str__(self) -> str:
        """What a log may say: the word is somebody's name, or what they said."""
        return f"SignApart({self.field!r})"


class AddressUnfit(LetterError):
    """The address does not fit the envelope window; `line` is the line that is too long, if there is one."""

    def __init__(self, field: str, line: int | None) -> None:
        super().__init__(field, line)
        self.field, self.line = field, line
        fault = f"regel {line} is te lang" if line else "het telt niet drie tot zes regels"
        self.message_nl = (
            f"{Hold.WINDOW}: {fault}. Kort het adres af of verdeel het over regels: ten minste drie, ten hoogste zes."
        )


class ContactUnfit(LetterError):
    """The contact details do not fit beside the envelope window."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.message_nl = (
            "De contactgegevens passen niet naast het venster van de envelop. Kort de naam of het e-mailadres van de "
            "contactpersoon in."
        )


class LetterTooLong(LetterError):
    """More pages than a letter may have."""

    def __init__(self, pages: int, most: int) -> None:
        super().__init__(pages, most)
        self.pages, self.most = pages, most
        self.message_nl = (
            f"Deze brief telt {pages} bladzijden; ten hoogste {most} mag. Kort de tekst in of stuur een bijlage mee."
        )


class ContentsMissing(LetterError):
    """The text leaves out contents that the law requires in this letter."""

    def __init__(self, letter: str, missing: tuple[str, ...]) -> None:
        super().__init__(letter, missing)
        self.letter, self.missing = letter, missing
        named = ", ".join(name.replace("_", " ") for name in missing)
        self.message_nl = f"In de brief “{letter}” ontbreekt verplichte tekst: {named}. Zet die terug in het sjabloon."


class ContentsForbidden(LetterError):
    """The text reveals what this letter must not show to third parties."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter
        self.message_nl = (
            f"De brief “{letter}” verraadt waar de zaak over gaat. Een huisgenoot kan dat lezen. Haal die woorden weg."
        )


class RefusalMisplaced(LetterError):
    """The text rejects something, in this sentence, in a letter that does not require a call."""

    def __init__(self, letter: str, sentence: str = "") -> None:
        super().__init__(*filter(None, (letter, sentence)))
        self.letter = letter
        said = f": “{sentence}”" if sentence else "."
        self.message_nl = (
            f"De brief “{letter}” is geen afwijzing, maar de tekst wijst iets af{said} Dat mag alleen in een brief "
            "waarvoor eerst is gebeld. Haal die zin weg."
        )


class ClaimUnfounded(LetterError):
    """The text says that something happened, in this sentence, and that fact is not on the record."""

    def __init__(self, claim: str, sentence: str) -> None:
        super().__init__(claim, sentence)
        self.claim, self.sentence = claim, sentence
        self.message_nl = (
            f"De brief zegt: “{sentence}” Dat staat niet in het dossier. Is het wel gebeurd? Leg het dan vast en maak "
            "de brief opnieuw. Is het niet gebeurd? Haal die zin dan uit het sjabloon."
        )


class CallUnmentioned(LetterError):
    """An adverse letter mentions neither the call nor an approved exemption, where it must mention one of them."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter, self.field = letter, "gesprek"
        self.message_nl = (
            "Deze brief noemt het telefoongesprek niet, en ook geen goedgekeurde uitzondering. "
            "Bel eerst de inwoner en leg het gesprek vast."
        )


class TypesettingFailed(LetterError):
    """Typst refused the letter, or warned about it."""

    def __init__(self, warnings: int) -> None:
        super().__init__(warnings)
        self.warnings = warnings
        self.message_nl = (
            "De brief kon niet worden opgemaakt. Er is niets verstuurd. Meld dit aan de beheerder, met het zaaknummer."
        )


class FontsMissing(LetterError):
    """The fonts are not installed."""

    message_nl = "De lettertypes voor de brieven ontbreken. Voer `make install` uit en probeer het opnieuw."
