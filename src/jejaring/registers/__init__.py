"""What is counted and proven; passive books that never know why they are written."""
