"""The brief form and the small forms around it: shape and words in, typed values out."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from marketplace.base.money import Money
from marketplace.briefs.fields import (
    AmountField,
    DayField,
    InstantField,
    LinesField,
    count,
    one_of,
    plain,
    some_of,
    text,
    web_address,
)
from marketplace.briefs.label_rules import label_rules, labels_forbidden, said_of
from marketplace.briefs.rights import LONGEST_DAYS, Rights, RightsChannel, Territory
from marketplace.briefs.states import Goal, ProductCategory, ProductTerms
from marketplace.creators.niches import Niche
from marketplace.creators.states import LANGUAGES, Format, Platform
from marketplace.disclosure.check import known_jurisdictions
from marketplace.wallets.currencies import CURRENCIES
from marketplace.web.filters import country_name, label, language_name
from marketplace.web.forms import REQUIRED, Form

_MONEY = ("budget", "price_min", "price_max")
_WORDS = (
    "title", "story", "product_name", "audience_countries", "languages", "niches", "keywords", "must_say",
    "must_never_say", "slots", "followers_min", "followers_max", "currency", "retention_days", "review_rounds",
    "outline_wanted", "days_of_use", "publish_from", "publish_until", "purchase_link", "product_category",
)  # fmt: skip
_CHOICES: dict[str, type[StrEnum]] = {
    "goal": Goal,
    "product_category": ProductCategory,
    "product_terms": ProductTerms,
    "platform": Platform,
    "format": Format,
    "niches": Niche,
    "rights_channels": RightsChannel,
    "rights_territory": Territory,
}


class BriefForm(Form):
    """Everything a brief says. Times are typed in `zone`; amounts in the currency chosen in the same form."""

    title = text(lazy_gettext("Title"), most=120, least=3)
    goal = one_of(lazy_gettext("What is it for?"), radio=True)
    story = text(lazy_gettext("What do you want said?"), most=5000, least=20, area=True)

    product_name = text(lazy_gettext("Product"), most=120)
    product_category = one_of(lazy_gettext("Kind of product"))
    product_url = text(lazy_gettext("Address of the product"), most=500, required=False, also=[web_address])
    product_terms = one_of(lazy_gettext("What happens with it?"), radio=True)

    audience_countries = some_of(lazy_gettext("Where is the audience?"), required=True)
    languages = some_of(lazy_gettext("Languages of the posts"), required=True)
    purchase_link = BooleanField(lazy_gettext("The post leads to a shop"))

    platform = one_of(lazy_gettext("Platform"))
    format = one_of(lazy_gettext("Format"))
    niches = some_of(lazy_gettext("Niches"))
    slots = count(lazy_gettext("Creators wanted"), 1, 500)
    followers_min = count(lazy_gettext("Followers, at least"), 0, 10**9, required=False)
    followers_max = count(lazy_gettext("Followers, at most"), 0, 10**9, required=False)

    currency = one_of(lazy_gettext("Currency"))
    budget = AmountField(lazy_gettext("Budget, our fee included"), [InputRequired(REQUIRED)])
    price_min = AmountField(lazy_gettext("Lowest price of one post"), [InputRequired(REQUIRED)])
    price_max = AmountField(lazy_gettext("Highest price of one post"), [InputRequired(REQUIRED)])

    must_say = LinesField(lazy_gettext("Must say"), lines=10, length=200, default=list)
    must_never_say = LinesField(lazy_gettext("Must never say"), lines=20, length=200, default=list)
    keywords = LinesField(lazy_gettext("Search words to cover"), lines=20, length=60, default=list)

    apply_by = InstantField(lazy_gettext("Apply by"), [InputRequired(REQUIRED)])
    publish_from = DayField(lazy_gettext("Publish from"), [InputRequired(REQUIRED)])
    publish_until = DayField(lazy_gettext("Publish until"), [InputRequired(REQUIRED)])
    retention_days = count(lazy_gettext("Days the post stays online"), 30, 365)
    days_of_use = count(lazy_gettext("Days of real use before writing"), 0, 90)
    review_rounds = count(lazy_gettext("Rounds of changes"), 1, 3)
    outline_wanted = BooleanField(lazy_gettext("I want to see an outline before the draft"))

    rights_channels = some_of(lazy_gettext("Where may you show the post again?"))
    rights_territory = one_of(lazy_gettext("In which countries?"))
    rights_days = count(lazy_gettext("For how many days?"), 1, LONGEST_DAYS)
    rights_editing = BooleanField(lazy_gettext("You may shorten and edit it"))
    rights_ai_training = BooleanField(lazy_gettext("You may train AI models with it"))

    def __init__(self, *args: Any, zone: str = "UTC", **values: Any) -> None:
        self.zone = ZoneInfo(zone)
        super().__init__(*args, **values)
        for name, kinds in _CHOICES.items():
            self[name].choices = [(kind.value, label(kind)) for kind in kinds]
        self.product_category.choices.insert(0, ("", gettext("Choose")))
        countries = ((code, country_name(code)) for code in known_jurisdictions())
        self.audience_countries.choices = sorted(countries, key=lambda country: country[1])
        self.languages.choices = [(code, language_name(code)) for code in LANGUAGES]
        self.currency.choices = [(code, code) for code in CURRENCIES]

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **more: Any) -> None:
        """Tells the amounts their currency before they are read."""
        formdata = self.meta.wrap_formdata(self, formdata)
        wanted = formdata.get("currency") if formdata else (data or {}).get("currency")
        for name in _MONEY:
            self[name].currency = wanted if wanted in CURRENCIES else CURRENCIES[0]
        super().process(formdata, obj, data=data, **more)

    def validate_price_max(self, field: Any) -> None:
        """Refuses a range that ends before it begins."""
        low, high = self.price_min.data, field.data
        if isinstance(low, Money) and isinstance(high, Money) and high < low:
            raise ValidationError(gettext("The highest price is below the lowest."))

    def validate_followers_max(self, field: Any) -> None:
        """Refuses a range that ends before it begins."""
        if field.data is not None and self.followers_min.data is not None and field.data < self.followers_min.data:
            raise ValidationError(gettext("At most is fewer than at least."))

    def validate_publish_until(self, field: Any) -> None:
        """Refuses a window that ends before it begins."""
        if field.data and self.publish_from.data and field.data < self.publish_from.data:
            raise ValidationError(gettext("The window ends before it begins."))

    def validate_must_never_say(self, field: Any) -> None:
        """Refuses to forbid what the brief itself asks for, or the label that the law wants."""
        asked = [*(self.must_say.data or ()), *(self.keywords.data or ())]
        for phrase in field.data or ():
            both = next((wish for wish in asked if said_of(wish, [phrase], "other", "en")), None)
            if both is not None:
                raise ValidationError(gettext("“%(phrase)s” is also asked for: “%(wish)s”.", phrase=phrase, wish=both))
        platform, format_ = self.platform.data, self.format.data
        if platform not in set(Platform) or format_ not in set(Format):
            return
        rules = label_rules(
            self.audience_countries.data or [],
            platform=Platform(platform),
            format=Format(format_),
            languages=[code for code in self.languages.data or [] if code in LANGUAGES],
            purchase_link=bool(self.purchase_link.data),
        )
        labels = labels_forbidden(field.data or (), rules) if rules else ()
        if labels:
            raise ValidationError(
                gettext("The law wants “%(label)s” in every post, so it cannot be forbidden.", label=labels[0])
            )

    @property
    def says(self) -> dict[str, Any]:
        """The columns of a brief, from a form that was validated."""
        closing: Any = self.apply_by.data
        return {name: self[name].data for name in _WORDS} | {
            "goal": Goal(self.goal.data),
            "product_terms": ProductTerms(self.product_terms.data),
            "product_url": self.product_url.data or None,
            "platform": Platform(self.platform.data),
            "format": Format(self.format.data),
            "apply_by": closing.replace(tzinfo=self.zone).astimezone(UTC),
            "rights": self._rights(),
            **{f"{name}_minor": self[name].data.minor for name in _MONEY},
        }

    def _rights(self) -> dict[str, Any]:
        if not self.rights_channels.data:
            return {}
        return Rights(
            tuple(RightsChannel(value) for value in self.rights_channels.data),
            Territory(self.rights_territory.data),
            self.rights_days.data,
            bool(self.rights_editing.data),
            bool(self.rights_ai_training.data),
        ).as_json()


def typed_before(says: dict[str, Any], rights: Rights | None, zone: str) -> dict[str, Any]:
    """The values that the form of a brief begins with, from its columns."""
    asked = rights or Rights((), Territory.AUDIENCE, 90)
    return says | {
        "apply_by": _on_the_wall(says["apply_by"], zone),
        "rights_channels": list(asked.channels),
        "rights_territory": asked.territory,
        "rights_days": asked.days,
        "rights_editing": asked.editing,
        "rights_ai_training": asked.ai_training,
        **{name: Money(says[f"{name}_minor"], says["currency"]) for name in _MONEY if f"{name}_minor" in says},
    }


class ReasonForm(Form):
    """What staff tell a brand."""

    reason = TextAreaField(
        lazy_gettext("What the brand will read"),
        [InputRequired(REQUIRED), Length(max=2000, message=lazy_gettext("Use at most %(max)d characters."))],
        filters=[plain],
    )


class ButtonForm(Form):
    """A button: nothing but the protection against forged requests."""


def _on_the_wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
