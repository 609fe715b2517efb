"""Accounts and posts, kept in a SQLite file of the program's own."""

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from standins.platforms.content import METRICS

_TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS clock (ahead_seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (
    platform TEXT NOT NULL, handle TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL, bio TEXT NOT NULL DEFAULT '', followers INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, handle)
);
CREATE TABLE IF NOT EXISTS posts (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL, handle TEXT NOT NULL COLLATE NOCASE,
    title TEXT NOT NULL, body TEXT NOT NULL, hashtags TEXT NOT NULL, links TEXT NOT NULL,
    native_label INTEGER NOT NULL, ai_mark INTEGER NOT NULL,
    published_at TEXT NOT NULL, edited_at TEXT, metrics TEXT NOT NULL,
    FOREIGN KEY (platform, handle) REFERENCES accounts (platform, handle)
);
CREATE INDEX IF NOT EXISTS posts_by_account ON posts (platform, handle, published_at);
"""
_AS_JSON = ("hashtags", "links", "metrics")


@dataclass(frozen=True)
class Account:
    platform: str
    handle: str
    name: str
    bio: str
    followers: int
    posts: int


@dataclass(frozen=True)
class Post:
    id: str
    platform: str
    handle: str
    title: str
    body: str
    hashtags: list[str]
    links: list[str]
    native_label: bool
    ai_mark: bool
    published_at: str
    edited_at: str | None
    metrics: dict[str, int]

    @property
    def path(self) -> str:
        return f"/{self.platform}/{self.handle}/posts/{self.id}"


class Store:
    """What the platforms know. Safe to use from several threads: every call opens the file anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as db:
            db.executescript(_TABLES)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=10)) as db, db:
            db.row_factory = sqlite3.Row
            yield db

    def now(self) -> datetime:
        """The platforms' time: the machine's, or ahead of it in a demonstration."""
        with self._open() as db:
            row = db.execute("SELECT ahead_seconds FROM clock").fetchone()
        return datetime.now(UTC) + timedelta(seconds=row["ahead_seconds"] if row else 0)

    def set_clock_ahead(self, seconds: float) -> None:
        with self._open() as db:
            db.execute("DELETE FROM clock")
            db.execute("INSERT INTO clock VALUES (?)", (seconds,))

    def accounts(self) -> list[Account]:
        return self._accounts("")

    def account(self, platform: str, handle: str) -> Account | None:
        found = self._accounts("WHERE a.platform = ? AND a.handle = ?", platform, handle)
        return found[0] if found else None

    def _accounts(self, where: str, *values: str) -> list[Account]:
        with self._open() as db:
            rows = db.execute(
                "SELECT a.*, count(p.id) AS posts FROM accounts a LEFT JOIN posts p USING (platform, handle) "
                f"{where} GROUP BY a.platform, a.handle ORDER BY a.platform, a.handle LIMIT 500",
                values,
            ).fetchall()
        return [Account(**dict(row)) for row in rows]

    def open_account(self, platform: str, handle: str) -> Account:
        """The account, opened now when there was none."""
        with self._open() as db:
            db.execute(
                "INSERT OR IGNORE INTO accounts (platform, handle, name) VALUES (?, ?, ?)", (platform, handle, handle)
            )
        account = self.account(platform, handle)
        assert account is not None
        return account

    def change_account(self, platform: str, handle: str, changes: dict[str, Any]) -> Account:
        self.open_account(platform, handle)
        with self._open() as db:
            for column, value in changes.items():
                db.execute(
                    f"UPDATE accounts SET {column} = ? WHERE platform = ? AND handle = ?", (value, platform, handle)
                )
        return self.open_account(platform, handle)

    def posts(self, platform: str, handle: str) -> list[Post]:
        """The account's posts, newest first."""
        with self._open() as db:
            rows = db.execute(
                "SELECT * FROM posts WHERE platform = ? AND handle = ? "
                "ORDER BY published_at DESC, rowid DESC LIMIT 200",
                (platform, handle),
            ).fetchall()
        return [_post(row) for row in rows]

    def post(self, platform: str, handle: str, post_id: str) -> Post | None:
        with self._open() as db:
            row = db.execute(
                "SELECT * FROM posts WHERE id = ? AND platform = ? AND handle = ?", (post_id, platform, handle)
            ).fetchone()
        return _post(row) if row else None

    def publish(self, content: dict[str, Any]) -> Post:
        """A new post of an account, which is opened when there was none. Raises IntegrityError on a taken id."""
        account = self.open_account(content["platform"], content["handle"])
        post = Post(
            **{
                "id": secrets.token_hex(8), "title": "", "body": "", "hashtags": [], "links": [],
                "native_label": False, "ai_mark": False, "edited_at": None,
                "published_at": self.now().isoformat(timespec="seconds"),
                **content,
                "handle": account.handle,
                "metrics": dict.fromkeys(METRICS, 0) | content.get("metrics", {}),
            }
        )  # fmt: skip
        columns = [field.name for field in fields(Post)]
        with self._open() as db:
            db.execute(
                f"INSERT INTO posts ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [_stored(name, getattr(post, name)) for name in columns],
            )
        return post

    def change_post(self, post: Post, changes: dict[str, Any]) -> Post:
        """The post with what was changed. Counting more likes is no edit; changing anything people read is."""
        if "metrics" in changes:
            changes = changes | {"metrics": post.metrics | changes["metrics"]}
        read = {name for name, value in changes.items() if name != "metrics" and getattr(post, name) != value}
        if read:
            changes = changes | {"edited_at": self.now().isoformat(timespec="seconds")}
        with self._open() as db:
            for column, value in changes.items():
                db.execute(f"UPDATE posts SET {column} = ? WHERE id = ?", (_stored(column, value), post.id))
            row = db.execute("SELECT * FROM posts WHERE id = ?", (post.id,)).fetchone()
        return _post(row)

    def delete_post(self, post: Post) -> None:
        with self._open() as db:
            db.execute("DELETE FROM posts WHERE id = ?", (post.id,))


def _stored(column: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if column in _AS_JSON else value


def _post(row: sqlite3.Row) -> Post:
    values = dict(row) | {name: json.loads(row[name]) for name in _AS_JSON}
    return Post(**values | {"native_label": bool(row["native_label"]), "ai_mark": bool(row["ai_mark"])})
