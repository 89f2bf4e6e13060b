"""A report that is not taken in says what is wrong with it."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.FormUnknown("wmo-melding"),
            {"name": "wmo-melding"},
            "no mapping for form wmo-melding",
            (
                "Het formulier “wmo-melding” kennen wij niet. Vraag de beheerder om een bestand in "
                "config/forms/ voor dit formulier."
            ),
            id="FormUnknown",
        ),
        pytest.param(
            lambda: errors.ReportUnreadable("Dit is geen JSON."),
            {},
            "unreadable report",
            "Dit is geen JSON.",
            id="ReportUnreadable",
        ),
        pytest.param(
            lambda: errors.ReportRefused({"postcode": "Dit is geen postcode.", "bsn": "Dit BSN klopt niet."}),
            {"problems": {"postcode": "Dit is geen postcode.", "bsn": "Dit BSN klopt niet."}},
            "refused fields: bsn, postcode",
            "postcode: Dit is geen postcode. bsn: Dit BSN klopt niet.",
            id="ReportRefused",
        ),
        pytest.param(
            lambda: errors.AttachmentRefused("Dit bestand is leeg."),
            {},
            "file refused",
            "Dit bestand is leeg.",
            id="AttachmentRefused",
        ),
        pytest.param(
            errors.AttachmentUnknown,
            {},
            "no such file in this case",
            "Dit bestand hoort niet bij deze zaak. Open de zaak, en kies het bestand daar.",
            id="AttachmentUnknown",
        ),
    ],
)
def test_a_refusal_about_a_report_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
