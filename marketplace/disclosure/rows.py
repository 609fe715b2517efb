"""The kinds of rows a pack can hold: who discloses and how, where, in which language, and what may not be claimed."""

from datetime import date
from functools import cached_property, lru_cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from marketplace.disclosure.captions import RELATIONSHIPS
from marketplace.disclosure.expressions import Expressions
from marketplace.disclosure.verdicts import Verdict

Relationship = Literal["paid", "gifted", "affiliate", "employee", "own"]
TIES: tuple[Relationship, ...] = ("paid", "gifted", "affiliate", "employee", "own")
assert (*TIES, "none") == RELATIONSHIPS


class Shape(BaseModel):
    """A part of a pack: read once, never changed, without fields nobody knows.

    Two are the same only when they are one: comparing all that a row says would take longer than looking it up.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


class Source(Shape):
    """A law, guide or ruling, and how sure we are of what it says."""

    title: str
    url: str
    verified_on: date | None = Field(description="the day its text was read; none when from memory")
    confidence: Literal["verified-text", "secondary-source", "memory-unverified"]


class Row(Shape):
    """One rule: what it demands, and where that stands."""

    id: str = Field(pattern=r"^[A-Z]{2}-[A-Z0-9-]+$")
    demand: str = Field(min_length=10)
    source: str
    article: str
    quote: str = Field(max_length=200, description="the source's own words; empty where its text was not read")


class Term(Shape):
    """Words that do, might or do not disclose.

    In `text`, `{brand}`, `{product}` and `{any}` stand for some words, `[x]` may be left out and `(a|b)` is a choice.
    `stands` says where the words count: as a label of their own, as a phrase that opens a clause, as a statement
    anywhere, or only as a hashtag. `write` is how a fix writes it.
    """

    text: str = Field(min_length=1)
    language: str
    stands: Literal["label", "phrase", "statement", "tag"] = "label"
    relationships: tuple[Relationship, ...] = Field(default=TIES, alias="for")
    write: str | None = None
    preferred_for: tuple[Relationship, ...] = ()


class DisclosureRow(Row):
    """Who has to disclose, and in which words."""

    kind: Literal["disclosure"]
    missing: dict[Relationship, Verdict]
    conditional: Verdict = Field(default=Verdict.REVIEW, description="for statements such as “I may earn”")
    missing_with_purchase_route: dict[Relationship, Verdict] = Field(default_factory=dict)
    accepted: tuple[Term, ...] = Field(min_length=1)
    doubtful: tuple[Term, ...] = ()
    rejected: tuple[Term, ...] = ()

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages there are accepted words in."""
        return frozenset(term.language for term in self.accepted)


class HashtagPlaces(Shape):
    """What a label is worth within a row of hashtags; a row of at most `small_row` counts as the end of the text."""

    small_row: int = 1
    first: int = Field(default=1, description="how many leading hashtags are judged by `among_first`")
    among_first: Verdict = Verdict.REVIEW
    later: Verdict = Verdict.FAIL


class PlacementRow(Row):
    """Where the label has to stand. Unset figures are those of the platform's fold."""

    kind: Literal["placement"]
    must_be_first: bool = False
    title_counts: bool = True
    clear_lines: int | None = None
    clear_characters: int | None = None
    beyond_clear: Verdict = Verdict.REVIEW
    at_end: Verdict = Verdict.REVIEW
    below_fold: Verdict = Verdict.FAIL
    hashtags: HashtagPlaces = HashtagPlaces()
    fix_goes_to: dict[str, Literal["title", "body"]] = Field(
        default_factory=dict, description="platform → the part that a fix puts the label in; the body unless said"
    )
    platforms: dict[str, "PlacementFigures"] = Field(default_factory=dict)

    @lru_cache(1024)  # noqa: B019 (rows live as long as the process)
    def figures_for(self, platform: str) -> "PlacementFigures":
        """The figures for one platform, with those of the row where it has none of its own."""
        own = self.platforms.get(platform, PlacementFigures())
        return PlacementFigures(
            clear_lines=own.clear_lines or self.clear_lines,
            clear_characters=own.clear_characters or self.clear_characters,
        )


class PlacementFigures(Shape):
    """Lines and characters within which a label is plainly seen."""

    clear_lines: int | None = None
    clear_characters: int | None = None


class LanguageRow(Row):
    """In which language the label has to be: that of the post (`post`), or one of those the statute names."""

    kind: Literal["language"]
    label_in: Literal["post"] | tuple[str, ...]
    other_language: Verdict = Verdict.FAIL
    other_script: Verdict = Verdict.PASS

    def counted_for(self, language: str) -> tuple[str, ...]:
        """The languages in which a label counts for a post in this one."""
        named = ("post",) if self.label_in == "post" else self.label_in
        return tuple(language if each == "post" else each for each in named)


class NativeLabelRow(Row):
    """What the platform's own label is worth by itself; `languages` limits where it is worth that much."""

    kind: Literal["native_label"]
    alone: Verdict
    languages: tuple[str, ...] = ()


class MediumRow(Row):
    """What cannot be seen from the text of a post of this kind.

    Whoever declares when the recording shows its label is held to it: from the start, and in the media that `whole`
    names for its whole length.
    """

    kind: Literal["medium"]
    media: dict[Literal["photo", "video", "live"], Verdict]
    whole: tuple[Literal["video", "live"], ...] = ()


class ConsistencyRow(Row):
    """What a denial does to a disclosure."""

    kind: Literal["consistency"]
    denied: dict[Relationship, Verdict]
    fee_denied: dict[Relationship, Verdict]


class SignalsRow(Row):
    """What it means when the text shows a tie that its author has not declared."""

    kind: Literal["signals"]
    verdict: Verdict = Verdict.REVIEW
    signals: tuple[str, ...]


class NoticeRow(Row):
    """What else has to be done or kept; stated in the terms, not read from the text."""

    kind: Literal["notice"]
    topic: Literal["records", "ai", "duration", "liability", "frames"]


class ClaimRow(Row):
    """Words that may not be said of a product, or only with proof.

    `words` and `unless` are regular expressions over folded text (lower case, simplified characters), with the named
    parts of `expressions.py`; a group in `words` narrows the quote. `unless` lifts a match it overlaps,
    `unless_sentence` one anywhere in its sentence, `unless_before` and `unless_after` what ends or begins where the
    match begins or ends, and `lifts` names rows whose matches this row's matches replace. Chinese is read with its
    disguises taken off; of two expressions of a row that overlap the longer match counts.
    `needs` is a notice that has to be there, or one of `needs_or`: the claim is then its absence.
    `categories` empty means every product.
    """

    kind: Literal["claim"]
    verdict: Verdict
    language: str
    why: str
    fix: str
    categories: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    words: Expressions = ()
    unless: Expressions = ()
    unless_sentence: Expressions = ()
    unless_before: Expressions = ()
    unless_after: Expressions = ()
    lifts: tuple[str, ...] = ()
    needs: str | None = None
    needs_or: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_looks_for(self) -> Self:
        if bool(self.words) == bool(self.needs):
            raise ValueError("a claim row has either `words` or `needs`")
        return self


AnyRow = Annotated[
    DisclosureRow
    | PlacementRow
    | LanguageRow
    | NativeLabelRow
    | MediumRow
    | ConsistencyRow
    | SignalsRow
    | NoticeRow
    | ClaimRow,
    Field(discriminator="kind"),
]
