"""Whether an account that follows somebody is a person: a table set by hand, and what it says of one account."""
