"""What an address or a form gives, read with care."""

# No key and no count that the program hands out is longer; a longer number is nothing of ours.
_LONGEST = 9


def number(written: str) -> int:
    """A whole number as it was given; 0, which no row has, for what is none or longer than any of ours."""
    return int(written) if written.isdecimal() and len(written) <= _LONGEST else 0
