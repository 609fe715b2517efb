"""What counts as disclosed in the United States."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption


@pytest.mark.parametrize(
    "body",
    [
        "AD | Trail coffee with the Nimbo press, three brews in.",
        "[Ad] Trail coffee with the Nimbo press.",
        "This post is an ad for Nimbo. Coffee on the trail!",
        "This is a paid advertisement for Nimbo. Coffee on the trail!",
        "Today’s post is sponsored by Nimbo, and my press survived the trip.",
        "Nimbo paid me to test their press. It leaks a bit.",
        "#PaidAd Trail coffee.",
        "＃ｓｐｏｎｓｏｒｅｄ coffee with Nimbo",
        "☕️#ad☕️ coffee with Nimbo",
        "Paid partnership with Nimbo: coffee outside.",
    ],
)
def test_a_plain_label_at_the_start_passes(body: str) -> None:
    report = check_caption(a_caption(body), ["US"])
    assert report.verdict is Verdict.PASS, report.findings
    assert report.fixed is None


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("Trail coffee with the Nimbo press. #NimboAd", "#NimboAd"),
        ("Not an #ad, promise! The Nimbo press is lovely.", "Not an #ad"),
        ("I'm not being paid to say this: the Nimbo press is lovely.", "not being paid"),
        ("Is this an ad? You decide. Nimbo press all day.", "ad"),
        ("The city marathon was sponsored by Nimbo and the coffee was good.", "sponsored by Nimbo"),
        ("Got my promotion today! Celebrating with Nimbo.", "promotion"),
        ("I skip every ad on TV but not my Nimbo coffee.", "ad"),
        ("#ad\nlol not really, just kidding. Nimbo press.", "not really"),
        ("One\nTwo\nThree\nFour\n#ad Nimbo", "#ad"),
        ("Coffee by Nimbo #spon", "#spon"),
        ("This might be an ad. Nimbo press all day.", "ad"),
        ("Gifted by Nimbo, and I use it daily.", "Gifted by Nimbo"),
    ],
)
def test_words_that_do_not_disclose_fail_and_are_shown(body: str, quote: str) -> None:
    report = check_caption(a_caption(body), ["US"])
    assert report.verdict is Verdict.FAIL
    assert any(quote in finding.quote for finding in report.findings), report.findings


@pytest.mark.parametrize(
    "body",
    [
        "Trail coffee with the Nimbo press.",
        "Wake up. Add milk. Nimbo press. #adventure #road #salad",
        "Coffee time with Nimbo #a_d",
        "@ad coffee with Nimbo",
        "See https://nimbo.example/ad for more coffee",
        "Coffee 🅰️ 📢 Nimbo",
        "#4dv3rt Nimbo",
        "",
        "🔥🔥🔥",
    ],
)
def test_a_post_without_a_label_fails_as_missing(body: str) -> None:
    report = check_caption(a_caption(body), ["US"])
    assert report.verdict is Verdict.FAIL
    assert [(finding.rule, finding.start, finding.quote) for finding in report.findings] == [("US-DISCLOSE", None, "")]
    assert report.fixed is not None


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"body": "#a\u200bd Coffee with Nimbo"}, Verdict.REVIEW),
        ({"body": "#\u0430d Coffee with Nimbo"}, Verdict.REVIEW),
        ({"body": "𝐀𝐝 | Coffee with Nimbo"}, Verdict.REVIEW),
        ({"body": "Coffee with Nimbo on the trail #ad"}, Verdict.REVIEW),
        ({"body": "Coffee on the trail", "native_label": True}, Verdict.REVIEW),
        ({"body": "#ad Coffee on the trail", "native_label": True}, Verdict.PASS),
        ({"body": "#ad Coffee on the trail", "medium": "video"}, Verdict.REVIEW),
        ({"body": "In partnership with Nimbo: coffee outside."}, Verdict.REVIEW),
        ({"body": "Coffee", "hashtags": ("trail", "camp", "ad", "press")}, Verdict.FAIL),
        ({"body": "#gifted The Nimbo press arrived.", "relationship": "gifted"}, Verdict.REVIEW),
        ({"body": "Nimbo sent me this press for free.", "relationship": "gifted"}, Verdict.PASS),
        ({"body": "I got free from work early, then Nimbo.", "relationship": "gifted"}, Verdict.FAIL),
        ({"body": "I earn a small commission if you buy these mugs.", "relationship": "affiliate"}, Verdict.PASS),
        ({"body": "I may earn a commission on these mugs.", "relationship": "affiliate"}, Verdict.REVIEW),
        ({"body": "Affiliate links: my five mugs.", "relationship": "affiliate"}, Verdict.FAIL),
        ({"body": "I work for Nimbo, so weigh my words.", "relationship": "employee"}, Verdict.PASS),
        ({"body": "I founded Nimbo; this is our press.", "relationship": "own"}, Verdict.PASS),
        ({"body": "Café con la prensa de Nimbo que me llevo #ad", "language": "es"}, Verdict.FAIL),
        ({"body": "Publicidad: café con Nimbo por la mañana", "language": "es"}, Verdict.PASS),
    ],
)
def test_place_form_language_and_relationship_decide(changes: dict[str, object], verdict: Verdict) -> None:
    assert check_caption(a_caption(**changes), ["US"]).verdict is verdict


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Not an ad, not sponsored. I just like soup.", Verdict.PASS),
        ("That ad with the goose made me laugh.", Verdict.PASS),
        ("Thanks Nimbo for having me at the roastery!", Verdict.REVIEW),
        ("Use code MIA15 for mugs", Verdict.REVIEW),
        ("My mugs: https://nimbo.example/x?ref=mia", Verdict.REVIEW),
        ("#ad Soup.", Verdict.REVIEW),
    ],
)
def test_who_declares_nothing_is_believed_until_the_text_says_otherwise(body: str, verdict: Verdict) -> None:
    assert check_caption(a_caption(body, relationship="none"), ["US"]).verdict is verdict


def test_a_gift_with_a_discount_code_goes_to_a_person() -> None:
    caption = a_caption("Nimbo sent me this press for free. Use code MIA15!", relationship="gifted")
    assert check_caption(caption, ["US"]).verdict is Verdict.REVIEW


def test_a_hashtag_for_a_title_does_not_hide_the_label_that_opens_the_text() -> None:
    caption = a_caption("#ad #coffee", title="#coffee")
    assert check_caption(caption, ["US"]).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("Este post es un anuncio de Nimbo: mi café de la mañana.", Verdict.PASS),
        ("Post unsponsored and unpaid, café con Nimbo.", Verdict.FAIL),
        ("Sin publicidad: mi café de la mañana con Nimbo.", Verdict.FAIL),
    ],
)
def test_small_words_are_read_in_the_language_of_the_post(body: str, verdict: Verdict) -> None:
    assert check_caption(a_caption(body, language="es"), ["US"]).verdict is verdict
