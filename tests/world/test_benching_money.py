"""The bench of money runs to its end and says figures that belong together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.local.services import Services
from marketplace.settings import ROOT
from tests.conftest import ENVIRONMENT


@pytest.mark.long
def test_the_bench_pays_and_posts_beside_the_bare_call_and_the_bare_database(services: Services) -> None:
    name = f"test_{os.getpid()}_bench"
    settings = ENVIRONMENT | {"DATABASE_URL": services.ensure_database(name), "REDIS_URL": services.redis_url}
    try:
        done = subprocess.run(
            [Path(sys.executable).with_name("marketplace"), "bench", "money", "--seconds", "1", "--payouts", "10",
             "--idle", "2"],
            cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
    finally:
        services.drop_database(name)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["payouts"]["count"] == 10
    assert found["payouts"]["per_second"] > 0
    assert (
        abs(found["payouts"]["ratio"] * found["payouts"]["bare_calls_per_second"] - found["payouts"]["per_second"]) < 1
    )
    assert 0 < found["idle"]["median_seconds"] <= found["idle"]["p95_seconds"]
    assert found["postings"]["postings_per_second"] > 0
