"""A page of the documentation, followed to the letter in a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FILE = re.compile(r"^`(?P<path>[^`\n]+)`(?P<where>, [^\n]+)?:\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAATWERK = "from cli.main import main; main()"
AT_END = ", at the end"


class Copy:
    """A copy of the repository to change, with a data folder and a `maatwerk` of its own."""

    def __init__(self, root: Path, packages: Iterable[str], folder: Path) -> None:
        self.folder = folder / "copy"
        for package in [*packages, "tests", "docs"]:
            # What is compiled goes along: a copy of a file keeps its time.
            shutil.copytree(root / package, self.folder / package, ignore=shutil.ignore_patterns("vendor"))
        for name in ("prefect.yaml", "pyproject.toml"):
            shutil.copy(root / name, self.folder)
        commands = folder / "bin"
        commands.mkdir()
        for name, code in (("maatwerk", f'-c "{MAATWERK}"'), ("python", "")):
            command = commands / name
            command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {code} "$@"\n')
            command.chmod(0o755)
        self.environment = os.environ | {
            "MAATWERK_HOME": str(folder / "home"),
            # Nothing listens there: the commands go on without Prefect.
            "MAATWERK_PREFECT_API_URL": "http://127.0.0.1:9/api",
            # Where a test starts a program of its own, elsewhere.
            "PYTHONPATH": str(self.folder),
            "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        }

    def put(self, path: str, where: str | None, text: str) -> None:
        """Do with one block of the page what the line above it says."""
        target = self.folder / path
        if not where:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        elif where == AT_END:
            target.write_text(target.read_text() + text)
        else:
            raise AssertionError(f"the page says “{where}”, which no reader can do")

    def furnish(self, root: Path) -> None:
        """Bring what a browser needs, which is downloaded at install."""
        shutil.copytree(root / "desk/static/vendor", self.folder / "desk/static/vendor")
        (self.folder / "node_modules").symlink_to(root / "node_modules")

    def lay(self, law: Path) -> None:
        """Lay the files of a law over the copy; its `prefect.yaml` is a piece for the end of ours."""
        for path in sorted(law.rglob("*.*")):
            if path.suffix != ".pyc":
                self.put(str(path.relative_to(law)), AT_END if path.name == "prefect.yaml" else None, path.read_text())

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run code of the copy."""
        return self._run(sys.executable, "-c", code)

    def pytest(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run tests of the copy."""
        return self._run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)

    def shell(self, lines: str) -> subprocess.CompletedProcess[str]:
        """Run commands as the reader types them; the first that fails ends it."""
        return self._run("sh", "-euc", lines)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )


def files(page: str) -> list[re.Match[str]]:
    """The files a page tells to make or to change, in its order: `path`, `where` and `text`."""
    return list(FILE.finditer(page))
