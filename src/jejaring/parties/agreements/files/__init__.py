"""What others wrote: files handed in with an agreement, read without a database."""
