"""Forms of the work: the draft editor, the wishes of a brand, the address of a post, a decision by staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from marketplace.disclosure.check import Caption
from marketplace.web.forms import REQUIRED, Form

_BETWEEN_TAGS = re.compile(r"[\s,，、]+")
_TOO_LONG = _l("Use at most %(max)d characters.")


def _plain(value: Any) -> Any:
    """Takes out the character that no database keeps."""
    return value.replace("\x00", "") if isinstance(value, str) else value


class DraftForm(Form):
    """A version of the work, as it will be public."""

    title = StringField(_l("Title"), [Length(max=200, message=_TOO_LONG)], filters=[_plain])
    body = TextAreaField(
        _l("Text"),
        [DataRequired(_l("Write the text of the post.")), Length(max=20_000, message=_TOO_LONG)],
        filters=[_plain],
    )
    hashtags = StringField(_l("Hashtags"), [Length(max=1000, message=_TOO_LONG)], filters=[_plain])
    native_label = BooleanField(_l("The platform's own advertising label will be on"))
    ai_used = BooleanField(_l("Made with the help of AI (the platform's AI mark will be on)"))

    @property
    def tags(self) -> list[str]:
        """The hashtags one by one, without their signs."""
        raw = str(self.hashtags.data or "").replace("#", " ").replace("＃", " ")
        return [tag for tag in _BETWEEN_TAGS.split(raw) if tag]

    def take_over(self, caption: Caption) -> None:
        """Puts a caption that was put right into the fields."""
        self.title.data, self.body.data = caption.title, caption.body
        self.hashtags.data = " ".join(f"#{tag.lstrip('#＃')}" for tag in caption.hashtags)
        self.native_label.data = caption.native_label

    def take_back(self, words: Mapping[str, str]) -> None:
        """Puts the words that stood there before into the fields again."""
        for name, value in words.items():
            self[name].data = _plain(value)


class ChangesForm(Form):
    """What should change, and to which point of the brief it belongs."""

    clause = StringField(
        _l("Which point of the brief is not met?"), validators=[InputRequired(REQUIRED), Length(max=300)]
    )
    quote = StringField(_l("Words of the draft it is about"), validators=[Length(max=500)])
    text = TextAreaField(_l("What should change?"), validators=[InputRequired(REQUIRED), Length(min=10, max=2000)])


class PostForm(Form):
    """Where the post is public."""

    url = StringField(_l("Address of the post"), validators=[InputRequired(REQUIRED), Length(max=500)])


class DecisionForm(Form):
    """Why staff let a draft pass or return it; both sides read it."""

    reason = TextAreaField(_l("Reason"), validators=[InputRequired(REQUIRED), Length(min=10, max=2000)])
