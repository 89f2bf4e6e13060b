"""A municipality's logo: a small SVG of paths, which runs nothing and fetches nothing."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

LARGEST = 64 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_FRAME = {"svg", "g", "defs", "symbol", "use", "title", "desc", "style"}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "mask"}
_PAINT = {"linearGradient", "radialGradient", "stop"}
_KNOWN = _FRAME | _SHAPES | _PAINT
_XML = re.compile(
    r"""\ufeff?<\?xml version=["']1\.0["'](\s+encoding=["']utf-8["'])?(\s+standalone=["'](yes|no)["'])?\s*\?>""",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"""url\s*+\(\s*+["']?+\s*+(?!#)|\\""", re.IGNORECASE)


def drawing(path: Path) -> str:
    """The SVG in this file; a ValueError says in Dutch what is wrong with it and what to do."""
    if not path.is_file():
        raise ValueError(f"{path.name} staat niet in dezelfde map; zet het logo daar als SVG-bestand")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} is groter dan {LARGEST // 1024} kB; maak de tekening eenvoudiger")
    try:
        text = path.read_bytes().decode("utf-8")
        _check(text)
    except (UnicodeDecodeError, ET.ParseError):
        problem = "is geen tekening die te lezen is; bewaar het logo opnieuw als gewone SVG, in UTF-8"
    except ValueError as found:
        problem = str(found)
    else:
        return text
    raise ValueError(f"{path.name} {problem}")


def _check(text: str) -> None:
    bare = text[found.end() :] if (found := _XML.match(text)) else text
    # No document type, hence no entities that could expand during parsing.
    for sign in ("<!DOCTYPE", "<!ENTITY", "<?"):
        if sign in bare.upper():
            raise ValueError(f"bevat {sign}; bewaar het logo opnieuw als gewone SVG")
    root = ET.fromstring(bare)  # noqa: S314, see above
    if root.tag != f"{_SVG}svg":
        raise ValueError("is geen SVG; bewaar het logo opnieuw als gewone SVG")
    for part in root.iter():
        _check_part(part)


def _check_part(part: ET.Element) -> None:
    name = part.tag.removeprefix(_SVG)
    if name in {"text", "tspan", "textPath"}:
        raise ValueError("bevat tekst; zet de tekst in uw tekenprogramma om in lijnen")
    if name not in _KNOWN:
        raise ValueError(f"bevat <{name.rpartition('}')[2]}>; haal dat weg, een logo bestaat uit lijnen en vlakken")
    for full, value in part.items():
        _check_attribute(full.rpartition("}")[2].lower(), value)
    if name == "style" and ("@" in (part.text or "") or _OUTSIDE.search(part.text or "")):
        raise ValueError("verwijst in <style> naar iets buiten de tekening; haal dat weg")


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise ValueError(f"bevat een opdracht ({name}); haal die weg")
    if name == "base" or (name == "href" and not value.startswith("#")) or _OUTSIDE.search(value):
        raise ValueError(f"verwijst in {name} naar iets buiten de tekening; haal dat weg")
