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
    """The balance that the money would leave is too small; nothing happened."""


class Declined(Exception):
    """The payer's bank says no; nothing was paid. The same way to pay may work again later, with a new key."""


class NeedsAuthentication(Declined):
    """The payer's bank wants to hear from the payer; nothing was paid. They have to come and pay themselves."""


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
