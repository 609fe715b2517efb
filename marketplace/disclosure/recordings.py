"""Whether a video or a live stream shows its label when the law wants it: from the start, or all the time."""

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.rows import MediumRow
from marketplace.disclosure.verdicts import Verdict

STARTS_WITHIN = 3
"""Seconds that “at the start of a recording” is taken to mean; the guides name no figure."""


def recording_objection(caption: Caption, row: MediumRow) -> tuple[str, Verdict] | None:
    """What to say against the declared moment, or against none: the name of the words, and how hard."""
    undeclared = {str(medium): verdict for medium, verdict in row.media.items()}.get(caption.medium, Verdict.PASS)
    if undeclared is Verdict.PASS:
        return None
    first, last, length = caption.label_from, caption.label_until, caption.length
    is_whole = caption.medium in row.whole
    if first is None or (is_whole and (last is None or length is None)):
        return "medium", undeclared
    if first > STARTS_WITHIN:
        return "recording_late", Verdict.FAIL
    return ("recording_part", Verdict.FAIL) if is_whole and last != length else None
