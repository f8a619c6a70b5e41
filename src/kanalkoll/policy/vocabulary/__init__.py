"""The controls themselves, one module per subject. `kanalkoll.policy.controls` loads them all."""
