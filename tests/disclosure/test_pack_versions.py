"""A report keeps the versions of the packs it was made with, so a version stands for one set of rules for good."""

from marketplace.disclosure.packs import PACK_FOLDER, packs_in
from marketplace.disclosure.rows import ClaimRow
from tests.disclosure.pack_digests import changed_under_the_same_version, digest_of, not_recorded, recorded


def test_no_pack_changes_without_a_new_version() -> None:
    packs = packs_in(PACK_FOLDER)
    changed = changed_under_the_same_version(packs, recorded())
    assert not changed, (
        f"What these packs say has changed, or what a family or expression they name says: {', '.join(changed)}. "
        "Raise `version` in each and run `python -m tests.disclosure.pack_digests`."
    )
    unknown = not_recorded(packs, recorded())
    assert not unknown, f"New versions of {', '.join(unknown)}: run `python -m tests.disclosure.pack_digests`."


def test_one_changed_word_of_a_claim_is_noticed_and_a_new_version_allows_it() -> None:
    pack = packs_in(PACK_FOLDER)["US"]
    row = pack.claims[0]
    widened = row.model_copy(update={"words": (*row.words, "moon dust")})
    rows = tuple(widened if each is row else each for each in pack.rows)
    changed = pack.model_copy(update={"rows": rows})
    assert isinstance(widened, ClaimRow)
    assert digest_of(changed) != digest_of(pack)
    assert changed_under_the_same_version({"US": changed}, recorded()) == ["marketplace/disclosure/packs/us.yaml"]
    raised = changed.model_copy(update={"version": "2099.1"})
    assert changed_under_the_same_version({"US": raised}, recorded()) == []
    assert not_recorded({"US": raised}, recorded()) == ["US"]
