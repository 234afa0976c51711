"""Signs and verifies: Ed25519 over facts, Merkle roots over batches, PAdES over PDF."""
