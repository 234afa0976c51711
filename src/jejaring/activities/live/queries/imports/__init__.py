"""What imports ask: what a file says, whom it means, and how an import stands."""
