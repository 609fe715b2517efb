"""The outside as the stand-ins play it, over HTTP: their pages are filled in and their interfaces are called."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit
from uuid import UUID

import httpx
from flask import current_app

from marketplace.base.actor import SYSTEM, Actor
from marketplace.creators.actions import record_proof
from marketplace.creators.queries import channel
from marketplace.drafts.actions.publishing import Address
from marketplace.gateways import current
from marketplace.payouts.errands import accounts
from marketplace.payouts.errands.bank_legs import LOOKED_BACK, check_bank_legs
from marketplace.payouts.queries import accounts_with_money_moving, payout_account_of
from marketplace.settings import MailSettings, PaymentSettings, PlatformSettings, SettingsMissing, settings
from marketplace.wallets.errands import paying_in
from marketplace.wallets.errands.auto_topping_up import check_saving, open_saving_page
from marketplace.wallets.errands.disputing import check_dispute
from marketplace.wallets.errands.refunding import check_refund
from marketplace.wallets.queries import chargeback_of_dispute, chargeback_seen_by, refund_seen_by
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import Delivery
from marketplace.work.unit import unit_of_work
from marketplace.world.outside import PublicAccount, PublicPost

MOVED_EVERY = timedelta(minutes=10)
"""How far the story runs before the processor's clock follows: the two differ by no more."""


class OnStandins:
    """Pays on the payment stand-in's pages and publishes on the platforms stand-in."""

    def __init__(self, *, letters: Mapping[str, Callable[[Delivery], None]]) -> None:
        """`letters` says what is done in place of the jobs that send mail; nothing when mail can be sent."""
        self.instead: Mapping[str, Callable[[Delivery], None]] = dict(letters)
        payments, platforms = settings(PaymentSettings), settings(PlatformSettings)
        self._payments = _client(payments.stripe_base_url or "", payments.stripe_api_key.get_secret_value())
        self._platforms = _client(platforms.platforms_base_url, platforms.platforms_api_key.get_secret_value())
        self._site = str(current_app.config["PUBLIC_URL"])
        self._lives_at: datetime | None = None

    def live_at(self, now: datetime) -> None:
        """Moves the processor's clock to the story's, in steps; what falls due there meanwhile has then happened."""
        if self._lives_at is None or now - self._lives_at >= MOVED_EVERY:
            _went_well(self._payments.post("/_standin/clock", json={"now": now.timestamp()}))
            self._lives_at = now

    def pay_in(self, top_up_id: UUID, *, label: str, way: str = "card") -> None:
        """Opens the hosted page, pays, and asks what became of it."""
        words = paying_in.PageWords(label=label, return_url=f"{self._site}/wallet", language="en")
        address = paying_in.open_payment_page(top_up_id, words)
        _went_well(self._payments.post(urlsplit(address).path, data={"outcome": way}))
        paying_in.check_top_up(top_up_id)

    def save_way(self, rule_id: UUID, *, way: str = "card") -> None:
        """Saves a card on the hosted page."""
        words = paying_in.PageWords("", f"{self._site}/wallet", "en")
        address = open_saving_page(rule_id, words, email="finance@brands.example", name="Finance")
        _went_well(self._payments.post(urlsplit(address).path, data={"outcome": way}))
        check_saving(rule_id)

    def hear_of(self, top_up_id: UUID) -> None:
        """Asks what became of a bank debit."""
        paying_in.check_top_up(top_up_id)

    def bounce_refund(self, refund_id: UUID) -> None:
        """Has the payer's bank return a refund."""
        with unit_of_work(SYSTEM) as work:
            stripe_id = refund_seen_by(work.session, SYSTEM, refund_id).refund_id or ""
        _went_well(self._payments.post(f"/_standin/refunds/{stripe_id}/fail"))
        check_refund(stripe_id)

    def take_back(self, top_up_id: UUID, *, reason: str) -> UUID:
        """Has the payer's bank open a dispute."""
        payment = paying_in.payment_of(top_up_id)
        opened = self._payments.post(f"/_standin/charges/{payment}/dispute", json={"reason": reason})
        _went_well(opened)
        dispute_id = str(opened.json()["id"])
        check_dispute(dispute_id)
        with unit_of_work(SYSTEM) as work:
            found = chargeback_of_dispute(work.session, dispute_id)
        assert found is not None
        return found.id

    def decide(self, chargeback_id: UUID, *, won: bool) -> None:
        """Has the payer's bank decide."""
        with unit_of_work(SYSTEM) as work:
            dispute_id = chargeback_seen_by(work.session, SYSTEM, chargeback_id).dispute_id
        ending = {"status": "won" if won else "lost"}
        _went_well(self._payments.post(f"/_standin/disputes/{dispute_id}/close", json=ending))
        check_dispute(dispute_id)

    def let_money_arrive(self) -> None:
        """The processor lives on the story's clock: it has let the days pass already."""

    def go_on_to_banks(self) -> None:
        """The processor has sent it on by itself; we ask about every account."""
        with unit_of_work(SYSTEM) as work:
            moving = accounts_with_money_moving(work.session, work.now - LOOKED_BACK)
        for account in moving:
            check_bank_legs(account)

    def onboard(self, creator: Actor) -> None:
        """Opens the link, says who it is, and asks how the account stands."""
        assert creator.creator_id
        back = f"{self._site}/earnings"
        link = accounts.onboarding_address(creator.creator_id, return_url=back, refresh_url=back)
        visit = self._payments.get(urlsplit(link).path)
        _went_well(visit)
        _went_well(self._payments.post(urlsplit(visit.headers["Location"]).path, data={"outcome": "finish"}))
        accounts.check_account_of(creator.creator_id)

    def restrict(self, creator_id: UUID) -> None:
        """Has the processor ask for papers."""
        with unit_of_work(SYSTEM) as work:
            account = payout_account_of(work.session, creator_id)
        if account is not None:
            address = f"/_standin/accounts/{account.external_id}/status"
            _went_well(self._payments.post(address, json={"status": "restricted"}))

    def prove(self, channel_id: UUID, account: PublicAccount) -> None:
        """Writes the code into the bio and has the marketplace look."""
        with unit_of_work(SYSTEM) as work:
            proved = channel(work.session, channel_id)
            code = proved.proof_code
        profile = {"name": account.name, "bio": f"{account.bio[:400]} {code}".strip(), "followers": account.followers}
        address = f"/api/accounts/{account.platform}/{quote(account.handle)}"
        _went_well(self._platforms.put(address, json=profile))
        seen = current.platforms().read_account(account.platform, account.handle)
        with unit_of_work(SYSTEM) as work:
            record_proof(work, channel_id, bio=seen.bio if seen else None, followers=seen.followers if seen else None)

    def publish(self, post: PublicPost) -> Address:
        """Publishes by the partner interface."""
        words = {
            "platform": post.platform,
            "handle": post.handle,
            "title": post.title,
            "body": post.body,
            "hashtags": list(post.hashtags),
            "native_label": post.native_label,
            "ai_mark": post.ai_mark,
            "published_at": post.published_at.isoformat(),
        }
        answer = self._platforms.post("/api/posts", json=words)
        _went_well(answer)
        read = current.platforms().canonical_post(answer.json()["url"])
        return Address(read.platform, read.handle, read.url)

    def remove(self, url: str) -> None:
        """Deletes a post."""
        _went_well(self._platforms.delete("/api/posts", params={"url": url}))

    def watch_posts(self, now: datetime) -> None:
        """Runs the jobs that watch."""
        for name in ("drafts.look_at_posts", "drafts.watch_posts"):
            current_dispatcher().jobs[name](Ticked(due_at=now))


def standins_answer() -> bool:
    """Whether the stand-ins for payments and platforms are there; never true with a real processor."""
    try:
        payments, platforms = settings(PaymentSettings), settings(PlatformSettings)
    except SettingsMissing:
        return False
    addresses = (payments.stripe_base_url, platforms.platforms_base_url)
    return all(address is not None and _answers(address) for address in addresses)


def mail_answers() -> bool:
    """Whether a mail server is there."""
    try:
        parts = urlsplit(settings(MailSettings).smtp_url.get_secret_value())
        with smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=3):
            return True
    except (SettingsMissing, OSError, smtplib.SMTPException):
        return False


def _answers(address: str) -> bool:
    try:
        with httpx.Client(timeout=5, trust_env=False) as client:
            return client.get(address).status_code < 500
    except httpx.HTTPError:
        return False


def _client(address: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=20, trust_env=False)


def _went_well(answer: httpx.Response) -> None:
    if answer.is_error:
        asked = answer.request
        raise RuntimeError(f"{asked.method} {asked.url} answered {answer.status_code}: {answer.text[:300]}")
