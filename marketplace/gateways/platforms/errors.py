"""Why a post or an account could not be read."""

from marketplace.base.text import Sentence


class PostAddressRefused(Exception):
    """What was given is not the address of a post we can read; `sentence` tells the person what to give instead."""

    def __init__(self, pattern: str, **values: object) -> None:
        self.sentence = Sentence(pattern, values)
        super().__init__(str(self.sentence))


class PlatformUnavailable(Exception):
    """The platform did not answer or answered nonsense. Try again later, after `retry_after_seconds` if it said so."""

    def __init__(self, message: str, *, retry_after_seconds: int | None = None) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(message)


class PlatformKeyRefused(PlatformUnavailable):
    """The platform does not accept our key. Trying again helps only once somebody has set a right one."""
