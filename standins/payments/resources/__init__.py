"""What the API offers: one kind of thing per file. Which address leads to what stands in `operations.py`."""
