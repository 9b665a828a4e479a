"""The libraries that suites are asked of."""
