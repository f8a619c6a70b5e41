"""Torget: a town square that speaks the platforms' own wire contracts, for demonstrations and tests."""
