"""What a brand asks for: briefs, their review by staff, their money, and the brand's campaign portal.

Owns the brief and its life. Does not own who answers it (matching) nor the work itself (orders).
"""
