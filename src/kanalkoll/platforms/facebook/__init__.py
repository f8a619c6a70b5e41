"""Facebook Pages by the Graph API, version 26.0 ("https://graph.facebook.com/v26.0" as the account's
address).

Field and parameter names are those of Meta's own Python package for that version. What rests on memory and
not on a specification is said where it is used.
"""
