"""Every text of the outbox in Chinese."""

import json
from pathlib import Path

LANGUAGES = ("en", "zh")

CHINESE: dict[str, str] = json.loads(Path(__file__).with_name("chinese.json").read_text("utf-8"))


def say(language: str, text: str, **values: object) -> str:
    """A text of the pages in the reader's language."""
    pattern = CHINESE[text] if language == "zh" else text
    return pattern % values if values else pattern
