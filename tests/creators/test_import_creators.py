"""Imports from files as people have them: invented creators, many spellings, every kind of damage."""

from __future__ import annotations

import codecs
import json

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from marketplace.base.money import Money
from marketplace.creators import importer, queries
from marketplace.creators.commands import creators as command
from marketplace.creators.intake.problems import UnfitFile
from marketplace.creators.models import Channel, Creator, CreatorPost, Figures, ImportBatch, Rate
from marketplace.creators.states import CreatorState, Format, Platform, VerifiedBy
from marketplace.work.outbox import FactRow
from tests.builders.creators import a_creator
from tests.creators.exports import EXPORT, NOTE, count, lines


def test_an_export_becomes_creators_with_dated_figures_prices_and_posts(run, tmp_path, session):
    creators = lines(tmp_path / "creators.jsonl", [EXPORT, {**EXPORT, "user_id": "u2", "图文报价(RMB)": "0"}])
    posts = lines(tmp_path / "notes.jsonl", [NOTE, {**NOTE, "note_id": "n2", "desc": "#合作 好吃"}])
    told = run("import", creators, "--posts", posts)
    assert (told["creators_new"], told["posts_new"], told["errors"], told["orphans"]) == (2, 2, 0, 0)
    first, second = queries.candidates(session)
    assert (first.name, first.country, first.niches) == ("u1", "US", ("food", "travel"))
    assert first.state is CreatorState.ACTIVE
    assert (first.verified_by, first.followers, first.figures_source) == (VerifiedBy.IMPORT, 1653, "xiaohongshu_export")
    assert first.figures_on.isoformat() == "2025-03-12"
    assert (first.audience["female"], first.audience["age"]) == (0.886, {"<18": 0.1015})
    assert first.audience["interests"] == [["美食", 0.0519], ["时尚", 0.0441]]
    assert first.rate(Format.PHOTO, "CNY") == Money(6000, "CNY")
    assert second.rates_minor == {}  # a price of 0 is none
    assert session.get(Creator, first.creator_id).bio == "达拉斯探店 | 旅游"
    rows = session.scalars(sa.select(CreatorPost).order_by(CreatorPost.external_id)).all()
    assert [row.sponsored for row in rows] == [False, True]
    assert (rows[0].tags, rows[0].body) == (["蛋糕", "达拉斯"], "好吃 #蛋糕#")


def test_the_same_file_again_changes_nothing(run, tmp_path, session):
    creators, posts = lines(tmp_path / "c.jsonl", [EXPORT]), lines(tmp_path / "n.jsonl", [NOTE])
    run("import", creators, "--posts", posts)
    told = run("import", creators, "--posts", posts)
    assert (told["creators_new"], told["creators_updated"], told["creators_unchanged"]) == (0, 0, 1)
    assert (told["posts_new"], told["posts_updated"], told["posts_unchanged"]) == (0, 0, 1)
    assert [count(session, table) for table in (Creator, Channel, Figures, CreatorPost, Rate)] == [1, 1, 1, 1, 1]


def test_a_newer_export_adds_a_snapshot_and_updates_the_rest(run, tmp_path, session):
    run("import", lines(tmp_path / "c.jsonl", [EXPORT]))
    newer = {**EXPORT, "user_id": "U1", "fans": 2000, "last_modify_ts": 1742740734045, "图文报价(RMB)": "90"}
    told = run("import", lines(tmp_path / "c.jsonl", [newer]))
    assert (told["creators_new"], told["creators_updated"]) == (0, 1)
    found = queries.candidates(session)
    assert [(row.followers, row.rate(Format.PHOTO, "CNY")) for row in found] == [(2000, Money(9000, "CNY"))]
    assert session.scalars(sa.select(Figures.followers).order_by(Figures.taken_on)).all() == [1653, 2000]


def test_posts_of_nobody_are_reported_by_line_and_left_out(run, tmp_path, session, report):
    posts = [NOTE, {**NOTE, "note_id": "n2", "user_id": "stranger"}, {**NOTE, "note_id": "n3"}]
    creators = lines(tmp_path / "c.jsonl", [EXPORT])
    told = run("import", creators, "--posts", lines(tmp_path / "n.jsonl", posts))
    assert (told["posts_new"], told["orphans"], told["errors"]) == (2, 1, 0)
    assert [(row[0], row[1], row[2]) for row in report()] == [("n.jsonl", "2", "orphan")]


def test_what_is_wrong_is_told_by_line_and_the_rest_is_imported(run, tmp_path, session, report):
    damaged = [
        EXPORT,
        "{not json",
        {**EXPORT, "user_id": "u2", "fans": "many"},
        '["a list"]',
        "",
        {**EXPORT, "user_id": None},
        {**EXPORT, "user_id": "u3", "ip_location": "Atlantis"},
        {**EXPORT, "user_id": "u4", "last_modify_ts": 4000000000000},
        {**EXPORT, "user_id": "=cmd()", "desc": "x"},
        {**EXPORT, "user_id": "u9"},
    ]
    told = run("import", lines(tmp_path / "c.jsonl", damaged))
    assert (told["creators_new"], told["errors"]) == (2, 7)
    assert [(row[1], row[3]) for row in report()] == [
        ("2", "line"), ("3", "followers"), ("4", "line"), ("6", "handle"), ("7", "country"), ("8", "record"),
        ("9", "handle"),
    ]  # fmt: skip
    assert all(row[4] and row[5] for row in report())
    assert "'many'" in report()[1][4]
    assert not any(cell.startswith(("=", "+", "@")) for row in report() for cell in row)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("gb18030"),
        lambda text: text.replace("\n", "\r\n").encode("gb18030"),
        lambda text: text.replace(",", "\t").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "crlf", "tabs"],
)
def test_a_chinese_table_is_read_however_it_was_saved(run, tmp_path, session, encode):
    table = (
        "平台,账号,昵称,粉丝数,图文报价（元）,数据日期\n"
        '小红书,maya,"梅\n亚",1.2万,800,2025/3/1\n'
        "抖音,bo,阿博,900,,2025/3/1\n"
    )
    path = tmp_path / "名单.csv"
    path.write_bytes(encode(table))
    told = run("import", path, mapping="generic")
    assert (told["creators_new"], told["errors"]) == (2, 0)
    assert [(row.platform, row.name, row.followers) for row in queries.candidates(session)] == [
        (Platform.XIAOHONGSHU, "梅 亚", 12_000), (Platform.DOUYIN, "阿博", 900),
    ]  # fmt: skip
    assert session.scalar(sa.select(Rate.price_minor)) == 80_000


def test_an_english_table_with_posts_is_read(run, tmp_path, session):
    creators, posts = tmp_path / "c.csv", tmp_path / "p.csv"
    creators.write_text("Platform,Handle,Name,Followers,Country\nInstagram,@maya,Maya,86k,United States\n")
    posts.write_text("platform,handle,post id,published at,likes,views\nINS,Maya,1,2025-03-01 12:00,10,500\n")
    told = run("import", creators, "--posts", posts, mapping="generic")
    assert (told["creators_new"], told["posts_new"], told["errors"]) == (1, 1, 0)
    assert session.scalar(sa.select(CreatorPost.reads)) == 500


def test_lines_of_a_table_are_counted_as_an_editor_counts_them(run, tmp_path, report):
    path = tmp_path / "c.csv"
    path.write_text('platform,handle,bio,followers\n\nred,a,"two\nlines",1\nred,b,,many\nred,c,x,1,extra\n')
    told = run("import", path, mapping="generic")
    assert (told["creators_new"], told["errors"]) == (1, 2)
    assert [row[1] for row in report()] == ["5", "6"]


def test_a_quote_that_is_never_closed_is_an_error_and_not_a_giant_cell(run, tmp_path, report):
    path = tmp_path / "c.csv"
    path.write_text('platform,handle,bio,followers\nred,a,ok,1\nred,b,"never closed,1\nred,c,x,1\n')
    told = run("import", path, mapping="generic")
    assert (told["creators_new"], told["errors"]) == (1, 1)
    assert report()[0][1] == "3"


def test_bytes_that_are_no_characters_spoil_only_their_line(run, tmp_path, report):
    path = tmp_path / "c.jsonl"
    good = json.dumps({**EXPORT, "user_id": "u2"}, ensure_ascii=False).encode()
    path.write_bytes(good.replace(b"u2", b"u\xff\xff2") + b"\n" + good + b"\n" + good.replace(b"u2", b"u3") + b"\n")
    told = run("import", path)
    assert told["creators_new"] == 2
    assert {row[1] for row in report()} == {"1"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"name,followers\nMaya,5\n", "no column for platform"),
        (b"platform,handle,folowers\nred,a,5\n", "Did you mean 'folowers'"),
        (b"platform,handle,Handle,followers\nred,a,b,5\n", "two columns"),
        (b'[{"platform": "red"}]', "one JSON list"),
        ("platform,handle".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(run, tmp_path, session, content, says):
    path = tmp_path / "c.csv"
    path.write_bytes(content)
    assert says in run("import", path, mapping="generic", code=1)
    assert count(session, ImportBatch) == 0


def test_a_dry_run_tells_the_same_and_keeps_nothing(run, tmp_path, session):
    creators, posts = lines(tmp_path / "c.jsonl", [EXPORT]), lines(tmp_path / "n.jsonl", [NOTE])
    told = run("import", creators, "--posts", posts, "--dry-run")
    assert (told["creators_new"], told["posts_new"], told["batch"]) == (1, 1, None)
    assert [count(session, table) for table in (Creator, CreatorPost, ImportBatch, FactRow)] == [0, 0, 0, 0]


def test_a_channel_named_twice_in_one_file_is_one_creator(run, tmp_path, session):
    told = run("import", lines(tmp_path / "c.jsonl", [EXPORT, {**EXPORT, "fans": 9}]))
    assert (told["creators_new"], told["creators_updated"]) == (1, 1)
    assert [row.followers for row in queries.candidates(session)] == [9]


def test_a_long_file_is_written_in_pieces(run, tmp_path, session, monkeypatch):
    monkeypatch.setattr(importer, "PIECE", 7)
    records = [{**EXPORT, "user_id": f"u{number}"} for number in range(20)]
    told = run("import", lines(tmp_path / "c.jsonl", records))
    assert told["creators_new"] == count(session, Creator) == 20


def test_whoever_follows_creators_is_told_once_when_an_import_is_done(run, tmp_path, session):
    run("import", lines(tmp_path / "c.jsonl", [EXPORT]))
    told = session.scalars(sa.select(FactRow.payload).where(FactRow.name == "creators.CreatorsImported")).all()
    assert len(told) == 1
    batch = queries.import_batches(session)[0]
    assert list(queries.creators_of_batch(session, batch.id)) == [session.scalar(sa.select(Creator.id))]


def test_an_import_adds_figures_to_who_joined_but_never_changes_their_words_or_prices(run, tmp_path, work_as, session):
    maya = a_creator(work_as, platform=Platform.XIAOHONGSHU, handle="u1", price=Money(77, "CNY"))
    told = run("import", lines(tmp_path / "c.jsonl", [EXPORT]))
    assert (told["creators_new"], told["creators_updated"]) == (0, 1)
    assert (session.get(Creator, maya.id).bio, session.scalar(sa.select(Rate.price_minor))) == (
        "Maya writes about food.", 77,
    )  # fmt: skip
    assert session.scalar(sa.select(Figures.followers).where(Figures.source == "xiaohongshu_export")) == 1653


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        ("name: [", "no YAML"),
        ("name: x\nsource: s\n", "creators"),
        ("name: x\nsource: s\ncreators: {handle: {from: a, as: handle}}\n", "platform"),
        ("name: x\nsource: s\ncreators: {platform: {default: red}, handle: {from: a, as: magic}}\n", "no converter"),
        ("name: x\nsource: s\ncreators: {platform: {default: red}, handle: {from: a}, x: {from: b}}\n", "no field"),
        ("name: x\nsource: s\ncreators: {platform: {default: red}, handle: {from: a, as: integer}}\n", "read as"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_what_would(tmp_path, yaml, says):
    from marketplace.creators.intake.mapping import load_mapping

    path = tmp_path / "mapping.yaml"
    path.write_text(yaml)
    with pytest.raises(UnfitFile, match=says):
        load_mapping(path)


def test_the_list_of_imports_names_their_files(run, tmp_path):
    batch = run("import", lines(tmp_path / "c.jsonl", [EXPORT]))["batch"]
    answer = CliRunner().invoke(command, ["batches"])
    assert batch in answer.output
    assert "c.jsonl" in answer.output
    assert "There is no import" in run("undo", "NOSUCH00", code=1)
