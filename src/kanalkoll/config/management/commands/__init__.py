"""One module per command; `kanalkoll --help` lists them."""
