"""Kinds of fields a brief form is made of: lines, whole numbers, amounts, days and instants."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from marketplace.web.forms import REQUIRED, MoneyField

_AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?")
# The first is what browsers need to show a value again; the second is what they may send.
_INSTANT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class LinesField(TextAreaField):
    """Several short texts, one a line; `data` is the list of them, each once."""

    data: Any

    def __init__(self, label: Any = None, validators: Any = None, *, lines: int, length: int, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.most_lines = lines
        self.longest = length

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the lines; blank ones are left out."""
        lines = str(valuelist[0]).replace("\x00", "").splitlines() if valuelist else []
        self.data = list(dict.fromkeys(line.strip() for line in lines if line.strip()))

    def pre_validate(self, form: Any) -> None:
        """Refuses too many lines, and lines that are too long."""
        if len(self.data or ()) > self.most_lines:
            raise ValidationError(gettext("Use at most %(most)s lines.", most=self.most_lines))
        if any(len(line) > self.longest for line in self.data or ()):
            raise ValidationError(gettext("Use at most %(most)s characters a line.", most=self.longest))


class CountField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the number. Raises ValueError with words for the person when it is none."""
        try:
            self.data = int(valuelist[0].strip()) if valuelist else None
        except ValueError as error:
            self.data = None
            raise ValueError(gettext("Enter a whole number.")) from error


class AmountField(MoneyField):
    """An amount; refuses what could be read in two ways, such as 99,50."""

    def pre_validate(self, form: Any) -> None:
        """Refuses amounts that are not written plainly."""
        typed = (self.raw_text or "").replace(" ", "")
        if self.data is not None and typed and not _AMOUNT.fullmatch(typed):
            raise ValidationError(gettext("Enter an amount such as 1200 or 1,200.50."))
        super().pre_validate(form)


class DayField(DateField):
    """A day."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the day. Raises ValueError with words for the person when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Enter a date such as 2026-12-31.")) from error
        _refuse_far_years(self.data)


class InstantField(DateTimeLocalField):
    """A day with a time, as the clock on the person's wall shows it; `data` has no zone."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=_INSTANT_FORMATS, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads the moment. Raises ValueError with words for the person when it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Enter a date and a time such as 2026-12-31T18:00.")) from error
        _refuse_far_years(self.data)


def plain(value: Any) -> Any:
    """A filter: takes out the character that no database keeps."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def text(label: Any, *, most: int, least: int = 0, area: bool = False, required: bool = True, **more: Any) -> Any:
    """A field of text."""
    field = TextAreaField if area else StringField
    first = DataRequired(REQUIRED) if required else Optional()
    message = (
        lazy_gettext("Use between %(min)d and %(max)d characters.")
        if least
        else lazy_gettext("Use at most %(max)d characters.")
    )
    return field(label, [first, Length(min=least, max=most, message=message), *more.pop("also", ())], filters=[plain])


def count(label: Any, least: int, most: int, *, required: bool = True) -> Any:
    """A field for a whole number between two others."""
    first = InputRequired(REQUIRED) if required else Optional()
    message = lazy_gettext("Enter a number between %(min)s and %(max)s.")
    return CountField(label, [first, NumberRange(least, most, message=message)])


def one_of(label: Any, *, radio: bool = False) -> Any:
    """A choice of one; the form fills in the choices."""
    field = RadioField if radio else SelectField
    return field(label, [InputRequired(lazy_gettext("Choose one."))])


def some_of(label: Any, *, required: bool = False) -> Any:
    """A choice of several; the form fills in the choices."""
    validators = [InputRequired(lazy_gettext("Choose at least one."))] if required else [Optional()]
    return SelectMultipleField(
        label, validators, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), default=list
    )


def web_address(_form: Any, field: Any) -> None:
    """Refuses what does not lead to a page."""
    try:
        parts = urlsplit(field.data or "")
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc:
        raise ValidationError(gettext("Enter an address that begins with https://."))


def _refuse_far_years(day: date | None) -> None:
    if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(gettext("Check the year."))
