"""Which files get mistakes, and which tests may notice them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

TESTS = ("tests/base/test_money.py", "tests/ledger", "tests/payouts", "tests/wallets", "tests/withdrawals")


@dataclass(frozen=True)
class Room:
    """Files that are counted together."""

    name: str
    files: tuple[str, ...]

    @property
    def paths(self) -> list[Path]:
        return sorted(path for pattern in self.files for path in ROOT.glob(f"marketplace/{pattern}"))


LEDGER = ("content", "chart", "actions", "books", "invariants", "roots", "queries")

ROOMS = (
    Room("money", ("base/money.py",)),
    Room("postings", ("ledger/postings/*.py",)),
    Room("ledger", tuple(f"ledger/{name}.py" for name in LEDGER)),
    Room("splitting", ("payouts/fees.py", "payouts/actions/settling.py")),
    Room("batches", ("payouts/actions/batching.py", "payouts/actions/queueing.py")),
    Room("sending", ("payouts/actions/sending.py",)),
    Room("webhooks", ("payouts/actions/webhooks.py", "payouts/jobs/messages.py", "payouts/views/stripe_messages.py")),
)
