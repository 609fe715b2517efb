"""How fast captions are checked, beside a plain scan for keywords over the same texts in the same run."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same captions
import re
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from marketplace.disclosure.check import Caption, check_caption, known_jurisdictions
from marketplace.disclosure.packs import packs_for

SENTENCES = {
    "en": ("The foam holds for ten minutes.", "I wear it on the way to work, rain or shine", "Ask me anything below!"),
    "zh": ("早上出门前擦一点就够了。", "奶泡能撑十分钟，孩子也爱喝！", "链接在主页，有问题评论区见～"),
    "ja": ("朝の一杯が楽しみになりました。", "肌あたりがやさしくて、毎日使っています！", "詳しくはストーリーズで。"),
    "ko": ("아침마다 한 잔씩 마시고 있어요.", "향이 은은해서 좋더라고요!", "자세한 건 프로필 링크에서 확인하세요."),
    "de": ("Der Schaum hält zehn Minuten.", "Ich nehme ihn jeden Morgen mit ins Büro!", "Fragen gern unten."),
    "fr": ("La mousse tient dix minutes.", "Je l'emporte chaque matin au bureau !", "Vos questions en commentaire."),
    "es": ("La espuma aguanta diez minutos.", "¡Lo llevo cada mañana al trabajo!", "Preguntas, abajo."),
}
LABELS = {
    "en": "#ad",
    "zh": "【广告】",
    "ja": "【広告】",
    "ko": "[광고]",
    "de": "Werbung:",
    "fr": "Publicité :",
    "es": "Publicidad:",
}
AUDIENCES = {
    "en": ("US", "GB", "AU"),
    "zh": ("CN",),
    "ja": ("JP",),
    "ko": ("KR",),
    "de": ("DE",),
    "fr": ("FR", "CA"),
    "es": ("ES",),
}
"""The countries of a language's usual audience."""

TAGS = ("coffee", "晨间", "カフェ", "커피", "frühstück", "matin", "desayuno", "ootd", "好物分享")
MARKS = ("🍵", "✨", "🔥👟", "👩🏽‍🍳", "🇨🇳")
LONG = 100_000


def measure_disclosure(seconds: float, *, say: Callable[[str], None], seed: int = 1) -> dict[str, Any]:
    """Captions a second against every pack at once, as a ratio to a compiled scan for all of their words.

    A third of the time goes to each of three things: all packs, the scan, and checks as orders have them, against the
    one to three countries of an audience (`audience`). `p50_ms` and `p95_ms` are of one check. `long` tells how the
    time of one check grows from ten thousand code points to a hundred thousand: a ratio of 10 is linear.
    """
    captions, codes = made_captions(400, seed), known_jurisdictions()
    scan = _scan(codes)
    check_caption(captions[0], codes)
    say(f"{len(captions)} captions, {len(codes)} packs")
    checked = _times(seconds / 3, captions, lambda caption: check_caption(caption, codes))
    scanned = _times(seconds / 3, captions, lambda caption: scan.findall(caption.text.casefold()))
    usual = _times(seconds / 3, captions, lambda caption: check_caption(caption, AUDIENCES[caption.language]))
    return {
        "packs": len(codes),
        "captions_per_second": round(1 / statistics.mean(checked), 1),
        "scans_per_second": round(1 / statistics.mean(scanned), 1),
        "ratio": round(statistics.mean(scanned) / statistics.mean(checked), 5),
        **_middle_and_end(checked),
        "audience": _middle_and_end(usual),
        "long": _long(codes, seed),
    }


def _middle_and_end(took: Sequence[float]) -> dict[str, float]:
    return {
        "p50_ms": round(statistics.median(took) * 1000, 2),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1] * 1000, 2),
    }


def made_captions(count: int, seed: int) -> list[Caption]:
    """Captions as long as people write them, in seven languages, half of them labelled; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    return [_caption(chance) for _ in range(count)]


def _caption(chance: random.Random) -> Caption:
    language = chance.choice(list(SENTENCES))
    lines = [LABELS[language]] if chance.random() < 0.5 else []
    for _ in range(chance.randint(2, 12)):
        lines.append(chance.choice(SENTENCES[language]))
        if chance.random() < 0.3:
            lines.append(chance.choice(MARKS) + "\n")
    return Caption(
        platform=chance.choice(("instagram", "xiaohongshu", "tiktok", "youtube")),
        language=language,
        relationship=chance.choice(("paid", "gifted", "affiliate", "none")),
        native_label=chance.random() < 0.3,
        title=chance.choice(("", lines[-1][:20])).replace("\n", ""),
        body=" ".join(lines),
        hashtags=tuple(chance.sample(TAGS, chance.randint(0, 6))),
        product_category=chance.choice((None, "food", "cosmetic")),
    )


def _scan(codes: Sequence[str]) -> re.Pattern[str]:
    rows = [pack.disclosure for pack in packs_for(codes)]
    terms = {term.text.casefold() for row in rows for term in (*row.accepted, *row.doubtful, *row.rejected)}
    return re.compile("|".join(re.escape(term) for term in sorted(terms)))


def _times(seconds: float, captions: Sequence[Caption], once: Callable[[Caption], object]) -> list[float]:
    """How long each call took, round after round of all captions."""
    took: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(took) < len(captions):
        for caption in captions:
            began = time.perf_counter()
            once(caption)
            took.append(time.perf_counter() - began)
    return took


def _long(codes: Sequence[str], seed: int) -> dict[str, float]:
    """One check of random code points, the best of three of each length."""
    chance = random.Random(seed)  # noqa: S311
    ranges = ((0x20, 0x3000), (0x3000, 0xD800), (0xE000, 0x2FFFF))
    points = "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(LONG))
    best = {}
    for size in (LONG // 10, LONG):
        caption = Caption("instagram", "en", "paid", False, "", points[:size], ())
        best[size] = min(_times(0, [caption] * 3, lambda one: check_caption(one, codes)))
    return {
        "code_points": LONG,
        "seconds": round(best[LONG], 3),
        "ratio_to_a_tenth": round(best[LONG] / best[LONG // 10], 2),
    }
