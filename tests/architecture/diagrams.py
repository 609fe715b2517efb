"""The diagrams of every lifecycle, as `docs/lifecycles.md` shows them.

python -m tests.architecture.diagrams    writes the document anew from the tables
"""

from __future__ import annotations

from marketplace.database import Model
from marketplace.settings import ROOT
from marketplace.work.moves import Moving
from tests.architecture.source import import_everything, subclasses

DOCUMENT = ROOT / "docs/lifecycles.md"

HEAD = """# Lifecycles

Drawn from the tables of states in `marketplace/`, which are what the code runs on. A line says the verb, who may do
it, and the clock that makes the system do it when nobody has. Do not edit: `python -m tests.architecture.diagrams`
writes this page, and a test compares it with the tables.
"""


def things_that_live() -> list[type[Moving]]:
    """Every kind of row with a lifecycle, by name."""
    import_everything()
    kinds = (kind for kind in subclasses(Moving) if issubclass(kind, Model))  # some are only the beginning of others
    return sorted(kinds, key=lambda kind: kind.__name__)  # type: ignore[arg-type]


def document() -> str:
    """The whole page."""
    return HEAD + "".join(_section(kind) for kind in things_that_live())


def _section(kind: type[Moving]) -> str:
    says = (kind.__doc__ or "").strip().splitlines()[0]
    clocks = "".join(
        f"| `{clock}` | {_length(length.total_seconds())} |\n" for clock, length in kind.LIFECYCLE.clocks.items()
    )
    table = f"\n| clock | default |\n|---|---|\n{clocks}" if clocks else ""
    where = kind.LIFECYCLE.start.__class__.__module__.replace(".", "/") + ".py"
    return (
        f"\n## {kind.__name__}\n\n{says} Table: `{where}`.\n\n```mermaid\n{kind.LIFECYCLE.as_mermaid()}\n```\n{table}"
    )


def _length(seconds: float) -> str:
    hours = int(seconds // 3600)
    return f"{hours // 24} d" if hours % 24 == 0 and hours > 72 else f"{hours} h"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
