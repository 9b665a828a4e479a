"""Read Word files (DOCX)."""
