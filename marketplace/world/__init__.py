"""A small world to develop and demonstrate in, made by calling actions; and ways to shake and to measure the whole.

A world is a set of stories, told side by side on a clock of its own. Owns no table.
"""
