"""Table: fact -> the jobs that follow from it. What happens after something happened is looked up here."""

from marketplace.accounts import events as accounts
from marketplace.authenticity import events as authenticity
from marketplace.base.facts import Fact
from marketplace.briefs import events as briefs
from marketplace.copies import events as copies
from marketplace.copies.jobs import compare_imported_posts, forget_undone_posts
from marketplace.creators import events as creators
from marketplace.creators.jobs import check_channel_proof, take_figures
from marketplace.drafts import events as drafts
from marketplace.drafts.jobs import (
    check_draft,
    check_post,
    check_with_pictures,
    compare_draft,
    compare_pictures_shown,
    plan_end,
    read_pictures,
)
from marketplace.fapiao import events as fapiao
from marketplace.fapiao.jobs import mark_credited_fapiao
from marketplace.invoices import events as invoices
from marketplace.matching import events as matching
from marketplace.matching.jobs import renew_in_index
from marketplace.notifications.jobs import send_secret_link, tell_people
from marketplace.orders import events as orders
from marketplace.orders.jobs import run_closed_brief
from marketplace.payouts import events as payouts
from marketplace.payouts import jobs as payout_jobs
from marketplace.reconciliation import events as reconciliation
from marketplace.reconciliation.jobs import compare_now
from marketplace.self_billing import events as self_billing
from marketplace.self_billing.jobs import bill_sent_payout, credit_returned_payout, credit_what_went_back
from marketplace.wallets import events as wallets
from marketplace.wallets.jobs import answer_chargeback, collect_top_up, send_refund
from marketplace.withdrawals import events as withdrawals
from marketplace.withdrawals.jobs import send_withdrawal
from marketplace.work.jobs import Job, Ticked

SUBSCRIPTIONS: dict[type[Fact], tuple[Job, ...]] = {
    Ticked: (),
    # accounts
    accounts.PersonRegistered: (send_secret_link,),
    accounts.ConfirmationRequested: (send_secret_link,),
    accounts.EmailConfirmed: (),
    accounts.RegistrationRepeated: (send_secret_link,),
    accounts.PasswordResetRequested: (send_secret_link,),
    accounts.PasswordChanged: (),
    accounts.StaffCreated: (),
    accounts.BrandSubmitted: (tell_people,),
    accounts.BrandVerified: (tell_people,),
    accounts.BrandRefused: (tell_people,),
    accounts.MemberInvited: (send_secret_link,),
    accounts.MemberJoined: (),
    accounts.MemberLeft: (),
    # creators
    creators.CreatorJoined: (),
    creators.CreatorActivated: (renew_in_index,),
    creators.CreatorPaused: (renew_in_index,),
    creators.CreatorResumed: (renew_in_index,),
    creators.ProfileChanged: (renew_in_index,),
    creators.ChannelProofAsked: (check_channel_proof,),
    creators.ChannelVerified: (renew_in_index,),
    creators.ChannelProofFailed: (),
    creators.FiguresDue: (take_figures,),
    creators.CreatorsImported: (compare_imported_posts,),
    creators.ImportUndone: (forget_undone_posts,),
    # wallets
    wallets.WalletToppedUp: (),
    wallets.AutoTopUpDue: (collect_top_up,),
    wallets.AutoTopUpPaused: (tell_people,),
    wallets.TopUpFailed: (tell_people,),
    wallets.RefundDue: (send_refund,),
    wallets.RefundSent: (),
    wallets.RefundReturned: (tell_people,),
    wallets.ChargebackOpened: (tell_people,),
    wallets.ChargebackAnswered: (answer_chargeback,),
    wallets.ChargebackDecided: (tell_people,),
    wallets.DebtNetted: (),
    # withdrawals
    withdrawals.WithdrawalProposed: (tell_people,),
    withdrawals.WithdrawalDue: (send_withdrawal,),
    withdrawals.WithdrawalSent: (),
    withdrawals.WithdrawalArrived: (),
    withdrawals.WithdrawalFailed: (tell_people,),
    # payouts
    payouts.EarningSettled: (),
    payouts.PayoutAccountReady: (),
    payouts.PayoutQueued: (),
    payouts.BatchMade: (),
    payouts.BatchSigned: (),
    payouts.PayoutDue: (payout_jobs.send_payout,),
    payouts.PayoutSent: (bill_sent_payout,),
    payouts.PayoutBlocked: (),
    payouts.PayoutReturned: (credit_returned_payout,),
    payouts.PayoutSentBack: (tell_people,),
    payouts.BankDetailsChanged: (tell_people,),
    payouts.BankFileMade: (),
    payouts.BankFileHandedOver: (),
    payouts.BankFileCarriedOut: (),
    payouts.PayoutsHeld: (tell_people,),
    payouts.HoldLifted: (tell_people,),
    payouts.EarningHeld: (tell_people,),
    payouts.EarningHoldLifted: (tell_people,),
    payouts.PayoutUnclaimed: (tell_people,),
    payouts.BankLegFailed: (tell_people,),
    payouts.MoneyGivenBack: (tell_people, credit_what_went_back),
    payouts.CreatorDebtNetted: (tell_people,),
    payouts.CreatorDebtWrittenOff: (tell_people,),
    payouts.WebhookReceived: (payout_jobs.act_on_webhook,),
    # invoices
    invoices.InvoiceIssued: (tell_people, mark_credited_fapiao),
    # fapiao
    fapiao.FapiaoAsked: (tell_people,),
    fapiao.FapiaoIssued: (tell_people,),
    fapiao.FapiaoRefused: (tell_people,),
    fapiao.FapiaoWithdrawn: (),
    fapiao.FapiaoToBeReversed: (tell_people,),
    fapiao.FapiaoReversed: (tell_people,),
    # self_billing
    self_billing.SelfBillingAgreed: (),
    self_billing.SelfBillingWithdrawn: (),
    self_billing.SelfBillIssued: (tell_people,),
    # reconciliation
    reconciliation.ReconciliationAsked: (compare_now,),
    reconciliation.OpenItemFound: (),
    reconciliation.BreaksLeftOpen: (tell_people,),
    reconciliation.ItemsOpenForDays: (tell_people,),
    reconciliation.OpenItemExplained: (),
    reconciliation.CorrectionProposed: (),
    reconciliation.OpenItemCorrected: (),
    reconciliation.OpenItemDismissed: (),
    # briefs
    briefs.BriefSubmitted: (tell_people,),
    briefs.BriefReviewed: (tell_people,),
    briefs.BriefFunded: (),
    briefs.BriefOpened: (),
    briefs.BriefClosed: (run_closed_brief,),
    briefs.BriefCancelled: (),
    briefs.BriefEnded: (),
    # authenticity
    authenticity.AppealWritten: (),
    authenticity.AppealDecided: (tell_people,),
    # matching
    matching.ApplicationSubmitted: (tell_people,),
    matching.ApplicationShortlisted: (tell_people,),
    matching.ApplicationRejected: (tell_people,),
    matching.ApplicationWithdrawn: (),
    matching.ApplicationExpired: (tell_people,),
    # orders
    orders.OrderOffered: (tell_people,),
    orders.OrderAccepted: (tell_people,),
    orders.OrderDeclined: (tell_people,),
    orders.OrderExpired: (tell_people,),
    orders.ProductShipped: (tell_people,),
    orders.WorkDue: (tell_people,),
    orders.DraftReadyForBrand: (tell_people,),
    orders.DraftApproved: (tell_people,),
    orders.OrderAwaitsConfirmation: (tell_people,),
    orders.OrderSettled: (tell_people, plan_end),
    orders.OrderCompleted: (tell_people,),
    orders.CancellationRequested: (tell_people,),
    orders.CancellationRefused: (tell_people,),
    orders.OrderCancelled: (tell_people,),
    orders.OrderDisputed: (tell_people,),
    # copies
    copies.ScriptShared: (tell_people,),
    copies.PictureShared: (tell_people,),
    copies.PostsLeftToCompare: (compare_imported_posts,),
    # drafts
    drafts.DraftSubmitted: (check_draft, read_pictures, compare_draft, compare_pictures_shown),
    drafts.PicturesRead: (check_with_pictures,),
    drafts.DraftFailedCheck: (tell_people,),
    drafts.DraftNeedsPerson: (tell_people,),
    drafts.ProofBrought: (),
    drafts.UseNoted: (),
    drafts.ChangesRequested: (tell_people,),
    drafts.PostBound: (check_post,),
    drafts.PostNeedsFix: (tell_people,),
    drafts.PostWentMissing: (tell_people,),
    drafts.LabelRemoved: (tell_people,),
    drafts.PostChanged: (tell_people,),
    drafts.PostMended: (tell_people,),
    drafts.EvidenceBroken: (tell_people,),
}
