"""Above everything: the landing page, and the desk with which each side begins its day."""
