"""Papers: documents as PDF. Knows titles, parties, tables and totals; not what an invoice is, nor who may have it."""
