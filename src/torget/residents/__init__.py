"""The page where a person plays the residents: plain HTML that works without script."""
