"""Verbs of 发票: what buyers ask for, and what staff have done about it."""

from marketplace.fapiao.actions.asking import ask_for_fapiao, ask_to_reverse, withdraw_fapiao
from marketplace.fapiao.actions.recording import mark_credited, record_issued, record_reversed, refuse_fapiao

__all__ = [
    "ask_for_fapiao",
    "ask_to_reverse",
    "mark_credited",
    "record_issued",
    "record_reversed",
    "refuse_fapiao",
    "withdraw_fapiao",
]
