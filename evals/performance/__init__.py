"""What becomes of the product as its library and its office grow; docs/performance.md has the results."""
