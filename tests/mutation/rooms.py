"""Which files get mistakes, and the few quick test files that should notice them, quickest first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Room:
    """Files that one set of tests stands for."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def paths(self) -> list[Path]:
        return sorted(path for pattern in self.files for path in ROOT.glob(f"marketplace/{pattern}"))


LEDGER = ("content", "chart", "actions", "books", "invariants", "roots", "queries")

ROOMS = (
    Room("money", ("base/money.py",), ("tests/base/test_money.py",)),
    Room(
        "postings", ("ledger/postings/*.py",), ("tests/ledger/test_postings.py", "tests/ledger/test_random_postings.py")
    ),
    Room(
        "ledger",
        tuple(f"ledger/{name}.py" for name in LEDGER),
        tuple(
            f"tests/ledger/test_{name}.py"
            for name in ("post", "postings", "queries", "checks", "open_books", "own_books")
        ),
    ),
    Room(
        "splitting",
        ("payouts/fees.py", "payouts/actions/settling.py"),
        ("tests/payouts/test_settling.py", "tests/payouts/test_queueing.py"),
    ),
    Room(
        "batches",
        ("payouts/actions/batching.py", "payouts/actions/queueing.py"),
        ("tests/payouts/test_queueing.py", "tests/payouts/test_batches.py"),
    ),
    Room("sending", ("payouts/actions/sending.py",), ("tests/payouts/test_sending.py",)),
    Room(
        "webhooks",
        ("payouts/actions/webhooks.py", "payouts/jobs/messages.py", "payouts/views/stripe_messages.py"),
        ("tests/payouts/test_webhooks.py",),
    ),
)
