"""What is written here as files that can be sent: DOCX, PDF and Markdown, with real footnotes."""
