"""How an e-mail address is written here, so that one person is found again however they type it."""

from email_validator import EmailNotValidError, validate_email

from marketplace.accounts.errors import BadEmail

LONGEST = 254


def normal_email(text: str) -> str:
    """The address in the one form we keep: trimmed, lower case. Raises BadEmail when it cannot be an address."""
    try:
        checked = validate_email(text.strip()[: LONGEST + 1], check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise BadEmail() from error
    if len(checked.normalized) > LONGEST or "." not in checked.domain or "\n" in text.strip():
        raise BadEmail()
    return checked.normalized.lower()
