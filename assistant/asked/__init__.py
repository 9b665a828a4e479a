"""What a question asks: names, numbers, kinds of thing, and the documents it means."""
