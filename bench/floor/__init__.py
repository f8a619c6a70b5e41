"""The floor: what plain Django costs for the same kind of work, with nothing of ours in it but the middleware."""
