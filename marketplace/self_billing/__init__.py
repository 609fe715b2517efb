"""Invoices in the name of creators who are businesses: what brands paid them, from the book, once it was sent."""
