"""Pages for people: look at an account and its posts, write one, change its label, delete it."""

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for

from standins.platforms import content
from standins.platforms.store import Account, Post, Store
from standins.platforms.wording import PLATFORMS

pages = Blueprint("pages", __name__)


def _store() -> Store:
    return current_app.extensions["store"]


def _account(platform: str, handle: str) -> Account:
    return _store().account(platform, handle) or abort(404)


def _post(platform: str, handle: str, post_id: str) -> Post:
    return _store().post(platform, handle, post_id) or abort(404)


@pages.before_request
def only_from_our_own_pages() -> None:
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and origin != "null" and urlsplit(origin).netloc != request.host:
        abort(403)


@pages.get("/")
def start() -> Any:
    return _start_page({"platform": "", "handle": ""}, {})


@pages.post("/accounts")
def open_account() -> Any:
    given = {"platform": request.form.get("platform", ""), "handle": request.form.get("handle", "")}
    try:
        named = content.checked(given, content.NEW_POST)
    except content.Wrong as wrong:
        return _start_page(given, wrong.fields), 422
    account = _store().open_account(named["platform"], named["handle"])
    return redirect(url_for(".account", platform=account.platform, handle=account.handle), 303)


def _start_page(given: dict[str, str], wrong: dict[str, str]) -> str:
    return render_template("start.html", accounts=_store().accounts(), platforms=PLATFORMS, given=given, wrong=wrong)


@pages.get("/<platform>/<handle>")
def account(platform: str, handle: str) -> Any:
    found = _account(platform, handle)
    return render_template(
        "account.html", account=found, platform=PLATFORMS[found.platform], posts=_store().posts(platform, handle)
    )


@pages.route("/<platform>/<handle>/profile", methods=["GET", "POST"])
def profile(platform: str, handle: str) -> Any:
    found = _account(platform, handle)
    given = {"name": found.name, "bio": found.bio, "followers": str(found.followers)}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        given = {name: request.form.get(name, "") for name in given}
        followers = given["followers"].strip()
        try:
            changes = content.checked(
                # isdecimal() is also true of digits that are not ASCII; int() reads those too.
                given | {"followers": int(followers) if followers.isdecimal() and len(followers) < 20 else None},
                content.PROFILE,
            )
        except content.Wrong as problem:
            wrong = problem.fields
        else:
            _store().change_account(platform, handle, changes)
            return redirect(url_for(".account", platform=found.platform, handle=found.handle), 303)
    page = render_template("profile.html", account=found, platform=PLATFORMS[found.platform], given=given, wrong=wrong)
    return page, 422 if wrong else 200


@pages.get("/<platform>/<handle>/posts/<post_id>")
def post(platform: str, handle: str, post_id: str) -> Any:
    found = _post(platform, handle, post_id)
    return render_template(
        "post.html",
        post=found,
        account=_account(platform, handle),
        platform=PLATFORMS[found.platform],
        address=current_app.config["PUBLIC_URL"] + found.path,
    )


_EMPTY = {"title": "", "body": "", "hashtags": "", "links": "", "native_label": False, "ai_mark": False}


@pages.route("/<platform>/<handle>/new", methods=["GET", "POST"])
def write(platform: str, handle: str) -> Any:
    author = _account(platform, handle)
    if request.method == "GET":
        return _post_form(author, None, _EMPTY, {})
    try:
        new = _written()
    except content.Wrong as wrong:
        return _post_form(author, None, _as_typed(), wrong.fields), 422
    made = _store().publish(new | {"platform": author.platform, "handle": author.handle})
    return redirect(url_for(".post", platform=made.platform, handle=made.handle, post_id=made.id), 303)


@pages.route("/<platform>/<handle>/posts/<post_id>/edit", methods=["GET", "POST"])
def edit(platform: str, handle: str, post_id: str) -> Any:
    found, author = _post(platform, handle, post_id), _account(platform, handle)
    if request.method == "GET":
        shown = {
            "title": found.title,
            "body": found.body,
            "hashtags": " ".join(f"#{tag}" for tag in found.hashtags),
            "links": "\n".join(found.links),
            "native_label": found.native_label,
            "ai_mark": found.ai_mark,
        }
        return _post_form(author, found, shown, {})
    try:
        _store().change_post(found, _written())
    except content.Wrong as wrong:
        return _post_form(author, found, _as_typed(), wrong.fields), 422
    return redirect(url_for(".post", platform=found.platform, handle=found.handle, post_id=found.id), 303)


@pages.route("/<platform>/<handle>/posts/<post_id>/deletion", methods=["GET", "POST"])
def delete(platform: str, handle: str, post_id: str) -> Any:
    found = _post(platform, handle, post_id)
    if request.method == "POST":
        _store().delete_post(found)
        return redirect(url_for(".account", platform=found.platform, handle=found.handle), 303)
    return render_template("delete.html", post=found, account=_account(platform, handle), platform=PLATFORMS[platform])


def _as_typed() -> dict[str, Any]:
    texts = {name: request.form.get(name, "") for name in ("title", "body", "hashtags", "links")}
    return texts | {name: name in request.form for name in ("native_label", "ai_mark")}


def _written() -> dict[str, Any]:
    """The post as the form describes it. Raises Wrong."""
    typed = _as_typed()
    new = content.checked(
        typed
        | {
            "hashtags": [tag for tag in re.split(r"[\s,#\uff0c\u3001\uff03]+", typed["hashtags"]) if tag],
            "links": typed["links"].split(),
        },
        content.CHANGEABLE,
    )
    content.has_words(new["title"], new["body"])
    return new


def _post_form(author: Account, post: Post | None, given: dict[str, Any], wrong: dict[str, str]) -> str:
    return render_template(
        "post_form.html", account=author, post=post, platform=PLATFORMS[author.platform], given=given, wrong=wrong
    )
