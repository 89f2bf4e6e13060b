"""The public description of the project is whole and agrees with the package."""

import pytest
import yaml


@pytest.fixture(scope="module")
def about(root):
    """What publiccode.yml says."""
    return yaml.safe_load((root / "publiccode.yml").read_text())


def test_it_has_every_key_the_standard_asks_for(about):
    mandatory = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"}
    mandatory |= {"description", "legal", "maintenance", "localisation"}

    assert mandatory - about.keys() == set()
    assert about["maintenance"]["contacts"]
    assert {"localisationReady", "availableLanguages"} <= about["localisation"].keys()


def test_it_agrees_with_the_package(about, project):
    assert about["softwareVersion"] == project["project"]["version"]
    assert about["legal"]["license"] == project["project"]["license"]


def test_its_descriptions_have_the_length_the_standard_asks_for(about):
    for language, texts in about["description"].items():
        assert len(texts["shortDescription"]) <= 150, language
        assert 150 <= len(texts["longDescription"]) <= 10_000, language
        assert texts["features"], language
