"""What stands on a page: lines, the blocks they make, and the words that lines part."""
