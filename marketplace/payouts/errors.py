"""The ways in which money on its way says no."""

from marketplace.base.errors import Conflict, Invalid, Refusal
from marketplace.base.text import N_


class NothingToPayOut(Refusal):
    """A batch without a payout."""

    says = N_("None of the chosen payouts can go into a batch now. The list says why for each.")


class SecondPersonNeeded(Refusal):
    """The person who made a batch wants to sign it."""

    says = N_("You made this batch, so somebody else has to sign it. Ask a colleague with the finance duty.")


class PayoutsNotSetUp(Refusal):
    """The creator has no payout account, or it is not ready."""

    says = N_("Set up your payout account first.")


class CountryNotPayable(Refusal):
    """Nobody in the creator's country can be paid yet."""

    says = N_("We cannot pay to your country yet. We will tell you as soon as there is a way.")


class TooLateToHold(Conflict):
    """A payout that has left, or may be leaving at this moment."""

    says = N_("It is too late: this payout is being sent, is in a bank file, or has left. Look at the page again.")


class SentAlready(TooLateToHold):
    """A payout that has left."""

    says = N_("It was sent already.")


class CameBack(TooLateToHold):
    """A payout that is over: its earnings are available again."""

    says = N_("It came back or was taken back, so there is nothing to hold.")


class InAPayout(Conflict):
    """An earning whose payout is no longer one that only waits for people."""

    says = N_("Its payout %(code)s is under way, was tried or is on hold. Hold that payout, or take it back first.")


class NotHeld(Conflict):
    """A payout that nothing holds."""

    says = N_("Nothing holds it.")


class CreatorHeld(Conflict):
    """A payout that is held together with all others of its creator."""

    says = N_("Every payout of its creator is on hold. Lift that hold on the page of holds.")


class NothingFailed(Conflict):
    """A payout that need not be tried again: it goes on by itself, waits for people, or is over."""

    says = N_("Nothing about it has failed: it waits, is on its way, or is over.")


class HeldAlready(Conflict):
    """The same thing is held already."""

    says = N_("It is on hold already. Lift that hold first, or leave it.")


class NoteMissing(Invalid):
    """A hold without words for colleagues, or with too many."""

    says = N_("Write what a colleague should know about it, in %(most)s characters at most.")


class HolderWrong(Invalid):
    """Nobody's name."""

    says = N_("Enter the name exactly as the bank has it: letters, no signs at its beginning, 140 at most.")


class IbanWrong(Invalid):
    """An IBAN whose check digits do not fit, or of another country."""

    says = N_("This IBAN cannot be right. Compare it with the one your bank shows; it begins with your country.")


class AccountNumberWrong(Invalid):
    """An account number that the country's banks do not give."""

    says = N_("This account number cannot be right. Enter all of its digits and nothing else.")


class BankCodeWrong(Invalid):
    """A bank code that the country does not have."""

    says = N_("This bank code cannot be right. The hint says how many digits it has in your country.")


class BicWrong(Invalid):
    """A SWIFT code that no bank of the country can have."""

    says = N_("This SWIFT code cannot be right. It has 8 or 11 signs, and the fifth and sixth are your country.")


class NothingForTheBank(Refusal):
    """A batch without a payout that can go into a bank file."""

    says = N_("No payout of this batch can go into a bank file now. Those under a cool-off can later.")


class BankAccountNotSet(Refusal):
    """The operator has not said from which account a currency is paid."""

    says = N_("No bank account is set from which %(currency)s is paid. Set BANK_ACCOUNTS first.")


class SignerNeeded(Refusal):
    """The person who made a bank file wants to hand it over."""

    says = N_("You made this bank file, so somebody else has to sign it and hand it to the bank.")


class DetailsHaveChanged(Refusal):
    """Somebody's bank account is no longer the one in the file."""

    says = N_("The bank details of %(name)s have changed since. Cancel this file and make it again.")


class FileHasChanged(Refusal):
    """What would be handed over is not what was made."""

    says = N_("This file is not what was made. Do not send it to the bank; cancel it and tell whoever runs the site.")


class ProofNotTaken(Invalid):
    """A proof that is too large or no document."""

    says = N_("Upload what the bank gave you as a PDF, a picture (PNG, JPEG) or a CSV, up to 5 MB.")


class ResultsDoNotFit(Invalid):
    """Somebody said of rows that are not in the file what became of them."""

    says = N_("Say of every row what the bank did with it.")


class NoSuchDay(Invalid):
    """What stands where a day should."""

    says = N_("“%(typed)s” is not a day we know. Write year, month and day, as in 2026-11-27.")


class DaysTurnedAround(Invalid):
    """A span that ends before it begins."""

    says = N_("The first day is after the last one. Swap them.")


class OwnProposal(Refusal):
    """The person who proposed something wants to sign it."""

    says = N_("You proposed this, so somebody else has to sign it. Ask a colleague with the finance duty.")


class NotSettled(Refusal):
    """An order of which no price was paid."""

    says = N_("Nothing of this order's price was paid to the creator, so there is nothing to give back.")


class GivesBackTooMuch(Conflict):
    """More than what is left of a price, or nothing at all."""

    says = N_("At most %(most)s can go back: that is left of the price, without what waits for a signature.")


class WordsMissing(Invalid):
    """A proposal without words for colleagues, or with too many."""

    says = N_("Write what a colleague should know about it, in %(most)s characters at most.")


class NothingOwed(Conflict):
    """A debt that is paid."""

    says = N_("Nothing is owed any more. Look at the page again.")


class AlreadyProposed(Conflict):
    """A debt that somebody wants to write off already."""

    says = N_("Somebody has proposed this already. It waits for a signature.")
