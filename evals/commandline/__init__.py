"""What the commands of evaluation do, and what they print."""
