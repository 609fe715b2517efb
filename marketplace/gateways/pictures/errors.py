"""Why a picture was not read."""


class ReaderUnavailable(Exception):
    """The model cannot be loaded, or failed, on this machine."""
