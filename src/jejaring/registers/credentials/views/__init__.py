"""Pages of verification for everybody, of learners, and of those who issue."""
