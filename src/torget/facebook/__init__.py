"""Facebook Pages: the part of the Graph API (v26.0) that a municipality's program uses.

What is simulated, and where it rests on memory rather than on a specification, is said beside each rule.
Field, parameter and enum names are checked in the tests against those in Meta's own Python package.
"""
