"""Digests of every pack's rules, by version: what was checked with a version can be told apart from what came after.

`python -m tests.disclosure.pack_digests` writes those of new versions to `pack_digests.json`.
"""

import json
from hashlib import sha256
from pathlib import Path

from marketplace.disclosure.packs import PACK_FOLDER, Pack, packs_in

RECORDED = Path(__file__).with_suffix(".json")
Digests = dict[str, dict[str, str]]
"""By code and version."""


def digest_of(pack: Pack) -> str:
    """Changes with anything a pack says: its rows with families and expressions filled in, sources, words lent."""
    said = pack.model_dump(mode="json", exclude={"version"})
    return sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def recorded() -> Digests:
    """The digests kept in the file."""
    digests: Digests = json.loads(RECORDED.read_text("utf-8"))
    return digests


def changed_under_the_same_version(packs: dict[str, Pack], known: Digests) -> list[str]:
    """The files of packs that say something else than when their version was recorded."""
    return [
        f"marketplace/disclosure/packs/{code.lower()}.yaml"
        for code, pack in packs.items()
        if known.get(code, {}).get(pack.version, digest_of(pack)) != digest_of(pack)
    ]


def not_recorded(packs: dict[str, Pack], known: Digests) -> list[str]:
    """The codes of packs whose version has no digest yet."""
    return [code for code, pack in packs.items() if pack.version not in known.get(code, {})]


if __name__ == "__main__":
    packs, known = packs_in(PACK_FOLDER), recorded() if RECORDED.exists() else {}
    if changed := changed_under_the_same_version(packs, known):
        raise SystemExit(f"Raise `version` first in {', '.join(changed)}.")
    for new in not_recorded(packs, known):
        known.setdefault(new, {})[packs[new].version] = digest_of(packs[new])
    RECORDED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
