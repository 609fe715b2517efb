"""Which language a text is written in, as far as its letters and its small words tell."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from marketplace.disclosure.reading.lexicon import Languages, lexicons

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_SURE_HITS = 3
_SCRIPT_OF = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko"}


def code_of(declared: str) -> str:
    """The code of a declared language without its region; both written forms of Norwegian are `no`."""
    code = declared.replace("_", "-").split("-")[0].lower()
    return "no" if code in ("nb", "nn") else code


def language_of(text: str, declared: str) -> str:
    """The declared language, unless the text plainly speaks another one.

    `text` is folded. Letters of another script decide at once; among languages of one script only a text with at
    least three small words of the other language and none of the declared one does.
    """
    declared = code_of(declared)
    sample = text[:_SAMPLE]
    scripts = _scripts(sample)
    if not scripts:
        return declared
    if scripts["HANGUL"] > sum(scripts.values()) / 2:
        return "ko"
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > sum(scripts.values()) / 5:
        return "ja"
    if scripts["CJK"] > sum(scripts.values()) / 2:
        return declared if declared in ("zh", "ja") else "zh"
    if scripts["LATIN"] < sum(scripts.values()) / 2:
        return declared
    return _by_small_words(sample, declared)


def likeliest_language(text: str, otherwise: str) -> str:
    """The language most of whose small words a text has; `otherwise` where there are none, or on a tie."""
    words = Counter(_WORD.findall(text.casefold()))
    hits = {code: sum(words[word] for word in each.common_words) for code, each in lexicons().items()}
    best = max(hits, key=lambda code: (hits[code], code == otherwise))
    return best if hits[best] else otherwise


def languages_heard(text: str, declared: str, language: str) -> Languages:
    """Every language whose words are listened to in a text: the one it is in, the one declared, English, and those
    whose letters appear.
    """
    scripts = _scripts(text[:_SAMPLE])
    shown = {code for script, code in _SCRIPT_OF.items() if scripts[script]}
    if language == "ja":
        shown.discard("zh")
    return frozenset({language, code_of(declared), "en", *shown})


def _by_small_words(sample: str, declared: str) -> str:
    words = Counter(_WORD.findall(sample))
    hits = {
        code: sum(words[word] for word in lexicon.common_words)
        for code, lexicon in lexicons().items()
        if lexicon.common_words
    }
    if not hits or hits.get(declared, 0):
        return declared
    best = max(hits, key=lambda code: hits[code])
    if declared in hits or declared in ("zh", "ja", "ko"):
        return best if hits[best] >= _SURE_HITS else declared
    return declared


@lru_cache(maxsize=16)
def _scripts(sample: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            found[_script_of(character)] += count
    return found


@lru_cache(8192)
def _script_of(character: str) -> str:
    return unicodedata.name(character, "OTHER").split(" ")[0].split("-")[0]
