"""The payment stand-in: a small program that speaks Stripe's protocol over HTTP and moves no real money.

It keeps its own accounts in a file of its own: what goes through it is counted to the smallest unit. It knows nothing
of the marketplace, and the marketplace knows it by its address only.
"""
