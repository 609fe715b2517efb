"""Refusals: the ways to say no. Each says to the person at the screen what to do next."""

from typing import ClassVar

from marketplace.base.text import N_, Sentence


class Refusal(Exception):
    """An action said no. `says` is the English pattern of the message; values are named after its placeholders."""

    says: ClassVar[str] = N_("This cannot be done.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(str(self.sentence))

    @property
    def sentence(self) -> Sentence:
        """What to tell the person, ready to be translated."""
        return Sentence(self.says, self.values)


class NotFound(Refusal):
    """The thing does not exist, or the actor may not know that it does."""

    says = N_("We could not find this. It may have been removed, or it belongs to someone else.")


class Forbidden(Refusal):
    """The actor may see the thing but not do this to it."""

    says = N_("Your role does not allow this. Ask the owner of your account to do it or to change your role.")


class Conflict(Refusal):
    """Somebody else was faster, or the thing is no longer where the actor saw it."""

    says = N_("This has changed since you opened the page. Look at it again before you go on.")


class Invalid(Refusal):
    """A value does not fit. Subclasses say which, and what would."""

    says = N_("Something you entered does not fit. Please check it and try again.")


class Unavailable(Exception):
    """A service outside did not answer, or its answer is unknown. Worth trying again later."""
