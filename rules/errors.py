"""What can go wrong, one small tree: the class names the fact, values are attributes."""

from __future__ import annotations

from datetime import date

from rules.fields import label
from rules.wording import day_nl


class MaatwerkError(Exception):
    """Any refusal of this engine; `message_nl` is for people, says what to do, and holds no personal data."""

    message_nl = "Er ging iets mis. Probeer het opnieuw. Lukt het niet, bel dan de beheerder."


class LawError(MaatwerkError):
    """The law, or our data about it, does not allow what was asked."""


class UnknownTerm(LawError):
    """No term with this id."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"unknown term {term_id}")
        self.term_id = term_id
        self.message_nl = f"Wij kennen de regel “{term_id}” niet. Controleer de naam, bijvoorbeeld wmo_onderzoek."


class NoTermVersion(LawError):
    """The term exists, but no version of it was in force on this day."""

    def __init__(self, term_id: str, on: date) -> None:
        super().__init__(f"no version of {term_id} in force on {on}")
        self.term_id = term_id
        self.on = on
        self.message_nl = f"De regel “{term_id}” gold niet op {day_nl(on)}. Kies een andere dag."


class TermWithoutLength(LawError):
    """The law sets a duty here, but no number of days."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} has no length")
        self.term_id = term_id
        self.message_nl = f"De wet noemt bij “{term_id}” geen vaste termijn. Er is dus geen laatste dag."


class MomentMissing(LawError):
    """This clock time did not exist: the clock went forward."""

    def __init__(self, at: str) -> None:
        super().__init__(f"no such moment {at}")
        self.at = at
        self.message_nl = f"Het tijdstip {at} bestaat niet: de klok ging toen vooruit. Kies een ander tijdstip."


class SuspensionRefused(LawError):
    """This term knows no suspension on this ground."""

    def __init__(self, term_id: str, ground: str) -> None:
        super().__init__(f"{term_id} cannot be suspended on {ground}")
        self.term_id = term_id
        self.ground = ground
        self.message_nl = (
            f"De termijn “{term_id}” kan niet stilstaan op de grond “{ground}”. "
            "Kies een andere grond, of laat de termijn doorlopen."
        )


class SetTermMissing(LawError):
    """An invitation without a set term does not suspend (Awb 4:15 lid 1 onder a)."""

    def __init__(self, ground: str) -> None:
        super().__init__(f"{ground} needs a set term")
        self.ground = ground
        self.message_nl = (
            f"Bij “{ground}” staat de termijn alleen stil als u een termijn hebt gesteld. "
            "Geef de dag van uw verzoek (sent) en de laatste dag (last)."
        )


class PeriodReversed(LawError):
    """The last day lies before the first."""

    def __init__(self, first_on: date, last_on: date) -> None:
        super().__init__(f"period from {first_on} to {last_on}")
        self.first_on = first_on
        self.last_on = last_on
        self.message_nl = (
            f"Deze periode klopt niet: van {day_nl(first_on)} tot {day_nl(last_on)}. Kies een laatste dag na de eerste."
        )


class ExtensionRefused(LawError):
    """The law gives no extension of this term, or not this one."""

    def __init__(self, term_id: str) -> None:
        super().__init__(f"{term_id} cannot be extended so")
        self.term_id = term_id


class NotExtendable(ExtensionRefused):
    """This term knows no extension at all."""

    def __init__(self, term_id: str) -> None:
        super().__init__(term_id)
        self.message_nl = f"De wet geeft voor “{term_id}” geen verlenging."


class ExtensionTooLong(ExtensionRefused):
    """The new date lies past the most the law allows without consent."""

    def __init__(self, term_id: str, last_on: date) -> None:
        super().__init__(term_id)
        self.last_on = last_on
        self.message_nl = (
            f"Zo lang kan “{term_id}” niet worden verlengd. De laatste dag is {day_nl(last_on)}. "
            "Later kan alleen als alle betrokkenen schriftelijk instemmen."
        )


class ExtensionTooLate(ExtensionRefused):
    """The notice of extension was sent outside the running term."""

    def __init__(self, term_id: str, notice_by: date) -> None:
        super().__init__(term_id)
        self.notice_by = notice_by
        self.message_nl = (
            f"Een bericht over verlenging van “{term_id}” moet in de termijn vallen: uiterlijk op {day_nl(notice_by)}."
        )


class ExtensionTooEarly(ExtensionRefused):
    """The new date does not lie after the term it extends."""

    def __init__(self, term_id: str, ends_on: date) -> None:
        super().__init__(term_id)
        self.ends_on = ends_on
        self.message_nl = f"De nieuwe datum moet later zijn dan {day_nl(ends_on)}: dan eindigt “{term_id}” nu."


class OutsideCalendar(LawError):
    """The dated law data does not reach this day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"outside the dated law data: {day}")
        self.day = day
        self.message_nl = f"Voor {day_nl(day)} staat er geen tarief in onze gegevens."


class CaseError(MaatwerkError):
    """Something about one case."""


class CaseUnknown(CaseError):
    """There is no case with this number."""

    def __init__(self, number: str) -> None:
        super().__init__(f"no case {number}")
        self.number = number
        self.message_nl = f"Wij kennen geen zaak met nummer {number}. Controleer het nummer."


class ProcessUnknown(CaseError):
    """A case or form names a process that is not there."""

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(f"no process {name}")
        self.name = name
        choice = f" Kies uit: {', '.join(known)}." if known else ""
        self.message_nl = f"Het proces “{name}” bestaat niet.{choice}"


class FactInvalid(CaseError):
    """A fact is incomplete or wrong; `problems` maps a field to what to do about it, in Dutch."""

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
    """The case is not at the point where this fact belongs; `message_nl` says what has to come first."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("this fact does not belong here yet")
        self.message_nl = message_nl


class CaseChanged(CaseError):
    """Somebody else added to the case since this form was opened."""

    def __init__(self, number: str, expected: int, found: int) -> None:
        super().__init__(f"{number}: expected version {expected}, found {found}")
        self.number, self.expected, self.found = number, expected, found
        self.message_nl = (
            "Deze zaak is intussen gewijzigd. Er is nog niets vastgelegd. "
            "Wat u invulde staat er nog: lees wat er nieuw is en leg het daarna opnieuw vast."
        )


class RoleMissing(CaseError):
    """This person may not do this."""

    def __init__(self, role_nl: str) -> None:
        super().__init__(f"needs the role {role_nl}")
        self.role_nl = role_nl
        self.message_nl = f"Dit mag alleen een {role_nl} doen. Vraag een collega met die rol."


class SamePerson(CaseError):
    """The second person is the first one."""

    message_nl = "U hebt dit zelf voorgesteld. Vraag een collega om het te beoordelen."


class StaffUnknown(MaatwerkError):
    """There is no active member of staff with this name."""

    def __init__(self, name: str) -> None:
        super().__init__("no such member of staff")
        self.name = name
        self.message_nl = f"Wij kennen geen medewerker met de naam “{name}”. Controleer de gebruikersnaam."


class CallMissing(CaseError):
    """An adverse letter was asked for without a call that reached the citizen."""

    message_nl = "Deze brief kan nog niet weg: bel eerst de inwoner over dit besluit en leg het gesprek vast."


class LetterError(MaatwerkError):
    """A letter that cannot be made; travels between processes, so its arguments are all it holds."""

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
    """A template that cannot be read, or does more than show values."""

    def __init__(self, letter: str, line: int | None, cause_nl: str) -> None:
        super().__init__(letter, line, cause_nl)
        self.letter, self.line, self.cause_nl = letter, line, cause_nl
        place = f" op regel {line}" if line else ""
        self.message_nl = (
            f"Het sjabloon “{letter}” heeft een fout{place}: {cause_nl}. Herstel die regel. "
            "Of haal het eigen sjabloon van de gemeente weg, dan geldt het standaardsjabloon weer."
        )


class ValueMissing(LetterError):
    """The letter prints a value that is not there, or is empty."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
        self.message_nl = f"In deze brief ontbreekt {label(field)}. Vul dit in en maak de brief opnieuw."


class ValueUnfit(LetterError):
    """A value is not of the kind the letter needs."""

    def __init__(self, field: str, fault_nl: str) -> None:
        super().__init__(field, fault_nl)
        self.field, self.fault_nl = field, fault_nl
        named = label(field)
        self.message_nl = f"{named[0].upper()}{named[1:]} {fault_nl}. Pas dit aan en maak de brief opnieuw."


class SignUnprintable(LetterError):
    """A sign that the letter's fonts do not have: an emoji, a control character, half a sign."""

    def __init__(self, field: str, code_point: int) -> None:
        super().__init__(field, code_point)
        self.field, self.code_point = field, code_point
        sign = chr(code_point)
        named = f"“{sign}” (U+{code_point:04X})" if sign.isprintable() else f"dat u niet ziet (U+{code_point:04X})"
        self.message_nl = (
            f"In {label(field)} staat een teken {named}. Dat teken kan niet in een brief. "
            "Haal het weg of schrijf het uit in gewone letters."
        )


class AddressUnfit(LetterError):
    """The address does not fit the window of the envelope."""

    def __init__(self, field: str, line: int | None) -> None:
        super().__init__(field, line)
        self.field, self.line = field, line
        fault = f"Regel {line} van het adres is te lang" if line else "Het adres telt niet drie tot zes regels"
        self.message_nl = (
            f"{fault} voor het venster van de envelop. Kort het adres af of verdeel het over regels: "
            "ten minste drie, ten hoogste zes."
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
    """The text leaves out what the law asks of this letter."""

    def __init__(self, letter: str, missing: tuple[str, ...]) -> None:
        super().__init__(letter, missing)
        self.letter, self.missing = letter, missing
        named = ", ".join(name.replace("_", " ") for name in missing)
        self.message_nl = f"In de brief “{letter}” ontbreekt verplichte tekst: {named}. Zet die terug in het sjabloon."


class ContentsForbidden(LetterError):
    """The text shows what this letter must keep from third persons."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter
        self.message_nl = (
            f"De brief “{letter}” verraadt waar de zaak over gaat. Een huisgenoot kan dat lezen. Haal die woorden weg."
        )


class CallUnmentioned(LetterError):
    """A negative letter tells of the call, or of the approved exception: of one of both."""

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
    """The fonts were not fetched."""

    message_nl = "De lettertypes voor de brieven ontbreken. Voer `make install` uit en probeer het opnieuw."


class StoreError(MaatwerkError):
    """The record, its keys or its files are not as they must be."""


class BsnInvalid(StoreError):
    """This is no BSN; the number itself is not kept here."""

    message_nl = "Dit BSN klopt niet. Controleer of u negen cijfers hebt ingevuld, en of ze in de goede volgorde staan."


class BsnUnreadable(StoreError):
    """A sealed BSN was changed, or moved to another citizen."""

    def __init__(self, citizen_id: int) -> None:
        super().__init__(f"sealed BSN of citizen {citizen_id} cannot be opened")
        self.citizen_id = citizen_id
        self.message_nl = "Het BSN van deze inwoner is niet meer te lezen. Meld dit aan de beheerder."


class KeyMissing(StoreError):
    """A BSN is sealed with a key that is not in the key file."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key {key_id}")
        self.key_id = key_id
        self.message_nl = f"De sleutel {key_id} ontbreekt. Zet het sleutelbestand terug uit de reservekopie."


class KeysExposed(StoreError):
    """Others on this machine can read the keys."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is readable by others")
        self.path = path
        self.message_nl = f"Anderen kunnen de sleutels lezen. Voer uit: chmod 600 {path}. Start daarna opnieuw."


class FileMissing(StoreError):
    """A file on the record is not in its folder."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"no file {sha256}")
        self.sha256 = sha256
        self.message_nl = f"Het bestand {sha256[:8]} ontbreekt. Zet het terug uit de reservekopie."


class FileCorrupt(StoreError):
    """A file's bytes are not those that were kept."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"file {sha256} was changed")
        self.sha256 = sha256
        self.message_nl = (
            f"Het bestand {sha256[:8]} is veranderd of beschadigd. Verstuur het niet. "
            "Zet het terug uit de reservekopie en meld dit aan de beheerder."
        )


class GuardsChanged(StoreError):
    """The database's guards or constraints differ from those in the code; `names` tells which."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"guards differ: {', '.join(names)}")
        self.names = names
        self.message_nl = (
            "De bewaking in de database is veranderd. Er gaan geen brieven uit. "
            f"Meld dit aan de beheerder. Het gaat om: {', '.join(names)}."
        )


class SchemaOutdated(StoreError):
    """The database is at another revision than the code; `found` is empty for a new database."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"database at {found or 'nothing'}, code at {expected}")
        self.found, self.expected = found, expected
        self.message_nl = "De database past niet bij deze versie. Werk hem bij met: maatwerk migrate."


class LetterKindChanged(StoreError):
    """A letter that exists would become adverse or a decision, or no longer be so."""

    def __init__(self, name: str) -> None:
        super().__init__(f"letter {name} is of another kind in the record")
        self.name = name
        self.message_nl = (
            f"De brief “{name}” staat al vast als een andere soort brief. Geef de nieuwe brief een andere naam."
        )


class RunError(MaatwerkError):
    """A run of a process cannot start, or cannot go on."""


class NumberInvalid(RunError):
    """This is not a case number; what was given instead is not kept here, for it may be a BSN."""

    message_nl = "Dit is geen zaaknummer. Vul het nummer in zoals het op de zaak staat, bijvoorbeeld WMO-2026-0001."


class ProcessMismatch(RunError):
    """The case belongs to another process than the flow that was started."""

    def __init__(self, number: str, process: str) -> None:
        super().__init__(f"{number} is a case of {process}")
        self.number, self.process = number, process
        self.message_nl = f"Zaak {number} hoort bij het proces “{process}”. Start dat proces."


class Redacted(RunError):
    """What Prefect may see of an error: its class, the case, and our own words; `passing` when repeating may help."""

    def __init__(self, code: str, number: str, message_nl: str, *, passing: bool = False) -> None:
        super().__init__(f"{code} in {number}")
        self.code, self.number, self.message_nl, self.passing = code, number, message_nl, passing


class IntakeError(MaatwerkError):
    """Something about an incoming report."""


class FormUnknown(IntakeError):
    """There is no mapping for this form, or not for this version of it."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(f"no mapping for form {name} version {version}")
        self.name, self.version = name, version
        self.message_nl = (
            f"Het formulier “{name}”, versie {version}, kennen wij niet. "
            "Vraag de beheerder om een bestand in config/forms/ voor dit formulier."
        )


class ReportUnreadable(IntakeError):
    """A line is no report at all: no JSON, or not in the shape the form server posts."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("unreadable report")
        self.message_nl = message_nl


class ReportRefused(IntakeError):
    """A report has fields that are wrong; `problems` maps each to a Dutch sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"refused fields: {', '.join(sorted(problems))}")
        self.problems = problems
        self.message_nl = " ".join(f"{field}: {problem}" for field, problem in problems.items())


class StartError(MaatwerkError):
    """Maatwerk cannot come up."""


class PortTaken(StartError):
    """Another program listens there."""

    def __init__(self, port: int, setting: str) -> None:
        super().__init__(f"port {port} is taken")
        self.port, self.setting = port, setting
        self.message_nl = (
            f"Poort {port} is al in gebruik. Stop het programma dat daar draait, of kies een andere poort, "
            f"bijvoorbeeld: {setting}={port + 1} maatwerk start."
        )


class AlreadyRunning(StartError):
    """Another start uses this data folder."""

    def __init__(self, home: str) -> None:
        super().__init__(f"{home} is in use")
        self.home = home
        self.message_nl = (
            f"Maatwerk draait al met de gegevens in {home}. Stop dat eerst, of kies een andere map met MAATWERK_HOME."
        )


class NotReady(StartError):
    """A part did not come up."""

    def __init__(self, name_nl: str, log: str) -> None:
        super().__init__(f"{name_nl} did not come up")
        self.name_nl, self.log = name_nl, log
        self.message_nl = f"{name_nl} kwam niet op gang. Lees het logboek {log} en probeer het opnieuw."


class LetterUngrounded(StoreError):
    """Letters that the gate should have refused are on the record; `letter_ids` tells which."""

    def __init__(self, letter_ids: tuple[int, ...]) -> None:
        super().__init__(f"letters without ground: {', '.join(map(str, letter_ids))}")
        self.letter_ids = letter_ids
        count = "is 1 brief" if len(letter_ids) == 1 else f"zijn {len(letter_ids)} brieven"
        self.message_nl = (
            f"Er {count} vastgelegd zonder geldig telefoongesprek of geldige uitzondering. Er gaan geen brieven uit. "
            f"Meld dit aan de beheerder. Het gaat om: {', '.join(map(str, letter_ids))}."
        )
