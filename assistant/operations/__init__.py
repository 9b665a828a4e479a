"""What who runs a server watches: metrics, logs with the id of each request, and whether it lives and is ready."""
