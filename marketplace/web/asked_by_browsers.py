"""What browsers and crawlers ask for by themselves, whatever page they are on."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from marketplace.web.doors import open_to_all

asked_by_browsers = Blueprint("asked_by_browsers", __name__)

ROBOTS = """User-agent: *
Disallow: /staff/
Disallow: /webhooks/
Allow: /
"""


@asked_by_browsers.get("/favicon.ico")
@open_to_all
def favicon() -> ResponseReturnValue:
    """The icon, for pages that are no pages of ours and so do not name one."""
    return current_app.send_static_file("favicon.svg")


@asked_by_browsers.get("/robots.txt")
@open_to_all
def robots() -> ResponseReturnValue:
    """What crawlers may read."""
    return Response(ROBOTS, mimetype="text/plain")
