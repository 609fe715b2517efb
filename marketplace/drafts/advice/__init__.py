"""Advice on a draft, beside what the law wants: how much it sells, how it covers search words, and children in it.

Advice never refuses a draft. The figures here are ours: platforms say that they show posts less that sell too much, and
do not say from where on.
"""
