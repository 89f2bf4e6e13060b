"""What of a form no field of ours read: kept as an answer or as a file, leaf by leaf, so that nothing is lost."""

from __future__ import annotations

import json
import re
from typing import Any

from tasks.intake.files import DAMAGED, TEXT, Found, file_in, is_file, media_type, remark
from tasks.intake.fitting import TEXT_MAX, visible
from tasks.intake.posted import Path, Posted, named

# Longer than this, an answer is a file of its own, and only its beginning is shown.
SHOWN_MAX, NAME_MAX, LABEL_MAX = 2_000, 255, 300
ANSWERS_MAX = 500
NUMBER = re.compile(r"[\d .-]+", re.ASCII)
REST = "overige antwoorden"
OWN_BSN = "Het BSN van de inwoner. Het staat verzegeld bij de inwoner."
MORE = "{shown} … (De hele tekst staat in het bestand “{name}”.)"
Answer = tuple[str, str]


def kept(
    posted: Posted, misfits: dict[str, str], files_at: Path, bsn: str
) -> tuple[list[Answer], list[dict[str, Any]]]:
    """The answers that were not read, each with its question, and the files among them; the BSN stays sealed.

    `files_at` is where the form asks for files.
    """
    answers: list[Answer] = []
    files: list[dict[str, Any]] = []
    for path, value in posted.left():
        label = _label(path)
        if found := file_in(value):
            posted.read(*((*path, key) for key in found.keys), *(() if found.keys else (path,)))
            answers += _as_file(label, found, files, misfits)
        elif is_file(value):
            misfits[label] = DAMAGED
        elif not isinstance(value, dict | list):
            if path[: len(files_at)] == files_at and len(path) <= len(files_at) + 1:
                misfits[label] = DAMAGED
            answers.append((label, _answer(label, value, bsn, files)))
    return _few(answers, files), files


def _label(path: Path) -> str:
    return visible(named(path))[:LABEL_MAX]


def _as_file(label: str, found: Found, files: list[dict[str, Any]], misfits: dict[str, str]) -> list[Answer]:
    """Keep a file; where its name is too long for one, the whole name is an answer."""
    name = visible(found.name.strip())
    short = name if len(name) <= NAME_MAX else f"{name[:200]}…{name[-50:]}"
    stored = {"name": short, "content": found.content, "media_type": media_type(found.content)}
    files.append(stored | {"field": _place(label, files)})
    if why := remark(found.content):
        misfits[label] = why
    return [] if short == name else [(f"{label}, {found.keys[0]}"[:LABEL_MAX], name)]


def _answer(label: str, value: Any, bsn: str, files: list[dict[str, Any]]) -> str:
    said = visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    if bsn and NUMBER.fullmatch(said) and "".join(filter(str.isdigit, said)).zfill(len(bsn)) == bsn:
        return OWN_BSN
    if len(said) <= TEXT_MAX:
        return said
    name = f"{label}.txt"[-NAME_MAX:]
    files.append(_written(name, said, _place(label, files)))
    return MORE.format(shown=said[:SHOWN_MAX].strip(), name=name)


def _place(label: str, files: list[dict[str, Any]]) -> str:
    """Where a file stood; two places that read the same, or begin the same, are still two."""
    taken, place = {one["field"] for one in files}, label
    while place in taken:
        place = f"{place} (nog een)"
    return place


def _few(answers: list[Answer], files: list[dict[str, Any]]) -> list[Answer]:
    """So many as a person reads on a page; the rest is a file."""
    if len(answers) <= ANSWERS_MAX:
        return answers
    rest, name = answers[ANSWERS_MAX:], f"{REST}.txt"
    files.append(_written(name, "\n".join(f"{label}: {said}" for label, said in rest), REST))
    return [*answers[:ANSWERS_MAX], (REST, f"Nog {len(rest)} antwoorden staan in het bestand “{name}”.")]


def _written(name: str, said: str, field: str) -> dict[str, Any]:
    return {"name": name, "content": said.encode(), "media_type": TEXT, "field": field}
