"""What is wrong with a command line, in Dutch; the library knows it in English alone."""

from __future__ import annotations

import typer

CODE = 2


def told(misused: typer.TyperException) -> str:
    """What to do about it, and where to read on."""
    context = getattr(misused, "ctx", None)
    command = context.command_path if context else "maatwerk"
    return f"{_problem(misused)} Wat er kan, ziet u met: {command} --help."


def _problem(misused: typer.TyperException) -> str:
    option = getattr(misused, "option_name", "")
    parameter = getattr(misused, "param", None)
    match type(misused).__name__:
        case "NoSuchOption":
            return f"De optie {option} bestaat niet."
        case "BadOptionUsage":
            return f"De optie {option} is niet goed ingevuld. Zet er één waarde achter, als er een bij hoort."
        case "MissingParameter" if parameter is not None:
            return f"Er ontbreekt iets: {parameter.metavar or ', '.join(parameter.opts)}."
        case "BadParameter" if parameter is not None:
            return f"Dit kan niet bij {', '.join(parameter.opts)}."
        case _:
            return "Deze opdracht klopt niet: er staat een woord te veel, of een opdracht die er niet is."
