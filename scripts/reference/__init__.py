"""The pages of docs/reference, one module a page: what the code knows, as lines of Markdown."""
