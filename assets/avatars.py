"""Draws the picture set once; run by hand when the set should change.

Needs `pip install dicebear-core dicebear-styles` in a throw-away environment. The style, Notionists, is CC0 1.0.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from dicebear import Avatar, Style

STYLE = "notionists"
GROUNDS = ["#fde8e4", "#fdf0d5", "#e6f4dd", "#ddf3ee", "#e0ecfb", "#ece6fb", "#fbe4ef", "#eef0e2"]
SEEDS = [
    "Maya",
    "Bo",
    "Ines",
    "Felix",
    "Aneka",
    "Jade",
    "Leo",
    "Nora",
    "Ravi",
    "Suki",
    "Theo",
    "Uma",
    "Wen",
    "Yuki",
    "Zoe",
    "Ada",
    "Hugo",
    "Iris",
    "Juno",
    "Kofi",
    "Lina",
    "Milo",
    "Pia",
    "Sol",
]
TARGET = Path(__file__).parent.parent / "marketplace" / "web" / "static" / "avatars"


def draw() -> None:
    """Writes 00.svg … 23.svg and a note on their licence."""
    definition = json.loads(files("dicebear_styles").joinpath(f"{STYLE}.json").read_text("utf-8"))
    style = Style(definition)
    for place, seed in enumerate(SEEDS):
        ground = GROUNDS[place % len(GROUNDS)]
        svg = Avatar(style, {"seed": f"meadow-{seed}", "size": 96, "backgroundColor": [ground]}).to_string()
        svg = re.sub(r"<metadata.*?</metadata>", "", svg, flags=re.S)
        svg = re.sub(r"(\d+\.\d)\d+", r"\1", svg)
        (TARGET / f"{place:02}.svg").write_text(svg, "utf-8")
    (TARGET / "LICENSE.txt").write_text(
        "Pictures: Notionists by Zoish (https://heyzoish.gumroad.com/l/notionists), CC0 1.0, drawn with DiceBear.\n",
        "utf-8",
    )


if __name__ == "__main__":
    draw()
