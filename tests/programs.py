"""Starts the stand-ins as the programs they are, on free ports, and stops them politely."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
KEY = "platforms_test_standin"


@dataclass(frozen=True)
class Program:
    process: subprocess.Popen[str]
    url: str
    smtp_port: int


@contextmanager
def running(module: str, *options: str) -> Iterator[Program]:
    """The program, from the moment it says that it answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *options],
        cwd=ROOT,
        env=os.environ | {"STANDIN_PLATFORMS_KEY": KEY},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], 20)
        said = process.stdout.readline() if ready else ""
        found = re.search(r"stand-in on (http://\S+)(?: \(SMTP on \S+:(\d+)\))?", said)
        assert found, f"{module} did not start: {said!r}"
        yield Program(process, found[1], int(found[2] or 0))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        process.stdout.close()


def running_platforms(data: Path) -> Iterator[Program]:
    with running("standins.platforms", "--port", "0", "--data", str(data)) as program:
        yield program


def running_mail(data: Path, *options: str) -> Iterator[Program]:
    with running("standins.mail", "--port", "0", "--smtp-port", "0", "--data", str(data), *options) as program:
        yield program


def partner_api(program: Program) -> httpx.Client:
    """The platforms' API as whoever holds the key sees it."""
    return httpx.Client(base_url=program.url, headers={"Authorization": f"Bearer {KEY}"}, timeout=20, trust_env=False)
