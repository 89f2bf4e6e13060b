"""Copies the pinned styles, scripts, icons and fonts from node_modules, with their licences."""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
DESK = ROOT / "desk" / "static" / "vendor"
FONTS = ROOT / "letters" / "fonts"
ICONS = ROOT / "desk" / "icons.txt"

# The order is the order in the bundle: what comes later wins.
CANDIDATES = ("heading", "paragraph", "link", "skip-link", "button", "data-badge", "number-badge")
UTRECHT = (
    "alert",
    "breadcrumb-nav",
    "data-list",
    "form-fieldset",
    "form-field",
    "form-label",
    "form-field-description",
    "form-field-error-message",
    "textbox",
    "textarea",
    "select",
    "radio-button",
    "checkbox",
    "status-badge",
    "table",
)
STYLES = (
    ("@utrecht/root-css", "dist/index.css"),
    *((f"@nl-design-system-candidate/{name}-css", f"dist/{name}.css") for name in CANDIDATES),
    *((f"@utrecht/{name}-css", "dist/index.css") for name in UTRECHT),
)
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
TABLER = "@tabler/icons"
HTMX = "htmx.org"
SCREEN_FONT = "@fontsource/source-sans-3"
FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
LETTER_FONTS = (
    ("@expo-google-fonts/source-sans-3", "SourceSans3", FACES),
    ("@expo-google-fonts/noto-sans", "NotoSans", FACES),
    # Arabic has no italic.
    ("@expo-google-fonts/noto-sans-arabic", "NotoSansArabic", (FACES[0], *FACES[2:])),
)

USED = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"^\s*(--[\w-]+)\s*:\s*(.+?);", re.MULTILINE)
SOURCE_MAP = re.compile(r"/[*/]# sourceMappingURL=\S+(?: ?\*/)?")
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*>")
BOUNDING_BOX = 'd="M0 0h24v24H0z"'


def styles() -> str:
    """The components' styles as one sheet."""
    return "\n".join(
        f"{notice(package)}{SOURCE_MAP.sub('', read(package, path)).strip()}\n" for package, path in STYLES
    )


def tokens(sheet: str) -> str:
    """Of the theme's tokens those that a sheet of the desk uses, directly or through another."""
    own = [path.read_text() for path in sorted((ROOT / "desk" / "static").glob("*.css"))]
    theme = dict(DECLARED.findall(read(THEME, "dist/theme.css")))
    kept: set[str] = set()
    wanted = {name for text in (sheet, *own) for name in USED.findall(text)}
    while wanted:
        kept |= wanted
        values = (theme.get(name, "") for name in wanted)
        wanted = {name for value in values for name in USED.findall(value)} - kept
    lines = "".join(f"  {name}: {value};\n" for name, value in theme.items() if name in kept)
    changed = f"/* Changed: holds the tokens in use, not all {len(theme)}. */\n"
    return f"{notice(THEME)}{changed}.voorbeeld-theme {{\n{lines}}}\n"


def sprite(names: list[str]) -> str:
    """The icons as one SVG, each a symbol under its own name."""
    symbols = "".join(f"{symbol(name)}\n" for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}</svg>\n'


def symbol(name: str) -> str:
    """One icon, drawn in the colour of the text beside it."""
    source = MODULES / TABLER / "icons" / "outline" / f"{name}.svg"
    if not source.exists():
        sys.exit(f"{ICONS.relative_to(ROOT)}: there is no Tabler icon named {name}.")
    shapes = (shape for shape in SHAPE.findall(source.read_text()) if BOUNDING_BOX not in shape)
    pen = 'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    head = f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" {pen}>'
    return f"{head}{''.join(shapes)}</symbol>"


def copies() -> Iterator[tuple[str, str, Path]]:
    """What is copied unchanged: package, path in it, and where it goes."""
    for name in ("htmx.min.js", "ext/hx-ptag.min.js"):
        yield HTMX, f"dist/{name}", DESK / Path(name).name
    for script in ("latin", "latin-ext"):
        for weight in (400, 600, 700):
            file = f"source-sans-3-{script}-{weight}"
            yield SCREEN_FONT, f"files/{file}-normal.woff2", DESK / f"{file}.woff2"
    for package, family, faces in LETTER_FONTS:
        for face in faces:
            style = face[3:].replace("Regular_", "")
            yield package, f"{face}/{family}_{face}.ttf", FONTS / f"{family}-{style}.ttf"


def write_licences(folder: Path, packages: set[str]) -> None:
    """Every licence text beside what it covers."""
    for package in packages:
        target = folder / "licences" / package.removeprefix("@").replace("/", "--")
        target.mkdir(parents=True)
        for text in sorted((MODULES / package).glob("LICENSE*")):
            shutil.copyfile(text, target / text.name)


def write_manifest(folder: Path, packages: set[str]) -> None:
    """Which version each package has, and the hash of each file."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    facts = ("version", "license", "integrity")
    manifest = {
        "packages": {
            package: {fact: locked[f"node_modules/{package}"][fact] for fact in facts} for package in sorted(packages)
        },
        "files": {
            path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()
        },
    }
    (folder / "VENDOR.json").write_text(json.dumps(manifest, indent=2) + "\n")


def notice(package: str) -> str:
    """Where a piece of the bundle came from."""
    about = json.loads(read(package, "package.json"))
    return f"/* {package} {about['version']}, {about['license']} */\n"


def read(package: str, path: str) -> str:
    """A file of a package."""
    return (MODULES / package / path).read_text()


def main() -> None:
    """Write desk/static/vendor/ and letters/fonts/ anew."""
    for folder in (DESK, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    sheet = styles()
    (DESK / "nlds.css").write_text(sheet)
    (DESK / "nlds-tokens.css").write_text(tokens(sheet))
    (DESK / "icons.svg").write_text(sprite(ICONS.read_text().split()))
    packages = {DESK: {THEME, TABLER, *(package for package, _ in STYLES)}, FONTS: set()}
    for package, path, target in copies():
        shutil.copyfile(MODULES / package / path, target)
        packages[target.parent].add(package)
    for folder, names in packages.items():
        write_licences(folder, names)
        write_manifest(folder, names)


if __name__ == "__main__":
    main()
