"""The words to write: a pack's preferred label for a relationship, in the language that counts."""

from functools import lru_cache

from marketplace.disclosure.packs import Pack
from marketplace.disclosure.rows import Term


@lru_cache(4096)
def label_language(pack: Pack, language: str) -> str:
    """The language a label has to be in for a post in `language`; the pack's first where it has no words in it."""
    counted = [each for each in pack.language.counted_for(language) if each in pack.disclosure.languages]
    return language if language in counted else counted[0] if counted else pack.languages[0]


@lru_cache(4096)
def label_languages(pack: Pack, language: str) -> frozenset[str]:
    """The languages in which a label counts for a post in `language`."""
    return frozenset({*pack.language.counted_for(language), label_language(pack, language)})


@lru_cache(4096)
def accepted_terms(pack: Pack, relationship: str, language: str) -> tuple[Term, ...]:
    """The words that disclose this relationship in this language, the preferred ones first."""
    wanted = label_language(pack, language)
    fitting = [
        term for term in pack.disclosure.accepted if relationship in term.relationships and term.language == wanted
    ]
    return tuple(sorted(fitting, key=lambda term: relationship not in term.preferred_for))


def label_for(pack: Pack, relationship: str, language: str) -> str:
    """What to write at the start of a post."""
    first = accepted_terms(pack, relationship, language)[0]
    return first.write or first.text
