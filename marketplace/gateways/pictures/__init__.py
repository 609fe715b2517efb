"""Words that stand in pictures, read by a model that runs here and sends nothing anywhere."""
