"""Children who recommend, or who can be seen: what a caption tells of it (广告法 article 38), for people to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from marketplace.base.text import N_
from marketplace.disclosure.reading.caption import Reading


class MinorPart(StrEnum):
    """What a child does in a post."""

    ENDORSES = "endorses"
    SHOWN = "shown"


LABELS: dict[StrEnum, str] = {
    MinorPart.ENDORSES: N_("A child recommends the product"),
    MinorPart.SHOWN: N_("A child can be seen"),
}

NO_ENDORSER_UNDER = 10
"""Years: nobody younger may endorse (广告法 article 38, second paragraph)."""

_CHINESE = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_ENGLISH = {word: number for number, word in enumerate(_NUMBERS.split(" "), 1)}
_AGE = (
    r"\b(?P<en>\d{1,2}|" + "|".join(_ENGLISH) + r")[\s-](?:year|yr)s?[\s-]olds?\b"
    r"|(?P<zh>\d{1,2}|十[一二三]?|[一二两三四五六七八九])(?:周?岁|岁半)(?:多)?(?:的)?"
)
_CHILD = (
    r"(?:\b(?:my|our|his|her|the|this|a)\s+(?:little\s+|own\s+)?(?:kids?|child|children|son|daughter|toddler|baby|"
    r"boy|girl|little one|grandson|granddaughter|nephew|niece)\b"
    r"|(?:宝宝|萌娃|娃娃?|孩子|小孩|小朋友|儿子|女儿|闺女|小宝|大宝|二宝|童模|小学生|幼儿园)|" + _AGE + ")"
)
_ENDORSES = (
    r"(?:\b(?:loves?|likes?|adores?|recommends?|approve[sd]?|swears? by|begs? for|asks? for|can'?t get enough|"
    r"says?|raves?|favou?rites?|chose|picked|rates?)\b"
    r"|喜欢|爱(?:吃|喝|用|玩|穿|不释手)|推荐|安利|夸|点赞|认证|最爱|好评|抢着|离不开|代言|说(?:好|很|太|超|真))"
)
_SHOWN = (
    r"(?:\bin (?:the|this|these|my|our) (?:\w+ )?(?:photos?|pictures?|pics?|videos?|clips?|reels?|shots?)\b"
    r"|\bon camera\b|\b(?:modell?(?:s|ed|ing)?|posing|starring)\b"
    r"|出镜|上镜|入镜|照片|图[里中上一二三四1-9]|视频里|镜头|模特|拍的)"
)
_WITHIN = r"[^.!?。！？\n]{0,40}?"
_PATTERNS = {
    MinorPart.ENDORSES: re.compile(_CHILD + _WITHIN + _ENDORSES),
    MinorPart.SHOWN: re.compile(_CHILD + _WITHIN + _SHOWN),
}
_SAID_AGE = re.compile(_AGE)
_MOST = 3


@dataclass(frozen=True)
class MinorSign:
    """Words that tell of a child: what it does, how old it is said to be, and the words."""

    part: MinorPart
    age: int | None
    quote: str

    law: ClassVar[str] = "不得利用不满十周岁的未成年人作为广告代言人。"
    article: ClassVar[str] = "中华人民共和国广告法 第三十八条第二款"

    @property
    def may_not_endorse(self) -> bool:
        """Whether the law forbids it: a child under ten, or one whose age is not said, recommends."""
        return self.part is MinorPart.ENDORSES and (self.age is None or self.age < NO_ENDORSER_UNDER)


def signs_of_minors(reading: Reading) -> tuple[MinorSign, ...]:
    """What title and text tell of children; grown-ups' ages are left out."""
    found: list[MinorSign] = []
    for part, pattern in _PATTERNS.items():
        for hit in list(pattern.finditer(reading.text[: reading.body_end]))[:_MOST]:
            age = _age(hit[0])
            if age is None or age < 18:
                found.append(MinorSign(part, age, reading.quote(*hit.span())))
    return tuple(found)


def _age(words: str) -> int | None:
    hit = _SAID_AGE.search(words)
    if hit is None:
        return None
    said = hit["en"] or hit["zh"]
    if said.isdecimal():
        return int(said)
    return _ENGLISH[said] if said in _ENGLISH else sum(_CHINESE[sign] for sign in said)
