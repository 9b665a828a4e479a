"""What documents cite, what they are to each other, and which topics they carry."""
