"""What people and jobs do with drafts and posts."""
