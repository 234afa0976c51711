"""Every read of the network."""
