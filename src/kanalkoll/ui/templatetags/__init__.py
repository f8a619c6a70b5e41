"""Template tags: one per thing that repeats on the pages."""
