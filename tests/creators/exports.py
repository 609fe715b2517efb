"""Invented exports, in the shape of a real one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

EXPORT = {
    "user_id": "u1", "desc": "达拉斯探店 | 旅游 | Zodiac: unknown | Age: 30", "ip_location": "美国", "follows": 10,
    "fans": 1653, "last_modify_ts": 1741740734045, "liked_count": 6443, "collected_count": 10, "comment_count": 5,
    "share_count": 4, "note_count": 146, "location": "US", "图文报价(RMB)": "60", "平台等级": 3,
    "活跃粉丝占比(仅>1K)": 50.37, "粉丝女性比例": "88.6", "粉丝年龄<18": "10.15", "粉丝年龄18-24": "Null",
    "兴趣标签": "1        美食        5.19%\n2        时尚        4.41%", "地域分布": "Null",
}  # fmt: skip
NOTE = {
    "note_id": "n1", "user_id": "u1", "type": "normal", "title": "蛋糕", "desc": "好吃 #蛋糕[话题]#",
    "time": 1741739525000, "liked": 5, "collected": 2, "comment": 1, "share": 0, "tags": "蛋糕,达拉斯,",
    "crawl": 1741740908175,
}  # fmt: skip


def lines(path: Path, records: Sequence[Any]) -> Path:
    texts = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))
