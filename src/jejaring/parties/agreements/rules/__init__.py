"""Who may do what to an agreement, and what an agreement must hold."""
