"""Letters to people, sent over SMTP."""
