"""The rules: one module each, its docstring is its documentation; ``registry.RULES`` lists them."""
