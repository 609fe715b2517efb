"""Rules of matching tried on made-up markets, without a database: who is shown, and which mix is chosen."""
