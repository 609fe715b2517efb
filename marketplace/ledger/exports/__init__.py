"""The book in formats that others read, with nothing of ours: beancount, CSV, JSON lines."""
