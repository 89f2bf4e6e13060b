"""The page about adding a letter, followed to the letter in a copy of the repository."""

import re
from pathlib import Path

import pytest
from copies import SHELL, Copy, files

PAGE = Path(__file__).resolve().parents[2] / "docs" / "adding-a-letter.md"
LETTER = "shared/gegevens-ontvangen"
TRIED = ["tests/letters/writing/test_samples.py", "tests/letters/writing/test_days.py", "-k", "gegevens-ontvangen"]


def follow(copy, page):
    """Make every file of the page."""
    blocks = files(page)
    assert [block["path"].rpartition("/")[2] for block in blocks] == ["brief.md.j2", "sample.toml", "sample-alles.toml"]
    for block in blocks:
        copy.put(block["path"], block["where"], block["text"])
    return copy


def test_the_page_adds_a_letter_that_passes_all_tests_and_stands_in_the_gallery(root, packages, tmp_path):
    copy = follow(Copy(root, packages, tmp_path), PAGE.read_text())
    (commands,) = SHELL.findall(PAGE.read_text())

    done = copy.shell(commands)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) >= 15
    assert not re.search(r"failed|error", done.stdout)
    made = copy.folder / "dist" / "letters"
    assert len(list(made.glob("shared-gegevens-ontvangen-*.pdf"))) == 3
    page = (made / "shared-gegevens-ontvangen.html").read_text()
    assert "Op 20\u00a0november\u00a02026 kregen wij uw gegevens." in page.replace(
        "20 november 2026", "20\u00a0november\u00a02026"
    )
    assert "staat er niet" not in page


@pytest.mark.parametrize(
    "mistakes",
    [
        pytest.param(
            {("De tijd om te beslissen loopt weer. U krijgt", "U krijgt"): "all_that_the_law_asks"}, id="a demand"
        ),
        pytest.param(
            {
                ('uiterlijk = "2026-11-30"', 'uiterlijk = "2026-12-01"'): "the_law_gives",
                ("Bedankt daarvoor.", "Hoogstpersoonlijke " * 24): "reads_easily",
                ("  tijd_loopt_weer: 'De", "  tijd_loopt_weer: '|De"): "its_own_words",
            },
            id="a day, hard words, and a pattern that finds anything",
        ),
    ],
)
def test_a_mistake_in_the_page_is_noticed(root, packages, tmp_path, mistakes):
    page = PAGE.read_text()
    for right, wrong in mistakes:
        assert right in page
        page = page.replace(right, wrong)
    done = follow(Copy(root, packages, tmp_path), page).pytest(*TRIED)
    for failing in mistakes.values():
        assert re.search(rf"FAILED \S+{failing}\S*gegevens-ontvangen", done.stdout), done.stdout[-2000:]
