"""Says beforehand what a post will need: words, place and language, for a brief and an order's terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from marketplace.disclosure.captions import MEDIA
from marketplace.disclosure.errors import CaptionInvalid
from marketplace.disclosure.labels import accepted_terms, label_for, label_language
from marketplace.disclosure.packs import Pack, packs_for
from marketplace.disclosure.reading.lexicon import platform_named
from marketplace.disclosure.rows import TIES, DisclosureRow, MediumRow, NoticeRow, PlacementRow, Row, Term
from marketplace.disclosure.verdicts import Verdict, language_of_law

_MOST_WORDS = 6


@dataclass(frozen=True)
class Demand:
    """One rule as it goes into the terms, with the source it rests on."""

    rule: str
    kind: str
    text: str
    source: str
    article: str
    law: str
    url: str
    confidence: str

    @property
    def law_language(self) -> str:
        """In which language the law is quoted."""
        return language_of_law(self.law)


@dataclass(frozen=True)
class JurisdictionRequirements:
    """What one country wants of the post.

    `label` is what to write; `words` are all that will be accepted; `within_characters` and `within_lines` say before
    which point of the text it has to stand. `disclose` is False where nothing has to be said.
    """

    jurisdiction: str
    name: str
    pack_version: str
    disclose: bool
    label: str
    words: tuple[str, ...]
    language: str
    place: str
    within_characters: int
    within_lines: int
    native_label: str
    demands: tuple[Demand, ...]


@dataclass(frozen=True)
class Requirements:
    """Everything the post will need, per country; plain values all through, so it can be frozen into terms.

    `opening` is how the text should begin to satisfy all countries at once.
    """

    platform: str
    relationship: str
    language: str
    medium: str
    opening: str
    jurisdictions: tuple[JurisdictionRequirements, ...]

    def as_json(self) -> dict[str, Any]:
        """The requirements as plain values."""
        plain = asdict(self)
        for each in plain["jurisdictions"]:
            each["words"] = list(each["words"])
            each["demands"] = list(each["demands"])
        plain["jurisdictions"] = list(plain["jurisdictions"])
        return plain

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Requirements":
        """The requirements that `as_json` wrote."""
        countries = tuple(
            JurisdictionRequirements(
                **{
                    **each,
                    "words": tuple(each["words"]),
                    "demands": tuple(Demand(**demand) for demand in each["demands"]),
                }
            )
            for each in kept["jurisdictions"]
        )
        return cls(**{**kept, "jurisdictions": countries})


def compile_requirements(
    countries: Sequence[str],
    platform: str,
    relationship: str,
    *,
    language: str = "en",
    medium: str = "photo",
    purchase_link: bool = False,
    ai_generated: bool = False,
) -> Requirements:
    """What the law of these countries wants of a post on this platform, under this relationship.

    Raises UnknownJurisdiction for a country without a pack and CaptionInvalid for an unknown relationship or medium.
    """
    if relationship not in (*TIES, "none"):
        raise CaptionInvalid(f"relationship: “{relationship}” is not one of {', '.join(TIES)}, none.")
    if medium not in MEDIA:
        raise CaptionInvalid(f"medium: “{medium}” is not one of {', '.join(MEDIA)}.")
    packs = packs_for(countries)
    each = tuple(_of_one(pack, platform, relationship, language, medium, purchase_link, ai_generated) for pack in packs)
    labels = dict.fromkeys(wanted.label for wanted in each if wanted.disclose)
    return Requirements(platform, relationship, language, medium, " ".join(labels), each)


def _of_one(
    pack: Pack, platform: str, relationship: str, language: str, medium: str, purchase_link: bool, ai: bool
) -> JurisdictionRequirements:
    disclose = relationship != "none"
    terms = accepted_terms(pack, relationship, language) if disclose else ()
    figures = pack.placement.figures_for(platform)
    shown = platform_named(platform)
    rows = [row for row in pack.rows if _applies(row, disclose=disclose, medium=medium, ai=ai)]
    return JurisdictionRequirements(
        jurisdiction=pack.code,
        name=pack.name,
        pack_version=pack.version,
        disclose=disclose and _is_due(pack.disclosure, relationship, purchase_link),
        label=label_for(pack, relationship, language) if disclose else "",
        words=tuple(dict.fromkeys(word for term in terms if (word := _plain(term))))[:_MOST_WORDS],
        language=label_language(pack, language),
        place="first" if pack.placement.must_be_first else "before_fold",
        within_characters=min(shown.characters, figures.clear_characters or shown.characters),
        within_lines=min(shown.lines, figures.clear_lines or shown.lines),
        native_label="sufficient" if pack.native_label.alone is Verdict.PASS else "additional",
        demands=tuple(_demand(pack, row) for row in rows),
    )


def _plain(term: Term) -> str:
    """A term as somebody would write it; nothing for a pattern that stands for several."""
    word = term.write or term.text
    return "" if set(word) & set("()[]{}|") else word


def _is_due(row: DisclosureRow, relationship: str, purchase_link: bool) -> bool:
    verdicts = {str(key): value for key, value in row.missing.items()}
    if purchase_link:
        verdicts |= {str(key): value for key, value in row.missing_with_purchase_route.items()}
    return verdicts.get(relationship, Verdict.FAIL) is not Verdict.PASS


_ALWAYS_WITH_A_TIE = ("disclosure", "placement", "language", "native_label", "consistency")
_WHEN: dict[type[Row], Callable[[Any, str, bool], bool]] = {
    MediumRow: lambda row, medium, ai: medium in row.media,
    NoticeRow: lambda row, medium, ai: ai if row.topic == "ai" else True,
    PlacementRow: lambda row, medium, ai: True,
}


def _applies(row: Row, *, disclose: bool, medium: str, ai: bool) -> bool:
    kind = getattr(row, "kind", "")
    if not disclose:
        return kind == "signals"
    asked = _WHEN.get(type(row))
    return asked(row, medium, ai) if asked else kind in _ALWAYS_WITH_A_TIE


def _demand(pack: Pack, row: Row) -> Demand:
    source = pack.sources[row.source]
    return Demand(
        rule=row.id,
        kind=getattr(row, "kind", ""),
        text=row.demand,
        source=source.title,
        article=row.article,
        law=row.quote,
        url=source.url,
        confidence=source.confidence,
    )
