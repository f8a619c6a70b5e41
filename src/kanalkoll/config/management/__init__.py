"""The commands that need Django, in the place where Django looks for them."""
