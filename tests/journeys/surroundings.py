"""Other settings for a while: the application of another world, made in this process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from marketplace.gateways import current
from marketplace.settings import settings


@contextmanager
def other_settings(**values: str) -> Iterator[None]:
    """The environment with other values; whoever asks afterwards reads the usual ones again."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    _forget()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    settings.cache_clear()
    current._payments.cache_clear()
