"""Packs are data: valid, sourced, and added without code."""

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from marketplace.disclosure.captions import Caption
from marketplace.disclosure.catalogue import extract_pack
from marketplace.disclosure.check import UnknownJurisdiction, Verdict, check_caption, known_jurisdictions
from marketplace.disclosure.errors import PackInvalid
from marketplace.disclosure.expressions import EXPRESSION_FOLDER
from marketplace.disclosure.families import FAMILY_FOLDER, families_in
from marketplace.disclosure.fixes import Judged, repaired
from marketplace.disclosure.labels import label_for
from marketplace.disclosure.packs import PACK_FOLDER, packs_for, packs_in, read_pack
from marketplace.disclosure.reading.caption import read
from marketplace.disclosure.reading.characters import TRADITIONAL
from marketplace.disclosure.reading.lexicon import LEXICON_FOLDER, lexicons
from marketplace.disclosure.reading.offsets import fold
from marketplace.disclosure.rows import TIES, ClaimRow
from marketplace.disclosure.rules import disclosure_findings
from tests.disclosure.builders import a_caption

A_NEW_PACK = """
code: NZ
name: New Zealand
version: "1"
languages: [en]
sources:
  guide: {title: A guide, url: "https://example.org/guide", verified_on: 2026-01-01, confidence: secondary-source}
rows:
  - id: NZ-DISCLOSE
    kind: disclosure
    demand: Say that it is advertising, first of all.
    source: guide
    article: Rule 2
    quote: Ads must be identified as such.
    missing: {paid: fail, gifted: review}
    accepted:
      - {text: paid ad, language: en, stands: phrase, write: "PAID AD:", preferred_for: [paid, gifted]}
    rejected:
      - {text: ad, language: en}
  - {id: NZ-PLACE, kind: placement, demand: The label is the first thing read.,
     source: guide, article: Rule 3, quote: First., must_be_first: true}
  - {id: NZ-LANGUAGE, kind: language, demand: In the language of the post.,
     source: guide, article: Rule 4, quote: Same language., label_in: post}
  - {id: NZ-NATIVE, kind: native_label, demand: The platform's label is enough.,
     source: guide, article: Rule 5, quote: Tools count., alone: pass}
"""


def test_a_pack_is_added_without_code(tmp_path: Path) -> None:
    (tmp_path / "nz.yaml").write_text(A_NEW_PACK, "utf-8")
    pack = packs_in(tmp_path)["NZ"]

    def verdict(body: str, **changes: object) -> list[tuple[str, Verdict]]:
        return [(each.rule, each.verdict) for each in disclosure_findings(read(a_caption(body, **changes)), pack)]

    assert verdict("PAID AD: mugs from Tui Lane") == []
    assert verdict("Mugs from Tui Lane", native_label=True) == []
    assert verdict("#ad mugs from Tui Lane") == [("NZ-DISCLOSE", Verdict.FAIL)]
    assert verdict("Mugs, paid ad, from Tui Lane") == [("NZ-PLACE", Verdict.FAIL)]
    assert verdict("Mugs from Tui Lane", relationship="gifted") == [("NZ-DISCLOSE", Verdict.REVIEW)]

    def judge(draft: Caption) -> Judged:
        return disclosure_findings(read(draft), pack), ()

    fixed = repaired(a_caption("Mugs"), [pack], judge, judge(a_caption("Mugs")))
    assert fixed is not None
    assert fixed.body == "PAID AD: Mugs"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("article: Rule 3, ", "", "article"),
        ("source: guide, article: Rule 4", "source: hearsay, article: Rule 4", "hearsay"),
        ("quote: First.", f"quote: {'x' * 201}", "quote"),
        ("alone: pass", "alone: maybe", "alone"),
        ("id: NZ-LANGUAGE", "id: NZ-PLACE", "stands twice"),
        ("kind: native_label", "kind: nothing", "kind"),
        ("confidence: secondary-source", "confidence: high", "confidence"),
        ("must_be_first: true", "must_be_frist: true", "must_be_frist"),
        ("code: NZ", "code: nzl", "code"),
        ("rows:", "rows: [", "not YAML"),
    ],
)
def test_a_pack_that_is_wrong_is_refused_with_the_place(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "nz.yaml"
    path.write_text(A_NEW_PACK.replace(old, new), "utf-8")
    with pytest.raises(PackInvalid, match=says):
        read_pack(path)


def test_packs_of_china_and_the_united_states_are_there() -> None:
    assert set(known_jurisdictions()) >= {"CN", "US"}


@pytest.mark.parametrize("pack", packs_in(PACK_FOLDER).values(), ids=lambda pack: pack.code)
def test_a_pack_has_a_label_for_every_tie_and_every_expression_compiles(pack: object) -> None:
    (pack,) = packs_for([pack.code])  # type: ignore[attr-defined]
    for tie in TIES:
        for language in pack.languages:
            label = label_for(pack, tie, language)
            body = f"{label} Words." if not label.endswith("】") else f"{label}Words."
            assert disclosure_findings(read(a_caption(body, relationship=tie, language=language)), pack) == ()
    for row in pack.rows:
        if isinstance(row, ClaimRow):
            for words in (*row.words, *row.unless, *row.unless_sentence, *row.unless_before, *row.unless_after):
                assert not re.search(words, "")


def test_unknown_countries_are_refused_by_name() -> None:
    with pytest.raises(UnknownJurisdiction, match="XX"):
        check_caption(a_caption("#ad Hello"), ["US", "XX"])


def test_countries_may_be_asked_in_small_letters_and_twice() -> None:
    assert set(check_caption(a_caption("#ad Hello"), ["us", "US"]).packs) == {"US"}


def test_lexicons_never_match_nothing() -> None:
    for lexicon in lexicons().values():
        for kind, entries in lexicon.model_dump().items():
            if isinstance(entries, tuple) and kind not in ("scripts", "common_words"):
                assert not [entry for entry in entries if re.search(entry, "")], kind


def test_every_character_of_the_data_is_known_in_its_traditional_form() -> None:
    to_traditional = OpenCC("s2t")
    used = {
        character
        for path in (*PACK_FOLDER.glob("*.yaml"), *LEXICON_FOLDER.glob("*.yaml"), *EXPRESSION_FOLDER.glob("zh*.yaml"))
        for line in path.read_text("utf-8").splitlines()
        if not re.match(r"\s*(title|quote|demand|article|url|-? ?why|fix|source|name):", line)
        for character in line
        if "\u4e00" <= character <= "\u9fff" and fold(character).text == character
    }
    missing = {
        traditional: character
        for character in used
        if len(traditional := to_traditional.convert(character)) == 1
        and traditional != character
        and traditional not in TRADITIONAL
    }
    assert not missing, "add these pairs to reading/characters.py"


A_ROW_OF_A_FAMILY = """
  - {id: NZ-GONE, kind: claim, family: en.gone, source: guide, article: Rule 6, quote: No., except_categories: [tea]}
"""


def test_a_row_takes_what_its_family_says_and_keeps_what_it_says_itself(tmp_path: Path) -> None:
    (tmp_path / "nz.yaml").write_text(A_NEW_PACK.rstrip() + A_ROW_OF_A_FAMILY, "utf-8")
    shared = families_in(FAMILY_FOLDER)["en.gone"]
    (row,) = packs_in(tmp_path)["NZ"].claims
    assert (row.why, row.demand, row.language) == (shared["why"], shared["demand"], "en")
    assert (row.article, row.except_categories) == ("Rule 6", ("tea",))


@pytest.mark.parametrize("name", ["en.gonne", "[en]", "null"])
def test_a_row_of_a_family_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "nz.yaml"
    path.write_text(A_NEW_PACK.rstrip() + A_ROW_OF_A_FAMILY.replace("en.gone", name), "utf-8")
    with pytest.raises(PackInvalid, match=r"nz.yaml: NZ-GONE: no family .* en\.gone"):
        read_pack(path)


def sentences_in(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {message for _, _, message, _ in extract_pack(file, (), (), {})}


def test_every_sentence_of_a_pack_reaches_the_message_catalogues() -> None:
    shared = set().union(*map(sentences_in, FAMILY_FOLDER.glob("*.yaml")))
    for pack in packs_in(PACK_FOLDER).values():
        taken = sentences_in(PACK_FOLDER / f"{pack.code.lower()}.yaml") | shared
        shown = {row.demand for row in pack.rows} | {text for row in pack.claims for text in (row.why, row.fix)}
        assert shown <= taken


def test_a_union_answers_for_members_without_a_pack_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    union = A_NEW_PACK.replace("NZ", "PU").replace("languages: [en]", "languages: [en]\nmembers: [NZ, WS]")
    (tmp_path / "nz.yaml").write_text(A_NEW_PACK, "utf-8")
    (tmp_path / "pu.yaml").write_text(union, "utf-8")
    monkeypatch.setattr("marketplace.disclosure.packs.PACK_FOLDER", tmp_path)
    assert known_jurisdictions() == ("NZ", "PU", "WS")
    assert [pack.code for pack in packs_for(["ws", "PU", "NZ"])] == ["PU", "NZ"]
    with pytest.raises(UnknownJurisdiction):
        packs_for(["AU"])
