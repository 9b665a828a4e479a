"""What symbols, pinpoints and references are made of: parts, spellings, organs, numerals; they need symbols alone."""
