"""What creators come to do, and what is recorded about them."""

from marketplace.creators.actions.channels import (
    add_channel,
    ask_for_proof,
    record_proof,
    remove_channel,
    verify_channel,
)
from marketplace.creators.actions.importing import begin_import, finish_import, import_creators, import_posts
from marketplace.creators.actions.importing_audience import import_comments, import_followers
from marketplace.creators.actions.joining import join_as_creator
from marketplace.creators.actions.profile import (
    ProfileText,
    activate_if_complete,
    pause,
    remove_rate,
    resume,
    save_profile,
    set_rate,
)
from marketplace.creators.actions.recording import NewFigures, NewPost, record_figures, record_posts
from marketplace.creators.actions.undoing import undo_import

__all__ = [
    "NewFigures",
    "NewPost",
    "ProfileText",
    "activate_if_complete",
    "add_channel",
    "ask_for_proof",
    "begin_import",
    "finish_import",
    "import_comments",
    "import_creators",
    "import_followers",
    "import_posts",
    "join_as_creator",
    "pause",
    "record_figures",
    "record_posts",
    "record_proof",
    "remove_channel",
    "remove_rate",
    "resume",
    "save_profile",
    "set_rate",
    "undo_import",
    "verify_channel",
]
