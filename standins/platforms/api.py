"""The partner API: read posts and accounts, and write them for tests and for the world."""

import hmac
import sqlite3
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from standins.platforms import content
from standins.platforms.faults import Faults
from standins.platforms.store import Account, Post, Store

api = Blueprint("api", __name__)
faults = Faults()


def _store() -> Store:
    return current_app.extensions["store"]


def _error(status: int, code: str, message: str, **more: Any) -> tuple[Response, int]:
    return jsonify(error={"code": code, "message": message} | more), status


@api.before_request
def only_with_the_key() -> Any:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not hmac.compare_digest(given, current_app.config["KEY"].encode()):
        return _error(401, "wrong_key", "Send the partner key as Authorization: Bearer …")
    return faults.answer() if request.path.startswith("/api/") else None


@api.errorhandler(content.Wrong)
def fields_do_not_fit(wrong: content.Wrong) -> tuple[Response, int]:
    return _error(422, "wrong_fields", str(wrong), fields=wrong.fields)


@api.errorhandler(HTTPException)
def refused(error: HTTPException) -> tuple[Response, int]:
    return _error(error.code or 500, error.name.lower().replace(" ", "_"), error.description or error.name)


def _body() -> dict[str, Any]:
    raw = request.get_json()
    if not isinstance(raw, dict):
        raise content.Wrong({"body": "Send a JSON object."})
    return raw


def _asked_post() -> Post | None:
    """The post that the `url` of the query names, if it is one of ours and still there."""
    try:
        url = urlsplit(request.args.get("url", ""))
        host = url.netloc
    except ValueError:
        return None
    steps = [unquote(step) for step in url.path.split("/")]
    ours = {request.host, urlsplit(current_app.config["PUBLIC_URL"]).netloc}
    if host not in ours or len(steps) != 5 or steps[3] != "posts":
        return None
    return _store().post(steps[1], steps[2], steps[4])


def _no_post() -> tuple[Response, int]:
    return _error(404, "no_such_post", "There is no post at this address; it may have been deleted.")


def _post_json(post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "platform": post.platform,
        "url": current_app.config["PUBLIC_URL"] + post.path,
        "author": {"handle": post.handle},
        "title": post.title,
        "body": post.body,
        "hashtags": post.hashtags,
        "native_label": post.native_label,
        "ai_mark": post.ai_mark,
        "links": post.links,
        "published_at": post.published_at,
        "edited_at": post.edited_at,
        "metrics": post.metrics,
    }


def _account_json(account: Account) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "handle": account.handle,
        "name": account.name,
        "bio": account.bio,
        "followers": account.followers,
        "posts": account.posts,
        "url": f"{current_app.config['PUBLIC_URL']}/{account.platform}/{account.handle}",
    }


@api.get("/api/posts")
def read_post() -> Any:
    post = _asked_post()
    return jsonify(_post_json(post)) if post else _no_post()


@api.post("/api/posts")
def publish() -> Any:
    new = content.checked(_body(), content.NEW_POST, must=("platform", "handle"))
    content.has_words(new.get("title", ""), new.get("body", ""))
    try:
        return jsonify(_post_json(_store().publish(new))), 201
    except sqlite3.IntegrityError:
        return _error(409, "id_taken", "Another post has this id. Leave the id out to be given one.")


@api.patch("/api/posts")
def change_post() -> Any:
    post = _asked_post()
    if post is None:
        return _no_post()
    changes = content.checked(_body(), content.CHANGEABLE)
    content.has_words(changes.get("title", post.title), changes.get("body", post.body))
    return jsonify(_post_json(_store().change_post(post, changes)))


@api.delete("/api/posts")
def delete_post() -> Any:
    post = _asked_post()
    if post is None:
        return _no_post()
    _store().delete_post(post)
    return "", 204


@api.get("/api/accounts/<platform>/<handle>")
def read_account(platform: str, handle: str) -> Any:
    account = _store().account(platform, handle)
    return jsonify(_account_json(account)) if account else _error(404, "no_such_account", "There is no such account.")


@api.put("/api/accounts/<platform>/<handle>")
def change_account(platform: str, handle: str) -> Any:
    content.checked({"platform": platform, "handle": handle}, content.NEW_POST)
    changes = content.checked(_body(), content.PROFILE)
    return jsonify(_account_json(_store().change_account(platform, handle, changes)))


@api.post("/_standin/faults")
def order_faults() -> Any:
    try:
        faults.order(_body())
    except ValueError as why:
        return _error(422, "wrong_fault", str(why))
    return jsonify(fault=faults.kind, next=faults.left, seconds=faults.seconds)


@api.delete("/_standin/faults")
def clear_faults() -> Any:
    faults.clear()
    return "", 204


@api.post("/_standin/clock")
def set_clock() -> Any:
    ahead = _body().get("ahead_seconds")
    if isinstance(ahead, bool) or not isinstance(ahead, int | float) or not abs(ahead) <= 10**9:
        return _error(422, "wrong_clock", "Give ahead_seconds as a number.")
    _store().set_clock_ahead(ahead)
    return jsonify(now=_store().now().isoformat())
