"""People, the brands they act for and how they sign in; legal documents and who accepted which version.

Owns persons, brands, memberships, invitations, sign-in and its lock-out, second factors, the verification of brands.
Does not own creators (only who signs in as one), money, or mail: it announces facts, and mails are written elsewhere.
"""
