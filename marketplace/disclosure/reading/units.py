"""The units of a caption: hashtags with their place in their row, and addresses that are no words."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_TAG = re.compile(r"#([^\W_][\w]*|_[\w]+)")
_TOPIC = re.compile(r"#([^#\n]{1,40})#")
_ADDRESS = re.compile(
    r"https?://\S{1,300}|www\.\S{1,300}|(?<![\w#])@[\w.]{1,60}|\b[\w-]{1,60}\.(?:com|net|org|cn|co|io|ad|tv)\b"
)


@dataclass(frozen=True)
class Tag:
    """A hashtag: the span with its `#`, its words, its place in its row, and that row's length and span."""

    start: int
    end: int
    name: str
    index: int
    row: int
    row_start: int
    row_end: int


def tags_of(text: str, *, topics: bool, body_start: int = 0) -> tuple[Tag, ...]:
    """The hashtags of a folded text in order; `topics` also reads `#two words#`, as Weibo writes them.

    A row of hashtags ends with the title.
    """
    spans = [(found.start(), found.end(), found.group(1)) for found in _TAG.finditer(text)]
    if topics:
        closed = [(found.start(), found.end(), found.group(1).strip()) for found in _TOPIC.finditer(text)]
        opened = [start for start, _, _ in closed]
        spans = sorted(closed + [span for span in spans if not _is_inside(span[0], closed, opened)])
    rows: list[list[tuple[int, int, str]]] = []
    for span in spans:
        in_title = bool(rows) and rows[-1][-1][0] < body_start <= span[0]
        if rows and not in_title and not text[rows[-1][-1][1] : span[0]].strip(" \n#,，、|·"):
            rows[-1].append(span)
        else:
            rows.append([span])
    return tuple(
        Tag(start, end, name, index, len(row), row[0][0], row[-1][1])
        for row in rows
        for index, (start, end, name) in enumerate(row)
    )


def _is_inside(start: int, closed: list[tuple[int, int, str]], opened: list[int]) -> bool:
    at = bisect_right(opened, start) - 1
    return at >= 0 and start < closed[at][1]


def addresses_of(text: str) -> tuple[tuple[int, int], ...]:
    """Links and mentions: what stands inside them says nothing to a reader."""
    return tuple((found.start(), found.end()) for found in _ADDRESS.finditer(text))
