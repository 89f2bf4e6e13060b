"""What cannot be done with a case, and who may not do it."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class CaseError(MaatwerkError):
    """An error about one case."""


class CaseUnknown(CaseError):
    """There is no case with this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no case {number}")
        self.number = number
        self.message_nl = f"Wij kennen geen zaak met nummer {number}. Controleer het nummer."


class ProcessUnknown(CaseError):
    """A case or form names a process that does not exist."""

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"no process {name}")
        self.name = name
        choice = f" Kies uit: {', '.join(known)}." if known else ""
        self.message_nl = f"Het proces “{name}” bestaat niet.{choice}"


class FactInvalid(CaseError):
    """A fact is incomplete or wrong; `problems` maps each field to a Dutch sentence that says what to do."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"invalid fields: {', '.join(sorted(problems))}")
        self.problems = problems
        self.message_nl = " ".join(problems.values())


class FactUnknown(CaseError):
    """There is no kind of fact with this name."""

    def __init__(self, kind: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no kind of fact {kind}")
        self.kind = kind
        self.message_nl = f"“{kind}” is geen soort feit. Kies uit: {', '.join(known)}."


class FactUntimely(CaseError):
    """The case has not reached the point where this fact belongs; `message_nl` says what has to come first."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("this fact does not belong here yet")
        self.message_nl = message_nl


class CaseChanged(CaseError):
    """Somebody else added to the case after this form was opened."""

    def __init__(self, number: str, expected: int, found: int) -> None:
        super().__init__(f"{number}: expected version {expected}, found {found}")
        self.number, self.expected, self.found = number, expected, found
        self.message_nl = (
            "Deze zaak is intussen gewijzigd. Er is nog niets vastgelegd. "
            "Wat u invulde staat er nog: lees wat er nieuw is en leg het daarna opnieuw vast."
        )


class FormSent(CaseError):
    """This form was sent before, as fact `seq` on the record, with different contents."""

    def __init__(self, number: str, seq: int) -> None:
        super().__init__(f"{number}: this form became fact {seq} before, and now says something else")
        self.number, self.seq = number, seq
        self.message_nl = (
            "U hebt dit formulier al verstuurd, met iets anders erin. Dat staat in het dossier, dit nog niet. "
            "Lees wat er nieuw is. Klopt wat u nu invulde? Leg het dan opnieuw vast."
        )


class RoleMissing(CaseError):
    """This person lacks the role that this needs."""

    def __init__(self, role_nl: str) -> None:
        super().__init__(f"needs the role {role_nl}")
        self.role_nl = role_nl
        self.message_nl = f"Dit mag alleen een {role_nl} doen. Vraag een collega met die rol."


class DestructionRefused(CaseError):
    """A case may not be destroyed, or not yet; `why` holds Dutch sentences."""

    def __init__(self, number: str, why: tuple[str, ...]) -> None:
        super().__init__(f"{number} may not be destroyed")
        self.number, self.why = number, why
        self.message_nl = f"Zaak {number} mag niet worden vernietigd. {' '.join(why)}"


class SamePerson(CaseError):
    """A check by a second person was attempted by the first."""

    message_nl = "U hebt dit zelf voorgesteld. Vraag een collega om het te beoordelen."


class ExemptedIt(SamePerson):
    """Whoever agreed that somebody is not called about a decision would read it along, or the other way round."""

    message_nl = (
        "Wie goedkeurt dat wij iemand niet bellen, leest dit besluit niet ook mee. Vraag het een andere collega, die "
        "het niet zelf schreef."
    )


class StaffUnknown(MaatwerkError):
    """There is no active member of staff with this user name."""

    def __init__(self, name: str) -> None:
        super().__init__("no such member of staff")
        self.name = name
        self.message_nl = f"Wij kennen geen medewerker met de naam “{name}”. Controleer de gebruikersnaam."


class CallMissing(CaseError):
    """An adverse letter was requested before a call had reached the citizen."""

    message_nl = "Deze brief kan nog niet weg: bel eerst de inwoner over dit besluit en leg het gesprek vast."
