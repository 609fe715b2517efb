"""JSON lines as the open tools take and give them: read one by one, and what is wrong is said with its number."""
