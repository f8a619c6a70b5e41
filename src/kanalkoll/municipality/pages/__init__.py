"""The pages about people, units and roles: find, form, verb, redirect."""
