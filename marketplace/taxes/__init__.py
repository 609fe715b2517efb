"""What is withheld from creators for the state: a policy per country, its dated tables, and what it went by.

Pure: it is told what was paid so far and reads nothing itself.
"""
