"""The messages received, kept whole in a SQLite file of the program's own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    received_at TEXT NOT NULL, sender TEXT NOT NULL, encrypted INTEGER NOT NULL, content BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS recipients (
    message_id INTEGER NOT NULL REFERENCES messages (id), address TEXT NOT NULL COLLATE NOCASE
);
CREATE INDEX IF NOT EXISTS recipients_by_address ON recipients (address, message_id);
"""


@dataclass(frozen=True)
class Kept:
    id: int
    received_at: str
    sender: str
    recipients: list[str]
    encrypted: bool
    content: bytes


class Store:
    """Safe to use from several threads: every call opens the file anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as db:
            db.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.row_factory = sqlite3.Row
            yield db

    def keep(self, sender: str, recipients: list[str], content: bytes, encrypted: bool) -> int:
        with self._open() as db:
            number = db.execute(
                "INSERT INTO messages (received_at, sender, encrypted, content) VALUES (?, ?, ?, ?)",
                (datetime.now(UTC).isoformat(timespec="seconds"), sender, encrypted, content),
            ).lastrowid
            db.executemany("INSERT INTO recipients VALUES (?, ?)", [(number, address) for address in recipients])
        assert number is not None
        return number

    def newest(self, to: str = "", most: int = 100) -> list[Kept]:
        """The newest messages first; only those to one address when it is given."""
        where = "WHERE id IN (SELECT message_id FROM recipients WHERE address = ?)" if to else ""
        with self._open() as db:
            rows = db.execute(
                f"SELECT * FROM messages {where} ORDER BY id DESC LIMIT ?", (to, most) if to else (most,)
            ).fetchall()
            return [self._kept(db, row) for row in rows]

    def message(self, number: int) -> Kept | None:
        with self._open() as db:
            row = db.execute("SELECT * FROM messages WHERE id = ?", (number,)).fetchone()
            return self._kept(db, row) if row else None

    def delete_all(self) -> None:
        with self._open() as db:
            db.execute("DELETE FROM recipients")
            db.execute("DELETE FROM messages")

    def _kept(self, db: sqlite3.Connection, row: sqlite3.Row) -> Kept:
        to = db.execute("SELECT address FROM recipients WHERE message_id = ?", (row["id"],)).fetchall()
        return Kept(**dict(row) | {"recipients": [r["address"] for r in to], "encrypted": bool(row["encrypted"])})
