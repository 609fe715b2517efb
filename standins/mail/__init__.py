"""A mail server on this machine that keeps what it receives and shows it: nothing leaves.

It speaks SMTP, and has an outbox for people and for tests over HTTP. Start it with
`python -m standins.mail --smtp-port 2525 --port 8102 --data DIR`.
"""
