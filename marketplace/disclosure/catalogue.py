"""Hands the sentences of packs and families to the message catalogues (an extraction method for Babel)."""

from collections.abc import Collection, Iterator
from typing import IO, Any

import yaml

SPOKEN = ("demand", "why", "fix", "name")
"""The fields that people read on a page."""


def extract_pack(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: dict[str, Any]
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Every sentence of a pack or a family that is shown, with its line."""
    yield from _spoken(yaml.compose(file, Loader=yaml.SafeLoader))


def _spoken(node: yaml.Node | None) -> Iterator[tuple[int, None, str, list[str]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in SPOKEN and isinstance(value, yaml.ScalarNode):
                yield value.start_mark.line + 1, None, value.value, []
            else:
                yield from _spoken(value)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _spoken(each)
