"""What of a form no field of ours read: kept as an answer or as a file, leaf by leaf, so that nothing is lost."""

from __future__ import annotations

import json
import re
from typing import Any

from rules.wording import spelled
from store.keys.encryption import HIDDEN, TAIL, masked
from tasks.answers.files import CONTENTS, DAMAGED, TEXT, Found, file_in, is_file, media_type, remark
from tasks.answers.posted import Earlier, Path, Posted, named
from tasks.answers.texts import TEXT_MAX, visible

# Longer than this, an answer or a question is a file of its own, and only its beginning is shown.
SHOWN_MAX, NAME_MAX, LABEL_MAX = 2_000, 255, 300
ANSWERS_MAX = 500
NUMBER = re.compile(r"[\d .-]+", re.ASCII)
# A number that is asked as one is no text, also where it fails the eleven test.
SECRET = re.compile("bsn|burgerservice|sofi", re.IGNORECASE)
REST = "overige antwoorden"
OWN_BSN = "Het BSN van de inwoner. Het staat verzegeld bij de inwoner."
MORE = "{shown} … (De hele tekst staat in het bestand “{name}”.)"
HELD = "{shown} (Alles wat hier stond, staat in het bestand “{name}”.)"
TWICE = "Dit stond er twee keer, met iets anders erin. Wij lazen het laatste. Kijk na wat klopt."
Answer = tuple[str, str]


def kept(
    posted: Posted, misfits: dict[str, str], files_at: Path, bsn: str
) -> tuple[list[Answer], list[dict[str, Any]]]:
    """The answers that were not read, each with its question, and the files among them; a BSN stays sealed.

    `files_at` is where the form asks for files.
    """
    shelf = _Shelf(misfits, bsn)
    for path, value in posted.left():
        question = visible(named(path))
        if path and isinstance(path[-1], Earlier):
            misfits[shelf.label(question)] = TWICE
        if found := file_in(value):
            posted.read(*((*path, key) for key in found.keys), *(() if found.keys else (path,)))
            shelf.put_file(question, found)
        elif is_file(value):
            misfits[shelf.label(question)] = DAMAGED
        elif not isinstance(value, dict | list):
            if path[: len(files_at)] == files_at and len(path) <= len(files_at) + 1:
                misfits[shelf.label(question)] = DAMAGED
            shelf.put(question, visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))
    return shelf.few(), shelf.files


def told(posted: Posted) -> str:
    """All that was posted, question by question, read or not; a file by its name."""
    lines = []
    for path, value in Posted(posted.values).left():
        if isinstance(value, dict | list) or (isinstance(path[-1], str) and path[-1] in CONTENTS) or file_in(value):
            continue
        said = visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        lines.append(f"{visible(named(path))}: {said}")
    return "\n".join(lines)


def _sealed(said: str, own: str) -> str:
    """A text without the citizen's own number, which is sealed elsewhere."""
    if own and NUMBER.fullmatch(said) and _digits(said).zfill(len(own)) == own:
        return OWN_BSN
    return masked(said, own) if own else said


class _Shelf:
    """The answers and files that were kept so far."""

    def __init__(self, misfits: dict[str, str], bsn: str) -> None:
        self.misfits, self.own = misfits, bsn
        self.answers: list[Answer] = []
        self.files: list[dict[str, Any]] = []
        self._labels: dict[str, str] = {}
        self._short: dict[str, int] = {}
        self._places: dict[str, int] = {}

    def label(self, question: str) -> str:
        """A question as it stands with its answer; of a long one its beginning, which no other question has."""
        if question not in self._labels:
            shown = masked(question)
            short = shown if len(shown) <= LABEL_MAX else f"{shown[:LABEL_MAX]}…"
            self._labels[question] = short if short == question else _once(self._short, short)
        return self._labels[question]

    def put(self, question: str, said: str) -> None:
        """Keep an answer; what is too long for a screen, or has the BSN of somebody else in it, is a file as well."""
        said = _sealed(said, self.own)
        label, shown = self.label(question), masked(said)
        if SECRET.search(question) and _digits(said) and said != OWN_BSN:
            shown = f"{HIDDEN}{_digits(said)[-TAIL:]}"
        if len(shown) > TEXT_MAX or label != question or shown != said:
            whole = said if label == question else f"{question}\n\n{said}"
            more = MORE if len(shown) > SHOWN_MAX else HELD
            shown = more.format(shown=shown[:SHOWN_MAX].strip(), name=spelled(self._write(label, whole)))
        self.answers.append((label, shown))

    def put_file(self, question: str, found: Found) -> None:
        """Keep a file; where its name is too long for one, the whole name is an answer."""
        name = visible(found.name.strip())
        short = name if len(name) <= NAME_MAX else f"{name[:200]}…{name[-50:]}"
        stored = {"name": short, "content": found.content, "media_type": media_type(found.content)}
        self.files.append(stored | {"field": _once(self._places, self.label(question))})
        if why := remark(found.content):
            self.misfits[self.label(question)] = why
        if short != name:
            self.put(f"{question}, {found.keys[0]}", name)
        elif self.label(question) != question:
            self.put(question, name)

    def few(self) -> list[Answer]:
        """So many answers as a person reads on a page; the rest is a file."""
        if len(self.answers) <= ANSWERS_MAX:
            return self.answers
        rest = self.answers[ANSWERS_MAX:]
        name = self._write(REST, "\n".join(f"{label}: {said}" for label, said in rest))
        return [*self.answers[:ANSWERS_MAX], (REST, f"Nog {len(rest)} antwoorden staan in het bestand “{name}”.")]

    def _write(self, label: str, said: str) -> str:
        name = f"{label}.txt"[-NAME_MAX:]
        place = _once(self._places, label)
        self.files.append({"name": name, "content": said.encode(), "media_type": TEXT, "field": place})
        return name


def _once(taken: dict[str, int], text: str) -> str:
    """This text, or with the number of the time that it comes, so that two that read the same are two."""
    first = text
    while text in taken:
        taken[first] += 1
        text = f"{first} ({taken[first]})"
    taken[text] = 1
    return text


def _digits(said: str) -> str:
    return "".join(filter(str.isdecimal, said))
