"""Kanalkoll runs a Swedish municipality's social media by the municipality's own adopted guideline."""
