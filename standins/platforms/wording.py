"""The platforms by name, how each marks paid and generated posts, and every text of the pages in Chinese."""

import json
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Platform:
    """One of the platforms played here. Names and marks by language."""

    slug: str
    names: dict[str, str]
    label: dict[str, str]
    ai_mark: dict[str, str]


_AD = {"en": "Ad · 广告", "zh": "广告"}
_PAID_PARTNERSHIP = {"en": "Paid partnership", "zh": "付费合作"}
_GENERATED = {"en": "AI-generated", "zh": "内容由 AI 生成"}
_AI_INFO = {"en": "AI info", "zh": "AI 信息"}

PLATFORMS = {
    platform.slug: platform
    for platform in (
        Platform("xiaohongshu", {"en": "Xiaohongshu", "zh": "小红书"}, _AD, _GENERATED),
        Platform("douyin", {"en": "Douyin", "zh": "抖音"}, _AD, _GENERATED),
        Platform(
            "instagram", {"en": "Instagram", "zh": "Instagram"}, _PAID_PARTNERSHIP, {"en": "AI info", "zh": "AI 信息"}
        ),
        Platform(
            "tiktok",
            {"en": "TikTok", "zh": "TikTok"},
            _PAID_PARTNERSHIP,
            {"en": "Creator labeled as AI-generated", "zh": "创作者标注为 AI 生成"},
        ),
        Platform(
            "youtube",
            {"en": "YouTube", "zh": "YouTube"},
            {"en": "Includes paid promotion", "zh": "包含付费宣传内容"},
            {"en": "Altered or synthetic content", "zh": "内容经修改或为合成内容"},
        ),
    )
}

CHINESE: dict[str, str] = json.loads(Path(__file__).with_name("chinese.json").read_text("utf-8"))


def say(language: str, text: str, **values: object) -> str:
    """A text of the pages in the reader's language."""
    pattern = CHINESE[text] if language == "zh" else text
    return pattern % values if values else pattern
