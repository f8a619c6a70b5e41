"""What happened, in an order nobody can change unseen: events, the Merkle log over them, checkpoints."""
