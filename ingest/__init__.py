"""A file in, a structured document of numbered paragraphs out."""
