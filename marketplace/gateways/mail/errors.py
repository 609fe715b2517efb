"""Why a letter was not sent."""


class MailRefused(Exception):
    """The letter will never be taken as it is: a wrong address, or content that the server refuses."""


class MailUnavailable(Exception):
    """The mail server did not answer, is busy, or does not let us in. Try the same letter again later."""
