"""The words of the site in a language, so that a story can be told in each."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.web.catalogues import catalogue_of

Say = Callable[..., str]


def words_in(language: str) -> Say:
    """Gives a text of the site in a language, with its placeholders filled in."""
    catalogue = None if language == "en" else catalogue_of(language)

    def say(text: str, **values: object) -> str:
        found = text
        if catalogue is not None:
            message = catalogue.get(text)
            assert message is not None, f"the site does not say {text!r}"
            assert message.string, f"{text!r} is not translated"
            found = message.string if isinstance(message.string, str) else message.string[0]
        return found % values if values else found

    return say
