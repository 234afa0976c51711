"""Where the product is seen from; read-only over everything below, owns no facts."""
