"""Pages of creators: joining, one's own profile, and a profile as brands and staff see it."""

from marketplace.creators.views import joining, own_profile, rate_card, showing, your_channels
from marketplace.creators.views.blueprint import creators

__all__ = ["creators", "joining", "own_profile", "rate_card", "showing", "your_channels"]
