"""Runs an import: reads files line by line, writes a few hundred rows at a time, tells what was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from marketplace.base.actor import SYSTEM
from marketplace.creators.actions import (
    begin_import,
    finish_import,
    import_comments,
    import_creators,
    import_followers,
    import_posts,
)
from marketplace.creators.intake.audience_records import (
    CommentRecord,
    FollowerRecord,
    comment_record,
    follower_record,
)
from marketplace.creators.intake.files import Row, SourceFile, open_source
from marketplace.creators.intake.mapping import FieldRule, FileMapping
from marketplace.creators.intake.problems import Problem, Report, Unfit, UnfitFile
from marketplace.creators.intake.records import CreatorRecord, PostRecord, creator_record, post_record
from marketplace.creators.queries import import_batch
from marketplace.work.unit import Work, unit_of_work

PIECE = 300
"""Rows per transaction."""

COUNTS = (
    "creators_new", "creators_updated", "creators_unchanged", "posts_new", "posts_updated", "posts_unchanged",
    "comments_new", "comments_updated", "comments_unchanged", "followers_new", "followers_updated",
    "followers_unchanged", "orphans", "errors",
)  # fmt: skip

R = TypeVar("R", CreatorRecord, PostRecord, CommentRecord, FollowerRecord)
Pieces = Callable[[], AbstractContextManager[Work]]
Progress = Callable[[Path, int], None]


class _NothingKept(Exception):
    """Ends a dry run: everything it wrote is rolled back."""


@dataclass
class Import:
    """One run: its files, its mapping, what it counted. `on_progress` is told the file and the bytes read of it."""

    mapping: FileMapping
    creators: SourceFile
    posts: SourceFile | None
    report: Report
    on_progress: Progress
    comments: SourceFile | None = None
    followers: SourceFile | None = None
    import_id: UUID | None = None

    def run(self, *, dry: bool = False) -> dict[str, int]:
        """Reads and writes everything; a dry run writes too, in one transaction that is rolled back.

        Gives the counts. Raises UnfitFile before anything is written.
        """
        self.counts: Counter[str] = Counter()
        self.mapping.check_columns(self.creators, self.mapping.creators)
        for part in ("posts", "comments", "followers"):
            file, rules = getattr(self, part), getattr(self.mapping, part)
            if file is not None:
                if not rules:
                    raise UnfitFile(f"The mapping {self.mapping.name!r} says nothing of {part}. Add a part: {part}.")
                self.mapping.check_columns(file, rules)
        if dry:
            self._run_dry()
        else:
            self._run_all(lambda: unit_of_work(SYSTEM))
        return {name: self.counts[name] for name in COUNTS}

    def _run_dry(self) -> None:
        try:
            with unit_of_work(SYSTEM) as work:
                self._run_all(lambda: _same(work))
                raise _NothingKept
        except _NothingKept:
            self.import_id = None

    def _run_all(self, pieces: Pieces) -> None:
        with pieces() as work:
            given = (self.creators, self.posts, self.comments, self.followers)
            files = [file.path.name for file in given if file]
            now = work.now
            self.import_id = begin_import(work, source=self.mapping.source, mapping=self.mapping.name, files=files).id
        for piece in _pieced(self._creator_records(now), lambda record: record.key):
            with pieces() as work:
                self.counts += import_creators(work, import_batch(work.session, self._id), piece)
        self._run_part(pieces, self.posts, _pieced(self._post_records(now), lambda record: record.key), import_posts)
        comments = _pieced(self._comment_records(now), lambda record: record.key)
        self._run_part(pieces, self.comments, comments, import_comments)
        followers = _pieced(self._follower_records(), lambda record: record.key)
        self._run_part(pieces, self.followers, followers, import_followers)
        with pieces() as work:
            finish_import(work, self._id, {name: self.counts[name] for name in COUNTS})

    def _run_part(
        self, pieces: Pieces, file: SourceFile | None, records: Iterator[list[R]], keep: Callable[..., Any]
    ) -> None:
        for piece in records:
            with pieces() as work:
                counted, orphans = keep(work, import_batch(work.session, self._id), piece)
            self.counts += counted
            self._report_orphans(file, orphans)

    @property
    def _id(self) -> UUID:
        if self.import_id is None:
            raise RuntimeError("the import has not begun")
        return self.import_id

    def _creator_records(self, now: datetime) -> Iterator[CreatorRecord]:
        for row, read in self._read(self.creators, self.mapping.creators):
            try:
                yield creator_record(row.line, read, now=now)
            except Unfit as unfit:
                self._error(self.creators, row.line, "record", unfit)

    def _post_records(self, now: datetime) -> Iterator[PostRecord]:
        if self.posts is None:
            return
        for row, read in self._read(self.posts, self.mapping.posts):
            try:
                yield post_record(row.line, read, now=now)
            except Unfit as unfit:
                self._error(self.posts, row.line, "record", unfit)

    def _comment_records(self, now: datetime) -> Iterator[CommentRecord]:
        if self.comments is None:
            return
        for row, read in self._read(self.comments, self.mapping.comments):
            try:
                yield comment_record(row.line, read, now=now)
            except Unfit as unfit:
                self._error(self.comments, row.line, "record", unfit)

    def _follower_records(self) -> Iterator[FollowerRecord]:
        if self.followers is None:
            return
        for row, read in self._read(self.followers, self.mapping.followers):
            try:
                yield follower_record(row.line, read)
            except Unfit as unfit:
                self._error(self.followers, row.line, "record", unfit)

    def _read(self, file: SourceFile, rules: tuple[FieldRule, ...]) -> Iterator[tuple[Row, dict[str, Any]]]:
        for row in file.rows():
            self.on_progress(file.path, row.end)
            if row.broken:
                self._error(file, row.line, "line", Unfit(row.broken, "one record, as in the lines around it"))
                continue
            read: dict[str, Any] = {}
            sound = True
            for rule in rules:
                try:
                    read[rule.field] = rule.read(row.values)
                except Unfit as unfit:
                    sound = False
                    self._error(file, row.line, rule.field, unfit)
            if sound:
                yield row, read

    def _error(self, file: SourceFile, line: int, field: str, unfit: Unfit) -> None:
        self.counts["errors"] += 1
        self.report.add(Problem(file.path.name, line, "error", field, unfit.what, unfit.fits))

    def _report_orphans(self, file: SourceFile | None, orphans: Any) -> None:
        self.counts["orphans"] += len(orphans)
        for record in orphans:
            name = file.path.name if file else ""
            what = f"no creator with {record.handle} on {record.platform.value}"
            fits = "import the creator first, or leave the line out"
            self.report.add(Problem(name, record.line, "orphan", "handle", what, fits))


def prepared(
    creators: Path,
    posts: Path | None,
    mapping: FileMapping,
    report: Report,
    progress: Progress,
    *,
    comments: Path | None = None,
    followers: Path | None = None,
) -> Import:
    """An import ready to run. Raises UnfitFile when a file cannot be read."""
    opened = [open_source(path) if path else None for path in (posts, comments, followers)]
    return Import(mapping, open_source(creators), opened[0], report, progress, opened[1], opened[2])


def _pieced(records: Iterator[R], key: Callable[[R], object]) -> Iterator[list[R]]:
    """A few hundred records at a time; one that names the same thing as an earlier one begins a new piece."""
    piece: dict[object, R] = {}
    for record in records:
        if len(piece) == PIECE or key(record) in piece:
            yield list(piece.values())
            piece = {}
        piece[key(record)] = record
    if piece:
        yield list(piece.values())


@contextmanager
def _same(work: Work) -> Iterator[Work]:
    """The one transaction of a dry run, emptied of rows after every piece."""
    yield work
    work.session.flush()
    work.session.expunge_all()
