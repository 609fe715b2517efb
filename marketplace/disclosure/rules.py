"""What each row of a pack objects to in a caption."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from marketplace.disclosure.label_checks import Judged, Objection, judged_up_to_a_good_one
from marketplace.disclosure.labels import label_for
from marketplace.disclosure.packs import Pack
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.lexicon import pattern_in
from marketplace.disclosure.reading.senses import Sense, negation_span
from marketplace.disclosure.recordings import recording_objection
from marketplace.disclosure.rows import Relationship, SignalsRow
from marketplace.disclosure.terms import Standing, Use, uses_of
from marketplace.disclosure.verdicts import Finding, Verdict, Where, mildest
from marketplace.disclosure.wording import WORDINGS

_MOST_FINDINGS = 3
_TAKEN_BACK_WITHIN = 40


def disclosure_findings(reading: Reading, pack: Pack) -> tuple[Finding, ...]:
    """What one country's law has against the disclosure of a caption; nothing when it may be published."""
    uses = uses_of(reading, pack.disclosure)
    if reading.caption.relationship == "none":
        objections = list(_undeclared(reading, pack, uses))
    else:
        spoken = [use for use in uses if use.speaks]
        judged = judged_up_to_a_good_one(reading, pack, spoken)
        objections = list(_disclosed(reading, pack, uses, judged))
        denials = list(_denials(reading, pack, uses, spoken, judged))
        if any(each.verdict is Verdict.FAIL for each in denials):
            objections = [each for each in objections if each.wording not in ("missing", "other_sense")]
        objections += denials
        objections += list(_medium(reading, pack))
        objections += list(_understated(reading, pack, judged))
    each_once = {(each.wording, each.row.id, each.span): each for each in objections}
    return tuple(_finding(reading, pack, each) for each in each_once.values())


# What is held against the caption as a whole.


def _disclosed(reading: Reading, pack: Pack, uses: list[Use], judged: list[Judged]) -> Iterator[Objection]:
    """The best label decides; the platform's own label is worth what its row says."""
    best = mildest(each.verdict for each in judged)
    native = _native_worth(reading, pack)
    missing = _missing_verdict(reading, pack)
    if mildest((best, native, missing)) is Verdict.PASS:
        return
    if native.severity <= best.severity and native is not Verdict.FAIL:
        yield Objection("native_only", native, pack.native_label, None, Where.NATIVE_LABEL)
        return
    labels = [each for each in judged if each.verdict is best]
    intended = [each for each in labels if each.use.standing is not Standing.REJECTED] or labels
    shown = intended[:1] if best is Verdict.REVIEW else intended[:_MOST_FINDINGS]
    for each in shown:
        for objection in each.objections:
            if objection.verdict is best:
                yield _at_most(objection, missing)
    if shown:
        return
    mentions = [use for use in uses if use.standing is Standing.ACCEPTED and use.sense in _MENTIONS]
    for use in mentions[:_MOST_FINDINGS]:
        yield Objection(_MENTIONS[use.sense], missing, pack.disclosure, (use.start, use.end))
    if not mentions:
        wording = "gift" if missing is Verdict.REVIEW else "missing"
        yield Objection(wording, missing, pack.disclosure, None, Where.MISSING)


_MENTIONS = {
    Sense.OTHER: "other_sense",
    Sense.EMBEDDED: "other_sense",
    Sense.ASKED: "asked",
    Sense.QUOTED: "quoted",
}


def _at_most(objection: Objection, verdict: Verdict) -> Objection:
    if objection.verdict.severity <= verdict.severity:
        return objection
    return Objection(objection.wording, verdict, objection.row, objection.span, objection.where)


def _native_worth(reading: Reading, pack: Pack) -> Verdict:
    if not reading.caption.native_label:
        return Verdict.FAIL
    row = pack.native_label
    if row.languages and reading.language not in row.languages:
        return Verdict.REVIEW
    return row.alone


def _missing_verdict(reading: Reading, pack: Pack) -> Verdict:
    """What the lack of a label is worth; a way to buy makes it worse where the row says so."""
    row = pack.disclosure
    tie = reading.caption.relationship
    to_buy = reading.caption.purchase_link or any(reading.signs("purchase_routes"))
    missing = _of_tie(row.missing, tie)
    return _of_tie(row.missing_with_purchase_route, tie, missing) if to_buy else missing


def _of_tie(verdicts: Mapping[Relationship, Verdict], tie: str, otherwise: Verdict = Verdict.FAIL) -> Verdict:
    """What a row says of one tie."""
    by_name: Mapping[Any, Verdict] = verdicts
    return by_name.get(tie, otherwise)


def _denials(
    reading: Reading, pack: Pack, uses: list[Use], spoken: list[Use], judged: list[Judged]
) -> Iterator[Objection]:
    tie = reading.caption.relationship
    labelled = mildest(each.verdict for each in judged) is not Verdict.FAIL
    for row in pack.consistency:
        denied, fee_denied = _of_tie(row.denied, tie), _of_tie(row.fee_denied, tie)
        spans: list[tuple[tuple[int, int], Sense]] = [
            (negation_span(reading.text, use.start, use.end, use.heard(reading)), use.sense)
            for use in uses
            if use.standing is not Standing.REJECTED and use.sense in (Sense.DENIED, Sense.LACKING)
        ]
        spans += [(found.span(), Sense.DENIED) for found in reading.signs("denials")]
        for use in spoken[:_MOST_FINDINGS]:
            spans += [(span, Sense.DENIED) for span in _taken_back(reading, use.end)]
        for span, sense in _outermost(spans):
            if sense is Sense.LACKING and labelled:
                yield Objection("may_deny", Verdict.REVIEW, row, span)
            else:
                yield Objection("denied", denied, row, span)
        for found in islice(reading.signs("fee_denials"), _MOST_FINDINGS):
            yield Objection("denied", fee_denied, row, found.span())


def _taken_back(reading: Reading, end: int) -> tuple[tuple[int, int], ...]:
    """What takes back words that end here."""

    def found() -> tuple[tuple[int, int], ...]:
        after = reading.text[end : end + _TAKEN_BACK_WITHIN]
        said = pattern_in(reading.text, "taken_back", reading.languages).finditer(after)
        return tuple((end + each.start(), end + each.end()) for each in said)

    return reading.once(("taken_back", end), found)


def _outermost(spans: list[tuple[tuple[int, int], Sense]]) -> list[tuple[tuple[int, int], Sense]]:
    """Each denial once, at its longest."""
    kept: list[tuple[tuple[int, int], Sense]] = []
    for span, sense in sorted(spans, key=lambda each: (each[0][0], -each[0][1], each[1] is Sense.LACKING)):
        if not kept or span[0] >= kept[-1][0][1]:
            kept.append((span, sense))
    return kept[:8]


def _medium(reading: Reading, pack: Pack) -> Iterator[Objection]:
    for row in pack.media:
        if held := recording_objection(reading.caption, row):
            yield Objection(*held, row, None, Where.MEDIUM)


def _undeclared(reading: Reading, pack: Pack, uses: list[Use]) -> Iterator[Objection]:
    """Nothing is declared: the text itself may tell otherwise."""
    for row in pack.signals:
        for span in _signal_spans(reading, row):
            yield Objection("undeclared", row.verdict, row, span)
        if reading.caption.purchase_link:
            yield Objection("way_to_buy", row.verdict, row, None, Where.MISSING)
        labels = [use for use in uses if use.standing is Standing.ACCEPTED and use.sense in (Sense.TAG, Sense.LABEL)]
        for use in labels[:1]:
            yield Objection("label_without_tie", row.verdict, row, (use.start, use.end))


def _understated(reading: Reading, pack: Pack, judged: list[Judged]) -> Iterator[Objection]:
    """A gift is declared, but the text earns on sales: only a full label covers that."""
    if reading.caption.relationship != "gifted":
        return
    if any(each.verdict is Verdict.PASS and "paid" in each.use.term.relationships for each in judged):
        return
    for row in pack.signals:
        for kind in ("discount_codes", "affiliate_links"):
            found = kind in row.signals and next(reading.signs(kind), None)
            if found:
                yield Objection("undeclared", row.verdict, row, found.span())


def _signal_spans(reading: Reading, row: SignalsRow) -> Iterator[tuple[int, int]]:
    for kind in row.signals:
        found = next(reading.signs(kind), None)
        if found:
            yield found.span()


def _finding(reading: Reading, pack: Pack, objection: Objection) -> Finding:
    source = pack.sources[objection.row.source]
    caption = reading.caption
    start, end = reading.raw_span(*objection.span) if objection.span else (None, None)
    quote = reading.folded.raw[start:end] if start is not None else ""
    tie = caption.relationship if caption.relationship != "none" else "paid"
    words = {"quote": quote, "label": label_for(pack, tie, reading.language)}
    text = WORDINGS[objection.wording]
    return Finding(
        rule=objection.row.id,
        jurisdiction=pack.code,
        verdict=objection.verdict,
        source=source.title,
        article=objection.row.article,
        law=objection.row.quote,
        url=source.url,
        quote=quote,
        start=start,
        end=end,
        where=objection.where or (caption.part_at(start) if start is not None else Where.MISSING),
        why_text=text.why,
        why_params={name: value for name, value in words.items() if f"%({name})s" in text.why},
        fix_text=text.fix,
        fix_params={name: value for name, value in words.items() if f"%({name})s" in text.fix},
    )
