"""What one can choose on the command line, read alike by the process that starts and the one that measures."""

from argparse import ArgumentParser


def add_options(parser: ArgumentParser) -> None:
    """Length, size, subjects and profile."""
    parser.add_argument("--quick", action="store_true", help="two short rounds of each instead of five")
    parser.add_argument("--full", action="store_true", help="pages also at 1,000,000 messages")
    parser.add_argument("--profile", action="store_true", help="say on standard error where the time goes")
    parser.add_argument(
        "--only", action="append", default=[], metavar="SUBJECT", help="only this subject (can be repeated)"
    )
