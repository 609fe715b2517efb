"""How a caption is read: offsets, units, languages, places and the sense in which a word is used."""
