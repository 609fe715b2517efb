"""Marks English words in the domain that pages translate when they show them."""

from dataclasses import dataclass, field


def N_(text: str) -> str:
    """Marks a text for the message catalogues and gives it back unchanged."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence the domain wants to say, kept as a translatable pattern and its values.

    `pattern` uses named placeholders (`%(name)s`). A value may itself be a `Sentence`, a `Money`, a
    `datetime` or a tuple of such; the page that shows it formats it for the reader's language and zone.
    """

    pattern: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.pattern % {name: str(value) for name, value in self.values.items()}
