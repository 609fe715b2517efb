"""Whether a label stands where people see it: title, first words, lines and characters before the fold, hashtags."""

from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.places import visible_before
from marketplace.disclosure.rows import PlacementRow
from marketplace.disclosure.terms import Use
from marketplace.disclosure.verdicts import Verdict

Place = tuple[str, Verdict]


def place_objection(reading: Reading, row: PlacementRow, use: Use) -> Place | None:
    """The strictest thing to say against where a label stands, or nothing."""
    if use.start < reading.body_start:
        return None if row.title_counts else ("not_clear", row.beyond_clear)
    found = [place for check in _CHECKS if (place := check(reading, row, use)) is not None]
    return max(found, key=lambda place: place[1].severity, default=None)


def _hidden(reading: Reading, row: PlacementRow, use: Use) -> Place | None:
    """Behind the fold, or beyond what is plainly seen."""
    start, end = reading.raw_span(use.start, use.end)
    shown = reading.caption.text[reading.caption.body_start :]
    characters, _ = visible_before(shown, end - reading.caption.body_start, reading.platform.characters)
    line = shown.count("\n", 0, start - reading.caption.body_start)
    if characters > reading.platform.characters or line >= reading.platform.lines:
        return "below_fold", row.below_fold
    figures = row.figures_for(reading.caption.platform)
    too_far = figures.clear_characters is not None and characters > figures.clear_characters
    too_low = figures.clear_lines is not None and line >= figures.clear_lines
    return ("not_clear", row.beyond_clear) if too_far or too_low else None


def _in_row(reading: Reading, row: PlacementRow, use: Use) -> Place | None:
    """Within a row of hashtags, unless it opens the text."""
    tag = use.tag
    if tag is None or tag.row <= row.hashtags.small_row:
        return None
    if tag.index == 0 and not _words_between(reading, reading.body_start, tag.start):
        return None
    among = row.hashtags.among_first if tag.index < row.hashtags.first else row.hashtags.later
    return ("among_hashtags", among) if among is not Verdict.PASS else None


def _late(reading: Reading, row: PlacementRow, use: Use) -> Place | None:
    """Not the first words where it has to be, or the last words of the text."""
    first = use.tag.row_start if use.tag else use.start
    has_before = _words_between(reading, reading.body_start, first)
    if row.must_be_first and (has_before or (use.tag and use.tag.index > 0)):
        return "not_first", Verdict.FAIL
    if use.tag and use.tag.index < row.hashtags.first and row.hashtags.among_first is Verdict.PASS:
        return None
    last = use.tag.row_end if use.tag else use.end
    if has_before and use.term.stands != "statement" and not _words_between(reading, last, len(reading.text)):
        return "at_end", row.at_end
    return None


_CHECKS = (_hidden, _in_row, _late)


def _words_between(reading: Reading, start: int, end: int) -> bool:
    return any(character.isalnum() for character in reading.text[start:end])
