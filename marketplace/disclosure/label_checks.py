"""What is held against one label, as a table of checks."""

from collections.abc import Callable
from typing import NamedTuple

from marketplace.disclosure.labels import label_languages
from marketplace.disclosure.packs import Pack
from marketplace.disclosure.placing import place_objection
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.senses import Sense
from marketplace.disclosure.rows import Row
from marketplace.disclosure.terms import Disguise, Standing, Use
from marketplace.disclosure.verdicts import Verdict, Where, strictest


class Objection(NamedTuple):
    """What one check has against a label or a caption; `span` is in folded text, None when something is missing."""

    wording: str
    verdict: Verdict
    row: Row
    span: tuple[int, int] | None
    where: Where | None = None


class Judged(NamedTuple):
    """A label and what is held against it."""

    use: Use
    objections: tuple[Objection, ...]
    verdict: Verdict


def _not_accepted(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    if use.standing is Standing.REJECTED:
        wording = "joined" if use.term.text.startswith("{brand}") else "rejected"
        return Objection(wording, Verdict.FAIL, pack.disclosure, (use.start, use.end))
    if use.standing is Standing.DOUBTFUL:
        return Objection("doubtful", Verdict.REVIEW, pack.disclosure, (use.start, use.end))
    return None


def _other_tie(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    if reading.caption.relationship in use.term.relationships:
        return None
    return Objection("other_tie", Verdict.FAIL, pack.disclosure, (use.start, use.end))


def _other_language(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    if use.term.language in label_languages(pack, reading.language) or use.standing is Standing.REJECTED:
        return None
    return Objection("other_language", pack.language.other_language, pack.language, (use.start, use.end))


def _disguised(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    if use.disguise is None:
        return None
    if use.disguise is Disguise.SCRIPT:
        if pack.language.other_script is Verdict.PASS:
            return None
        return Objection("other_script", pack.language.other_script, pack.language, (use.start, use.end))
    return Objection(use.disguise.value, Verdict.REVIEW, pack.placement, (use.start, use.end))


def _half_said(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    if use.sense is Sense.LOOSE:
        return Objection("loose", Verdict.REVIEW, pack.disclosure, (use.start, use.end))
    if use.sense is Sense.DOUBTED:
        verdict = pack.disclosure.conditional if use.term.stands == "statement" else Verdict.FAIL
        return Objection("doubted", verdict, pack.disclosure, (use.start, use.end))
    return None


def _misplaced(reading: Reading, pack: Pack, use: Use) -> Objection | None:
    found = place_objection(reading, pack.placement, use)
    return Objection(found[0], found[1], pack.placement, (use.start, use.end)) if found else None


LABEL_CHECKS: tuple[Callable[[Reading, Pack, Use], Objection | None], ...] = (
    _not_accepted,
    _other_tie,
    _other_language,
    _disguised,
    _half_said,
    _misplaced,
)
"""Each says what it has against a label, or nothing."""


def _judge(reading: Reading, pack: Pack, use: Use) -> Judged:
    found = [each for check in LABEL_CHECKS if (each := check(reading, pack, use)) is not None]
    objections = tuple(each for each in found if each.verdict is not Verdict.PASS)
    return Judged(use, objections, strictest(each.verdict for each in objections))


def judged_up_to_a_good_one(reading: Reading, pack: Pack, spoken: list[Use]) -> list[Judged]:
    """The labels until one is as it should be: nothing is held against the others then.

    Where a gift is declared it has to be one that stands for a fee too, since less would understate it.
    """
    judged: list[Judged] = []
    for use in spoken:
        judged.append(_judge(reading, pack, use))
        suffices = reading.caption.relationship != "gifted" or "paid" in use.term.relationships
        if suffices and judged[-1].verdict is Verdict.PASS:
            break
    return judged
