"""Evaluation: gold questions and the benchmark."""
