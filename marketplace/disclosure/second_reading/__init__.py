"""A second reader of claims: reads by meaning what no family of words quotes, and can only ask for a person."""
