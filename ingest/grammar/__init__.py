"""What symbols, pinpoints and references are made of: parts, spellings, organs, numerals; it depends on nothing."""
