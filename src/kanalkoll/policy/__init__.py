"""What an adopted guideline says about a case.

Pure: values in, values out. No Django, no clock, no files and no network; "now", the calendar and the
guideline are arguments. Every answer carries the clauses that it rests on.
"""
