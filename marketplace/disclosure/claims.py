"""Words that may not be said of a product: finds them, and lets pass the uses that the guides exempt."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from marketplace.disclosure.packs import Pack
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.disguises import undisguised
from marketplace.disclosure.reading.lexicon import folded_expression
from marketplace.disclosure.reading.needles import Indexed, Needles, Sought
from marketplace.disclosure.reading.rereading import Rereading
from marketplace.disclosure.reading.unmasking import unmasked
from marketplace.disclosure.rows import ClaimRow
from marketplace.disclosure.verdicts import Finding, Verdict, Where

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[!?\n。！？]|\.(?!\d)")
_REACH = 80
_MOST_PER_ROW = 10


def claim_findings(reading: Reading, pack: Pack) -> tuple[Finding, ...]:
    """The claims of a caption that one country's law forbids or wants proven; none where nothing is advertised."""
    if reading.caption.relationship == "none":
        return ()
    found = [(row, span, verdict) for row in _possible(reading, pack) for span, verdict in _spans(reading, row)]
    kept = [each for each in found if each[1] is None or not _is_covered(each, found)]
    return tuple(_finding(reading, pack, row, span, verdict) for row, span, verdict in kept)


def _possible(reading: Reading, pack: Pack) -> list[ClaimRow]:
    """The rows of which the text has any of the words, in the order of the pack."""
    chinese, others = _indexed(pack)
    found = chinese.possible_in(unmasked(reading.text).text) + others.possible_in(reading.text, *_other_ways(reading))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _other_ways(reading: Reading) -> list[str]:
    return [read.text for read in undisguised(reading.text)]


@lru_cache(256)
def _indexed(pack: Pack) -> tuple[Indexed[tuple[int, ClaimRow]], Indexed[tuple[int, ClaimRow]]]:
    """The rows on Chinese, which is read with its disguises taken off, and the others, each with its place."""
    placed = list(enumerate(pack.claims))
    return (
        Indexed([each for each in placed if each[1].language == "zh"], lambda each: _needles(each[1])),
        Indexed([each for each in placed if each[1].language != "zh"], lambda each: _needles(each[1])),
    )


def _needles(row: ClaimRow) -> Needles:
    found: set[str] = set()
    for words in row.words:
        needles = _compiled(words).needles
        if needles is None:
            return None
        found |= needles
    return frozenset(found) if row.words else None


Found = tuple[ClaimRow, Span | None, Verdict]


def _is_covered(each: Found, found: list[Found]) -> bool:
    """Whether another claim speaks for this one: it lifts this row, or holds the same words and more of them."""
    row, span, verdict = each
    assert span is not None
    for other in found:
        other_row, other_span, other_verdict = other
        if other is each or other_span is None or other_span[1] <= span[0] or span[1] <= other_span[0]:
            continue
        if row.id in other_row.lifts:
            return True
        if other_row.id in row.lifts:
            continue
        holds = other_span[0] <= span[0] and span[1] <= other_span[1]
        longer = other_span != span
        if holds and (other_verdict.severity, longer, other_row.id) > (verdict.severity, False, row.id):
            return True
    return False


def _spans(reading: Reading, row: ClaimRow) -> Iterator[tuple[Span | None, Verdict]]:
    category = reading.caption.product_category
    if row.categories and category is not None and category not in row.categories:
        return
    if category in row.except_categories:
        return
    verdict = row.verdict
    if row.categories and category is None:
        if verdict is Verdict.REVIEW:
            return
        verdict = Verdict.REVIEW
    if row.needs is not None:
        notices = [re.sub(r"[\W_]", "", notice) for notice in (row.needs, *row.needs_or)]
        plain = re.sub(r"[\W_]", "", reading.text)
        if category is not None and not any(notice in plain for notice in notices):
            yield None, verdict
        return
    asked = ("said", row.language, row.words, row.unless, row.unless_sentence, row.unless_before, row.unless_after)
    for span in reading.once(asked, lambda: _said(reading.text, row)):
        yield span, verdict


def _said(text: str, row: ClaimRow) -> tuple[Span, ...]:
    """Where a row's words stand and are not exempt."""
    taken: list[Span] = []
    for (start, end), (read, span) in _candidates(text, row):
        if any(low < end and start < high for low, high in taken) or _is_exempt(read.text, span, row):
            continue
        if len(taken) >= _MOST_PER_ROW:
            break
        taken.append((start, end))
    return tuple(taken)


def _candidates(text: str, row: ClaimRow) -> list[tuple[Span, tuple[Rereading, Span]]]:
    """Whatever a row's expressions find: where it is written, and the reading in which it is that.

    The longest comes first: of two that overlap the fuller phrase is quoted.
    """
    found: dict[Span, tuple[Rereading, Span]] = {}
    for read in _rereadings(text, row.language):
        spans = {_quoted(match) for words in row.words for match in _compiled(words).finditer(read.text)}
        for span in spans:
            if span[0] < span[1]:
                found.setdefault(read.span_before(*span), (read, span))
    return sorted(found.items(), key=lambda each: (each[0][0] - each[0][1], each[0][0]))


def _rereadings(text: str, language: str) -> tuple[Rereading, ...]:
    """The ways in which readers of a language may read what is written."""
    return (unmasked(text),) if language == "zh" else (Rereading(text), *undisguised(text))


def _quoted(found: re.Match[str]) -> Span:
    """What is quoted of a match: its group if it has one, without an emoji or a blank at its end."""
    start, end = found.span(1) if found.re.groups and found.group(1) else found.span()
    while end > start and unicodedata.category(found.string[end - 1]) in ("So", "Sk", "Zs"):
        end -= 1
    return start, end


def _is_exempt(text: str, span: Span, row: ClaimRow) -> bool:
    low, high = _sentence(text, *span)
    sentence = text[low:high]
    if any(_compiled(words).pattern.search(sentence) for words in row.unless_sentence):
        return True
    if any(_before(words).search(text, low, span[0]) for words in row.unless_before):
        return True
    if any(_compiled(words).pattern.match(text, span[1]) for words in row.unless_after):
        return True
    return any(
        low + found.start() < span[1] and span[0] < low + found.end()
        for words in row.unless
        for found in _compiled(words).finditer(sentence)
    )


def _sentence(text: str, start: int, end: int) -> Span:
    low = max(0, start - _REACH)
    stops = list(_SENTENCE_END.finditer(text, low, start))
    stop = _SENTENCE_END.search(text, end, end + _REACH)
    return (stops[-1].end() if stops else low), (stop.start() if stop else min(len(text), end + _REACH))


@cache
def _compiled(words: str) -> Sought:
    return Sought(folded_expression(words))


@cache
def _before(words: str) -> re.Pattern[str]:
    """The expression, tied to the end of what stands before a match."""
    return re.compile(rf"(?:{folded_expression(words)})\Z")


def _finding(reading: Reading, pack: Pack, row: ClaimRow, span: Span | None, verdict: Verdict) -> Finding:
    source = pack.sources[row.source]
    start, end = reading.raw_span(*span) if span else (None, None)
    words = {"quote": reading.quote(*span) if span else "", "needs": row.needs or ""}
    return Finding(
        rule=row.id,
        jurisdiction=pack.code,
        verdict=verdict,
        source=source.title,
        article=row.article,
        law=row.quote,
        url=source.url,
        quote=words["quote"],
        start=start,
        end=end,
        where=reading.caption.part_at(start) if start is not None else Where.MISSING,
        why_text=row.why,
        why_params={name: value for name, value in words.items() if f"%({name})s" in row.why},
        fix_text=row.fix,
        fix_params={name: value for name, value in words.items() if f"%({name})s" in row.fix},
    )
