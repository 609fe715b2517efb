import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wtforms import StringField

from marketplace.base.errors import Invalid
from marketplace.base.money import Money
from marketplace.web.forms import Form, MoneyField


class Purse(Form):
    amount = MoneyField("Amount", currency="USD", at_least_minor=100)
    yen = MoneyField("Yen", currency="JPY")
    note = StringField("Note")


class TooLittle(Invalid):
    says = "You have %(missing)s too little."


@pytest.fixture
def sent(app, session):
    """The form as it arrives when somebody has sent these values."""

    def make(**values):
        with app.test_request_context("/", method="POST", data=values):
            form = Purse()
            form.validate_on_submit()
            return form

    return make


@pytest.mark.parametrize(("typed", "minor"), [("1200", 120_000), ("1,200.50", 120_050), ("  12 ", 1200), ("1", 100)])
def test_an_amount_is_money_of_the_fields_currency(sent, typed, minor):
    form = sent(amount=typed)
    assert form.amount.data == Money(minor, "USD")
    assert not form.amount.errors


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a lot", "Enter an amount such as"), ("12.345", "Enter an amount such as"), ("NaN", "Enter an amount such as"),
        ("1e999", "Enter an amount such as"), ("$12", "Enter an amount such as"), ("0.99", "Enter at least 1.00 USD."),
        ("0", "Enter at least"), ("-5", "Enter at least"), ("99999999999999", "too large"),
        ("1e9999999", "Enter an amount such as"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_words_and_shown_again_as_typed(sent, typed, says):
    form = sent(amount=typed)
    assert any(says in str(error) for error in form.amount.errors)
    assert form.amount._value() == typed


def test_yen_have_no_parts(sent):
    assert sent(yen="1200").yen.data == Money(1200, "JPY")
    assert sent(yen="12.5").yen.errors


def test_an_empty_amount_is_nothing(sent):
    for values in ({}, {"amount": ""}, {"amount": "   "}):
        form = sent(**values)
        assert form.amount.data is None
        assert not form.amount.errors


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_whatever_is_typed_never_breaks_the_page(sent, typed):
    form = sent(amount=typed)
    assert form.amount.errors or form.amount.data is None or form.amount.data.minor >= 100


def test_what_people_type_is_trimmed(sent):
    assert sent(note="  two words \n").note.data == "two words"


def test_a_refusal_of_the_action_stands_above_the_form_or_at_its_field(sent, app):
    form = sent(amount="12")
    with app.test_request_context("/"):
        form.refuse(TooLittle(missing=Money(500, "USD")))
        form.refuse(TooLittle(missing=Money(700, "USD")), "amount")
    assert form.form_errors == ["You have $5.00 too little."]
    assert form.amount.errors[-1] == "You have $7.00 too little."


def test_a_form_from_another_site_is_refused(app, session):
    """Everything else in the tests sends forms without their token; here it is asked for."""
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = app.test_client().post("/sign-in", data={"email": "a@example.com", "password": "x"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 422
    assert "open for too long" in answer.get_data(as_text=True)
