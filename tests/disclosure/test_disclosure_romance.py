"""What counts as disclosed in France, Spain, Italy and Brazil."""

import pytest

from marketplace.disclosure.check import Verdict, check_caption
from tests.disclosure.builders import a_caption

SPOKEN = {"FR": "fr", "ES": "es", "IT": "it", "BR": "pt"}


def verdict_in(country: str, body: str, **changes: object) -> Verdict:
    return check_caption(a_caption(body, **{"language": SPOKEN[country], **changes}), [country]).verdict


@pytest.mark.parametrize(
    ("country", "body"),
    [
        ("FR", "PUBLICITE | Ma tarte du dimanche avec le four Braise."),
        ("FR", "En collaboration commerciale avec Braise, ma tarte du dimanche."),
        ("FR", "Cette vidéo contient de la publicité pour Braise. Ma tarte !"),
        ("ES", "Colaboración pagada con Brasa: mi tarta del domingo."),
        ("ES", "Este post es un anuncio de Brasa. Mi tarta del domingo."),
        ("ES", "Publicitat: la meva coca de diumenge amb Brasa."),
        ("IT", "Sponsorizzato da Brace: la mia torta della domenica."),
        ("IT", "La mia torta della domenica. #adv #Brace"),
        ("BR", "#publi Meu bolo de domingo com a Brasa."),
        ("BR", "Conteúdo patrocinado pela Brasa: meu bolo de domingo."),
    ],
)
def test_the_words_of_the_law_pass(country: str, body: str) -> None:
    assert verdict_in(country, body) is Verdict.PASS


@pytest.mark.parametrize(
    ("country", "body"),
    [
        ("FR", "#sponso Ma tarte du dimanche avec le four Braise."),
        ("FR", "#ad Ma tarte du dimanche avec le four Braise."),
        ("FR", "Ce n’est pas une collab, juste le meilleur four, le Braise."),
        ("FR", "Publicité ? Non. Le four Braise est juste parfait."),
        ("FR", "On a mangé une tarte au pub d’à côté grâce à l’appli Tablée."),
        ("FR", "La publicité à la télé est trop longue, vite mon four Braise."),
        ("ES", "#ad Mi tarta del domingo con el horno Brasa."),
        ("ES", "Nadie me paga por esto, el horno Brasa es el mejor."),
        ("ES", "Vi el anuncio en la tele y compré el horno Brasa."),
        ("ES", "Hoy os anuncio mi horno Brasa."),
        ("IT", "#suppliedby Brace, la mia torta della domenica."),
        ("IT", "Ad ogni torta il suo forno: Brace."),
        ("IT", "Non è pubblicità, il forno Brace è il migliore."),
        ("IT", "La pubblicità in tv mi fa fame, meno male che ho il forno Brace."),
        ("BR", "Não é publi, eu amo o forno da Brasa."),
        ("BR", "Fiz faculdade de publicidade e só sei usar o forno da Brasa."),
        ("BR", "Publiquei a receita do bolo no forno da Brasa."),
    ],
)
def test_denials_other_senses_and_foreign_words_fail_and_can_be_put_right(country: str, body: str) -> None:
    report = check_caption(a_caption(body, language=SPOKEN[country]), [country])
    assert report.verdict is Verdict.FAIL
    assert report.fixed is not None
    assert check_caption(report.fixed, [country]).verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("country", "body", "changes", "verdict"),
    [
        ("FR", "Partenariat rémunéré avec Braise : ma tarte.", {}, Verdict.REVIEW),
        ("FR", "Produit offert par Braise : mon four.", {"relationship": "gifted"}, Verdict.REVIEW),
        ("FR", "Ma tarte.", {"native_label": True}, Verdict.REVIEW),
        ("FR", "#ad My pie with the Braise oven and all the butter.", {"language": "en"}, Verdict.FAIL),
        ("ES", "En colaboración con Brasa: mi tarta.", {}, Verdict.REVIEW),
        ("ES", "Regalo de Brasa: mi horno nuevo.", {"relationship": "gifted"}, Verdict.PASS),
        ("ES", "Regalo de Brasa: mi horno nuevo.", {}, Verdict.FAIL),
        ("IT", "Prodotto inviato da Brace: il mio forno.", {"relationship": "gifted"}, Verdict.PASS),
        ("IT", "Prodotto inviato da Brace: il mio forno.", {}, Verdict.FAIL),
        ("IT", "La mia torta con il forno Brace #adv", {}, Verdict.REVIEW),
        ("IT", "La mia torta.", {"hashtags": ("torta", "pubblicità", "forno")}, Verdict.PASS),
        ("IT", "La mia torta.", {"hashtags": ("a", "b", "c", "pubblicità")}, Verdict.FAIL),
        ("IT", "La mia torta.", {"hashtags": ("a", "b", "c", "adv", "brace")}, Verdict.FAIL),
        ("BR", "Meu bolo.", {"native_label": True}, Verdict.PASS),
        ("BR", "#recebidos O forno da Brasa chegou.", {"relationship": "gifted"}, Verdict.REVIEW),
        ("BR", "O forno da Brasa chegou, link na bio!", {"relationship": "gifted"}, Verdict.FAIL),
    ],
)
def test_doubtful_words_places_and_ties(country: str, body: str, changes: dict[str, object], verdict: Verdict) -> None:
    assert verdict_in(country, body, **changes) is verdict


@pytest.mark.parametrize(
    ("country", "body", "verdict"),
    [
        ("FR", "Une bière au pub irlandais, et au lit.", Verdict.PASS),
        ("FR", "Avec mon code MIA10, moins 10 % chez Braise.", Verdict.REVIEW),
        ("ES", "Un anuncio importante: nos mudamos.", Verdict.PASS),
        ("IT", "Ad agosto si parte.", Verdict.PASS),
        ("IT", "Grazie a Brace per il pacco!", Verdict.REVIEW),
        ("BR", "Usa meu cupom MIA10 na Brasa.", Verdict.REVIEW),
    ],
)
def test_who_declares_nothing(country: str, body: str, verdict: Verdict) -> None:
    assert verdict_in(country, body, relationship="none") is verdict
