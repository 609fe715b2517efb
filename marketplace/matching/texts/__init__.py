"""How near texts are to briefs, in Chinese and English alike. Pure: texts in, fits out; no database, no network."""
