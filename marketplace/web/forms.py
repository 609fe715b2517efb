"""Forms: shape and words in, typed values out. Knows no database and no rules."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError
from wtforms.widgets import TextInput

from marketplace.base.errors import Refusal
from marketplace.base.money import Money
from marketplace.web.sentences import say


class Form(FlaskForm):  # type: ignore[misc]
    """A form with CSRF protection whose messages speak the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Trims what people type."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Adds the trimming filter to every text field."""
            filters = list(unbound_field.kwargs.get("filters", []))
            if issubclass(unbound_field.field_class, StringField) and _trimmed not in filters:
                filters.insert(0, _trimmed)
                unbound_field.kwargs["filters"] = filters
            return unbound_field.bind(form=form, **options)

    def refuse(self, refusal: Refusal, field: str | None = None) -> None:
        """Puts an action's refusal where the person will see it: at a field, or above the form."""
        message = say(refusal.sentence)
        if field is None:
            self.form_errors.append(message)
        else:
            self[field].errors = [*self[field].errors, message]


class MoneyField(Field):
    """An amount a person types in major units; `data` is `Money` in the field's currency."""

    widget = TextInput()

    def __init__(
        self, label: Any = None, validators: Any = None, *, currency: str = "USD", at_least_minor: int = 1, **more: Any
    ) -> None:
        super().__init__(label, validators, **more)
        self.currency = currency
        self.at_least_minor = at_least_minor
        self.raw_text: str | None = None

    def _value(self) -> str:
        if self.raw_text is not None:
            return self.raw_text
        return f"{self.data.decimal}" if isinstance(self.data, Money) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the amount. Raises ValueError with words for the person when it is none."""
        if not valuelist:
            return
        self.raw_text = str(valuelist[0]).strip()
        if not self.raw_text:
            self.data = None
            return
        try:
            self.data = Money.parse(self.raw_text, self.currency)
        except ValueError as error:
            self.data = None
            raise ValueError(gettext("Enter an amount such as 1200 or 1,200.50.")) from error

    def pre_validate(self, form: Any) -> None:
        """Refuses amounts below the smallest one and ones nobody could mean."""
        if isinstance(self.data, Money) and self.data.minor < self.at_least_minor:
            least = Money(self.at_least_minor, self.currency)
            raise ValidationError(gettext("Enter at least %(amount)s.", amount=str(least)))
        if isinstance(self.data, Money) and self.data.minor > 10**12:
            raise ValidationError(gettext("This amount is too large. Enter the amount of one campaign."))


REQUIRED = lazy_gettext("Please fill this in.")


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
