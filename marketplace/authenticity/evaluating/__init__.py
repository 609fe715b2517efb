"""How often authenticity errs: fraud put into real series, beside figures on labelled accounts and comments."""
