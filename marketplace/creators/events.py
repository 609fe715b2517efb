"""What happens to creators."""

from uuid import UUID

from marketplace.base.facts import Fact, fact
from marketplace.base.ids import ChannelId, CreatorId, PersonId


@fact
class CreatorJoined(Fact):
    """Somebody joined as a creator."""

    creator_id: CreatorId
    person_id: PersonId


@fact
class CreatorActivated(Fact):
    """A creator's profile became complete: brands can find them."""

    creator_id: CreatorId


@fact
class CreatorPaused(Fact):
    """A creator takes no work for now."""

    creator_id: CreatorId


@fact
class CreatorResumed(Fact):
    """A creator takes work again."""

    creator_id: CreatorId


@fact
class ProfileChanged(Fact):
    """What a creator says of themselves, or what is known of their posts, changed."""

    creator_id: CreatorId


@fact
class ChannelProofAsked(Fact):
    """A creator says that the code is in the bio of their channel now."""

    channel_id: ChannelId


@fact
class ChannelVerified(Fact):
    """A channel was proved to be the creator's."""

    channel_id: ChannelId
    creator_id: CreatorId


@fact
class ChannelProofFailed(Fact):
    """The code was not found; the reason stands with the channel."""

    channel_id: ChannelId
    creator_id: CreatorId


@fact
class FiguresDue(Fact):
    """The figures of a channel are old and should be read again."""

    channel_id: ChannelId


@fact
class CreatorsImported(Fact):
    """An import ran to its end; `creators_of_batch` says whom it touched."""

    import_id: UUID


@fact
class ImportUndone(Fact):
    """An import was taken back."""

    import_id: UUID
