"""The languages of the site: collects the texts, brings the catalogues up to date, and compiles them.

English is the language of the source. Simplified Chinese is written by people, in
`marketplace/translations/zh`. Traditional Chinese is derived from it when it is compiled.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from marketplace.settings import ROOT

TRANSLATIONS = ROOT / "marketplace/translations"
WRITTEN = "zh"
DERIVED = "zh_Hant"

_METHODS = [
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.txt", "jinja2"),
    ("disclosure/packs/**.yaml", "marketplace.disclosure.catalogue:extract_pack"),
    ("disclosure/families/**.yaml", "marketplace.disclosure.catalogue:extract_pack"),
]
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
_OPTIONS = {"**.html": {"encoding": "utf-8"}, "**.txt": {"encoding": "utf-8"}}


def collected() -> Catalog:
    """Every text of the source, with the files it stands in."""
    catalog = Catalog(project="Meadow", charset="utf-8")
    for folder in ("marketplace", "templates"):
        found = extract_from_dir(ROOT / folder, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("i18n:",))
        for name, _line, texts, comments, context in found:
            catalog.add(texts, locations=[(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language as it is written down."""
    path = _path(language, "po")
    if not path.exists():
        return Catalog(locale=language, project="Meadow")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> Catalog:
    """Brings the written catalogue up to date with the source; new texts are empty, gone ones are dropped."""
    catalog = catalogue_of(WRITTEN)
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path = _path(WRITTEN, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, omit_header=True, include_lineno=False, sort_output=True)
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The texts of a catalogue that have no translation, or an uncertain one."""
    return [_singular(message) for message in catalog if message.id and (message.fuzzy or not _is_whole(message))]


def compile_all(target: Path = TRANSLATIONS) -> None:
    """Compiles the written catalogue, and derives and compiles the traditional one."""
    from opencc import OpenCC

    written = catalogue_of(WRITTEN)
    _compile(written, target, WRITTEN)
    _compile(_changed(written, DERIVED, OpenCC("s2tw").convert), target, DERIVED)


def compile_pseudo(target: Path) -> None:
    """Compiles a catalogue in which every text stands in brackets: what shows without them is not translatable."""
    catalog = Catalog(locale=WRITTEN, project="Meadow")
    for message in collected():
        if message.id:
            singular = _singular(message)
            marked = (f"⟦{singular}⟧",) if isinstance(message.id, (list, tuple)) else f"⟦{singular}⟧"
            catalog.add(message.id, marked, context=message.context)
    _compile(catalog, target, WRITTEN)


def _compile(catalog: Catalog, target: Path, language: str) -> None:
    path = target / language / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def _changed(source: Catalog, language: str, change: Callable[[str], str]) -> Catalog:
    catalog = Catalog(locale=language, project="Meadow")
    for message in source:
        if not message.id or not message.string:
            continue
        whole = message.string
        made = change(whole) if isinstance(whole, str) else tuple(change(part) for part in whole)
        catalog.add(message.id, made, context=message.context)
    return catalog


def _is_whole(message: Message) -> bool:
    parts = (message.string,) if isinstance(message.string, str) else message.string
    return parts is not None and bool(parts) and all(parts)


def _singular(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _path(language: str, kind: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / f"messages.{kind}"


@click.group()
def catalogues() -> None:
    """The languages of the site."""


@catalogues.command("update")
def update_command() -> None:
    """Collect the texts of the source into the catalogue, and say how many wait for a translation."""
    catalog = update()
    click.echo(json.dumps({"texts": len(catalog), "untranslated": len(untranslated(catalog))}))


@catalogues.command("compile")
def compile_command() -> None:
    """Compile the catalogues that the site reads."""
    compile_all()
    click.echo("Compiled Simplified Chinese, and Traditional Chinese derived from it.")


@catalogues.command("missing")
def missing_command() -> None:
    """List the texts that wait for a translation."""
    for text in untranslated(update()):
        click.echo(text)


if __name__ == "__main__":
    catalogues()
