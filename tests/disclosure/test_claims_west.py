"""Which claims are found outside East Asia, in exactly which words, and which uses of the same words are allowed."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption

LANGUAGE = {"DE": "de", "FR": "fr", "ES": "es", "IT": "it", "NL": "nl"}


def claims_in(country: str, category: str, body: str) -> tuple[Verdict, list[str]]:
    caption = a_caption(body, language=LANGUAGE.get(country, "en"), product_category=category)
    report = check_caption(caption, [country])
    return report.claims_verdict, sorted({finding.quote for finding in report.claims}, key=body.index)


@pytest.mark.parametrize(
    ("country", "category", "body", "quotes"),
    [
        ("US", "supplement", "Feverfew chews that ease migraines and anxiety.", ["ease migraines and anxiety"]),
        ("US", "supplement", "My brain fog lifted within days.", ["My brain fog lifted"]),
        ("US", "supplement", "Threw out my blood pressure meds.", ["Threw out my blood pressure meds"]),
        ("US", "cosmetic", "It regrows your hair.", ["regrows your hair"]),
        ("US", "supplement", "Down to 3 sizes: lost 9 lbs in 12 days.", ["lost 9 lbs in 12 days"]),
        ("US", "finance", "Earn $300 a day from bed.", ["Earn $300 a day"]),
        ("GB", "supplement", "Shed half a stone in three weeks.", ["Shed half a stone in three weeks"]),
        ("GB", "drink", "It resets your gut overnight.", ["resets your gut"]),
        ("GB", "aesthetic", "Anti-wrinkle injections on Fridays.", ["Anti-wrinkle injections"]),
        ("GB", "food", "My dietitian swears by these oats.", ["My dietitian swears by these oats"]),
        ("GB", "alcohol", "One can and your worries disappear.", ["your worries disappear"]),
        ("AU", "supplement", "TGA approved gummies, hey.", ["TGA approved gummies"]),
        ("CA", "supplement", "It dissolves kidney stones.", ["dissolves kidney stones"]),
        ("IN", "cosmetic", "Makes your skin fairer by Sunday.", ["Makes your skin fairer"]),
        ("SG", "supplement", "Completely safe and it treats gout.", ["Completely safe", "treats gout"]),
        ("DE", "supplement", "Das Pulver beugt Erkältungen vor.", ["beugt Erkältungen vor"]),
        ("DE", "food", "Der Tee kurbelt den Stoffwechsel an.", ["kurbelt den Stoffwechsel an"]),
        ("DE", "supplement", "Meine Hebamme schwört auf Milchtau.", ["Meine Hebamme schwört auf Milchtau"]),
        ("FR", "supplement", "Ces gouttes apaisent l'eczéma.", ["apaisent l'eczéma"]),
        ("FR", "supplement", "Il m'a guérie de mes insomnies.", ["m'a guérie de mes insomnies"]),
        ("FR", "drink", "Un thé qui draine l'organisme.", ["draine l'organisme"]),
        ("ES", "supplement", "Se me quitó la ansiedad en dos días.", ["Se me quitó la ansiedad"]),
        ("ES", "supplement", "Bajé tres tallas en un mes.", ["Bajé tres tallas en un mes"]),
        ("IT", "supplement", "Riduce la pressione alta in un mese.", ["Riduce la pressione alta"]),
        ("IT", "food", "Il mio pediatra consiglia Grano.", ["Il mio pediatra consiglia Grano"]),
        ("NL", "supplement", "Helpt tegen hooikoorts, echt.", ["Helpt tegen hooikoorts"]),
    ],
)
def test_a_forbidden_claim_is_quoted_in_the_fewest_words(
    country: str, category: str, body: str, quotes: list[str]
) -> None:
    assert claims_in(country, category, body) == (Verdict.FAIL, quotes)


@pytest.mark.parametrize(
    ("country", "category", "body", "quote"),
    [
        ("US", "supplement", "Promotes restful sleep, berry flavor.", "Promotes restful sleep"),
        ("US", "home", "Made in USA by two brothers.", "Made in USA"),
        ("GB", "home", "An eco-friendly sponge.", "eco-friendly"),
        ("GB", "cosmetic", "Nine out of ten women agreed.", "Nine out of ten women"),
        ("DE", "cosmetic", "Dermatologisch getestet, steht drauf.", "Dermatologisch getestet"),
        ("FR", "home", "Une lessive respectueuse de l'environnement.", "respectueuse de l'environnement"),
    ],
)
def test_what_may_be_true_goes_to_a_person(country: str, category: str, body: str, quote: str) -> None:
    assert claims_in(country, category, body) == (Verdict.REVIEW, [quote])


@pytest.mark.parametrize(
    ("country", "category", "body"),
    [
        ("US", "food", "A burger to die for, and it fixed my Monday."),
        ("US", "supplement", "It won't cure your cold, lower your cholesterol or make you rich."),
        ("US", "cosmetic", "My dermatologist treated my acne; this just smells nice."),
        ("US", "fitness", "I lost 20 pounds in a year of running in these shoes."),
        ("US", "book", "A novel about beating cancer."),
        ("GB", "travel", "A digital detox for tired phones."),
        ("GB", "supplement", "Iodine contributes to the normal function of the thyroid."),
        ("GB", "pets", "The vet cleared up Otis's ear infection, this bed is for the nap after."),
        ("GB", "food", "The best crumpets in Stroud."),
        ("DE", "food", "Hilft nicht gegen Erkältung, wärmt aber."),
        ("DE", "supplement", "Eisen trägt zur normalen Bildung von roten Blutkörperchen bei."),
        ("FR", "food", "Ça ne guérit rien, mais quel goût."),
        ("ES", "food", "Un queso curado que no cura nada."),
        ("IT", "food", "Non cura l'ansia, ma che buono."),
        ("NL", "food", "Geneest niks, smaakt heerlijk."),
    ],
)
def test_the_same_words_in_an_allowed_use_hold_no_claim(country: str, category: str, body: str) -> None:
    assert claims_in(country, category, body) == (Verdict.PASS, [])


NORTH_AND_MORE = {
    "SE": (
        "sv",
        [
            "Pulvret botade min migrän på två veckor.",
            "Min eksem är äntligen borta.",
            "Jag gick ner 8 kilo på tre veckor.",
            "Jag slutade med blodtrycksmedicinen efter sex veckor.",
            "Det stärker ditt immunförsvar.",
            "Min läkare rekommenderar det.",
            "Teet rensar ut alla gifter.",
            "Helt utan biverkningar.",
            "Godkänt av Läkemedelsverket.",
            "Bäst i test i Sverige.",
        ],
        [
            "Det botar ingenting, det är bara ett gott te.",
            "Jag donerar tio kronor till Cancerfonden.",
            "Kudden är hård, min nacke behövde tre nätter.",
            "Vitamin C bidrar till immunsystemets normala funktion.",
        ],
    ),
    "NO": (
        "no",
        [
            "Virker mot migrene.",
            "Min eksem er endelig borte.",
            "Jeg gikk ned 8 kilo på tre uker.",
            "Uten bivirkninger.",
            "Jeg sluttet med blodtrykksmedisinen.",
            "Det styrker immunforsvaret.",
            "Min lege anbefaler det.",
            "Best i test i Norge.",
        ],
        [
            "Det kurerer ingenting, det er bare god te.",
            "Puta er hard.",
            "C-vitamin bidrar til immunforsvarets normale funksjon.",
        ],
    ),
    "DK": (
        "da",
        [
            "Pulveret kurerer migræne.",
            "Min eksem er endelig væk.",
            "Jeg tabte 8 kilo på tre uger.",
            "Uden bivirkninger.",
            "Jeg stoppede med blodtryksmedicinen.",
            "Det styrker dit immunforsvar.",
            "Min læge anbefaler det.",
            "Bedst i test.",
        ],
        ["Det kurerer ikke noget, det er bare god te.", "Puden er hård."],
    ),
    "BR": (
        "pt",
        [
            "Esse chá cura a enxaqueca.",
            "Minha ansiedade sumiu.",
            "Parei de tomar o remédio de pressão.",
            "Limpa o fígado.",
            "Perdi 8 quilos em três semanas.",
            "Reforça a imunidade.",
            "Minha nutricionista recomenda.",
            "Dinheiro fácil todo dia.",
        ],
        ["Não cura nada, é só um chá gostoso.", "Tenho enxaqueca e sigo com meu médico; o chá é só gostoso."],
    ),
    "CA": (
        "fr",
        [
            "Cette poudre a guéri ma migraine.",
            "Mon eczéma a enfin disparu.",
            "J'ai perdu 8 kilos en trois semaines.",
            "J'ai arrêté mes médicaments pour la tension.",
            "Cette tisane nettoie le foie.",
            "Mon médecin le recommande.",
            "Elle renforce le système immunitaire.",
            "Sans effets secondaires.",
        ],
        ["Ça ne soigne rien, c'est juste une bonne tisane.", "L'oreiller est ferme."],
    ),
}
"""Country -> its language, claims that it stops or sends to a person, and what may be said."""


@pytest.mark.parametrize("country", NORTH_AND_MORE)
def test_the_families_are_there_in_swedish_norwegian_danish_portuguese_and_canadian_french(country: str) -> None:
    language, claims, allowed = NORTH_AND_MORE[country]

    def claimed(body: str) -> bool:
        caption = a_caption(body, language=language, product_category="health_food")
        return check_caption(caption, [country]).claims_verdict is not Verdict.PASS

    assert [body for body in claims if not claimed(body)] == []
    assert [body for body in allowed if claimed(body)] == []
