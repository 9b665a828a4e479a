"""The Library: catalogue, full text and vectors behind one door."""
