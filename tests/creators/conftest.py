"""Runs the import commands as a person does."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from marketplace.creators.commands import creators as command


@pytest.fixture
def run(tmp_path, session):
    def ran(*arguments, mapping="xiaohongshu_export", code=0):
        if arguments[0] == "import":
            arguments = (*arguments, "--mapping", mapping, "--report", tmp_path / "report.csv")
        answer = CliRunner().invoke(command, [str(argument) for argument in arguments])
        assert answer.exit_code == code, answer.output
        session.expire_all()
        return json.loads(answer.output.strip().splitlines()[-1]) if code == 0 else answer.output

    return ran


@pytest.fixture
def report(tmp_path):
    return lambda: list(csv.reader((tmp_path / "report.csv").open(encoding="utf-8-sig")))[1:]
