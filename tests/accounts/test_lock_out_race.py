from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from marketplace.accounts import actions
from marketplace.accounts.errors import SignInRefused, TooManyTries
from marketplace.accounts.lockout import PATIENCE, TriesOf
from marketplace.base.actor import VISITOR
from marketplace.work.unit import unit_of_work


def test_parallel_guesses_get_no_more_tries_than_one_after_another(app, committed):
    def guess(number):
        with app.app_context(), unit_of_work(VISITOR) as work:
            return actions.sign_in(work, email="maya@example.com", password=f"guess {number}", address="192.0.2.7")

    with ThreadPoolExecutor(8) as threads:
        answers = Counter(type(answer) for answer in threads.map(guess, range(12)))
    free = PATIENCE[TriesOf.EMAIL].free
    assert answers == {SignInRefused: free, TooManyTries: 12 - free}
