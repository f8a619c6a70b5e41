"""The demonstration: an invented town, its people, and six weeks of what they wrote; only under DEMO."""
