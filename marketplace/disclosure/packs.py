"""A pack: one country's rules as data, in one readable file with a version and a source in every row.

To add a country, put `<code>.yaml` beside the others in `packs/`; it takes no code. `rows.py` tells what a row
may hold, `families.py` where rows get what several packs say alike.

A pack with `members` is a union's: it answers for itself and for every member that has no pack of its own. The
others lean on it: it lends them its words for posts in languages they have none for, and its claim rows, being law
in every member, bind them too.
"""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.errors import FamilyUnknown, PackInvalid, UnknownJurisdiction
from marketplace.disclosure.families import with_families
from marketplace.disclosure.rows import (
    AnyRow,
    ClaimRow,
    ConsistencyRow,
    DisclosureRow,
    LanguageRow,
    MediumRow,
    NativeLabelRow,
    PlacementRow,
    Row,
    Shape,
    SignalsRow,
    Source,
)

PACK_FOLDER = Path(__file__).parent / "packs"
ALIASES = {"UK": "GB"}


R = TypeVar("R", bound=Row)


class Pack(Shape):
    """The rules of one country."""

    code: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    version: str
    languages: tuple[str, ...] = Field(min_length=1)
    members: tuple[str, ...] = Field(default=(), description="the countries of a union, whose baseline this is")
    sources: dict[str, Source]
    rows: tuple[AnyRow, ...]

    @model_validator(mode="after")
    def _rows_fit_together(self) -> Self:
        ids = [row.id for row in self.rows]
        for row in self.rows:
            if row.source not in self.sources:
                raise ValueError(f"{row.id}: no source is called “{row.source}”")
            if self.sources[row.source].confidence == "verified-text" and not row.quote:
                raise ValueError(f"{row.id}: a source whose text was read is quoted")
            if not row.id.startswith(self.code):
                raise ValueError(f"{row.id}: a rule id begins with the pack's code {self.code}")
            if ids.count(row.id) > 1:
                raise ValueError(f"{row.id}: stands twice")
        for row in self.rows:
            for lifted in row.lifts if isinstance(row, ClaimRow) else ():
                if lifted not in ids:
                    raise ValueError(f"{row.id}: lifts {lifted}, which is not in the pack")
        for kind, shape in _SINGLE.items():
            if sum(isinstance(row, shape) for row in self.rows) != 1:
                raise ValueError(f"a pack has exactly one row of kind “{kind}”")
        return self

    @cached_property
    def disclosure(self) -> DisclosureRow:
        """The row that holds the words."""
        return self._one(DisclosureRow)

    @cached_property
    def placement(self) -> PlacementRow:
        """The row that says where the words stand."""
        return self._one(PlacementRow)

    @cached_property
    def language(self) -> LanguageRow:
        """The row that says in which language."""
        return self._one(LanguageRow)

    @cached_property
    def native_label(self) -> NativeLabelRow:
        """The row on the platform's own label."""
        return self._one(NativeLabelRow)

    @cached_property
    def claims(self) -> tuple[ClaimRow, ...]:
        """The rows on prohibited claims."""
        return self._all(ClaimRow)

    @cached_property
    def consistency(self) -> tuple[ConsistencyRow, ...]:
        """The rows on denials."""
        return self._all(ConsistencyRow)

    @cached_property
    def media(self) -> tuple[MediumRow, ...]:
        """The rows on what a text does not show."""
        return self._all(MediumRow)

    @cached_property
    def signals(self) -> tuple[SignalsRow, ...]:
        """The rows on ties that were not declared."""
        return self._all(SignalsRow)

    def _one(self, kind: type[R]) -> R:
        return next(row for row in self.rows if isinstance(row, kind))

    def _all(self, kind: type[R]) -> tuple[R, ...]:
        return tuple(row for row in self.rows if isinstance(row, kind))


_SINGLE: dict[str, type[Row]] = {
    "disclosure": DisclosureRow,
    "placement": PlacementRow,
    "language": LanguageRow,
    "native_label": NativeLabelRow,
}


def read_pack(path: Path) -> Pack:
    """The pack in a file. Raises PackInvalid with every place that is wrong."""
    try:
        return Pack.model_validate(with_families(read_yaml(path)))
    except FamilyUnknown as error:
        raise PackInvalid(f"{path.name}: {error}") from error
    except yaml.YAMLError as error:
        raise PackInvalid(f"{path.name} is not YAML: {error}") from error
    except ValidationError as error:
        places = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise PackInvalid(f"{path.name}: {places}") from error


@lru_cache
def packs_in(folder: Path) -> dict[str, Pack]:
    """Every pack of a folder by its code."""
    read = {pack.code: pack for pack in map(read_pack, sorted(folder.glob("*.yaml")))}
    for union in [pack for pack in read.values() if pack.members]:
        read |= {code: _with_words_of(union, read[code]) for code in union.members if code in read}
    return read


def _with_words_of(union: Pack, member: Pack) -> Pack:
    """The member's pack with the union's words for posts in languages that it has no words for itself."""
    # The member's own properties are kept once asked for, and a copy would keep them too.
    words = next(row for row in member.rows if isinstance(row, DisclosureRow))
    own = {term.language for term in words.accepted}
    lent = tuple(term for term in union.disclosure.accepted if term.language not in own)
    row = words.model_copy(update={"accepted": words.accepted + lent})
    rows = tuple(row if each is words else each for each in member.rows)
    return member.model_copy(update={"rows": rows})


def unions_of(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    """The unions that these packs' countries are members of, where they are not among the packs themselves."""
    codes = {pack.code for pack in packs}
    unions = (each for each in packs_in(PACK_FOLDER).values() if each.code not in codes)
    return tuple(each for each in unions if codes.intersection(each.members))


@lru_cache
def _pack_of(folder: Path) -> dict[str, Pack]:
    """The pack that answers for each code: its own, else that of a union it is a member of."""
    own = packs_in(folder)
    unions = {member: pack for pack in own.values() for member in pack.members}
    return dict(sorted({**unions, **own}.items()))


def known_jurisdictions() -> tuple[str, ...]:
    """The codes of all countries and unions that a pack answers for."""
    return tuple(_pack_of(PACK_FOLDER))


def packs_for(jurisdictions: Sequence[str]) -> tuple[Pack, ...]:
    """The packs that answer for these countries, each once, in the order asked. Raises UnknownJurisdiction."""
    known = _pack_of(PACK_FOLDER)
    codes = [ALIASES.get(code.strip().upper(), code.strip().upper()) for code in jurisdictions]
    for code in codes:
        if code not in known:
            raise UnknownJurisdiction(code, tuple(known))
    return tuple({known[code].code: known[code] for code in codes}.values())
