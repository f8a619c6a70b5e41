"""How fast the program is, held against what plain Django costs in the same run. `python -m bench`, see README.md."""
