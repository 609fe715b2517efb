"""The public page where anybody can try a caption. Nothing of it is stored."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from marketplace.disclosure.check import known_jurisdictions
from marketplace.drafts.forms import TryForm
from marketplace.drafts.looking import Look, look_at_caption
from marketplace.drafts.views import drafts
from marketplace.drafts.views.reading_along import changed_part, read_along
from marketplace.web.doors import open_to_all
from marketplace.web.language import current_language
from marketplace.web.pages import page, wants_block
from marketplace.web.turns import has_turn

CHECKS_A_MINUTE = 60
"""From one address: about as often as somebody who types without a pause."""

CHECKS_A_MINUTE_IN_ALL = 1200
"""From everybody together, so that a crowd does not slow the marketplace down."""

_USUAL = {"zh": ("CN", "xiaohongshu", "zh"), "en": ("US", "instagram", "en")}


@drafts.get("/disclosure")
@open_to_all
def try_caption() -> ResponseReturnValue:
    """An empty caption, with what most readers of the language choose filled in."""
    country, platform, language = _USUAL["zh" if current_language().startswith("zh") else "en"]
    usual = {"countries": [country] if country in known_jurisdictions() else [], "platform": platform}
    usual |= {"language": language, "medium": "photo", "relationship": "paid"}
    return _whole_page(TryForm(formdata=None, data=usual), None, None)


@drafts.post("/disclosure")
@open_to_all
def check_caption() -> ResponseReturnValue:
    """What the check says of a caption; `look` may also ask to put it right, or to take that back."""
    form = TryForm()
    if not (has_turn("disclosure", CHECKS_A_MINUTE) and has_turn("disclosure", CHECKS_A_MINUTE_IN_ALL, of_all=True)):
        if wants_block():
            return render_template("drafts/look.html", too_often=True, **_things(form, None, None)), 429
        return _whole_page(form, None, None, too_often=True), 429
    found, before = read_along(form, lambda: _look(form))
    if wants_block():
        part = {"editor": "drafts/try_editor.html", "look": "drafts/look.html"}[changed_part()]
        return render_template(part, **_things(form, found, before))
    return _whole_page(form, found, before), 200 if found else 422


def _look(form: TryForm) -> Look | None:
    if not form.validate():
        return None
    return look_at_caption(form.caption, list(form.countries.data or []))


def _things(form: TryForm, look: Look | None, before: dict[str, str] | None) -> dict[str, object]:
    address = url_for("drafts.check_caption")
    return {"draft_form": form, "check_address": address, "look": look, "before_fix": before}


def _whole_page(form: TryForm, look: Look | None, before: dict[str, str] | None, *, too_often: bool = False) -> str:
    return page("drafts/try.html", too_often=too_often, **_things(form, look, before))
