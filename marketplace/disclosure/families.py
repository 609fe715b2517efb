"""Families: claims that several countries forbid in the same words, kept once in `families/`.

A row of a pack names its family by `family: en.gone`, the key `gone` of `families/en.yaml`, and adds what is its own:
id, source, article, quote. What it says besides takes the place of what the family says.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.errors import FamilyUnknown

FAMILY_FOLDER = Path(__file__).parent / "families"


@lru_cache
def families_in(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What rows share, by `<file>.<key>`."""
    return {
        f"{path.stem}.{key}": shared
        for path in sorted(folder.glob("*.yaml"))
        for key, shared in read_yaml(path).items()
    }


def with_families(pack: Any) -> Any:
    """A pack as it was read, each row with what its family says filled in. Raises FamilyUnknown.

    What is no pack at all is given back as it is: its shape is judged elsewhere.
    """
    if not isinstance(pack, dict) or not isinstance(pack.get("rows"), list):
        return pack
    return pack | {"rows": [_with_family(row) if isinstance(row, dict) else row for row in pack["rows"]]}


def _with_family(row: dict[str, Any]) -> dict[str, Any]:
    if "family" not in row:
        return row
    name, known = row["family"], families_in(FAMILY_FOLDER)
    if not isinstance(name, str) or name not in known:
        raise FamilyUnknown(f"{row.get('id')}: no family is called “{name}”; there are {', '.join(known)}")
    return {**known[name], **{key: value for key, value in row.items() if key != "family"}}
