"""What is withheld from creators for the state: a policy per country, its dated tables, what it went by, and tax forms.

Policies are pure: they are told what was paid so far and read nothing themselves.
"""
