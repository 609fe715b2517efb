"""The European Union: a baseline for members without rules of their own, and claims that bind all of them."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption, known_jurisdictions
from marketplace.disclosure.packs import packs_for
from tests.disclosure.builders import a_caption


def test_members_without_a_pack_are_answered_by_the_union_and_others_by_themselves() -> None:
    assert [pack.code for pack in packs_for(["AT", "DE", "BE", "EU"])] == ["EU", "DE"]
    assert {"AT", "DE", "EU", "PL"} <= set(known_jurisdictions())


@pytest.mark.parametrize(
    ("country", "language", "body", "verdict"),
    [
        ("AT", "de", "Werbung: mein Brot vom Sonntag.", Verdict.PASS),
        ("AT", "de", "#ad Mein Brot vom Sonntag mit dem Ofen von Glutwerk.", Verdict.FAIL),
        ("BE", "nl", "#reclame Mijn brood van zondag.", Verdict.PASS),
        ("BE", "fr", "Publicité : ma tarte du dimanche.", Verdict.PASS),
        ("PL", "pl", "Reklama: mój niedzielny chleb.", Verdict.PASS),
        ("PL", "pl", "Mój niedzielny chleb z piekarnika Żar.", Verdict.FAIL),
        ("FI", "fi", "Mainos: sunnuntain leipä.", Verdict.PASS),
        ("GR", "el", "Διαφήμιση: το ψωμί της Κυριακής.", Verdict.PASS),
    ],
)
def test_the_baseline_wants_the_local_word(country: str, language: str, body: str, verdict: Verdict) -> None:
    assert check_caption(a_caption(body, language=language), [country]).verdict is verdict


@pytest.mark.parametrize(
    ("country", "language", "category", "body", "quotes", "verdict"),
    [
        ("GB", "en", "supplement", "Down 9lbs in 5 days!", ["9lbs in 5 days"], Verdict.FAIL),
        ("GB", "en", "food", "The shot detoxes your liver.", ["detoxes your liver"], Verdict.FAIL),
        ("GB", "en", "food", "Vitamin D contributes to the maintenance of normal bones.", [], Verdict.PASS),
        ("DE", "de", "food", "Der Saft hilft gegen Migräne.", ["hilft gegen Migräne"], Verdict.FAIL),
        ("DE", "de", "food", "Meine Migräne ist endlich weg.", ["Meine Migräne ist endlich weg"], Verdict.FAIL),
        ("FR", "fr", "food", "Ce jus soigne l'arthrose.", ["soigne l'arthrose"], Verdict.FAIL),
        ("ES", "es", "supplement", "Perdí 6 kilos en un mes.", ["Perdí 6 kilos en un mes"], Verdict.FAIL),
        ("IT", "it", "food", "Questo succo cura l'ansia.", ["cura l'ansia"], Verdict.FAIL),
        ("NL", "nl", "supplement", "Ik ben 6 kilo afgevallen.", ["6 kilo afgevallen"], Verdict.FAIL),
        ("SE", "sv", "food", "Saften botar migrän.", ["botar migrän"], Verdict.FAIL),
        ("NO", "no", "food", "Saften kurerer migrene.", ["kurerer migrene"], Verdict.FAIL),
        ("DK", "da", "food", "Saften helbreder migræne.", ["helbreder migræne"], Verdict.FAIL),
        ("AT", "de", "food", "Der Tee entgiftet die Leber.", ["entgiftet die Leber"], Verdict.FAIL),
        ("DE", "de", "home", "Testsieger 2025 bei den Öfen.", ["Testsieger"], Verdict.REVIEW),
        ("DE", "de", "food", "Vitamin C trägt zu einer normalen Funktion des Immunsystems bei.", [], Verdict.PASS),
        ("DE", "de", "food", "Dieser Saft heilt keine Migräne, schmeckt aber.", [], Verdict.PASS),
        ("DE", "de", "bag", "Mein Rucksack ist zwei Kilo leichter als der alte.", [], Verdict.PASS),
        ("IT", "it", "travel", "La cura dei dettagli in questo hotel.", [], Verdict.PASS),
        ("FR", "fr", "food", "La meilleure tarte de Lyon.", [], Verdict.PASS),
    ],
)
def test_what_the_union_forbids_is_forbidden_in_every_member(
    country: str, language: str, category: str, body: str, quotes: list[str], verdict: Verdict
) -> None:
    report = check_caption(a_caption(body, language=language, product_category=category), [country])
    assert [finding.quote for finding in report.claims] == quotes
    assert report.claims_verdict is verdict
    assert "EU" in report.packs


@pytest.mark.parametrize(
    ("body", "category", "quotes"),
    [
        ("Mes injections d'acide hyaluronique chez le Dr Clair.", "aesthetic", ["injections d'acide hyaluronique"]),
        ("Ma cigarette électronique goût menthe.", "nicotine", ["cigarette électronique"]),
        ("Mes pronos VIP du week-end.", "sport", ["pronos VIP"]),
        ("Ce jus remplace les antibiotiques.", "food", ["remplace les antibiotiques"]),
        ("Des gains garantis chaque mois.", "finance", ["gains garantis"]),
        ("Trois ans sans cigarette et je respire.", "sport", []),
        ("Un sérum, pas de botox : je l'adore.", "cosmetic", []),
    ],
)
def test_what_creators_must_not_promote_in_france(body: str, category: str, quotes: list[str]) -> None:
    report = check_caption(a_caption(body, language="fr", product_category=category), ["FR"])
    assert [finding.quote for finding in report.claims if finding.verdict is Verdict.FAIL] == quotes


def test_brazil_forbids_cures_and_promised_results() -> None:
    body = "Esse chá cura a ansiedade e perdi 5 kg em uma semana, resultado garantido."
    report = check_caption(a_caption(body, language="pt", product_category="food"), ["BR"])
    assert {finding.quote for finding in report.claims} == {
        "cura a ansiedade",
        "perdi 5 kg em uma semana",
        "resultado garantido",
    }


def test_a_member_takes_the_word_of_a_language_it_has_none_for() -> None:
    french = a_caption("Publicité : ma tarte du dimanche avec le four de Glutwerk.", language="fr")
    assert check_caption(french, ["DE"]).verdict is Verdict.PASS
    german = a_caption("Werbung: mein Brot vom Sonntag mit dem Ofen von Braise.", language="de")
    assert check_caption(german, ["FR"]).verdict is Verdict.FAIL


def test_a_product_is_no_stand_in_for_a_medicine() -> None:
    body = "Dieser Saft ersetzt jedes Antibiotikum und wirkt wie Ibuprofen."
    report = check_caption(a_caption(body, language="de", product_category="food"), ["DE"])
    assert [finding.quote for finding in report.claims] == ["ersetzt jedes Antibiotikum", "wirkt wie Ibuprofen"]
    innocent = a_caption("Dieser Saft ersetzt keine Medikamente.", language="de", product_category="food")
    assert check_caption(innocent, ["DE"]).claims == ()


def test_a_law_is_quoted_in_the_language_it_was_written_in() -> None:
    caption = a_caption("Brødet mitt på søndag med ovnen fra Glød.", language="no")
    (finding,) = check_caption(caption, ["NO"]).findings
    assert (finding.law_language, bool(finding.law)) == ("no", True)
    german = check_caption(a_caption("Mein Brot. #werbung", language="de"), ["DE"]).findings
    assert {finding.law_language for finding in german} == {"de"}
