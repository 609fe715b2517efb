"""The whole measurement: rankings next to simpler ways, niches in cross-validation, lines to read and one of JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from marketplace.matching.evaluating.baselines import NAMES, Baselines
from marketplace.matching.evaluating.classifying import cross_validated, labelled_in
from marketplace.matching.evaluating.measures import Difference, compared, compared_together, ndcg
from marketplace.matching.evaluating.remembering import Remembering
from marketplace.matching.evaluating.tasks import COMPOSED, Task, tasks_in
from marketplace.matching.texts.corpus import ask, read_corpus
from marketplace.matching.texts.meaning import Model, read_documents
from marketplace.matching.texts.niche_head import Head

OURS = "ours"
SURE = 0.05


def evaluate(
    model: Model,
    head: Head,
    directory: Path,
    say: Callable[[str], None],
    progress: Callable[[str], None],
    composed: int = COMPOSED,
) -> dict[str, Any]:
    """Measures everything in a directory and says it line by line. Raises SetMissing."""
    tasks, sets = tasks_in(directory, composed), labelled_in(directory)
    model = Remembering(model, progress)
    say(f"NDCG@10, and how much ours is better: mean, 95 % interval and p of a paired bootstrap over briefs\n{_HEAD}")
    measured: dict[str, dict[str, list[float]]] = {}
    judged = [task for task in tasks if task.goal is not None]
    differences: dict[str, dict[str, Difference]] = {}
    for task in tasks:
        found = measured[task.name] = _measured(model, head, task)
        differences[task.name] = {name: compared(found[OURS], found[name]) for name in NAMES}
        say(_line(task.name, {name: _mean(values) for name, values in found.items()}, differences[task.name]))
    together = {
        name: compared_together([(measured[task.name][OURS], measured[task.name][name]) for task in judged])
        for name in NAMES
    }
    means = {name: sum(_mean(measured[task.name][name]) for task in judged) / len(judged) for name in (OURS, *NAMES)}
    say(_line("the four together", means, together))
    niches = {}
    for each in sets:
        accuracy, f1 = cross_validated(model, head, each)
        niches[each.name] = {"accuracy": round(accuracy, 4), "macro_f1": round(f1, 4), "texts": len(each.texts)}
        told = f"accuracy {accuracy:.3f} (goal {each.goal[0]}), macro-F1 {f1:.3f} (goal {each.goal[1]})"
        say(f"niches of {each.name} in cross-validation: {told}")
    goals_met = (
        all(_mean(measured[task.name][OURS]) >= task.goal for task in judged if task.goal is not None)
        and all(difference.p < SURE for difference in together.values())
        and all(
            niches[each.name]["accuracy"] >= each.goal[0] and niches[each.name]["macro_f1"] >= each.goal[1]
            for each in sets
        )
    )
    return {
        "ndcg": {
            name: {way: round(_mean(values), 4) for way, values in found.items()} for name, found in measured.items()
        },
        "better": {
            name: {way: _rounded(each) for way, each in found.items()}
            for name, found in {**differences, "together": together}.items()
        },
        "niches": niches,
        "goals_met": goals_met,
    }


def _measured(model: Model, head: Head, task: Task) -> dict[str, list[float]]:
    """NDCG of every brief, ours and the simpler ways."""
    read = read_documents(model, task.documents)
    corpus = read_corpus(model, head, task.documents, read)
    fits = {OURS: [corpus.fits(asked) for asked in ask(model, head, task.briefs)]}
    fits |= Baselines(model, head, corpus, read, task.documents).fits(task.briefs)
    return {
        name: [ndcg(scores, gains) for scores, gains in zip(rows, task.gains, strict=True)]
        for name, rows in fits.items()
    }


_WIDE = 37
_HEAD = f"{'':22}{'ours':>7}" + "".join(f"{name:>{_WIDE}}" for name in NAMES)


def _line(name: str, means: dict[str, float], differences: dict[str, Difference]) -> str:
    others = "".join(
        f"{means[way]:.3f} {each.mean:+.3f} [{each.low:+.3f},{each.high:+.3f}] {each.p:.4f}".rjust(_WIDE)
        for way, each in differences.items()
    )
    return f"{name:22}{means[OURS]:>7.3f}{others}"


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _rounded(difference: Difference) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(difference).items()}
