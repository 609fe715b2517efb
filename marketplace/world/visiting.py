"""Signs in at a running site as a person would, by its page."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import httpx

from marketplace.base.errors import Refusal
from marketplace.base.text import N_

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class CouldNotSignIn(Refusal):
    """The sign-in page did not let the person of the world in."""

    says = N_("%(email)s could not sign in (%(status)s). Has the password of the world been changed? Make a new world.")


def sign_in(port: int, email: str, password: str) -> str:
    """The cookies of a session. Raises CouldNotSignIn."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as visitor:
        found = _TOKEN.search(visitor.get("/sign-in").text)
        typed = {"email": email, "password": password, "csrf_token": found[1] if found else ""}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{port}/sign-in"}
        answer = visitor.post("/sign-in", content=urlencode(typed), headers=headers)
        if answer.status_code != 303:
            raise CouldNotSignIn(email=email, status=answer.status_code)
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.cookies.jar)
