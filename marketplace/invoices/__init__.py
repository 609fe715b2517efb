"""Invoices for the platform's own fees: made from the book alone, numbered without gaps, never changed."""
