"""Every template compiles strictly, and what it names is there: components, macros, icons, filters and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import StrictUndefined, nodes

from marketplace.settings import ROOT
from marketplace.web.navigation import NAVIGATION

FOLDER = ROOT / "templates"
TEMPLATES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt", ".svg"}
)
PAGES = [name for name in TEMPLATES if name.endswith(".html")]
MAIL = ("mail/", "layouts/mail", "notifications/letter", "accounts/mail")
"""Letters: what reads them knows neither style sheets nor our content policy."""

ICONS = {path.stem for path in (FOLDER / "components/icons").glob("*.svg")}
ICON_IS_FIRST = {"icon", "icon_button", "empty_state"}


def parsed(app: Flask, name: str) -> nodes.Template:
    return app.jinja_env.parse((FOLDER / name).read_text(encoding="utf-8"), name)


def calls(tree: nodes.Template) -> Iterator[tuple[str, nodes.Call]]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            yield call.node.name, call


def words(node: nodes.Node) -> Iterator[str]:
    """The texts an expression may be: itself, or both ends of a choice."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from words(node.expr1)
        if node.expr2 is not None:
            yield from words(node.expr2)


def test_what_is_not_there_is_an_error_and_not_an_empty_place(app):
    assert app.jinja_env.undefined is StrictUndefined


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(app, name):
    app.jinja_env.get_template(name)


def test_whatever_a_template_is_made_of_exists(app):
    missing = {}
    for name in TEMPLATES:
        tree = parsed(app, name)
        of = tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        missing[name] = {
            part.template.value
            for part in of
            if isinstance(part.template, nodes.Const) and not (FOLDER / str(part.template.value)).is_file()
        }
    assert {name: found for name, found in missing.items() if found} == {}


def test_every_macro_is_there_and_called_with_words_it_knows(app):
    macros = {name: {macro.name: macro for macro in parsed(app, name).find_all(nodes.Macro)} for name in PAGES}
    wrong = []
    for name in TEMPLATES:
        tree, known = parsed(app, name), dict(macros.get(name, {}))
        for imported in tree.find_all(nodes.FromImport):
            source = macros.get(imported.template.value, {})
            for entry in imported.names:
                original, alias = entry if isinstance(entry, tuple) else (entry, entry)
                if original not in source:
                    wrong.append(f"{name}: {imported.template.value} has no {original}")
                else:
                    known[alias] = source[original]
        wrong += [
            f"{name}:{call.lineno}: {why}" for called, call in calls(tree) if (why := misfit(known.get(called), call))
        ]
    assert wrong == []


def misfit(macro: nodes.Macro | None, call: nodes.Call) -> str:
    if macro is None or call.dyn_args is not None or call.dyn_kwargs is not None:
        return ""
    arguments = [argument.name for argument in macro.args]
    required = arguments[: len(arguments) - len(macro.defaults)]
    given = set(arguments[: len(call.args)]) | {word.key for word in call.kwargs}
    unknown = {word.key for word in call.kwargs} - set(arguments) - {"caller"}
    if unknown or len(call.args) > len(arguments):
        return f"{macro.name} knows no {sorted(unknown) or 'so many arguments'}"
    missing = set(required) - given
    return f"{macro.name} needs {sorted(missing)}" if missing else ""


def test_every_icon_is_there(app):
    named = {entry.icon for groups in NAVIGATION.values() for _, entries in groups for entry in entries}
    missing = {("the sidebar", icon) for icon in named - ICONS}
    for name in TEMPLATES:
        missing |= {(name, icon) for icon in icons_named_in(parsed(app, name)) if icon not in ICONS}
    assert missing == set()


def icons_named_in(tree: nodes.Template) -> Iterator[str]:
    for called, call in calls(tree):
        if called in ICON_IS_FIRST and call.args:
            yield from words(call.args[0])
        for word in call.kwargs:
            if word.key in {"icon", "icon_name"}:
                yield from words(word.value)
    for pair in tree.find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const) and pair.key.value in {"icon", "icon_name"}:
            yield from words(pair.value)


def test_every_address_a_template_names_is_there(app):
    missing = set()
    for name in TEMPLATES:
        for called, call in calls(parsed(app, name)):
            if called == "url_for" and call.args:
                missing |= {(name, place) for place in words(call.args[0]) if place not in app.view_functions}
    assert missing == set()


def test_every_line_of_the_sidebar_leads_somewhere(app):
    entries = [entry for groups in NAVIGATION.values() for _, of in groups for entry in of]
    assert {entry.endpoint for entry in entries} - set(app.view_functions) == set()


def test_no_page_carries_scripts_or_styles_in_itself():
    """The content policy would throw them away, and only a browser would notice."""
    inline = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
    found = {
        f"{name}: {hit[0].strip()}"
        for name in PAGES
        if not name.startswith(MAIL)
        for hit in inline.finditer((FOLDER / name).read_text(encoding="utf-8"))
    }
    assert found == set()


def test_every_form_that_changes_something_carries_its_token():
    forms = re.compile(r"<form\b[^>]*method=[\"']?post.*?</form>", re.IGNORECASE | re.DOTALL)
    without = [
        name
        for name in PAGES
        for form in forms.findall((FOLDER / name).read_text(encoding="utf-8"))
        if "csrf" not in form and "hidden_tag" not in form
    ]
    assert without == []


def test_every_template_is_used(app):
    """A page nobody renders is a page nobody looks at."""
    python = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "marketplace").rglob("*.py"))
    named = set()
    for name in TEMPLATES:
        for part in parsed(app, name).find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            named |= set(words(part.template))
    own = [name for name in TEMPLATES if not name.startswith(("components/", "layouts/", "errors/", "web/styleguide"))]
    assert {name for name in own if name not in named and not _is_named(name, python)} == set()


def _is_named(name: str, python: str) -> bool:
    """Whether the code renders it by its whole name, or by a name it makes of a part."""
    folder, _, file = name.rpartition("/")
    return (
        f'"{name}"' in python or f'"{name.rpartition(".")[0]}' in python or f"{folder}/{{" in python or file in python
    )
