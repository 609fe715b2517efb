"""The bench of matching runs to its end and says figures that belong together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from marketplace.settings import ROOT
from tests.conftest import ENVIRONMENT


def test_the_bench_finds_the_right_ones_under_every_filter(services, database_url):
    ran = subprocess.run(
        [Path(sys.executable).with_name("marketplace"), "bench", "matching", "--creators", "3000", "--queries", "10",
         "--without-graphs", "--without-services", "--growth", "1000"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | ENVIRONMENT | {"DATABASE_URL": database_url, "REDIS_URL": services.redis_url},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    rows = [json.loads(line) for line in ran.stdout.splitlines()[-4:]]
    assert [row["filter"] for row in rows] == ["none", "50%", "10%", "1%"]
    for row, share in zip(rows, (1.0, 0.5, 0.1, 0.01), strict=True):
        assert abs(row["share"] - share) < 0.02
        assert row["creators"] == 3000
        assert row["recall"] >= 0.99
        assert row["p95_ms"] >= row["p50_ms"] > 0
        assert row["bound_ms"] > 0
        assert row["peers"]["numpy_float32"]["recall"] == 1.0
        assert row["visible_seconds"] < 10
    assert "1,000 creators" in ran.stdout
