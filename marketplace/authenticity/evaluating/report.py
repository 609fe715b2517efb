"""The figures of an evaluation, in lines for people and as one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from marketplace.authenticity.accounts.account import account_of
from marketplace.authenticity.accounts.judging import judge_account
from marketplace.authenticity.comments.features import seen_of
from marketplace.authenticity.comments.judging import probability
from marketplace.authenticity.comments.training import trained_on
from marketplace.authenticity.evaluating.figures import Flags, Numbers, auc, brier, calibration_error, interval
from marketplace.authenticity.evaluating.frauds import KINDS
from marketplace.authenticity.evaluating.sources import Sources
from marketplace.authenticity.evaluating.trial import Judged, trials

ALARMS = 0.05
"""The share of honest creators who are called when rates of alarm are compared."""

Figures = dict[str, Any]


def evaluated(sources: Sources, rounds: int, seed: int, say: Callable[[str], None]) -> Figures:
    """Everything that is measured; says it line by line as it becomes known."""
    found: Figures = {"accounts": {}, "comments": {}}
    for name, accounts in sources.accounts.items():
        p = np.array([judge_account(account_of(each.line)).p_fake for each in accounts])
        found["accounts"][name] = _figures(p, [each.is_fake for each in accounts])
        say(f"accounts, {name}: {_told(found['accounts'][name])}")
    for video, figures in _left_out_videos(sources):
        found["comments"][video] = figures
        say(f"comments, {video} left out: {_told(figures)}")
    judged = [each for one in trials(sources, rounds, seed) for each in one]
    found["creators"] = _of_creators(judged, seed, say)
    return found


def _left_out_videos(sources: Sources) -> Iterator[tuple[str, Figures]]:
    seen = seen_of([each.comment for each in sources.comments])
    spam = [each.is_spam for each in sources.comments]
    videos = [each.video for each in sources.comments]
    everything = np.zeros(len(seen))
    for video in sorted(set(videos)):
        others = [at for at, each in enumerate(videos) if each != video]
        mine = [at for at, each in enumerate(videos) if each == video]
        weights = trained_on([seen[at] for at in others], [spam[at] for at in others])
        everything[mine] = [probability(seen[at], weights) for at in mine]
        yield video, _figures(everything[mine], [spam[at] for at in mine])
    yield "each", _figures(everything, spam)


def _of_creators(judged: Sequence[Judged], seed: int, say: Callable[[str], None]) -> Figures:
    p = np.array([each.p_fraud for each in judged])
    known = np.array([each.p_fraud_known for each in judged])
    rule = np.array([each.engagement for each in judged])
    kinds = np.array([each.kind or "" for each in judged])
    is_bad = kinds != ""
    creators = [each.creator for each in judged]
    found: Figures = {"judged": len(judged), "frauds": int(is_bad.sum()), "kinds": {}}
    for name, among in (("six_kinds", kinds != "adaptive"), ("with_adaptive", np.ones(len(kinds), dtype=bool))):
        places = np.flatnonzero(among)
        low, high = interval(_auc_at(p[places], is_bad[places]), [creators[at] for at in places], seed)
        found[name] = {
            "auc": _rounded(auc(p[among], is_bad[among])),
            "interval": [_rounded(low), _rounded(high)],
            "auc_all_known": _rounded(auc(known[among], is_bad[among])),
            "auc_engagement_rule": _rounded(auc(rule[among], is_bad[among])),
            "calibration_error": _rounded(calibration_error(p[among], is_bad[among])),
            "brier": _rounded(brier(p[among], is_bad[among])),
        }
        say(f"creators, {name}: {found[name]}")
    for kind in KINDS:
        among = (kinds == kind) | ~is_bad
        by_strength = {
            str(strength): _rounded(auc(p[some], is_bad[some]))
            for strength in range(3)
            for some in [
                np.array([not each.kind or (each.kind == kind and each.strength == strength) for each in judged])
            ]
        }
        found["kinds"][kind] = {
            "auc": _rounded(auc(p[among], is_bad[among])),
            "auc_all_known": _rounded(auc(known[among], is_bad[among])),
            "auc_engagement_rule": _rounded(auc(rule[among], is_bad[among])),
            "by_strength": by_strength,
        }
        say(f"creators, {kind} left out: {found['kinds'][kind]}")
    found["gaps"] = {
        name: _gap([each for each in judged if not each.kind], name, seed) for name in ("size", "language")
    }
    found["gaps_engagement_rule"] = {
        name: _gap([each for each in judged if not each.kind], name, seed, rule=True) for name in ("size", "language")
    }
    say(f"alarms at {ALARMS:.0%} of the honest, gaps: {found['gaps']}, of the rule: {found['gaps_engagement_rule']}")
    return found


def _auc_at(p: Numbers, is_bad: Flags) -> Callable[[npt.NDArray[np.int64]], float]:
    return lambda at: auc(p[at], is_bad[at])


def _gap(honest: Sequence[Judged], group: str, seed: int, *, rule: bool = False) -> Figures:
    """By how much the shares of honest creators who are called differ between two groups."""
    score = np.array([each.engagement if rule else each.p_fraud for each in honest])
    groups = np.array([getattr(each, group) for each in honest])
    names = sorted(set(groups))
    if len(names) < 2:
        return {}
    called = score > np.quantile(score, 1 - ALARMS)

    def gap(at: npt.NDArray[np.int64]) -> float:
        shares = [called[at][groups[at] == name] for name in names]
        if not all(map(len, shares)):
            return float("nan")
        return abs(float(shares[0].mean() - shares[1].mean()))

    low, high = interval(gap, [each.creator for each in honest], seed)
    rates = {str(name): _rounded(float(called[groups == name].mean())) for name in names}
    return {"rates": rates, "gap": _rounded(gap(np.arange(len(honest)))), "interval": [_rounded(low), _rounded(high)]}


def _figures(p: Numbers, labels: Sequence[bool]) -> Figures:
    is_bad = np.asarray(labels, dtype=bool)
    return {"count": len(p), "auc": _rounded(auc(p, is_bad)), "brier": _rounded(brier(p, is_bad)),
            "right": _rounded(float(((p > 0.5) == is_bad).mean()))}  # fmt: skip


def _told(figures: Figures) -> str:
    return ", ".join(f"{name} {value}" for name, value in figures.items())


def _rounded(value: float) -> float | None:
    return round(value, 4) if np.isfinite(value) else None
