"""How much of a caption sells (过度商业): the share of sentences with a price, a discount, a link or a call to buy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marketplace.base.text import N_
from marketplace.disclosure.reading.caption import Reading
from marketplace.disclosure.reading.offsets import fold_term


class SellingSign(StrEnum):
    """What makes a sentence sell."""

    PRICE = "price"
    DISCOUNT = "discount"
    LINK = "link"
    CALL = "call"
    MENTION = "mention"


LABELS: dict[StrEnum, str] = {
    SellingSign.PRICE: N_("price"),
    SellingSign.DISCOUNT: N_("discount"),
    SellingSign.LINK: N_("link"),
    SellingSign.CALL: N_("call to buy"),
    SellingSign.MENTION: N_("brand named again"),
}

MOST_SELLING_RATIO = 1 / 3
"""Above this share of selling sentences a caption reads like an advertisement and no longer like a person (ours)."""

FEWEST_SENTENCES = 2
"""One selling sentence is a hint and no pitch, however short the caption is."""

FREE_MENTIONS = 2
"""So often brand and product may be named before a sentence counts as selling for it."""

_EXPRESSIONS: dict[SellingSign, tuple[str, ...]] = {
    # over folded text: lower case, narrow, simplified characters; the first of each holds in every language
    SellingSign.PRICE: (
        r"[$€£¥₩]\s?\d|\d(?:[.,]\d+)?\s?(?:[$€£¥₩]|元|块钱?|円|원|(?:usd|eur|gbp|cny|rmb|hkd|jpy|dollars?|euros?|bucks|pounds)\b)",
        r"\b(?:price|prices|priced|cheap|affordable|worth every (?:cent|penny))\b",
        r"(?:到手价|原价|售价|单价|券后|价格|性价比|便宜|划算|白菜价|不到\d+块)",
    ),
    SellingSign.DISCOUNT: (
        r"\d{1,2}\s?%\s?(?:off|rabatt|de r[ée]duction|de descuento|off\b)|-\d{1,2}\s?%",
        r"\b(?:discount|coupon|voucher|promo code|on sale|flash sale|special offer|free shipping|buy one)\b",
        r"\b(?:with|use|my) code\b|\bsave \W?\d",
        r"(?:折扣|打折|\d(?:\.\d)?折|[一二三四五六七八九]折|优惠|满减|满\d+减|立减|直降|买一送一|买\d送\d)",
        r"(?:包邮|特价|秒杀|福利价|红包|领券)",
    ),
    SellingSign.LINK: (
        r"https?://|www\.",
        r"\blinks? (?:in|below|is in|on)\b|\bswipe up\b|\bin my bio\b",
        r"(?:链接|小黄车|购物车|左下角|橱窗|商品卡|淘口令|小程序)",
    ),
    SellingSign.CALL: (
        r"\b(?:buy|shop|order|get|grab|try) (?:it|one|yours|now|today|here|them)\b",
        r"\b(?:add to cart|don'?t miss|hurry|limited (?:time|stock|edition)|while stocks? lasts?)\b",
        r"\b(?:sign up|tap the|click the)\b",
        r"(?:下单|购买|入手|拍下|抢购|囤货|快冲|冲鸭|闭眼入|必入|必买|加购|手慢无|限时|限量|立即|速抢|戳)",
        r"(?:赶紧|赶快|快)(?:去|买|冲|入|抢)",
    ),
}
_PATTERNS = {sign: re.compile("|".join(f"(?:{one})" for one in each)) for sign, each in _EXPRESSIONS.items()}
_SENTENCE_ENDS = re.compile(r"(?<=[。！？!?…])\s*|(?<=\.)\s+|\n+")


@dataclass(frozen=True)
class SellingSentence:
    """A sentence that sells, as it was written, and by what."""

    quote: str
    signs: tuple[SellingSign, ...]


@dataclass(frozen=True)
class SellingDensity:
    """How many sentences a caption has, and which of them sell."""

    sentences: int
    selling: tuple[SellingSentence, ...]

    @property
    def ratio(self) -> float:
        """The share of sentences that sell, 0–1."""
        return len(self.selling) / self.sentences if self.sentences else 0.0

    @property
    def is_dense(self) -> bool:
        """Whether it reads like an advertisement throughout."""
        return len(self.selling) >= FEWEST_SENTENCES and self.ratio > MOST_SELLING_RATIO


def selling_density(reading: Reading) -> SellingDensity:
    """Reads title and text, sentence by sentence; the row of hashtags at the end is no sentence."""
    names = [fold_term(name).strip() for name in (reading.caption.brand, reading.caption.product) if name]
    mentions, sentences, selling = 0, 0, []
    for start, end in _sentences(reading.text[: reading.body_end]):
        sentences += 1
        words = reading.text[start:end]
        signs = [sign for sign, pattern in _PATTERNS.items() if pattern.search(words)]
        named = sum(words.count(name) for name in names if name)
        mentions += named
        if named and mentions > FREE_MENTIONS:
            signs.append(SellingSign.MENTION)
        if signs:
            selling.append(SellingSentence(reading.quote(start, end), tuple(signs)))
    return SellingDensity(sentences, tuple(selling))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in (*(found.span() for found in _SENTENCE_ENDS.finditer(text)), (len(text), len(text))):
        words = text[start : stop[0]]
        if any(sign.isalnum() for sign in words):
            low = start + len(words) - len(words.lstrip())
            yield low, start + len(words.rstrip())
        start = stop[1]
