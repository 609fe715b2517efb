"""The outside world as we wish it were: payments, mail, platforms, embedding.

Per kind a protocol, its errors and the real client. On a developer's machine the same clients talk to the
programs in `standins/`.
"""
