"""What is wrong with the record, its keys or its files."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class StoreError(MaatwerkError):
    """The record, its keys or its files are not as they should be."""


class BsnInvalid(StoreError):
    """This is not a valid BSN; the number itself is not kept here."""

    message_nl = "Dit BSN klopt niet. Controleer of u negen cijfers hebt ingevuld, en of ze in de goede volgorde staan."


class BsnUnreadable(StoreError):
    """A sealed BSN was changed, or moved to another citizen's row."""

    def __init__(self, citizen_id: int) -> None:
        super().__init__(f"sealed BSN of citizen {citizen_id} cannot be opened")
        self.citizen_id = citizen_id
        self.message_nl = "Het BSN van deze inwoner is niet meer te lezen. Meld dit aan de beheerder."


class SealBroken(StoreError):
    """Sealed data was changed, or moved to another place."""

    def __init__(self, place: str) -> None:
        super().__init__(f"seal of {place} cannot be opened")
        self.place = place
        self.message_nl = "Dit is niet meer te lezen. Meld dit aan de beheerder."


class KeyMissing(StoreError):
    """Something is sealed with a key that the key file lacks."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no key {key_id}")
        self.key_id = key_id
        self.message_nl = f"De sleutel {key_id} ontbreekt. Zet het sleutelbestand terug uit de reservekopie."


class KeyInUse(StoreError):
    """A key cannot be removed: it is the current one, or something is still sealed with it (`uses` times)."""

    def __init__(self, key_id: str, uses: int = 0) -> None:
        super().__init__(f"key {key_id} is in use ({uses})")
        self.key_id, self.uses = key_id, uses
        what = f"{uses} keer gebruikt" if uses else "nu gebruikt om te verzegelen"
        self.message_nl = f"De sleutel {key_id} wordt nog {what}. Voer eerst uit: maatwerk keys rotate."


class KeysUnreadable(StoreError):
    """The key file cannot be read as one."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no key file")
        self.path = path
        self.message_nl = f"Het sleutelbestand {path} is niet te lezen. Zet het terug uit de reservekopie."


class KeysExposed(StoreError):
    """Other users of this machine can read the keys."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is readable by others")
        self.path = path
        self.message_nl = f"Anderen kunnen de sleutels lezen. Voer uit: chmod 600 {path}. Start daarna opnieuw."


class FileMissing(StoreError):
    """A file that the record refers to is not in its folder."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"no file {sha256}")
        self.sha256 = sha256
        self.message_nl = f"Het bestand {sha256[:8]} ontbreekt. Zet het terug uit de reservekopie."


class FileCorrupt(StoreError):
    """The bytes of a file no longer match their digest."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"file {sha256} was changed")
        self.sha256 = sha256
        self.message_nl = (
            f"Het bestand {sha256[:8]} is veranderd of beschadigd. Verstuur het niet. "
            "Zet het terug uit de reservekopie en meld dit aan de beheerder."
        )


class GuardsChanged(StoreError):
    """The database's guards or constraints differ from those in the code; `names` lists which."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"guards differ: {', '.join(names)}")
        self.names = names
        self.message_nl = (
            "De bewaking in de database is veranderd. Er gaan geen brieven uit. "
            f"Meld dit aan de beheerder. Het gaat om: {', '.join(names)}."
        )


class SchemaOutdated(StoreError):
    """The database is at a different revision from the code; `found` is empty for a new database."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"database at {found or 'nothing'}, code at {expected}")
        self.found, self.expected = found, expected
        self.message_nl = "De database past niet bij deze versie. Werk hem bij met: maatwerk migrate."


class LetterKindChanged(StoreError):
    """A letter name already in the record would change kind: whether it is adverse, or whether it decides."""

    def __init__(self, name: str) -> None:
        super().__init__(f"letter {name} is of another kind in the record")
        self.name = name
        self.message_nl = (
            f"De brief “{name}” staat al vast als een andere soort brief. Geef de nieuwe brief een andere naam."
        )


class OwnerNeeded(StoreError):
    """Only the owner of the tables may do this."""

    message_nl = (
        "Dit mag alleen de eigenaar van de tabellen. Zet MAATWERK_OWNER_DATABASE_URL en voer de opdracht opnieuw uit."
    )


class RetentionChanged(StoreError):
    """A retention rule would change after cases may have been destroyed under it."""

    def __init__(self, process: str, result: str) -> None:
        super().__init__(f"retention of {process} {result} is another in the record")
        self.process, self.result = process, result
        self.message_nl = (
            f"De bewaartermijn voor “{result}” ({process}) staat al vast. "
            "Maak een nieuwe regel met een latere begindatum."
        )


class HeadBroken(StoreError):
    """A file of signed heads does not match its signature."""

    def __init__(self, day: str) -> None:
        super().__init__(f"signed heads of {day} are broken")
        self.day = day
        self.message_nl = f"De vastgelegde stand van {day} is veranderd of niet met onze sleutel ondertekend."


class LettersStopped(StoreError):
    """The check has findings that nobody has settled yet, so no letter is made or handed over."""

    def __init__(self, count: int) -> None:
        super().__init__(f"letters stopped: {count} findings")
        self.count = count
        self.message_nl = (
            "De brieven staan stil: de controle van het dossier vond iets dat niet klopt. "
            "De beheerder moet dit eerst bekijken."
        )


class FindingUnknown(StoreError):
    """There is no finding with this id."""

    def __init__(self, finding_id: int) -> None:
        super().__init__(f"no finding {finding_id}")
        self.finding_id = finding_id
        self.message_nl = f"Er is geen bevinding {finding_id}. Bekijk de lijst met: maatwerk verify."
