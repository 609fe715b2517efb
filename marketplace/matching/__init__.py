"""How a brief and a creator find each other: digests and vectors, scoring with reasons, applications and shortlists."""
