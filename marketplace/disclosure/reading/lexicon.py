"""What a language has for denying, doubting and declaring; a language may have several files."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.reading.characters import TRADITIONAL
from marketplace.disclosure.reading.needles import Sought

Languages = frozenset[str]
LEXICON_FOLDER = Path(__file__).parent.parent / "lexicon"


class Lexicon(BaseModel):
    """One language: every entry is a regular expression over folded text.

    `writing` tells whether spaces stand between words, and whether endings are joined to a word as in Korean.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    writing: Literal["spaced", "unspaced", "endings"] = "spaced"
    scripts: tuple[str, ...] = ("LATIN",)
    common_words: tuple[str, ...] = ()
    denied_before: tuple[str, ...] = Field(default=(), description="ends right before the denied word")
    lacking_before: tuple[str, ...] = Field(default=(), description="as above, but may speak of the product")
    denied_after: tuple[str, ...] = ()
    lacking_after: tuple[str, ...] = ()
    doubted_before: tuple[str, ...] = ()
    doubted_after: tuple[str, ...] = ()
    declares: tuple[str, ...] = Field(default=(), description="ends right before a word that names this post")
    label_goes_on: tuple[str, ...] = Field(default=(), description="what may follow a word that names this post")
    label_says: tuple[str, ...] = Field(default=(), description="endings that make a word which opens a clause a label")
    other_senses: tuple[str, ...] = Field(default=(), description="phrases in which a label is no label")
    denials: tuple[str, ...] = Field(default=(), description="sentences that deny any tie to a brand")
    fee_denials: tuple[str, ...] = Field(default=(), description="sentences that deny a fee, but no gift")
    taken_back: tuple[str, ...] = Field(default=(), description="words that take back what was just said")
    discount_codes: tuple[str, ...] = Field(default=(), description="signs of a code that somebody pays for")
    affiliate_links: tuple[str, ...] = Field(default=(), description="signs of a share of sales")
    thanks: tuple[str, ...] = Field(default=(), description="signs of a gift or an invitation")
    purchase_routes: tuple[str, ...] = Field(default=(), description="signs of a way to buy")


class Platform(BaseModel):
    """How much of a post a platform shows before the reader has to act."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    characters: int = Field(gt=0)
    lines: int = Field(gt=0)
    title: bool = False
    topics: bool = False
    source: str


@lru_cache
def lexicons() -> dict[str, Lexicon]:
    """Every language known, by code."""
    found: dict[str, Lexicon] = {}
    for path in sorted(LEXICON_FOLDER.glob("*.yaml")):
        if path.stem != "platforms":
            each = Lexicon.model_validate(read_yaml(path))
            before = found.get(each.language)
            found[each.language] = _joined(before, each) if before else each
    return found


def _joined(first: Lexicon, second: Lexicon) -> Lexicon:
    """Two files of one language as one; both tell how it is written."""
    entries = {kind: (*given, *getattr(second, kind)) for kind, given in first if kind in _LISTS}
    return first.model_copy(update=entries)


_LISTS = frozenset(name for name, field in Lexicon.model_fields.items() if field.annotation == tuple[str, ...])


@lru_cache
def _platforms() -> dict[str, Platform]:
    rows = read_yaml(LEXICON_FOLDER / "platforms.yaml")
    return {name: Platform.model_validate(row) for name, row in rows.items()}


def platform_names() -> tuple[str, ...]:
    """Every platform whose figures are listed."""
    return tuple(_platforms())


def platform_named(name: str) -> Platform:
    """The platform's figures; those of `other` when it is not listed."""
    known = _platforms()
    return known.get(name, known["other"])


@lru_cache(1024)
def pattern_in(text: str, kind: str, languages: Languages, anchor: Literal["", "before"] = "") -> re.Pattern[str]:
    """All entries of one kind, of these languages, as a single expression for a text or parts of it.

    Where the text has none of their words it is one that finds nothing, as for most texts. `before` ties the end of a
    match to the end of the text before a word. The languages of a text are few: a small word of one (Spanish `sin`,
    without) is another word in the next (Danish `sin`, his).
    """
    sought = _sought(kind, languages, anchor)
    return sought.pattern if sought.finds_in(text) else _NOTHING


_NOTHING = re.compile(r"(?!)")


@cache
def _sought(kind: str, languages: Languages, anchor: str) -> Sought:
    entries = [entry for code in sorted(languages) if code in lexicons() for entry in getattr(lexicons()[code], kind)]
    joined = "|".join(f"(?:{entry})" for entry in entries) or r"(?!)"
    return Sought(folded_expression(f"(?:{joined})$" if anchor == "before" else f"(?:{joined})"))


def folded_expression(expression: str) -> str:
    """An expression as it applies to folded text, where punctuation is narrow and characters are simplified."""
    out: list[str] = []
    in_class = False
    for at, character in enumerate(expression):
        escaped = at > 0 and expression[at - 1] == "\\"
        if character == "[" and not escaped:
            in_class = True
        elif character == "]" and not escaped:
            in_class = False
        narrow = unicodedata.normalize("NFKC", character) if ord(character) > 0xFF00 else character
        plain = TRADITIONAL.get(character, character)
        out.append(plain if narrow == character else narrow if in_class else re.escape(narrow))
    return "".join(out)
