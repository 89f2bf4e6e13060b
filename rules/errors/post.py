"""Why letters do not go out."""

from __future__ import annotations

from datetime import date

from rules.errors.store import StoreError
from rules.wording import day_nl


class PostError(StoreError):
    """A bundle of letters cannot be sealed, handed over or answered."""


class RecordRestored(PostError):
    """A backup was restored, and the record has not yet been told what the printer already has."""

    message_nl = "Er is een reservekopie teruggezet. Er gaan geen brieven uit. Voer uit: maatwerk reconcile."


class RecordBehind(PostError):
    """Bundles were handed over that the record does not know, as happens after a restore."""

    def __init__(self, bundles: tuple[str, ...]) -> None:
        super().__init__(f"bundles unknown to the record: {', '.join(bundles)}")
        self.bundles = bundles
        self.message_nl = (
            f"De drukker heeft {len(bundles)} bundel(s) die hier niet bekend zijn. Is een reservekopie teruggezet? "
            "Er gaan geen brieven uit. Voer uit: maatwerk reconcile."
        )


class BundleDiffers(PostError):
    """A file with this name but other contents has already been handed over."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was handed over with other contents")
        self.name = name
        self.message_nl = (
            f"Bij de drukker ligt al een ander bestand met de naam {name}. Er is niets overschreven. "
            "Zoek uit wie het daar neerzette en meld dit aan de beheerder."
        )


class BundleTorn(PostError):
    """The lines of a bundle have changed since it was sealed."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"bundle {bundle} does not match its digest")
        self.bundle = bundle
        self.message_nl = f"Bundel {bundle} is veranderd nadat hij was verzegeld. Verstuur hem niet. Bel de beheerder."


class LetterHeld(PostError):
    """A letter may not leave, whoever posts it; `because` is the reason, in Dutch."""

    def __init__(self, letter: int, because: str) -> None:
        super().__init__(f"letter {letter} is held")
        self.letter = letter
        self.message_nl = because


class BundleUnknown(PostError):
    """There is no such bundle, or no answer to it can be recorded now."""

    def __init__(self, bundle: int) -> None:
        super().__init__(f"bundle {bundle} cannot be answered")
        self.bundle = bundle
        self.message_nl = (
            "Deze bundel is nog niet overgedragen, of er is al een ander antwoord op. Laad de pagina opnieuw."
        )


class DatedOtherwise(PostError):
    """A letter bears the day on which it is posted: its terms are counted from that."""

    def __init__(self, dated_on: date) -> None:
        super().__init__(f"the letter is dated {dated_on}")
        self.dated_on = dated_on
        self.message_nl = (
            f"Op deze brief staat {day_nl(dated_on)}. De dagen in de brief tellen vanaf die dag. "
            "Kies “Zet de datum van vandaag erop”, en print de brief nog een keer."
        )


class NotThatDay(PostError):
    """A letter was not posted before it was made, nor in the future."""

    def __init__(self, day: date, first_on: date, last_on: date) -> None:
        super().__init__(f"posted on {day}, which is not from {first_on} to {last_on}")
        self.day, self.first_on, self.last_on = day, first_on, last_on
        self.message_nl = (
            f"Deze dag kan niet. Kies een dag van {day_nl(first_on)} tot en met {day_nl(last_on)}. "
            "Op de eerste dag was de brief klaar, de laatste is vandaag."
        )


class LetterLeaving(PostError):
    """The letter is already in a bundle, or is not there to be taken out of the queue."""

    def __init__(self, letter: int) -> None:
        super().__init__(f"letter {letter} cannot be taken out")
        self.letter = letter
        self.message_nl = "Deze brief is al verzegeld of nog niet gemaakt. Laad de pagina opnieuw."


class AnswerRefused(PostError):
    """A file with an answer of the printer that is not taken; it stays where it is."""


class AnswerUnreadable(AnswerRefused):
    """A file that is no answer of the printer; `because` says why, in Dutch."""

    def __init__(self, because: str) -> None:
        super().__init__(f"no answer: {because}")
        self.because = because
        self.message_nl = (
            f"Dit bestand is geen antwoord van de drukker: {because}. Vraag de drukker om een nieuw bestand."
        )


class AnswerElsewhere(AnswerRefused):
    """An answer about another bundle than it was sent for."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"an answer about {bundle}")
        self.bundle = bundle
        self.message_nl = (
            f"Dit antwoord gaat over bundel {bundle}. Dat is een andere bundel. Kies het bestand van deze bundel."
        )


class AnswerAboutNothing(AnswerRefused):
    """An answer about a bundle that the printer does not have."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"an answer about {bundle}, which was not handed over")
        self.bundle = bundle
        self.message_nl = (
            f"Dit antwoord gaat over bundel {bundle}. Die bundel ligt niet bij de drukker. "
            "Vraag de drukker welke bundel hij bedoelt."
        )


class AnswerOfAnotherList(AnswerRefused):
    """An answer with the digest of another manifest than the one that was handed over."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"an answer with another manifest than that of {bundle}")
        self.bundle = bundle
        self.message_nl = (
            f"Dit antwoord over bundel {bundle} hoort bij een andere lijst dan wij hebben gegeven. "
            "Vraag de drukker wat hij heeft ontvangen. Druk niets opnieuw."
        )


class AnswerUnsigned(AnswerRefused):
    """An answer without a signature of the printer, while its key is known."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"an answer about {bundle} is not signed")
        self.bundle = bundle
        self.message_nl = (
            f"Onder dit antwoord over bundel {bundle} staat geen handtekening. Vraag de drukker om het te ondertekenen."
        )


class AnswerForged(AnswerRefused):
    """An answer whose signature was not made with a key of the printer."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"the signature under an answer about {bundle} does not hold")
        self.bundle = bundle
        self.message_nl = (
            f"De handtekening onder dit antwoord over bundel {bundle} klopt niet. Bel de drukker. "
            "Kwam het niet van de drukker? Meld dat aan de beheerder."
        )


class AnsweredOtherwise(AnswerRefused):
    """Something else about this bundle is on the record."""

    def __init__(self, bundle: str) -> None:
        super().__init__(f"bundle {bundle} was answered otherwise")
        self.bundle = bundle
        self.message_nl = (
            f"Over bundel {bundle} is al een ander antwoord vastgelegd. Dat blijft staan. "
            "Bel de drukker en vraag wat er met de brieven is gebeurd."
        )


class AnswerMissing(PostError):
    """A restored record cannot say why a letter went again: the answer about its earlier bundle is not there."""

    def __init__(self, reference: str, bundle: str, earlier: str) -> None:
        super().__init__(f"no answer about {earlier}, while {reference} lies in {bundle} as well")
        self.reference, self.bundle, self.earlier = reference, bundle, earlier
        self.message_nl = (
            f"Brief {reference} zit in bundel {bundle}, en ook in de eerdere bundel {earlier}. Het bestand waarin de "
            f"drukker {earlier} weigerde, ontbreekt. Er gaan geen brieven uit. Vraag de drukker om dat bestand en zet "
            "het in de map met antwoorden. Voer dan uit: maatwerk reconcile."
        )
