"""What the program finds in residents' texts: screened, kept as shown, judged wrong, counted, replayed."""
