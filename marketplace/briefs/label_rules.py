"""Which advertising label the posts of a brief will need, said while the brief is being written."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.creators.states import Format, Platform
from marketplace.disclosure.check import Caption, known_jurisdictions
from marketplace.disclosure.compile import Requirements, compile_requirements
from marketplace.disclosure.never import never_findings
from marketplace.disclosure.reading.caption import read


def label_rules(
    countries: Sequence[str], *, platform: Platform, format: Format, languages: Sequence[str], purchase_link: bool
) -> Requirements | None:
    """What the law of the audience's countries wants of a paid post; None without a country whose rules we know."""
    known = [country for country in countries if country in known_jurisdictions()]
    if not known:
        return None
    return compile_requirements(
        known,
        platform=platform.value,
        relationship="paid",
        language=label_language(languages),
        medium=format.value,
        purchase_link=purchase_link,
    )


def labels_forbidden(phrases: Sequence[str], rules: Requirements) -> tuple[str, ...]:
    """The labels that the law wants and that a brand's own list of forbidden words would forbid."""
    labels = dict.fromkeys(each.label for each in rules.jurisdictions if each.disclose)
    return tuple(label for label in labels if said_of(label, phrases, rules.platform, rules.language))


def said_of(text: str, phrases: Sequence[str], platform: str, language: str) -> bool:
    """Whether one of the phrases stands in a text, as the check of a draft would find it."""
    caption = Caption(platform, language, "none", False, "", text, ())
    return bool(never_findings(read(caption), phrases))


def label_language(languages: Sequence[str]) -> str:
    """The language in which a label is checked: the first one wanted, Chinese in either script as `zh`."""
    return languages[0].replace("_", "-").split("-")[0] if languages else "en"
