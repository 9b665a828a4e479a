"""What the retriever goes by: words to look for, translations and twins of a passage, what a question turns to."""
