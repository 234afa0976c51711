"""Files about certificates that anyone may hold: proofs in JSON and sealed papers."""
