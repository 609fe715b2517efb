"""Facts told to people: a table of wordings, the list inside the site, and mail."""
