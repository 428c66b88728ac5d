"""The compiled matcher: from concepts to one automaton, and from an automaton to hits in a text."""
