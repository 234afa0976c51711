"""What happens between people."""
