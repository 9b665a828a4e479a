"""What the blocks of a document are: masthead, headings, numbered paragraphs, footnotes, tables."""
