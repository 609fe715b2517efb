"""The payout console: narrowed lists, tables to take along, the promise measured."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, VISITOR
from marketplace.creators import actions as creators
from marketplace.payouts.actions.sending import begin_attempt, plan_sending, record_sent
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import median_hours_to_payout, promise_kept
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, a_signed_batch, an_earning, usd
from tests.builders.tables import rows_of
from tests.conftest import NOON, TestClock
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

BAD_NAME = '=HYPERLINK("http://evil.example")'


def sent(work_as: WorkAs, payout: Payout) -> None:
    with work_as(SYSTEM) as work:
        plan = plan_sending(work, payout.id)
        assert plan is not None
        begin_attempt(work, plan, "acct_maya")
    with work_as(SYSTEM) as work:
        record_sent(work, payout.id, transfer_id=f"tr_{payout.code}", account="acct_maya", amount=payout.net)


@pytest.fixture
def two(work_as: WorkAs, cast: Cast) -> tuple[Payout, Payout]:
    """Maya's payout was sent; one to somebody with a name like a formula waits."""
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    first = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    sent(work_as, first)
    with work_as(VISITOR) as work:
        evil = creators.join_as_creator(
            work, email="evil@creators.example", name=BAD_NAME, password=None, country="US", adult=True
        )
    an_earning(work_as, cast.acme, evil, usd(40_00))
    a_payout_account(work_as, evil)
    return first, a_queued_payout(work_as, evil)


@pytest.fixture
def two_days(work_as: WorkAs, cast: Cast, clock: TestClock) -> tuple[Payout, Payout]:
    """Maya's payout of 95 dollars was made and sent today; Bo's of 47.50 was made tomorrow, and has a later promise."""
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    first = a_queued_payout(work_as, cast.maya)
    a_signed_batch(work_as, cast.ines, cast.jun)
    sent(work_as, first)
    clock.now = NOON + timedelta(days=1)
    an_earning(work_as, cast.acme, cast.bo, usd(50_00))
    a_payout_account(work_as, cast.bo)
    return first, a_queued_payout(work_as, cast.bo)


@pytest.mark.parametrize(
    ("asked", "finds_first", "finds_second"),
    [
        ("state=all", True, True),
        ("state=sent", True, False),
        ("state=all&q=maya", True, False),
        ("state=all&q=tr_{code}", True, False),
        ("state=all&q={code}", True, False),
        ("state=all&q={lower}", True, False),
        ("state=all&q=acct_maya", True, False),
        ("state=all&q=%25", False, False),
        ("state=all&q=nobody", False, False),
        ("state=all&currency=usd", True, True),
        ("state=all&currency=EUR", False, False),
        ("state=all&rail=stripe", True, True),
        ("state=all&rail=bank_file", False, False),
        ("state=all&rail=pigeon&late=2&held=no", True, True),
        ("state=all&late=1", False, False),
        ("state=all&q=%00", True, True),
    ],
)
def test_the_list_is_narrowed_by_its_address(
    work_as: WorkAs, sign_in: SignIn, two: tuple[Payout, Payout], asked: str, finds_first: bool, finds_second: bool
) -> None:
    first, second = two
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    answer = browser.get(f"/staff/payouts?{asked.format(code=first.code, lower=first.code.lower())}")
    shown = words(answer)
    assert answer.status_code == 200
    assert [f"/staff/payouts/{one.id}" in shown for one in two] == [finds_first, finds_second]
    assert ("Nothing fits" in shown) is not (finds_first or finds_second)
    assert second.code not in shown or finds_second


def test_the_list_is_sorted_by_its_address(work_as: WorkAs, sign_in: SignIn, two_days: tuple[Payout, Payout]) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    for sort, head, direction, first_is in (
        ("", "Waiting since", "descending", 1),  # in all states, the newest
        ("amount", "Net", "ascending", 1),
        ("-amount", "Net", "descending", 0),
        ("creator", "Creator", "ascending", 1),
        ("-creator", "Creator", "descending", 0),
        ("age", "Waiting since", "ascending", 0),
        ("-due", "Promised by", "descending", 1),
        ("bogus", "Waiting since", "descending", 1),
    ):
        shown = words(browser.get(f"/staff/payouts?state=all&sort={sort}"))
        at = [shown.index(f'href="/staff/payouts/{one.id}"') for one in two_days]
        assert (sort, at.index(min(at))) == (sort, first_is)
        assert re.findall(r'aria-sort="(\w+)"><a href="[^"]*">([^<]+)<', shown) == [(direction, head)]
        other_way = "amount" if sort == "-amount" else "-amount"
        assert f"state=all&amp;sort={other_way}" in shown


def test_the_list_is_narrowed_to_days(work_as: WorkAs, sign_in: SignIn, two_days: tuple[Payout, Payout]) -> None:
    """The first payout was made and sent on the 24th at noon, the second made on the next day."""
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    for asked, finds in {
        "from=2026-11-25": [1],
        "to=2026-11-24": [0],
        "from=2026-11-24&to=2026-11-25": [0, 1],
        "from=2026-11-26": [],
        "by=sent&to=2026-11-24": [0],
        "by=sent&from=2026-11-25": [],
        "by=moon&from=2026-11-25&to=2026-11-25": [1],
    }.items():
        shown = words(browser.get(f"/staff/payouts?state=all&{asked}"))
        found = [n for n, one in enumerate(two_days) if f"/staff/payouts/{one.id}" in shown]
        assert (asked, found) == (asked, finds)
        rows = rows_of(browser.get(f"/staff/payouts.csv?state=all&{asked}"))
        assert [row["payout"] for row in rows] == [two_days[n].code for n in finds]


def test_a_day_begins_where_the_reader_is(
    session: Session, work_as: WorkAs, sign_in: SignIn, two_days: tuple[Payout, Payout]
) -> None:
    juno = a_set_up_staff_member(work_as, "Juno")
    juno.time_zone = "Pacific/Kiritimati"  # 14 hours ahead: it is the 25th there at noon of the 24th
    session.flush()
    shown = words(sign_in(juno).get("/staff/payouts?state=all&from=2026-11-25&to=2026-11-25"))
    assert [f"/staff/payouts/{one.id}" in shown for one in two_days] == [True, False]


def test_days_that_make_no_sense_are_said_to_and_find_nothing(
    work_as: WorkAs, sign_in: SignIn, two_days: tuple[Payout, Payout]
) -> None:
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    for asked, said in {
        "from=2026-13-01": "“2026-13-01” is not a day we know",
        "to=%3Cb%3E": "“&lt;b&gt;” is not a day we know",
        "from=9999-12-31": "is not a day we know",
        "from=2026-11-25&to=2026-11-24": "The first day is after the last one",
    }.items():
        answer = browser.get(f"/staff/payouts?state=all&{asked}")
        assert (asked, answer.status_code) == (asked, 422)
        assert said in words(answer)
        assert not any(f"/staff/payouts/{one.id}" in words(answer) for one in two_days)
        assert browser.get(f"/staff/payouts.csv?state=all&{asked}").status_code == 422


def test_tables_have_numbers_and_no_formulas(
    work_as: WorkAs, sign_in: SignIn, two: tuple[Payout, Payout], clock: TestClock
) -> None:
    first, second = two
    browser = sign_in(a_set_up_staff_member(work_as, "Juno"))
    rows = rows_of(browser.get("/staff/payouts.csv?state=all"))
    assert [row["payout"] for row in rows] == [first.code, second.code]
    assert [row["creator"] for row in rows] == ["Maya", f"'{BAD_NAME}"]
    assert [(row["prices"], row["fee"], row["tax"], row["net"]) for row in rows] == [
        ("100.00", "5.00", "0.00", "95.00"),
        ("40.00", "2.00", "0.00", "38.00"),
    ]
    answer = browser.get("/staff/payouts.xlsx?state=all")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    names = [cell.value for cell in sheet[1]]
    table = [dict(zip(names, (cell for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["net"].value for row in table] == [95, 38]
    assert table[0]["net"].number_format == "#,##0.00"
    assert (table[1]["creator"].value, table[1]["creator"].data_type) == (BAD_NAME, "s")
    assert table[0]["sent_at"].value == first.sent_at.replace(tzinfo=None) if first.sent_at else False
    assert {row["late_because"] for row in rows} == {""}
    clock.now = NOON + timedelta(days=14)
    late = rows_of(browser.get("/staff/payouts.csv?state=all"))
    assert [row["late_because"] for row in late] == ["", "no_batch"], "the first has left in time"
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/staff/payouts.xlsx?state=all").data)).active
    assert [cell.value for cell in book[3]][names.index("late_because")] == "no_batch"
    only = rows_of(browser.get("/staff/payouts.csv?state=sent"))
    assert [Decimal(row["net"]) for row in only] == [Decimal(95)]
    assert browser.get("/staff/payouts.pdf").status_code == 404


def test_the_promise_is_measured(session: Session, work_as: WorkAs, cast: Cast, clock: TestClock) -> None:
    """NOON is a day of the week on which three working days end soon enough to tell late from early."""
    a_payout_account(work_as, cast.maya)
    a_payout_account(work_as, cast.bo)
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    early = a_queued_payout(work_as, cast.maya)
    an_earning(work_as, cast.acme, cast.bo, usd(100_00))
    late = a_queued_payout(work_as, cast.bo)
    a_signed_batch(work_as, cast.ines, cast.jun, [early, late])
    clock.now = NOON + timedelta(hours=30)
    sent(work_as, early)
    assert (early.is_late(clock.now), late.is_late(clock.now)) == (False, False)
    assert promise_kept(session, 30, clock.now).count == 1
    clock.now = NOON + timedelta(days=8)
    found = promise_kept(session, 30, clock.now)
    assert (found.count, found.kept, found.share) == (2, 1, 0.5)  # it has not left, and its day is over
    assert median_hours_to_payout(session, 30, clock.now) == 30
    sent(work_as, late)
    assert late.is_late(clock.now)
    found = promise_kept(session, 30, clock.now)
    assert (found.count, found.kept) == (2, 1)
    assert promise_kept(session, 30, NOON + timedelta(days=60)).share is None
