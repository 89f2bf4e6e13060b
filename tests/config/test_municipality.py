"""One municipality as its letters name it."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from config import municipality as module
from config.municipality import load, municipality

VELDHAVEN = Path(module.__file__).parent / "municipality" / "veldhaven.toml"


def test_the_sample_municipality_is_complete_and_plain_data():
    values = municipality().for_letters()
    assert values["naam"] == "Gemeente Veldhaven"
    assert json.loads(json.dumps(values)) == values
    assert "huisstijl" not in values
    assert "logo_svg" not in values


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('naam = "Gemeente Veldhaven"', 'naam = " "'),
        ('kleur = "#0f5a66"', 'kleur = "teal"'),
        ("breedte = 85", "breedte = 20"),
        ('plaats = "Veldhaven"', 'plaats = "Veldhaven"\nonbekend = 1'),
    ],
)
def test_a_municipality_that_letters_cannot_use_is_refused(tmp_path, before, after):
    text = VELDHAVEN.read_text("utf-8")
    assert before in text
    (tmp_path / "logo.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "eigen.toml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ValidationError):
        load(tmp_path / "eigen.toml")


def test_the_logo_is_a_drawing(tmp_path):
    (tmp_path / "logo.svg").write_text("geen tekening", "utf-8")
    (tmp_path / "eigen.toml").write_text(VELDHAVEN.read_text("utf-8"), "utf-8")
    with pytest.raises(ValidationError):
        load(tmp_path / "eigen.toml")
