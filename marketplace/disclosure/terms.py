"""Finds a pack's words in a reading, each with the sense it is used in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.lexicon import Languages, lexicons
from marketplace.disclosure.reading.needles import Indexed, Needles, Sought
from marketplace.disclosure.reading.offsets import fold_term
from marketplace.disclosure.reading.senses import Sense, is_asked, is_denied, is_doubted, is_quoted, sense_of
from marketplace.disclosure.reading.units import Tag
from marketplace.disclosure.rows import DisclosureRow, Term

_PLACEHOLDER = {
    "brand": r"[^\s.!?。！？][^.!?\n。！？]{0,39}?",
    "product": r"[^.!?\n。！？]{0,40}?",
    "any": r"[^.!?\n。！？]{0,30}?",
}
_BREAKS = r"[ /|\\.·•・*_~、-]{0,2}"
_MOST_USES = 24
_CAPITAL_JOIN = 3
_NO_NAMES = frozenset({"brand", "marque", "marca", "marke", "official", "proud"})
"""What stands before a role in a hashtag without naming anybody: #brandambassador."""


class Standing(StrEnum):
    """What the pack thinks of a term."""

    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"


class Disguise(StrEnum):
    """How a word is written other than plainly."""

    LOOKALIKE = "lookalike"
    BROKEN = "broken"
    SCRIPT = "script"


class Use(NamedTuple):
    """One use of a term in a caption; the span is in folded text."""

    term: Term
    standing: Standing
    start: int
    end: int
    sense: Sense
    tag: Tag | None = None
    disguise: Disguise | None = None

    @property
    def speaks(self) -> bool:
        """Whether the word is used to label or to state, not denied, asked, quoted or meant otherwise."""
        return self.sense in (Sense.TAG, Sense.LABEL, Sense.LOOSE, Sense.DECLARED, Sense.DOUBTED)

    def heard(self, reading: Reading) -> Languages:
        """The languages listened to around the word: those of the text and its own."""
        return _heard(reading, self.term)


def _heard(reading: Reading, term: Term) -> Languages:
    return reading.languages | {term.language}


def uses_of(reading: Reading, row: DisclosureRow) -> list[Use]:
    """Every use of the row's terms, accepted ones first."""
    found: list[Use] = []
    shared = reading.shared
    for term, standing, shape in _indexed(row).possible_in(reading.text):
        used = shared.get(shape)
        if used is None:
            used = shared[shape] = tuple(_found(reading, term, shape))
        for each in used:
            found.append(Use(term, standing, *each))
    return found


@lru_cache(256)
def _indexed(row: DisclosureRow) -> Indexed[tuple[Term, Standing, "_Shape"]]:
    groups = ((Standing.ACCEPTED, row.accepted), (Standing.DOUBTFUL, row.doubtful), (Standing.REJECTED, row.rejected))
    terms = [(term, standing, _shape(term)) for standing, terms in groups for term in terms]
    return Indexed(terms, lambda each: each[2].needles)


_Used = tuple[int, int, Sense, Tag | None, Disguise | None]
"""A use, whatever a country thinks of it: start, end, sense, hashtag, disguise."""


def _found(reading: Reading, term: Term, shape: "_Shape") -> Iterator[_Used]:
    for tag in islice(_named(reading, shape, term), _MOST_USES):
        sense = _tag_sense(reading, term, tag)
        yield tag.start, tag.end, sense, tag, _tag_disguise(reading, term, tag)
    if term.stands == "tag":
        return
    for found in islice(shape.text.finditer(reading.text), _MOST_USES):
        start, end = found.span()
        if reading.in_address(start):
            continue
        tag_here = reading.tag_around(start, start + 1)
        if tag_here is not None and term.stands != "statement":
            continue
        sense = _sense(reading, term, start, end, unspaced=shape.unspaced)
        yield start, end, sense, tag_here, _disguise(reading, term, start, end)


def _sense(reading: Reading, term: Term, start: int, end: int, *, unspaced: bool) -> Sense:
    heard = _heard(reading, term)
    asked = ("sense", term.stands, heard, unspaced, start, end)
    return reading.once(asked, lambda: _sense_in(reading, term, start, end, heard, unspaced=unspaced))


def _sense_in(reading: Reading, term: Term, start: int, end: int, heard: Languages, *, unspaced: bool) -> Sense:
    if term.stands == "label":
        return sense_of(reading.text, reading.quote(start, end), start, end, heard, unspaced=unspaced)
    if is_denied(reading.text, start, end, heard):
        return Sense.DENIED
    if is_quoted(reading.text, start, end):
        return Sense.QUOTED
    if is_asked(reading.text, end):
        return Sense.ASKED
    if is_doubted(reading.text, start, end, heard):
        return Sense.DOUBTED
    if term.stands == "statement":
        return Sense.DECLARED
    sense = sense_of(reading.text, "", start, end, heard, unspaced=unspaced)
    opens = sense in (Sense.LABEL, Sense.DECLARED, Sense.LOOSE)
    return Sense.DECLARED if opens else sense


def _disguise(reading: Reading, term: Term, start: int, end: int) -> Disguise | None:
    if reading.folded.is_disguised(start, end):
        return Disguise.LOOKALIKE
    word = fold_term(term.text)
    if not _is_plain(term.text):
        return None
    if len(word) < end - start and _shape_of(term.text, term.language, term.stands).breaks:
        return Disguise.BROKEN
    written = reading.folded.letters[start:end]
    if written != reading.text[start:end] and written != term.text.casefold():
        return Disguise.SCRIPT
    if written == reading.text[start:end] and term.text.casefold() != word:
        return Disguise.SCRIPT
    return None


def _tag_sense(reading: Reading, term: Term, tag: Tag) -> Sense:
    if is_denied(reading.text, tag.start, tag.end, _heard(reading, term)):
        return Sense.DENIED
    return Sense.ASKED if reading.text[tag.end : tag.end + 1] == "?" else Sense.TAG


def _tag_disguise(reading: Reading, term: Term, tag: Tag) -> Disguise | None:
    start = tag.start + reading.text[tag.start : tag.end].index(tag.name)
    return _disguise(reading, term, start, start + len(tag.name))


def _named(reading: Reading, shape: "_Shape", term: Term) -> Iterator[Tag]:
    """The hashtags that are the term."""
    if reading.tags and shape.tag.finds_in(reading.text):
        for tag in reading.tags:
            if shape.tag.pattern.fullmatch(tag.name) and _joins_a_name(reading, tag, term):
                yield tag


def _joins_a_name(reading: Reading, tag: Tag, term: Term) -> bool:
    """Whether a tag such as `#BrandAd` shows where the name ends, so that `#ipad` is not taken for one."""
    if not term.text.startswith("{brand}"):
        return True
    suffix = term.text.removeprefix("{brand}")
    role = _shape_of(suffix.strip(), term.language, "label").tag.pattern
    if any(tag.name.startswith(word) and role.fullmatch(tag.name[len(word) :]) for word in _NO_NAMES):
        return False
    written = reading.quote(tag.start + 1, tag.end)
    brand = fold_term(reading.caption.brand or "").replace(" ", "")
    if len(suffix) > _CAPITAL_JOIN or (brand and tag.name.startswith(brand)):
        return True
    return written[-len(suffix)].isupper() and not written.isupper() or f"_{suffix}" in tag.name


@dataclass(frozen=True, eq=False)
class _Shape:
    """How a term is written; terms of several countries that are written alike share one."""

    text: Sought
    tag: Sought
    needles: Needles
    unspaced: bool
    breaks: bool


def _is_plain(text: str) -> bool:
    return not set(text) & set("{}[]()|")


def _shape(term: Term) -> _Shape:
    return _shape_of(term.text, term.language, term.stands)


@cache
def _shape_of(text: str, language: str, stands: str) -> _Shape:
    lexicon = lexicons().get(language)
    writing = lexicon.writing if lexicon else "unspaced" if language in ("zh", "ja") else "spaced"
    folded = fold_term(text)
    breaks = writing != "spaced" and _is_plain(text)
    body = _expression(folded, loose=writing != "spaced", breaks=breaks)
    left, right = _edges(folded, writing, stands)
    in_tag = _expression(folded.replace("#", ""), loose=True, breaks=False, in_tag=True)
    if stands == "statement":
        in_tag = r"(?!)"
    whole = Sought(f"{left}(?:{body}){right}")
    tag = Sought(in_tag)
    needles = (
        None if None in (whole.needles, tag.needles) else (whole.needles or frozenset()) | (tag.needles or frozenset())
    )
    return _Shape(whole, tag, needles, unspaced=writing == "unspaced", breaks=breaks)


def _edges(folded: str, writing: str, stands: str) -> tuple[str, str]:
    """What may not touch a term: another word, where words are told apart by spaces or by their letters."""
    if writing == "unspaced":
        return (r"(?<![a-z0-9_])", r"(?![a-z0-9_])") if folded.isascii() else ("", "")
    if writing == "endings" and stands == "statement":
        return "", ""
    return r"(?<!\w)", r"(?!\w)"


def _expression(text: str, *, loose: bool, breaks: bool, in_tag: bool = False) -> str:
    """The regular expression a term stands for; `loose` where a space between two words may be left out."""
    out: list[str] = []
    space = r"[^\S\n]*" if loose else r"\s+"
    at = 0
    while at < len(text):
        character = text[at]
        if character == "{":
            close = text.index("}", at)
            out.append(r"\w{2,40}" if in_tag else _PLACEHOLDER[text[at + 1 : close]])
            at = close + 1
            continue
        if character in "([":
            close = _closing(text, at)
            inner = _expression(text[at + 1 : close], loose=loose, breaks=False, in_tag=in_tag)
            at = close + 1
            if character == "[":
                spaced = text[at : at + 1] == " "
                out.append(f"(?:(?:{inner}){space})?" if spaced else f"(?:{inner})?")
                if not spaced and out[:-1] and out[-2] == space:
                    out[-2:] = [f"(?:{space}(?:{inner}))?"]
                at += spaced
            else:
                out.append(f"(?:{inner})")
            continue
        if character == "|":
            out.append("|")
        elif character == " ":
            out.append(r"[ _]?" if in_tag else space)
        elif character in "'’":
            out.append("['’]")
        else:
            out.append(re.escape(character))
            if breaks and at + 1 < len(text):
                out.append(_BREAKS)
        at += 1
    return "".join(out)


def _closing(text: str, opening: int) -> int:
    pairs = {"(": ")", "[": "]"}
    depth = 0
    for at in range(opening, len(text)):
        if text[at] == text[opening]:
            depth += 1
        elif text[at] == pairs[text[opening]]:
            depth -= 1
            if not depth:
                return at
    raise ValueError(f"“{text}” opens a bracket that is never closed")
