"""The verbs of a terminologist, as functions over a store, and who may use them."""
