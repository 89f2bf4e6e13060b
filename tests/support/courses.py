"""A second process beside the Wmo, with its own form and its own rules for keeping."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from config import process as processfiles
from config import products
from config.forms import forms
from config.law import law
from tasks.cases.courses import COURSES, course_of

WMO = processfiles.FOLDER / "wmo.toml"


def like_the_wmo(name: str, prefix: str) -> str:
    """What the file of a process says that differs from the Wmo in its name alone."""
    text = WMO.read_text()
    for old, new in (('id = "wmo"', f'id = "{name}"'), ('"Wmo 2015"', f'"{name.title()}"'), ('"WMO"', f'"{prefix}"')):
        assert old in text
        text = text.replace(old, new)
    return text


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """The Wmo and no other law, from a file in this folder."""
    (folder / "wmo.toml").write_text(WMO.read_text())
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(processfiles, "FOLDER", folder)
            processfiles.processes.cache_clear()
            yield
    finally:
        processfiles.processes.cache_clear()


@contextmanager
def beside(folder: Path, name: str, text: str) -> Iterator[Path]:
    """The file, in this folder, of a process that says this and has the steps of the Wmo."""
    (folder / "wmo.toml").write_text(WMO.read_text())
    made = folder / f"{name}.toml"
    made.write_text(text)
    wmo = next(one for one in forms() if one.process == "wmo")
    form = wmo.model_copy(update={"id": f"{name}-melding", "name": f"Melding {name}", "process": name})
    kept = [replace(rule, process=name) for rule in law().retention if rule.process == "wmo"]
    steps = course_of("wmo")
    listed = products.products

    def all_listed(on: date, *folder: Path) -> tuple[products.Product, ...]:
        known = listed(on, *folder)
        return (*known, *(replace(one, course=name) for one in known if one.course == "wmo"))

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(COURSES, name, steps)
            patch.setattr("config.whole.forms", lambda: (form, *forms()))
            patch.setattr("config.whole.law", lambda: replace(law(), retention=(*law().retention, *kept)))
            patch.setattr("config.whole.products", all_listed)
            patch.setattr(products, "products", all_listed)
            patch.setattr("desk.web.measures.listed", all_listed)
            patch.setattr(processfiles, "FOLDER", folder)
            processfiles.processes.cache_clear()
            yield made
    finally:
        processfiles.processes.cache_clear()
