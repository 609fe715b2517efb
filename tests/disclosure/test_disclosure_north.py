"""What counts as disclosed in the Netherlands, Sweden, Norway and Denmark."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption

SPOKEN = {"NL": "nl", "SE": "sv", "NO": "no", "DK": "da"}


@pytest.mark.parametrize(
    ("country", "body", "changes", "verdict"),
    [
        ("NL", "#ad Mijn brood van zondag met de oven van Gloed.", {}, Verdict.PASS),
        ("NL", "Betaald partnerschap met Gloed: mijn brood van zondag.", {}, Verdict.PASS),
        ("NL", "Ik kreeg deze oven van Gloed.", {"relationship": "gifted"}, Verdict.PASS),
        ("NL", "Ik kreeg deze oven van Gloed.", {}, Verdict.FAIL),
        ("NL", "In samenwerking met Gloed: mijn brood.", {}, Verdict.REVIEW),
        ("NL", "Dit is geen reclame, de oven van Gloed is gewoon goed.", {}, Verdict.FAIL),
        ("NL", "De reclame op tv duurt lang, tijd voor de oven van Gloed.", {}, Verdict.FAIL),
        ("NL", "Oom Ad is jarig!", {"relationship": "none"}, Verdict.PASS),
        ("SE", "Reklam för Glöd: mitt bröd i söndags.", {}, Verdict.PASS),
        ("SE", "ANNONS | Mitt bröd i söndags.", {}, Verdict.PASS),
        ("SE", "Betalt samarbete med Glöd: mitt bröd.", {}, Verdict.REVIEW),
        ("SE", "I samarbete med Glöd: mitt bröd.", {}, Verdict.FAIL),
        ("SE", "Mitt bröd med ugnen från Glöd #reklam", {}, Verdict.FAIL),
        ("SE", "Det här är inte reklam, ugnen från Glöd är bara bra.", {}, Verdict.FAIL),
        ("SE", "Såg reklam på tv hela kvällen.", {"relationship": "none"}, Verdict.PASS),
        ("NO", "Annonse for Glød: brødet mitt på søndag.", {}, Verdict.PASS),
        ("NO", "Produktplassering: ovnen fra Glød.", {}, Verdict.FAIL),
        ("NO", "Ikke reklame, ovnen fra Glød er bare bra.", {}, Verdict.FAIL),
        ("NO", "Brødet mitt med ovnen i sin nye krok fra Glød.", {"native_label": True}, Verdict.REVIEW),
        ("DK", "Reklame | Mit brød i søndags.", {}, Verdict.PASS),
        ("DK", "Reklame for sin egen ovn har Glød ikke brug for.", {}, Verdict.FAIL),
        ("DK", "Sponsoreret af Glød: mit brød.", {}, Verdict.REVIEW),
        ("DK", "Mit brød med ovnen fra Glød.", {"hashtags": ("brød", "ovn", "reklame")}, Verdict.FAIL),
        ("DK", "#ad Mit brød med ovnen fra Glød.", {}, Verdict.FAIL),
    ],
)
def test_words_denials_places_and_ties(country: str, body: str, changes: dict[str, object], verdict: Verdict) -> None:
    caption = a_caption(body, **{"language": SPOKEN[country], **changes})
    report = check_caption(caption, [country])
    assert report.verdict is verdict, report.findings
    if verdict is Verdict.FAIL:
        assert report.fixed is not None
        assert check_caption(report.fixed, [country]).verdict is Verdict.PASS
