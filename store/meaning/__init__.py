"""Search by meaning: what of a passage is embedded, and where its vectors are."""
