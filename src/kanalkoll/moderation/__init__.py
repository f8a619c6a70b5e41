"""Removal with evidence first: grounds, approval, the act at the platform, verification, reports."""
