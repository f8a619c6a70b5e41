"""What residents write to us: received, assigned, answered, closed, registered."""
