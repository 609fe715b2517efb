"""Forms of the work: the draft editor, the wishes of a brand, the address of a post, a decision by staff."""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.web.forms import REQUIRED, Form

_BETWEEN_TAGS = re.compile(r"[\s,，、]+")


class DraftForm(Form):
    """A version of the work, as it will be public."""

    title = StringField(_l("Title"), validators=[Length(max=200)])
    body = TextAreaField(_l("Text"), validators=[InputRequired(_l("Write the text of the post.")), Length(max=20_000)])
    hashtags = StringField(_l("Hashtags"), validators=[Length(max=1000)])
    native_label = BooleanField(_l("The platform's own advertising label will be on"))
    ai_used = BooleanField(_l("Made with the help of AI (the platform's AI mark will be on)"))

    @property
    def tags(self) -> list[str]:
        """The hashtags one by one, without their signs."""
        raw = str(self.hashtags.data or "").replace("#", " ").replace("＃", " ")
        return [tag for tag in _BETWEEN_TAGS.split(raw) if tag]


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
