"""What the marketplace needs of an embedding model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedding(Protocol):
    """Texts to vectors of length 1. Vectors of different `model_id` must never be compared.

    A raw cosine says little: subtract a mean from both sides first (documents their own mean, queries that of an
    independent bank). That is the caller's affair, because the means are kept with the vectors.
    """

    @property
    def model_id(self) -> str:
        """The model and its version, stored beside every vector it made."""

    @property
    def dimensions(self) -> int:
        """How long every vector is."""

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, for what is to be found. Raises NothingToEmbed, EmbeddingUnavailable."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One vector, for what is looked for. Raises NothingToEmbed, EmbeddingUnavailable."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text, for what is looked for; each as `embed_query` gives it, and quicker for many."""
