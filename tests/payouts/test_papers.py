"""A payout's statement for paper: what its page says."""

from __future__ import annotations

import io

from pypdf import PdfReader

from tests.builders.accounts import a_set_up_staff_member
from tests.builders.payouts import WorkAs, a_payout_account, a_queued_payout, an_earning, person_behind, usd
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn


def test_a_payouts_statement_in_either_language(work_as: WorkAs, cast: Cast, sign_in: SignIn) -> None:
    an_earning(work_as, cast.acme, cast.maya, usd(1_000_00), title="🥛 燕麦拿铁 Oat latte")
    a_payout_account(work_as, cast.maya)
    payout = a_queued_payout(work_as, cast.maya)
    address = f"/earnings/statements/{payout.id}"
    browser = sign_in(person_behind(work_as, cast.maya))
    assert f"{address}.pdf" in browser.get(address).text
    english, chinese = browser.get(f"{address}.pdf?lang=en"), browser.get(f"{address}.pdf?lang=zh")
    assert english.headers["Content-Disposition"] == f"attachment; filename=Statement-{payout.code}.pdf"
    for answer, words in ((english, ("Maya", "To be paid")), (chinese, ("Maya", "结算单"))):
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
        for expected in (*words, "燕麦拿铁 Oat latte", "$1,000.00", "$50.00", "$950.00", payout.code):
            assert expected in text
    assert sign_in(person_behind(work_as, cast.bo)).get(f"{address}.pdf").status_code == 404
    assert sign_in(a_set_up_staff_member(work_as, "Juno")).get(f"{address}.pdf").status_code == 200
