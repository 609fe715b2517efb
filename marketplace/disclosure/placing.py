"""Whether a label stands where people see it: title, first words, lines and characters before the fold, hashtags."""

from dataclasses import dataclass

from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.places import visible_before
from marketplace.disclosure.reading.units import Tag
from marketplace.disclosure.rows import PlacementRow
from marketplace.disclosure.terms import Use
from marketplace.disclosure.verdicts import Verdict

Place = tuple[str, Verdict]


@dataclass(frozen=True)
class _Stand:
    """Where a label stands, whatever a country makes of it: characters and lines before its end and its start.

    `words_before` and `words_after` count from the row of hashtags it stands in, `opens` tells that its own hashtag has
    no word before it.
    """

    characters: int
    line: int
    words_before: bool
    words_after: bool
    opens: bool


def place_objection(reading: Reading, row: PlacementRow, use: Use) -> Place | None:
    """The strictest thing to say against where a label stands, or nothing."""
    if use.start < reading.body_start:
        return None if row.title_counts else ("not_clear", row.beyond_clear)
    asked = ("stand", use.start, use.end, use.tag.start if use.tag else None)
    stand = reading.once(asked, lambda: _stand_of(reading, use.start, use.end, use.tag))
    found = [place for check in _CHECKS if (place := check(reading, row, use, stand)) is not None]
    return max(found, key=lambda place: place[1].severity) if found else None


def _stand_of(reading: Reading, start: int, end: int, tag: Tag | None) -> _Stand:
    low, high = reading.raw_span(start, end)
    shown = reading.caption.text[reading.caption.body_start :]
    characters, _ = visible_before(shown, high - reading.caption.body_start, reading.platform.characters)
    first, last = (tag.row_start, tag.row_end) if tag else (start, end)
    return _Stand(
        characters=characters,
        line=shown.count("\n", 0, low - reading.caption.body_start),
        words_before=_words_between(reading, reading.body_start, first),
        words_after=_words_between(reading, last, len(reading.text)),
        opens=not _words_between(reading, reading.body_start, tag.start if tag else start),
    )


def _hidden(reading: Reading, row: PlacementRow, use: Use, stand: _Stand) -> Place | None:
    """Behind the fold, or beyond what is plainly seen."""
    if stand.characters > reading.platform.characters or stand.line >= reading.platform.lines:
        return "below_fold", row.below_fold
    figures = row.figures_for(reading.caption.platform)
    too_far = figures.clear_characters is not None and stand.characters > figures.clear_characters
    too_low = figures.clear_lines is not None and stand.line >= figures.clear_lines
    return ("not_clear", row.beyond_clear) if too_far or too_low else None


def _in_row(reading: Reading, row: PlacementRow, use: Use, stand: _Stand) -> Place | None:
    """Within a row of hashtags, unless it opens the text."""
    tag = use.tag
    if tag is None or tag.row <= row.hashtags.small_row or (tag.index == 0 and stand.opens):
        return None
    among = row.hashtags.among_first if tag.index < row.hashtags.first else row.hashtags.later
    return ("among_hashtags", among) if among is not Verdict.PASS else None


def _late(reading: Reading, row: PlacementRow, use: Use, stand: _Stand) -> Place | None:
    """Not the first words where it has to be, or the last words of the text."""
    if row.must_be_first and (stand.words_before or (use.tag and use.tag.index > 0)):
        return "not_first", Verdict.FAIL
    if use.tag and use.tag.index < row.hashtags.first and row.hashtags.among_first is Verdict.PASS:
        return None
    if stand.words_before and use.term.stands != "statement" and not stand.words_after:
        return "at_end", row.at_end
    return None


_CHECKS = (_hidden, _in_row, _late)


def _words_between(reading: Reading, start: int, end: int) -> bool:
    return any(character.isalnum() for character in reading.text[start:end])
