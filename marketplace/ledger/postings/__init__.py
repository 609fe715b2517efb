"""The table of postings: for each thing that happens to money, the journal that says it.

A function takes who and how much, and gives the lines; whoever books them brings the key. Nothing here reads a row.
"""
