"""How a call to the payment processor can fail, by what may be done next."""

from marketplace.base.errors import Unavailable


class OutcomeUnknown(Unavailable):
    """No answer, or one that says nothing: it may have happened. Ask again with the same key, or look it up."""


class StoredFailure(OutcomeUnknown):
    """The processor keeps a failure under this key and will repeat it for ever. Look it up, then use a new key."""


class RateLimited(Unavailable):
    """We ask too often; nothing happened. Ask again later with the same key."""


class NotLetIn(Unavailable):
    """The processor does not accept our key; nothing happened. The settings have to be mended."""


class NotEnoughFunds(Exception):
    """The platform's available balance is too small; nothing happened."""


class AccountNotReady(Exception):
    """The account cannot be paid now; nothing happened. Its owner has to do something."""


class BadRequest(Exception):
    """The processor understood and refuses for good; nothing happened. A mistake of ours: a person has to look."""


class NoSuchThing(BadRequest):
    """The processor knows nothing by this id."""


class Forged(Exception):
    """A message whose signature does not fit, or which is too old or from the future."""


class LiveKeyOnStandIn(RuntimeError):
    """Real money's key and a stand-in's address do not belong together."""
