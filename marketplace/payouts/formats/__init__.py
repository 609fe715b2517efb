"""How a bank file is written: what it says, and the formats banks take."""
