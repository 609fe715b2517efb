"""Forms of the work: the draft editor, the wishes of a brand, the address of a post, a decision by staff."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    MultipleFileField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional

from marketplace.base.text import N_
from marketplace.briefs.fields import one_of, plain, some_of
from marketplace.briefs.states import ProductCategory
from marketplace.creators.states import LANGUAGES, Format
from marketplace.disclosure.check import RELATIONSHIPS, Caption, known_jurisdictions
from marketplace.disclosure.reading.lexicon import platform_names
from marketplace.web.filters import country_name, label, language_name
from marketplace.web.forms import REQUIRED, Form

_BETWEEN_TAGS = re.compile(r"[\s,，、]+")
TYPED = ("title", "body", "hashtags")
OUTCOMES = ("pass", "fail")
_LONGEST_RECORDING = 24 * 3600
_TOO_LONG = _l("Use at most %(max)d characters.")


class WordsForm(Form):
    """The words of a post, as they will be public."""

    title = StringField(_l("Title"), [Length(max=200, message=_TOO_LONG)], filters=[plain])
    body = TextAreaField(
        _l("Text"),
        [DataRequired(_l("Write the text of the post.")), Length(max=20_000, message=_TOO_LONG)],
        filters=[plain],
    )
    hashtags = StringField(_l("Hashtags"), [Length(max=1000, message=_TOO_LONG)], filters=[plain])
    native_label = BooleanField(_l("The platform's own advertising label will be on"))

    @property
    def words(self) -> dict[str, Any]:
        """What the check reads, of a form that was validated."""
        return {
            "title": self.title.data or "",
            "body": self.body.data or "",
            "hashtags": self.tags,
            "native_label": bool(self.native_label.data),
        }

    @property
    def typed(self) -> dict[str, str]:
        """The words as they stand in the fields, to be put back there."""
        return {name: str(self[name].data or "") for name in TYPED}

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
            self[name].data = plain(value)


class ShownForm(WordsForm):
    """The words of a post, and what stands in its pictures or its recording."""

    frames = TextAreaField(
        _l("Words in the pictures or the video"), [Length(max=5000, message=_TOO_LONG)], filters=[plain]
    )
    label_from = IntegerField(_l("Label from second"), [Optional(), NumberRange(0, _LONGEST_RECORDING)])
    label_until = IntegerField(_l("Until second"), [Optional(), NumberRange(0, _LONGEST_RECORDING)])
    length = IntegerField(_l("Length in seconds"), [Optional(), NumberRange(1, _LONGEST_RECORDING)])

    def validate_label_until(self, _field: Any) -> None:
        """Refuses seconds that do not follow each other; a field that is empty is not asked."""
        given = [one.data for one in (self.label_from, self.label_until, self.length) if one.data is not None]
        if given != sorted(given):
            raise ValidationError(gettext("The label begins before it ends, and both lie within the length."))

    validate_length = validate_label_until

    @property
    def scenes(self) -> tuple[str, ...]:
        """The words of each picture or scene, in order; an empty line is one without words."""
        return tuple(line.strip() for line in str(self.frames.data or "").splitlines())

    @property
    def moment(self) -> dict[str, int | None]:
        """When a recording shows its label, and its length, in seconds."""
        return {name: self[name].data for name in ("label_from", "label_until", "length")}


class DraftForm(ShownForm):
    """A version of the work: its words, its pictures, and what stands in them or in a recording."""

    ai_used = BooleanField(_l("Made with the help of AI (the platform's AI mark will be on)"))
    kept = some_of(_l("Pictures"))
    pictures = MultipleFileField(_l("Add pictures"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.show([])

    def show(self, picture_ids: Sequence[UUID]) -> None:
        """Offers pictures to keep, all of them ticked."""
        self.kept.choices = [
            (str(each), gettext("Picture %(number)s", number=number)) for number, each in enumerate(picture_ids, 1)
        ]
        self.kept.data = [str(each) for each in picture_ids]

    @property
    def words(self) -> dict[str, Any]:
        """What the check reads, of a form that was validated: pictures are read once they are handed in."""
        return super().words | {"frames": self.scenes} | self.moment


class TryForm(ShownForm):
    """A caption that belongs to no order, with what the check needs to know of its post."""

    countries = some_of(_l("Where is the audience?"), required=True)
    platform = one_of(_l("Platform"))
    medium = one_of(_l("Format"))
    relationship = one_of(_l("What ties the author to the brand"))
    language = one_of(_l("Language of the post"))
    purchase_link = BooleanField(_l("The post leads to a shop"))
    product_category = SelectField(_l("Kind of product"), default="")
    brand = StringField(_l("Brand"), [Length(max=100, message=_TOO_LONG)], filters=[plain])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.countries.choices = [(code, country_name(code)) for code in known_jurisdictions()]
        self.platform.choices = [(name, PLATFORM_NAMES.get(name, name)) for name in platform_names()]
        self.medium.choices = [(kind.value, label(kind)) for kind in Format]
        self.relationship.choices = [(tie, gettext(TIES[tie])) for tie in RELATIONSHIPS]
        self.language.choices = [(code, language_name(code)) for code in LANGUAGES]
        self.product_category.choices = [("", gettext("Any"))] + [(one.value, label(one)) for one in ProductCategory]

    @property
    def caption(self) -> Caption:
        """The caption, of a form that was validated."""
        return Caption(
            platform=str(self.platform.data),
            language=str(self.language.data),
            relationship=str(self.relationship.data),
            native_label=bool(self.native_label.data),
            title=self.title.data or "",
            body=self.body.data or "",
            hashtags=tuple(self.tags),
            medium=str(self.medium.data),
            product_category=self.product_category.data or None,
            brand=self.brand.data or None,
            purchase_link=bool(self.purchase_link.data),
            frames=self.scenes,
            label_from=self.label_from.data,
            label_until=self.label_until.data,
            length=self.length.data,
        )


PLATFORM_NAMES = {
    "instagram": "Instagram", "threads": "Threads", "facebook": "Facebook", "tiktok": "TikTok", "x": "X",
    "youtube": "YouTube", "snapchat": "Snapchat", "xiaohongshu": "小红书", "weibo": "微博", "douyin": "抖音",
    "kuaishou": "快手", "bilibili": "哔哩哔哩", "wechat": "微信", "naver_blog": "Naver Blog", "other": "…",
}  # fmt: skip
"""What platforms call themselves; the same in every language."""

TIES = {
    "paid": N_("A fee"),
    "gifted": N_("A gift, or a free stay"),
    "affiliate": N_("A share of sales"),
    "employee": N_("Work, or family"),
    "own": N_("The product is their own"),
    "none": N_("Nothing"),
}
"""What ties an author to a brand -> in words."""


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


class ProofForm(Form):
    """A file that is to prove a claim of a draft."""

    rule = SelectField(_l("The claim it proves"))
    proof = FileField(_l("Proof"), [DataRequired(REQUIRED)])
    note = StringField(_l("What it shows"), [Length(max=1000, message=_TOO_LONG)], filters=[plain])

    def __init__(self, *args: Any, claims: Mapping[str, str], **values: Any) -> None:
        super().__init__(*args, **values)
        self.rule.choices = [(rule, f"“{quote}”" if quote else rule) for rule, quote in claims.items()]


class UseNoteForm(Form):
    """One day with the product, in the creator's words, with a picture if they like."""

    used_on = DateField(_l("Day"), [DataRequired(REQUIRED)])
    text = TextAreaField(
        _l("What did you do with it, and how was it?"),
        [DataRequired(REQUIRED), Length(max=2000, message=_TOO_LONG)],
        filters=[plain],
    )
    picture = FileField(_l("Picture"))


class DecisionForm(Form):
    """Whether staff let a draft pass or return it, and why; both sides read it."""

    reason = TextAreaField(_l("Reason"), [DataRequired(REQUIRED), Length(min=10, max=2000)], filters=[plain])
    outcome = StringField(_l("Decision"), [AnyOf(OUTCOMES, message=_l("Let the draft pass, or return it."))])
