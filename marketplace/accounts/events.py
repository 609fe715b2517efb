"""What happens to accounts."""

from uuid import UUID

from marketplace.accounts.states import PersonKind
from marketplace.base.facts import Fact, fact
from marketplace.base.ids import BrandId, PersonId


@fact
class PersonRegistered(Fact):
    """Somebody made an account; their e-mail is still to be confirmed."""

    person_id: PersonId
    kind: PersonKind


@fact
class ConfirmationRequested(Fact):
    """Somebody asked for the confirmation link again. Nobody's, when no account waits for one: tell no difference."""

    person_id: PersonId | None


@fact
class EmailConfirmed(Fact):
    """A person showed that the e-mail is theirs."""

    person_id: PersonId


@fact
class RegistrationRepeated(Fact):
    """Somebody tried to register with an e-mail that already has an account. Nobody's, when they were told enough."""

    person_id: PersonId | None


@fact
class PasswordResetRequested(Fact):
    """Somebody asked for a new password. Nobody's, when the e-mail is unknown: tell no difference."""

    person_id: PersonId | None


@fact
class PasswordChanged(Fact):
    """A person has a new password; every other session has ended."""

    person_id: PersonId


@fact
class StaffCreated(Fact):
    """A member of staff was named."""

    person_id: PersonId


@fact
class BrandSubmitted(Fact):
    """A brand asked to be verified."""

    brand_id: BrandId


@fact
class BrandVerified(Fact):
    """Staff checked who the brand is."""

    brand_id: BrandId


@fact
class BrandRefused(Fact):
    """Staff could not verify the brand; the reason is in its history."""

    brand_id: BrandId
    reason: str


@fact
class MemberInvited(Fact):
    """An owner invited somebody by e-mail to act for the brand."""

    invitation_id: UUID
    brand_id: BrandId


@fact
class MemberJoined(Fact):
    """Somebody accepted an invitation to a brand."""

    person_id: PersonId
    brand_id: BrandId


@fact
class MemberLeft(Fact):
    """Somebody no longer acts for the brand."""

    person_id: PersonId
    brand_id: BrandId
