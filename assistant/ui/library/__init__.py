"""The Library tab: documents to be found, read, added and removed."""
