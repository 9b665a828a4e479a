"""Many files at once: which they are, who reads them, how far it is, what became of each."""
