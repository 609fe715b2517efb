"""Renders the style guide and the error pages into plain files, to look at without starting the application.

    python assets/preview.py [target folder]          (default: .meadow/preview)

Developers only: the context is made up, the filters are simple stand-ins for those of the application.
"""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.widgets import CheckboxInput, ListWidget

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class SampleForm(Form):
    """One field of every kind."""

    title = StringField("Title", description="Creators see this first.")
    email = EmailField("Email", [validators.Email("Write the address like name@example.com.")])
    password = PasswordField("Password")
    price = DecimalField("Price per note", [validators.NumberRange(min=1, message="Enter an amount above zero.")])
    due_on = DateField("Publish by", [validators.Optional()])
    platform = SelectField("Platform", choices=[("xhs", "小红书"), ("douyin", "抖音"), ("instagram", "Instagram")])
    about = TextAreaField("What to say", [validators.Length(max=60, message="Keep it within 60 characters.")])
    goal = RadioField("Goal", choices=[("aware", "Awareness"), ("seed", "Seeding"), ("sell", "Conversion")])
    niches = SelectMultipleField(
        "Niches",
        choices=[
            ("skin", "护肤 Skincare"),
            ("sens", "敏感肌 Sensitive skin"),
            ("make", "美妆 Make-up"),
            ("baby", "母婴 Parenting"),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    lent = BooleanField("The product is lent and comes back")
    hide = BooleanField("Hide creators hired in the last 90 days")


def made_up_context() -> dict[str, Any]:
    """What the application gives to every page."""
    entries = [
        ("Overview", "layout-dashboard", False, None),
        ("Payouts", "banknote", True, 7),
        ("Disputes", "scale", False, 2),
        ("Accounts", "users", False, None),
        ("Audit log", "scroll-text", False, None),
    ]
    more = [("达人广场", "compass", False, None), ("Settings", "settings", False, None)]
    return {
        "navigation": [
            {
                "label": name,
                "items": [{"label": a, "href": "#", "icon": b, "active": c, "count": d} for a, b, c, d in rows],
            }
            for name, rows in (("Operations", entries), (None, more))
        ],
        "surface": {"name": "Platform console", "subtitle": "Meadow"},
        "viewer": SimpleNamespace(
            name="Ines Okafor", email="ines@example.com", role_label="Finance", avatar_seed="ines"
        ),
        "languages": [
            {"code": "en", "lang": "en", "label": "English", "href": "#", "active": True},
            {"code": "zh", "lang": "zh-CN", "label": "简体中文", "href": "#", "active": False},
            {"code": "zh_Hant", "lang": "zh-Hant", "label": "繁體中文", "href": "#", "active": False},
        ],
        "html_lang": "en",
        "slot": lambda name, **things: Markup(""),
        "account_links": [
            {"label": "Your account", "href": "#", "icon": "user"},
            None,
            {"label": "Sign out", "href": "#", "icon": "log-out", "post": True},
        ],
        "notifications": {"href": "#", "count": 3},
        "search": {"href": "#", "placeholder": "Payouts, people, orders"},
        "sign_in_href": "#",
        "now": NOW,
    }


def sample_values() -> dict[str, Any]:
    """What the style guide shows in its components."""
    typed = {
        "title": "Spring serum",
        "email": "maya@",
        "price": "0",
        "about": "很" * 72,
        "goal": "seed",
        "niches": "skin",
    }
    wrong = SampleForm(MultiDict({f"wrong-{name}": value for name, value in typed.items()}), prefix="wrong")
    wrong.validate()
    fresh = SampleForm(
        data={
            "title": "春季敏感肌精华 · 种草笔记",
            "price": 3800,
            "goal": "seed",
            "niches": ["skin", "sens"],
            "hide": True,
        }
    )
    return {
        "form": fresh,
        "wrong_form": wrong,
        "due_at": NOW + timedelta(hours=41, minutes=12),
        "seen_at": NOW - timedelta(days=3),
        "listing": SimpleNamespace(number=2, count=27, first=9, last=16, total=214),
        "qr_svg": Markup(segno.make("otpauth://totp/Meadow", micro=False).svg_inline(scale=1, omitsize=True)),
    }


def environment(target: Path) -> Environment:
    """A plain Jinja environment that behaves like the application's."""
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    static = ROOT / "marketplace" / "web" / "static"
    if not (target / "static").exists():
        shutil.copytree(static, target / "static") if target.drive else (target / "static").symlink_to(static)
    env.globals.update(
        url_for=lambda endpoint, **values: f"static/{values['filename']}" if endpoint == "static" else "#",
        csrf_token=lambda: "token-of-the-preview",
        get_flashed_messages=lambda with_categories=True: [
            ("success", "Offer sent to 李木木的护肤台."),
            ("error", "2 of 14 invites failed."),
        ],
    )
    env.filters.update(
        money=str, compact=str, percent=lambda ratio: f"{ratio:.0%}", number=str,
        date=lambda at: f"{at:%d %b %Y}", datetime=lambda at: f"{at:%d %b %Y, %H:%M}",
        ago=lambda at: "3 days ago", until=lambda at: "2 days", label=str, tone=lambda state: "neutral",
    )  # fmt: skip
    return env


def render(target: Path) -> None:
    """Writes styleguide.html, sign_in.html and an error page into the folder."""
    target.mkdir(parents=True, exist_ok=True)
    env = environment(target)
    values = made_up_context() | sample_values()
    (target / "styleguide.html").write_text(env.get_template("web/styleguide.html").render(values), "utf-8")
    visitor = values | {"viewer": None, "error_id": "01990f6e-7c1d", "navigation": []}
    for code in (403, 404, 409, 422, 429, 500):
        (target / f"{code}.html").write_text(env.get_template(f"errors/{code}.html").render(visitor), "utf-8")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".meadow" / "preview"
    render(folder)
    sys.stdout.write(f"{folder / 'styleguide.html'}\n")
