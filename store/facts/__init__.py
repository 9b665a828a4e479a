"""What the catalogue knows of documents beside their text: citations, topics, translations, numbers."""
