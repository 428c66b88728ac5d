"""The command line: one module a command; ``main`` wires them and shows errors once."""
