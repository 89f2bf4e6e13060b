"""Why an incoming report is refused."""

from __future__ import annotations

from rules.errors.root import MaatwerkError


class IntakeError(MaatwerkError):
    """An error about an incoming report."""


class FormUnknown(IntakeError):
    """There is no mapping for this form."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no mapping for form {name}")
        self.name = name
        self.message_nl = (
            f"Het formulier “{name}” kennen wij niet. "
            "Vraag de beheerder om een bestand in config/forms/ voor dit formulier."
        )


class ReportUnreadable(IntakeError):
    """A line is not a report at all: not JSON, or not in the shape that the form server posts."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("unreadable report")
        self.message_nl = message_nl


class ReportRefused(IntakeError):
    """A report has invalid fields; `problems` maps each to a Dutch sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"refused fields: {', '.join(sorted(problems))}")
        self.problems = problems
        self.message_nl = " ".join(f"{field}: {problem}" for field, problem in problems.items())


class AttachmentRefused(IntakeError):
    """A file cannot be added to a case."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("file refused")
        self.message_nl = message_nl


class AttachmentUnknown(IntakeError):
    """There is no such file in this case."""

    def __init__(self) -> None:
        super().__init__("no such file in this case")
        self.message_nl = "Dit bestand hoort niet bij deze zaak. Open de zaak, en kies het bestand daar."
