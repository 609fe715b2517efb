"""Repairs a caption: puts the label where it belongs, in the post's language, and takes out what speaks against it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.labels import label_for
from marketplace.disclosure.packs import Pack
from marketplace.disclosure.reading.caption import read
from marketplace.disclosure.reading.offsets import fold
from marketplace.disclosure.reading.senses import clause_around
from marketplace.disclosure.verdicts import Finding, Verdict, Where, strictest
from marketplace.disclosure.wording import WORDINGS

Judged = tuple[tuple[Finding, ...], tuple[Finding, ...]]
"""What was found about disclosure, and the claims."""

Judge = Callable[[Caption], Judged]
Span = tuple[int, int]

_ROUNDS = 4
_EMPTY_BRACKETS = re.compile(r"[(\[（【「《][\s,，、;；]*[)\]）】」》]")
_BRACKETS = (("(", ")"), ("（", "）"), ("[", "]"))
_DENIALS = frozenset({WORDINGS["denied"].why, WORDINGS["may_deny"].why})
_NEEDS_A_PERSON = frozenset(WORDINGS[key].why for key in ("undeclared", "label_without_tie", "way_to_buy"))
_MOVES = frozenset(
    WORDINGS[key].why
    for key in (
        "at_end",
        "not_first",
        "not_clear",
        "below_fold",
        "among_hashtags",
        "lookalike",
        "broken",
        "other_script",
    )
)
"""Reasons after which the old label goes and the new one stands at the start."""


def repaired(caption: Caption, packs: Sequence[Pack], judge: Judge, found: Judged) -> Caption | None:
    """The caption with everything put right that words can put right, or None when that changes nothing for the better.

    A claim that may be proven stays, unless another has to go: then the text is left without any. A tie that was not
    declared stays for a person, and what a recording shows cannot be repaired in its text. `found` is what `judge`
    says of the caption as it is.
    """
    findings, claims = _of_text(found)
    to_go = _every_one if _failing(claims) else _failing
    before = strictest(each.verdict for each in (*findings, *to_go(claims)))
    if before is Verdict.PASS:
        return None
    current = caption
    for _ in range(_ROUNDS):
        to_repair = [each for each in findings if each.why_text not in _NEEDS_A_PERSON]
        if not to_repair and not to_go(claims):
            break
        current = _step(current, packs, to_repair, to_go(claims))
        findings, claims = _of_text(judge(current))
    after = strictest(each.verdict for each in (*findings, *to_go(claims)))
    return current if after.severity < before.severity and current != caption else None


def _of_text(found: Judged) -> Judged:
    """Without what a recording shows, which words cannot change."""
    findings, claims = found
    return tuple(each for each in findings if each.where is not Where.MEDIUM), claims


def _failing(claims: Sequence[Finding]) -> list[Finding]:
    return [each for each in claims if each.verdict is Verdict.FAIL]


def _every_one(claims: Sequence[Finding]) -> list[Finding]:
    return list(claims)


def _step(caption: Caption, packs: Sequence[Pack], findings: list[Finding], claims: list[Finding]) -> Caption:
    spans = [_clause(caption, each) for each in (*findings, *claims) if each.why_text in _DENIALS or each in claims]
    spans += [
        (each.start, each.end)
        for each in findings
        if each.why_text in _MOVES and each.start is not None and each.end is not None
    ]
    shorter = _without(caption, [span for span in spans if span is not None])
    notices = list(dict.fromkeys(each.why_params["needs"] for each in claims if "needs" in each.why_params))
    told = {each.jurisdiction for each in findings}
    return _with_notices(_with_labels(shorter, [pack for pack in packs if pack.code in told]), notices)


def _clause(caption: Caption, finding: Finding) -> Span | None:
    """The clause around the words of a finding; only the words where the clause is the whole title or body."""
    if finding.start is None or finding.end is None:
        return None
    folded = fold(caption.text)
    low, high = clause_around(folded.text, folded.folded_at(finding.start), folded.folded_at(finding.end))
    start, end = folded.raw_span(low, high)
    start, end = min(start, finding.start), max(end, finding.end)
    whole = {Where.TITLE: caption.title, Where.BODY: caption.body.strip()}.get(finding.where)
    takes_all = whole is not None and end - start >= len(whole)
    if not takes_all:
        return start, end
    # 的 joins what goes to what stays.
    return finding.start, finding.end + caption.text.startswith("的", finding.end)


def _without(caption: Caption, spans: list[Span]) -> Caption:
    """The caption without these spans; a hashtag touched by one goes whole."""
    title = _cut(caption.title, spans, 0)
    body = _cut(caption.body, spans, caption.body_start)
    tags: list[str] = []
    at = caption.body_end + 1
    for tag, shown in zip(caption.hashtags, caption.tag_line.split(" "), strict=False):
        if not any(low < at + len(shown) and at < high for low, high in spans):
            tags.append(tag)
        at += len(shown) + 1
    return replace(caption, title=title, body=body, hashtags=tuple(tags))


def _cut(text: str, spans: list[Span], offset: int) -> str:
    gone: set[int] = set()
    for low, high in spans:
        gone.update(range(max(0, low - offset), min(len(text), high - offset)))
    shown = "".join(character for at, character in enumerate(text) if at not in gone)
    if shown == text:
        return text
    shown = _EMPTY_BRACKETS.sub("", shown)
    for opening, closing in _BRACKETS:
        if text.count(opening) == text.count(closing) and shown.count(opening) != shown.count(closing):
            shown = shown.replace(opening, "").replace(closing, "")
    return re.sub(r"[ \t]{2,}", " ", shown).strip(" \t,，;；")


def _with_labels(caption: Caption, packs: Sequence[Pack]) -> Caption:
    """The caption with the label of each pack at the start of the part it belongs in, each word once."""
    language = read(caption).language
    for part in ("body", "title"):
        labels = [
            label_for(pack, caption.relationship, language)
            for pack in packs
            if pack.placement.fix_goes_to.get(caption.platform, "body") == part
        ]
        text = caption.body if part == "body" else caption.title
        opening = ""
        for label in dict.fromkeys(labels):
            opening += label if label.endswith("】") else f"{label} "
        if opening and not text.startswith(opening):
            text = f"{opening}{text}".rstrip(" ")
            caption = replace(caption, body=text) if part == "body" else replace(caption, title=text)
    return caption


def _with_notices(caption: Caption, notices: list[str]) -> Caption:
    body = caption.body
    for notice in notices:
        body = f"{body}\n{notice}。"
    return replace(caption, body=body)
