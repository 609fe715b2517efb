"""Why a text has no vector."""


class EmbeddingUnavailable(Exception):
    """The model cannot be loaded on this machine."""


class NothingToEmbed(Exception):
    """A text is blank, and a vector for nothing would be near to everything."""
