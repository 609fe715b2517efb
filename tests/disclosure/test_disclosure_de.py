"""What counts as disclosed in Germany."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption

GERMAN = {"language": "de"}


@pytest.mark.parametrize(
    "body",
    [
        "Werbung | Mein Brot vom Sonntag mit dem Ofen von Glutwerk.",
        "[Anzeige] Mein Brot vom Sonntag.",
        "Werbung/Anzeige: Mein Brot vom Sonntag.",
        "Werbung in Kooperation mit Glutwerk\nMein Brot vom Sonntag.",
        "#anzeige Mein Brot vom Sonntag.",
        "Dieser Beitrag enthält Werbung für Glutwerk. Mein Brot!",
        "Bezahlte Werbepartnerschaft mit Glutwerk: mein Brot vom Sonntag.",
        "Werbung mit Straßenbäcker Glutwerk: mein Brot.",
    ],
)
def test_werbung_and_anzeige_at_the_start_pass(body: str) -> None:
    report = check_caption(a_caption(body, **GERMAN), ["DE"])
    assert report.verdict is Verdict.PASS, report.findings


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("#ad Mein Brot vom Sonntag mit dem Ofen von Glutwerk.", "#ad"),
        ("Sponsored by Glutwerk. Mein Brot vom Sonntag ist gelungen.", "Sponsored"),
        ("Danke an Glutwerk, mein Brot vom Sonntag ist gelungen.", "Danke an Glutwerk"),
        ("Das ist keine Werbung, der Ofen von Glutwerk ist einfach gut.", "ist keine Werbung"),
        ("Werbung? Nein! Der Ofen von Glutwerk ist einfach gut.", "Werbung? Nein"),
        ("Klingt wie Werbung, ist es aber nicht. Der Ofen von Glutwerk!", "Werbung"),
        ("Ohne Werbung lesen, mit der App von Blattgold.", "Ohne Werbung"),
        ("Werbung nervt, aber der Ofen von Glutwerk nie.", "Werbung"),
        ("Die Werbung im Fernsehen ist laut, der Ofen von Glutwerk leise.", "Werbung"),
        ("Die Anzeige auf dem Display vom Ofen ist gut lesbar.", "Anzeige"),
        ("Der Ofen von Glutwerk ist da! #GlutwerkWerbung", "#GlutwerkWerbung"),
        ("Dieser Post könnte Werbung sein. Der Ofen von Glutwerk.", "Werbung"),
        ("Werbung, kleiner Scherz! Der Ofen von Glutwerk ist toll.", "kleiner Scherz"),
        ("Infos zur Kennzeichnung stehen in meiner Bio. Der Ofen von Glutwerk.", "in meiner Bio"),
    ],
)
def test_what_does_not_tell_a_german_reader_fails_with_its_words(body: str, quote: str) -> None:
    report = check_caption(a_caption(body, **GERMAN), ["DE"])
    assert report.verdict is Verdict.FAIL
    assert any(quote in finding.quote for finding in report.findings), report.findings
    assert report.fixed is not None
    assert check_caption(report.fixed, ["DE"]).verdict is Verdict.PASS


def test_compound_words_are_other_words() -> None:
    report = check_caption(a_caption("Werbungskosten absetzen mit der App Belegfuchs.", **GERMAN), ["DE"])
    assert [(finding.rule, finding.start) for finding in report.findings] == [("DE-DISCLOSE", None)]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"body": "Drei Brote.", "native_label": True}, Verdict.PASS),
        ({"body": "We baked three loaves and it was the best day.", "native_label": True}, Verdict.REVIEW),
        ({"body": "Werbung: ein Brot.", "medium": "video"}, Verdict.REVIEW),
        ({"body": "In Kooperation mit Glutwerk: ein Brot."}, Verdict.REVIEW),
        ({"body": "Ein Brot mit dem Ofen von Glutwerk. #werbung"}, Verdict.REVIEW),
        ({"body": "Ein Brot.", "hashtags": ("brot", "ofen", "werbung")}, Verdict.FAIL),
        ({"body": "Der Ofen ist da.", "relationship": "gifted"}, Verdict.REVIEW),
        ({"body": "Der Ofen ist da, Link in der Bio.", "relationship": "gifted"}, Verdict.FAIL),
        ({"body": "Werbung (PR-Sample): der Ofen ist da.", "relationship": "gifted"}, Verdict.PASS),
        ({"body": "Unbezahlte Werbung: der Ofen ist da.", "relationship": "gifted"}, Verdict.REVIEW),
        ({"body": "Unbezahlte Werbung: der Ofen ist da."}, Verdict.FAIL),
        ({"body": "Affiliate-Link: fünf Brotbücher.", "relationship": "affiliate"}, Verdict.REVIEW),
        (
            {"body": "Affiliate-Links, ich bekomme eine Provision: fünf Bücher.", "relationship": "affiliate"},
            Verdict.PASS,
        ),
        ({"body": "Werbung in eigener Sache: mein Laden ist auf.", "relationship": "own"}, Verdict.PASS),
        ({"body": "Werbung: we baked three loaves and it was the best day.", "language": "en"}, Verdict.PASS),
    ],
)
def test_place_language_and_tie_decide(changes: dict[str, object], verdict: Verdict) -> None:
    assert check_caption(a_caption(**{**GERMAN, **changes}), ["DE"]).verdict is verdict


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Seit heute arbeite ich in einer Werbeagentur.", Verdict.PASS),
        ("Unbezahlte Werbung wegen Markennennung, selbst gekauft.", Verdict.PASS),
        ("Mit dem Code MIA15 gibt es Rabatt bei Glutwerk.", Verdict.REVIEW),
        ("Das Brotbuch ist ein Rezensionsexemplar.", Verdict.REVIEW),
    ],
)
def test_who_declares_nothing(body: str, verdict: Verdict) -> None:
    assert check_caption(a_caption(body, relationship="none", **GERMAN), ["DE"]).verdict is verdict
