"""HTTP plumbing that pages share: who asks, doors, forms, errors, languages, security. No domain."""
