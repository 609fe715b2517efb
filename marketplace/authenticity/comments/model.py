"""The learned weights, as they lie beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from marketplace.base.yaml_files import read_yaml

PLACE = Path(__file__).parent


@dataclass(frozen=True)
class Weights:
    """What each hashed gram and each sign adds to the log-odds that a comment is spam."""

    begins_at: float
    signs: Mapping[str, float]
    grams: npt.NDArray[np.float16]


@cache
def shipped_weights() -> Weights:
    """The weights that ship with the product."""
    return weights_in(PLACE)


def weights_in(place: Path) -> Weights:
    """The weights that `keep` wrote into a folder."""
    told = read_yaml(place / "weights.yaml")
    grams = np.load(place / "weights.npy", allow_pickle=False)
    return Weights(float(told["begins_at"]), {name: float(value) for name, value in told["signs"].items()}, grams)


def keep(weights: Weights, place: Path = PLACE) -> None:
    """Writes weights where the product reads them."""
    rounded = {name: round(value, 4) for name, value in weights.signs.items()}
    head = "# Written by `marketplace authenticity train-comments`; what it was trained on: docs/authenticity.md.\n"
    told = yaml.safe_dump({"begins_at": round(weights.begins_at, 4), "signs": rounded}, sort_keys=False)
    (place / "weights.yaml").write_text(head + told, "utf-8")
    np.save(place / "weights.npy", weights.grams, allow_pickle=False)
