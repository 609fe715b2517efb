"""Table: fact -> who is told, in which words, and where the button leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.accounts import events as accounts
from marketplace.authenticity import events as authenticity
from marketplace.base.facts import Fact
from marketplace.base.text import N_
from marketplace.briefs import events as briefs
from marketplace.copies import events as copies
from marketplace.drafts import events as drafts
from marketplace.fapiao import events as fapiao
from marketplace.invoices import events as invoices
from marketplace.matching import events as matching
from marketplace.orders import events as orders
from marketplace.payouts import events as payouts
from marketplace.reconciliation import events as reconciliation
from marketplace.self_billing import events as self_billing
from marketplace.wallets import events as wallets
from marketplace.withdrawals import events as withdrawals


class Told(StrEnum):
    """Who is told. The purse of a brand is held by its owners and finance people; finance is our own staff."""

    BRAND = "brand"
    CREATOR = "creator"
    TRUST = "trust"
    PURSE = "purse"
    FINANCE = "finance"


@dataclass(frozen=True)
class Wording:
    """What is said to one side about one fact. Patterns know `title`, `brand`, `creator`, and the fact's own values."""

    to: Told
    subject: str
    text: str
    endpoint: str
    when: Callable[[Any], bool] = field(default=lambda _fact: True)


WORDINGS: Mapping[type[Fact], tuple[Wording, ...]] = {
    accounts.BrandSubmitted: (
        Wording(Told.TRUST, N_("A brand waits to be verified"), N_("%(brand)s has sent its profile for review."), "accounts.staff_brands"),
    ),
    accounts.BrandVerified: (
        Wording(Told.BRAND, N_("Your brand is verified"), N_("You can now top up your wallet and publish briefs."), "briefs.index"),
    ),
    accounts.BrandRefused: (
        Wording(Told.BRAND, N_("Your brand could not be verified"), N_("The reason: %(reason)s Correct your profile and send it again."), "accounts.brand"),
    ),
    briefs.BriefSubmitted: (
        Wording(Told.TRUST, N_("A brief waits for review"), N_("%(brand)s has sent in “%(title)s”."), "console.queue"),
    ),
    briefs.BriefReviewed: (
        Wording(
            Told.BRAND, N_("Your brief is approved"), N_("“%(title)s” can be funded and opened now."), "briefs.show",
            when=lambda fact: fact.outcome == "approve",
        ),
        Wording(
            Told.BRAND, N_("Your brief needs changes"), N_("About “%(title)s” our staff say: %(reason)s"), "briefs.show",
            when=lambda fact: fact.outcome != "approve",
        ),
    ),
    authenticity.AppealDecided: (
        Wording(Told.CREATOR, N_("Your appeal is upheld"), N_("The sign no longer counts against your channel. Our staff say: %(reason)s"), "authenticity.own", when=lambda fact: fact.upheld),
        Wording(Told.CREATOR, N_("Your appeal is decided"), N_("The sign stands. Our staff say: %(reason)s"), "authenticity.own", when=lambda fact: not fact.upheld),
    ),
    matching.ApplicationSubmitted: (
        Wording(Told.BRAND, N_("New application"), N_("%(creator)s has applied to “%(title)s”."), "matching.applicants"),
    ),
    matching.ApplicationShortlisted: (
        Wording(Told.CREATOR, N_("You are on a shortlist"), N_("%(brand)s has put you on the shortlist for “%(title)s”."), "matching.applications"),
    ),
    matching.ApplicationRejected: (
        Wording(Told.CREATOR, N_("Not chosen this time"), N_("%(brand)s has decided about “%(title)s”. You find the reason with your application."), "matching.applications"),
    ),
    matching.ApplicationExpired: (
        Wording(Told.CREATOR, N_("No decision in time"), N_("%(brand)s has not decided about “%(title)s” in time. You are free again; this counts on the brand's record."), "matching.applications"),
    ),
    orders.OrderOffered: (
        Wording(Told.CREATOR, N_("You have an offer"), N_("%(brand)s offers you “%(title)s”. Please answer by %(answer_by)s."), "orders.show"),
    ),
    orders.OrderAccepted: (
        Wording(Told.BRAND, N_("Offer accepted"), N_("%(creator)s has accepted “%(title)s”."), "orders.show"),
    ),
    orders.OrderDeclined: (
        Wording(Told.BRAND, N_("Offer declined"), N_("%(creator)s has declined “%(title)s”. The money is back in the brief."), "orders.show"),
    ),
    orders.OrderExpired: (
        Wording(Told.BRAND, N_("Offer expired"), N_("%(creator)s has not answered about “%(title)s”. The money is back in the brief."), "orders.show"),
        Wording(Told.CREATOR, N_("Offer expired"), N_("The offer for “%(title)s” has expired without your answer."), "orders.show"),
    ),
    orders.ProductShipped: (
        Wording(Told.CREATOR, N_("The product is on its way"), N_("%(brand)s has sent the product for “%(title)s”: %(tracking)s"), "orders.show"),
    ),
    orders.WorkDue: (
        Wording(Told.CREATOR, N_("Your turn"), N_("“%(title)s” waits for your work. The order's page says until when."), "orders.show"),
    ),
    orders.DraftReadyForBrand: (
        Wording(Told.BRAND, N_("A draft waits for you"), N_("%(creator)s has handed in a draft for “%(title)s”. Without a word from you by %(review_by)s it counts as approved."), "orders.show"),
    ),
    orders.DraftApproved: (
        Wording(Told.CREATOR, N_("Draft approved"), N_("You can publish “%(title)s” now and give us the address of the post."), "orders.show"),
    ),
    orders.OrderAwaitsConfirmation: (
        Wording(Told.BRAND, N_("A post is live"), N_("The post of %(creator)s for “%(title)s” is live and checked. Without a word from you by %(confirm_by)s the work counts as confirmed."), "orders.show"),
    ),
    orders.OrderSettled: (
        Wording(Told.CREATOR, N_("Your fee is credited"), N_("The work for “%(title)s” is accepted. You find the amount and the date of the payout under Earnings."), "payouts.earnings"),
    ),
    payouts.BankDetailsChanged: (
        Wording(Told.CREATOR, N_("Your bank details were changed"), N_("Nothing is sent to the new account before %(usable_on)s. If it was not you, change your password now and write to us."), "payouts.earnings"),
    ),
    payouts.PayoutsHeld: (
        Wording(Told.CREATOR, N_("A payout of yours is on hold"), N_("Your earnings page says why and what you can do. The money stays yours."), "payouts.earnings"),
    ),
    payouts.HoldLifted: (
        Wording(Told.CREATOR, N_("Your payouts go on"), N_("The hold is lifted. What was waiting leaves with the next batch."), "payouts.earnings"),
    ),
    payouts.EarningHeld: (
        Wording(Told.CREATOR, N_("One of your earnings is on hold"), N_("“%(title)s” is left out of your payouts for now; the rest is paid as usual. Your earnings page says why and what you can do. The money stays yours."), "payouts.earnings"),
    ),
    payouts.EarningHoldLifted: (
        Wording(Told.CREATOR, N_("An earning of yours goes on"), N_("The hold on “%(title)s” is lifted. It goes into your next payout."), "payouts.earnings"),
    ),
    payouts.PayoutUnclaimed: (
        Wording(Told.CREATOR, N_("A payout waits for you"), N_("We have been unable to send you money for %(days)s days, because your payout account is not ready. Go on with its set-up; it takes a few minutes."), "payouts.earnings"),
    ),
    payouts.PayoutSentBack: (
        Wording(Told.CREATOR, N_("Your bank did not take a payout"), N_("The money is available again. Look at your bank details; the next payout goes there."), "payouts.earnings"),
    ),
    payouts.MoneyGivenBack: (
        Wording(Told.PURSE, N_("Money of a settled order is back"), N_("%(price)s of the price of “%(title)s” and %(brand_fee)s of our fee are in your wallet. Why: %(why)s."), "wallets.show"),
        Wording(Told.CREATOR, N_("A part of your fee went back to the brand"), N_("%(brand)s has %(price)s of the price of “%(title)s” back. Why: %(why)s. We took %(taken)s out of what you had not been paid yet. You need do nothing."), "payouts.earnings", when=lambda fact: not fact.owed_minor),
        Wording(Told.CREATOR, N_("A part of your fee went back to the brand"), N_("%(brand)s has %(price)s of the price of “%(title)s” back. Why: %(why)s. You have been paid already, so %(owed)s is taken from what you earn next. You need do nothing; the page of your earnings shows what is left of it."), "payouts.earnings", when=lambda fact: fact.owed_minor),
    ),
    payouts.CreatorDebtNetted: (
        Wording(Told.CREATOR, N_("What you owed is paid"), N_("%(amount)s was taken out of your earnings. You owe nothing any more."), "payouts.earnings", when=lambda fact: not fact.left_minor),
        Wording(Told.CREATOR, N_("A part of what you owe is paid"), N_("%(amount)s was taken out of your earnings. %(left)s is still to come out of the next ones."), "payouts.earnings", when=lambda fact: fact.left_minor),
    ),
    payouts.CreatorDebtWrittenOff: (
        Wording(Told.CREATOR, N_("You owe nothing any more"), N_("We have let go of %(amount)s that you owed. Nothing is taken from your earnings for it."), "payouts.earnings"),
    ),
    payouts.BankLegFailed: (
        Wording(Told.CREATOR, N_("Your bank refused money from Stripe"), N_("It is in your Stripe balance again. The page of your earnings says why, and what you can do."), "payouts.earnings"),
    ),
    wallets.TopUpFailed: (
        Wording(Told.PURSE, N_("A bank debit came back"), N_("Your bank did not pay a top-up, so nothing is in the wallet. Ask your bank why, or pay by card."), "wallets.show"),
    ),
    wallets.AutoTopUpPaused: (
        Wording(Told.PURSE, N_("Your wallet no longer tops itself up"), N_("Your bank refused a payment, so we have stopped asking. The wallet shows what the bank says; save another card there, or turn it on again."), "wallets.show"),
    ),
    wallets.RefundReturned: (
        Wording(Told.PURSE, N_("A refund did not arrive"), N_("The bank did not take it, so the money is in your wallet again. The wallet shows what the bank says."), "wallets.show"),
    ),
    wallets.ChargebackOpened: (
        Wording(Told.PURSE, N_("A payment was taken back"), N_("The bank wants back a payment that %(brand)s made into its wallet. So much of the wallet is kept back until it has decided. If this was a mistake, ask the bank to withdraw it."), "wallets.show"),
        Wording(Told.FINANCE, N_("A chargeback waits for an answer"), N_("The bank wants back a payment of %(brand)s. It listens to us only once and only for some days."), "wallets.chargebacks"),
    ),
    wallets.ChargebackDecided: (
        Wording(Told.PURSE, N_("The bank has decided for you"), N_("The payment stands. What was kept back can be spent again."), "wallets.show", when=lambda fact: fact.won),
        Wording(Told.PURSE, N_("The bank has taken the payment back"), N_("It was taken out of the wallet. What has been spent of it already is owed, and is taken from the next top-up."), "wallets.show", when=lambda fact: not fact.won),
    ),
    withdrawals.WithdrawalProposed: (
        Wording(Told.FINANCE, N_("A withdrawal waits for a signature"), N_("Somebody has proposed that our own money goes from Stripe to our bank. Whoever did not propose it can sign it."), "withdrawals.show"),
    ),
    withdrawals.WithdrawalFailed: (
        Wording(Told.FINANCE, N_("A withdrawal did not arrive"), N_("The money is in our balance at Stripe. Stripe says: %(why)s"), "withdrawals.show"),
    ),
    reconciliation.BreaksLeftOpen: (
        Wording(Told.FINANCE, N_("Our book and Stripe do not say the same"), N_("Last night's comparison has left items open. %(breaks)s"), "reconciliation.index"),
    ),
    reconciliation.ItemsOpenForDays: (
        Wording(Told.FINANCE, N_("Open items wait for more than three days"), N_("Nobody has explained them yet. %(breaks)s"), "reconciliation.index"),
    ),
    invoices.InvoiceIssued: (
        Wording(Told.PURSE, N_("Your invoice %(number)s is there"), N_("It is for the platform's fees of a month. Nothing is to be paid: the fees were taken when the work was settled."), "invoices.show", when=lambda fact: fact.brand_id and not fact.is_credit_note),
        Wording(Told.PURSE, N_("You have the credit note %(number)s"), N_("More of the platform's fees was given back in a month than was taken. The money is in your wallet already."), "invoices.show", when=lambda fact: fact.brand_id and fact.is_credit_note),
        Wording(Told.CREATOR, N_("Your invoice %(number)s is there"), N_("It is for the platform's fees of a month. Nothing is to be paid: the fees were taken when the work was settled."), "invoices.show", when=lambda fact: fact.creator_id and not fact.is_credit_note),
        Wording(Told.CREATOR, N_("You have the credit note %(number)s"), N_("More of the platform's fees was given back to you in a month than was taken."), "invoices.show", when=lambda fact: fact.creator_id and fact.is_credit_note),
    ),
    fapiao.FapiaoAsked: (
        Wording(Told.FINANCE, N_("A 发票 is asked for"), N_("%(by)s waits for it. Issue it in the tax bureau's system and write its number down."), "fapiao.look"),
    ),
    fapiao.FapiaoIssued: (
        Wording(Told.PURSE, N_("Your 发票 is issued"), N_("It has the number %(number)s. You can fetch the PDF from its page."), "fapiao.show", when=lambda fact: fact.brand_id),
        Wording(Told.CREATOR, N_("Your 发票 is issued"), N_("It has the number %(number)s. You can fetch the PDF from its page."), "fapiao.show", when=lambda fact: fact.creator_id),
    ),
    fapiao.FapiaoRefused: (
        Wording(Told.PURSE, N_("Your 发票 could not be issued"), N_("The reason: %(reason)s You can ask again."), "fapiao.show", when=lambda fact: fact.brand_id),
        Wording(Told.CREATOR, N_("Your 发票 could not be issued"), N_("The reason: %(reason)s You can ask again."), "fapiao.show", when=lambda fact: fact.creator_id),
    ),
    fapiao.FapiaoToBeReversed: (
        Wording(Told.FINANCE, N_("A 发票 has to be reversed"), N_("Number %(number)s: %(reason)s"), "fapiao.look"),
    ),
    fapiao.FapiaoReversed: (
        Wording(Told.PURSE, N_("Your 发票 is reversed"), N_("A red-letter 发票 has taken number %(number)s back. You can ask for another."), "fapiao.show", when=lambda fact: fact.brand_id),
        Wording(Told.CREATOR, N_("Your 发票 is reversed"), N_("A red-letter 发票 has taken number %(number)s back. You can ask for another."), "fapiao.show", when=lambda fact: fact.creator_id),
    ),
    self_billing.SelfBillIssued: (
        Wording(Told.CREATOR, N_("The invoice %(number)s is written in your name"), N_("It is for your last payout. Check it; if something is wrong, write to us within 14 days."), "self_billing.show", when=lambda fact: not fact.is_credit_note),
        Wording(Told.CREATOR, N_("The credit note %(number)s is written in your name"), N_("It takes back what a payout or a price was written for that went back."), "self_billing.show", when=lambda fact: fact.is_credit_note),
        Wording(Told.PURSE, N_("You have an invoice from %(creator)s"), N_("Number %(number)s, written in the creator's name. Nothing is to be paid: it was paid by your orders."), "self_billing.show", when=lambda fact: not fact.is_credit_note),
        Wording(Told.PURSE, N_("You have a credit note from %(creator)s"), N_("Number %(number)s, written in the creator's name: a payout or a price went back."), "self_billing.show", when=lambda fact: fact.is_credit_note),
    ),
    orders.OrderCompleted: (
        Wording(Told.CREATOR, N_("Kept to the end"), N_("“%(title)s” is complete. Thank you."), "orders.show"),
    ),
    orders.CancellationRequested: (
        Wording(Told.CREATOR, N_("The brand asks to cancel"), N_("%(brand)s asks to cancel “%(title)s”. Without your answer by %(answer_by)s it is cancelled."), "orders.show", when=lambda fact: fact.by == "brand"),
        Wording(Told.BRAND, N_("The creator asks to cancel"), N_("%(creator)s asks to cancel “%(title)s”. Without your answer by %(answer_by)s it is cancelled."), "orders.show", when=lambda fact: fact.by == "creator"),
    ),
    orders.CancellationRefused: (
        Wording(Told.CREATOR, N_("The order goes on"), N_("%(brand)s does not want to cancel “%(title)s”."), "orders.show", when=lambda fact: fact.by == "brand"),
        Wording(Told.BRAND, N_("The order goes on"), N_("%(creator)s does not want to cancel “%(title)s”."), "orders.show", when=lambda fact: fact.by == "creator"),
    ),
    orders.OrderCancelled: (
        Wording(Told.CREATOR, N_("Order cancelled"), N_("“%(title)s” is cancelled. The order's page says why and who keeps what."), "orders.show"),
        Wording(Told.BRAND, N_("Order cancelled"), N_("“%(title)s” with %(creator)s is cancelled. The order's page says why and who keeps what."), "orders.show"),
    ),
    orders.OrderDisputed: (
        Wording(Told.CREATOR, N_("The order is disputed"), N_("“%(title)s” goes to our staff. Say your side within two days."), "orders.show"),
        Wording(Told.BRAND, N_("The order is disputed"), N_("“%(title)s” goes to our staff. Say your side within two days."), "orders.show"),
        Wording(Told.TRUST, N_("A dispute waits for a ruling"), N_("“%(title)s”: %(brand)s and %(creator)s disagree."), "orders.show"),
    ),
    copies.ScriptShared: (
        Wording(Told.TRUST, N_("One script from many mouths"), N_("%(authors)s people posted or drafted versions of one text. Look at who supplied it."), "drafts.copies"),
    ),
    copies.PictureShared: (
        Wording(Told.TRUST, N_("One picture from many mouths"), N_("%(authors)s people handed in one picture. Look at who supplied it."), "drafts.copies"),
    ),
    drafts.DraftFailedCheck: (
        Wording(Told.CREATOR, N_("Your draft must be fixed"), N_("The check of “%(title)s” found something. The page shows the rule and a fix that passes."), "orders.show"),
    ),
    drafts.DraftNeedsPerson: (
        Wording(Told.TRUST, N_("A draft needs a decision"), N_("The check is unsure about a draft for “%(title)s”."), "drafts.queue"),
    ),
    drafts.ChangesRequested: (
        Wording(Told.CREATOR, N_("Changes asked for"), N_("%(brand)s asks for changes to your draft for “%(title)s”."), "orders.show"),
    ),
    drafts.PostNeedsFix: (
        Wording(Told.CREATOR, N_("Your post needs a fix"), N_("We looked at your post for “%(title)s” and something is missing. You have a day to mend it."), "orders.show"),
    ),
    drafts.PostWentMissing: (
        Wording(Told.CREATOR, N_("Your post has gone missing"), N_("Your post for “%(title)s” cannot be found, or is on another account. Restore it within two days."), "orders.show"),
        Wording(Told.BRAND, N_("A post has gone missing"), N_("The post of %(creator)s for “%(title)s” cannot be found, or is on another account. We have told the creator."), "orders.show"),
        Wording(Told.TRUST, N_("A post has gone missing"), N_("The post of %(creator)s for “%(title)s” by %(brand)s cannot be found, or is on another account."), "orders.show"),
    ),
    drafts.LabelRemoved: (
        Wording(Told.CREATOR, N_("Your post has lost its label"), N_("Your post for “%(title)s” no longer says that it is an advertisement. Put the label back within two days."), "orders.show"),
        Wording(Told.BRAND, N_("A post has lost its label"), N_("The post of %(creator)s for “%(title)s” no longer says that it is an advertisement. We have told the creator."), "orders.show"),
        Wording(Told.TRUST, N_("A post has lost its label"), N_("The post of %(creator)s for “%(title)s” by %(brand)s no longer says that it is an advertisement."), "orders.show"),
    ),
    drafts.PostChanged: (
        Wording(Told.CREATOR, N_("Your post is no longer as agreed"), N_("The text, the links or the mark for AI content of your post for “%(title)s” have changed. The order's page says what. Put it back."), "orders.show"),
        Wording(Told.BRAND, N_("A post is no longer as agreed"), N_("The text, the links or the mark for AI content of the post of %(creator)s for “%(title)s” have changed. The order's page says what."), "orders.show"),
        Wording(Told.TRUST, N_("A post is no longer as agreed"), N_("The text, the links or the mark for AI content of the post of %(creator)s for “%(title)s” by %(brand)s have changed."), "orders.show"),
    ),
    drafts.PostMended: (
        Wording(Told.CREATOR, N_("Your post is mended"), N_("What we had missed in your post for “%(title)s” is there again. Thank you."), "orders.show"),
        Wording(Told.BRAND, N_("A post is mended"), N_("What we had missed in the post of %(creator)s for “%(title)s” is there again."), "orders.show"),
        Wording(Told.TRUST, N_("A post is mended"), N_("What we had missed in the post of %(creator)s for “%(title)s” by %(brand)s is there again."), "orders.show"),
    ),
    drafts.EvidenceBroken: (
        Wording(Told.TRUST, N_("Evidence is not as it was frozen"), N_("What looks at the post for “%(title)s” by %(brand)s saw was changed or deleted. Rely on none of it before that is explained."), "orders.show"),
    ),
}  # fmt: skip
