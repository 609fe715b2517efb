"""A caption as its author wrote it, and how its parts make up one text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

from marketplace.disclosure.errors import CaptionInvalid
from marketplace.disclosure.verdicts import Where

RELATIONSHIPS = ("paid", "gifted", "affiliate", "employee", "own", "none")
"""What ties the author to the brand: a fee, a gift, a share of sales, work or family, their own product, nothing."""

MEDIA = ("photo", "video", "live")
LONGEST = 200_000


@dataclass(frozen=True)
class Caption:
    """The words of one post with what its author declares about it.

    `language` is an ISO 639-1 code; `relationship` one of RELATIONSHIPS; `native_label` tells whether the platform's
    own label is switched on; `hashtags` stand without their `#`, in order. `frames` are the words in each picture, or
    in each frame of a recording, in order. `label_from` and `label_until` say from which second to which a recording
    shows its label, and `length` how many seconds it has; a live stream that shows it all the time says so by them too.
    """

    platform: str
    language: str
    relationship: str
    native_label: bool
    title: str
    body: str
    hashtags: tuple[str, ...]
    medium: str = "photo"
    product_category: str | None = None
    brand: str | None = None
    product: str | None = None
    purchase_link: bool = False
    frames: tuple[str, ...] = ()
    label_from: int | None = None
    label_until: int | None = None
    length: int | None = None

    def __post_init__(self) -> None:
        if self.relationship not in RELATIONSHIPS:
            raise CaptionInvalid(f"relationship: “{self.relationship}” is not one of {', '.join(RELATIONSHIPS)}.")
        if self.medium not in MEDIA:
            raise CaptionInvalid(f"medium: “{self.medium}” is not one of {', '.join(MEDIA)}.")
        if len(self.title) + len(self.body) + sum(map(len, self.frames)) > LONGEST:
            raise CaptionInvalid(f"body: a caption may have at most {LONGEST} characters.")
        seconds = [each for each in (self.label_from, self.label_until, self.length) if each is not None]
        if seconds != sorted(seconds) or any(each < 0 for each in seconds):
            raise CaptionInvalid("label_from, label_until, length: must be seconds that follow each other.")

    @property
    def tag_line(self) -> str:
        """The hashtags as the reader sees them: `#a #b`."""
        return " ".join(tag if tag[:1] in ("#", "＃") else f"#{tag}" for tag in self.hashtags)

    @property
    def text(self) -> str:
        """Title, body and hashtags, each on a line of its own; every span of a finding points into this."""
        head = f"{self.title}\n" if self.title else ""
        tail = f"\n{self.tag_line}" if self.hashtags else ""
        return f"{head}{self.body}{tail}"

    @property
    def body_start(self) -> int:
        """Where the body begins in `text`."""
        return len(self.title) + 1 if self.title else 0

    @property
    def body_end(self) -> int:
        """Where the body ends in `text`."""
        return self.body_start + len(self.body)

    def part_at(self, offset: int) -> Where:
        """Which part of the caption an offset of `text` falls into."""
        if offset < self.body_start:
            return Where.TITLE
        return Where.BODY if offset < self.body_end or not self.hashtags else Where.HASHTAGS

    @classmethod
    def from_json(cls, line: Mapping[str, Any]) -> "Caption":
        """The caption in one line of JSON; unknown fields are left alone.

        Raises CaptionInvalid naming the first field that is missing or has the wrong type.
        """
        values: dict[str, Any] = {}
        for name, hint in get_type_hints(cls).items():
            given = line.get(name)
            if given is None:
                if name in _REQUIRED:
                    raise CaptionInvalid(f"{name}: is missing.")
                if name in _EMPTY:
                    values[name] = _EMPTY[name]
                continue
            values[name] = _of_type(name, given, hint)
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        """Every field as a plain value."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


_REQUIRED = ("platform", "language", "relationship", "body")
_EMPTY: dict[str, Any] = {"title": "", "hashtags": (), "native_label": False}


_IN_WORDS = {bool: "true or false", int: "a whole number"}


def _of_type(name: str, given: object, hint: Any) -> object:
    if get_origin(hint) is tuple:
        if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
            raise CaptionInvalid(f"{name}: must be a list of words.")
        return tuple(given)
    wanted = next((each for each in get_args(hint) if each is not type(None)), hint)
    if not isinstance(given, wanted) or (wanted is int and isinstance(given, bool)):
        raise CaptionInvalid(f"{name}: must be {_IN_WORDS.get(wanted, 'a text')}.")
    return given
