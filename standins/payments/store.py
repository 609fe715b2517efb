"""Everything the stand-in remembers, in one SQLite file; every change is one transaction that survives a kill -9."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLATFORM = ""
"""The owner of what belongs to the platform itself; a connected account owns things under its id."""

Document = dict[str, Any]

_TABLES = """
CREATE TABLE IF NOT EXISTS documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, object TEXT NOT NULL, account TEXT NOT NULL,
    created INTEGER NOT NULL, body TEXT NOT NULL, hidden TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS documents_by_kind ON documents (object, account, seq);
CREATE INDEX IF NOT EXISTS transfers_by_group ON documents (json_extract(body, '$.transfer_group'))
    WHERE object = 'transfer';
CREATE TABLE IF NOT EXISTS movements (
    posting TEXT NOT NULL, holder TEXT NOT NULL, currency TEXT NOT NULL, amount INTEGER NOT NULL,
    available_on INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS movements_by_holder ON movements (holder, currency);
CREATE TABLE IF NOT EXISTS idempotency_keys (
    account TEXT NOT NULL, version TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, kept_at REAL NOT NULL,
    PRIMARY KEY (account, version, key)
);
CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, destination TEXT NOT NULL, payload TEXT NOT NULL,
    due_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, delivered_at REAL, last_answer TEXT
);
CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (destination, due_at) WHERE delivered_at IS NULL;
CREATE INDEX IF NOT EXISTS deliveries_by_event ON deliveries (event);
CREATE TABLE IF NOT EXISTS due (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS due_by_time ON due (at, seq);
CREATE TABLE IF NOT EXISTS faults (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, match TEXT NOT NULL, nth INTEGER NOT NULL, times INTEGER NOT NULL,
    kind TEXT NOT NULL, seconds REAL NOT NULL, seen INTEGER NOT NULL DEFAULT 0, met INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Store:
    """The file, and the one lock that all who read or change it hold."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_TABLES)
        self.changed = threading.Condition()

    @contextmanager
    def change(self) -> Iterator[Transaction]:
        """One transaction: all of it happens, or nothing does."""
        with self._lock:
            before = self._db.total_changes
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._db)
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            is_new = self._db.total_changes != before
        if is_new:  # whoever only looked wakes nobody, or two who look would wake each other for ever
            with self.changed:
                self.changed.notify_all()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()


class Transaction:
    """What can be read and changed while the lock is held."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.now = time.time() + float(self.setting("clock_offset", 0))

    @property
    def second(self) -> int:
        """The stand-in's time in whole seconds since 1970."""
        return int(self.now)

    def run(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Run one statement; its rows."""
        return self._db.execute(sql, values).fetchall()

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """A part that can fail without taking the whole transaction with it."""
        self._db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO part")
            self._db.execute("RELEASE part")
            raise
        self._db.execute("RELEASE part")

    def add(self, body: Document, *, account: str = PLATFORM, hidden: Document | None = None) -> Document:
        """Keep a new thing. `hidden` is what callers never see of it."""
        self.run(
            "INSERT INTO documents (id, object, account, created, body, hidden) VALUES (?, ?, ?, ?, ?, ?)",
            *(body["id"], body["object"], account, self.second, json.dumps(body), json.dumps(hidden or {})),
        )
        return body

    def save(self, body: Document) -> None:
        """Keep a thing as it is now."""
        self.run("UPDATE documents SET body = ? WHERE id = ?", json.dumps(body), body["id"])

    def find(self, id: str, object: str | None = None, account: str | None = None) -> Document | None:
        """A thing by its id, when it is of this kind and belongs to this account."""
        for row in self.run("SELECT object, account, body FROM documents WHERE id = ?", id):
            if object in (None, row["object"]) and account in (None, row["account"]):
                found: Document = json.loads(row["body"])
                return found
        return None

    def owner(self, id: str) -> str:
        """The account a thing belongs to."""
        return str(self.run("SELECT account FROM documents WHERE id = ?", id)[0]["account"])

    def hidden(self, id: str) -> Document:
        """What callers never see of a thing."""
        found: Document = json.loads(self.run("SELECT hidden FROM documents WHERE id = ?", id)[0]["hidden"])
        return found

    def hide(self, id: str, hidden: Document) -> None:
        """Keep what callers never see of a thing."""
        self.run("UPDATE documents SET hidden = ? WHERE id = ?", json.dumps(hidden), id)

    def select(
        self, object: str, where: Sequence[tuple[str, Any]] = (), *, most: int = -1, oldest_first: bool = False
    ) -> list[Document]:
        """Things of one kind, newest first. `where` holds conditions in SQL, each with its value."""
        clauses = "".join(f" AND {clause}" for clause, _ in where)
        order = "ASC" if oldest_first else "DESC"
        rows = self.run(
            f"SELECT body FROM documents WHERE object = ?{clauses} ORDER BY seq {order} LIMIT ?",
            *(object, *(value for _, value in where), most),
        )
        return [json.loads(row["body"]) for row in rows]

    def setting(self, name: str, default: Any) -> Any:
        """A setting made while running."""
        rows = self.run("SELECT value FROM settings WHERE name = ?", name)
        return json.loads(rows[0]["value"]) if rows else default

    def set(self, name: str, value: Any) -> None:
        """Make a setting that lasts over restarts."""
        self.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, json.dumps(value))

    def remind(self, at: float, kind: str, subject: str) -> None:
        """Let something happen when the stand-in's clock shows this time."""
        self.run("INSERT INTO due (at, kind, subject) VALUES (?, ?, ?)", at, kind, subject)
