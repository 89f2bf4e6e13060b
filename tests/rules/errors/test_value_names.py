"""What people call the values of a letter."""

from rules.errors.value_names import label, labels


def test_a_value_is_named_in_dutch():
    assert label("melding.vraag") == "de hulpvraag"
    assert label("voorzieningen[2].reden") == "de reden bij voorziening 2"
    assert label("client.adres[3]") == "regel 3 van het adres"


def test_a_value_without_words_keeps_its_own_name():
    assert label("iets.nieuws") == "“iets.nieuws”"
    assert label("iets[4].nieuws") == "“iets[4].nieuws”"


def test_every_label_has_room_for_its_place():
    for path in labels():
        assert label(path.replace("[]", "[7]")).count("7") == path.count("[]")
