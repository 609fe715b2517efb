"""The table of what stands in the sidebar of each side, and what every page is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext
from flask_login import current_user

from marketplace.base.actor import Duty, Side
from marketplace.base.text import N_
from marketplace.web.actor import current_actor
from marketplace.web.language import HTML_LANGUAGES, LANGUAGES, current_language
from marketplace.web.slots import slot


@dataclass(frozen=True)
class Entry:
    """One line of the sidebar: its words, the endpoint it leads to, its icon, and the duty it needs."""

    label: str
    endpoint: str
    icon: str
    duty: Duty | None = None


NAVIGATION: dict[Side, list[tuple[str | None, list[Entry]]]] = {
    Side.BRAND: [
        (
            None,
            [
                Entry(N_("Desk"), "home.desk", "layout-dashboard"),
                Entry(N_("Briefs"), "briefs.index", "megaphone"),
                Entry(N_("Find creators"), "matching.find", "search"),
                Entry(N_("Orders"), "orders.index", "clipboard-list"),
                Entry(N_("Wallet"), "wallets.show", "wallet"),
                Entry(N_("Spending"), "briefs.spending", "chart-column"),
                Entry(N_("Invoices"), "invoices.own", "receipt"),
            ],
        ),
        (
            N_("Account"),
            [
                Entry(N_("Brand"), "accounts.brand", "building-2"),
                Entry(N_("Members"), "accounts.members", "users"),
            ],
        ),
    ],
    Side.CREATOR: [
        (
            None,
            [
                Entry(N_("Desk"), "home.desk", "layout-dashboard"),
                Entry(N_("Find briefs"), "matching.board", "search"),
                Entry(N_("Applications"), "matching.applications", "send"),
                Entry(N_("Orders"), "orders.index", "clipboard-list"),
                Entry(N_("Earnings"), "payouts.earnings", "wallet"),
                Entry(N_("Invoices"), "invoices.own", "receipt"),
            ],
        ),
        (N_("Account"), [Entry(N_("Profile"), "creators.me", "circle-user")]),
    ],
    Side.STAFF: [
        (
            N_("Operations"),
            [
                Entry(N_("Overview"), "home.desk", "layout-dashboard"),
                Entry(N_("Review queue"), "console.queue", "list-checks"),
                Entry(N_("Drafts to decide"), "drafts.queue", "gavel", Duty.TRUST),
                Entry(N_("Public posts"), "drafts.findings", "eye", Duty.TRUST),
                Entry(N_("Shared scripts"), "drafts.copies", "copy", Duty.TRUST),
                Entry(N_("Appeals"), "authenticity.appeals", "message-square", Duty.TRUST),
                Entry(N_("Rings"), "authenticity.rings", "users", Duty.TRUST),
                Entry(N_("Brands"), "accounts.staff_brands", "building-2", Duty.OPERATIONS),
                Entry(N_("Orders"), "orders.index", "clipboard-list"),
            ],
        ),
        (
            N_("Finance"),
            [
                Entry(N_("Payouts"), "payouts.console", "banknote", Duty.FINANCE),
                Entry(N_("Chargebacks"), "wallets.chargebacks", "undo-2", Duty.FINANCE),
                Entry(N_("Own money"), "withdrawals.index", "landmark", Duty.FINANCE),
                Entry(N_("Reconciliation"), "reconciliation.index", "scale", Duty.FINANCE),
                Entry(N_("Invoices"), "invoices.index", "receipt", Duty.FINANCE),
                Entry(N_("发票 requests"), "fapiao.queue", "stamp", Duty.FINANCE),
                Entry(N_("Reference rates"), "rates.index", "euro", Duty.FINANCE),
                Entry(N_("Ledger"), "ledger.index", "book-open", Duty.FINANCE),
            ],
        ),
        (N_("System"), [Entry(N_("Jobs and health"), "console.health", "activity", Duty.OPERATIONS)]),
    ],
}

SURFACES = {
    Side.BRAND: N_("Brand desk"),
    Side.CREATOR: N_("Creator desk"),
    Side.STAFF: N_("Platform console"),
}

Counts = Callable[[], dict[str, int]]


def install(app: Flask, counts: Counts) -> None:
    """Gives every template the sidebar, the reader and the languages. `counts` says how much waits at an endpoint."""

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {
            "navigation": _navigation(counts),
            "surface": _surface(),
            "viewer": current_user if current_user and current_user.is_authenticated else None,
            "languages": _languages(),
            "html_lang": HTML_LANGUAGES[current_language()],
            "slot": slot,
            "sign_in_href": url_for("accounts.sign_in"),
            "account_links": _account_links(),
            "notifications": _bell(counts),
            "actor": current_actor(),
            "Side": Side,
        }


def _navigation(counts: Counts) -> list[dict[str, Any]]:
    actor = current_actor()
    if actor.side not in NAVIGATION:
        return []
    waiting = counts()
    return [
        {
            "label": gettext(label) if label else None,
            "items": [
                {
                    "label": gettext(entry.label),
                    "href": url_for(entry.endpoint),
                    "icon": entry.icon,
                    "active": _is_here(entry.endpoint),
                    "count": waiting.get(entry.endpoint),
                }
                for entry in entries
                if entry.endpoint in current_app.view_functions and (not entry.duty or actor.on_duty(entry.duty))
            ],
        }
        for label, entries in NAVIGATION[actor.side]
    ]


def _account_links() -> list[dict[str, str]]:
    return [
        {"label": gettext("Your account"), "href": url_for("accounts.account"), "icon": "user"},
        {"label": gettext("Sign out"), "href": url_for("accounts.sign_out"), "icon": "log-out", "post": "1"},
    ]


def _bell(counts: Counts) -> dict[str, Any] | None:
    if current_actor().is_visitor:
        return None
    return {"href": url_for("notifications.index"), "count": counts().get("notifications.index", 0)}


def _is_here(endpoint: str) -> bool:
    if request.endpoint is None:
        return False
    href = url_for(endpoint)
    return request.path == href or (href != "/" and request.path.startswith(href + "/"))


def _surface() -> dict[str, str]:
    actor = current_actor()
    if actor.side not in SURFACES:
        return {"name": "Meadow", "subtitle": ""}
    return {"name": gettext(SURFACES[actor.side]), "subtitle": getattr(current_user, "surface_name", "") or ""}


def _languages() -> list[dict[str, Any]]:
    here = request.full_path.rstrip("?") if request.method == "GET" else "/"
    now = current_language()
    return [
        {
            "code": code,
            "lang": HTML_LANGUAGES[code],
            "label": name,
            "href": url_for("preferences.language", code=code, next=here),
            "active": code == now,
        }
        for code, name in LANGUAGES.items()
    ]
