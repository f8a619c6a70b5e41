"""The only keeper of content: what was written, every version of it, its files, the evidence, and search."""
