"""The rates themselves, one file for each, a source and a day beside every table."""
