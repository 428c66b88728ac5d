"""SKOS: concepts as linked data, in Turtle and in JSON-LD, with what SKOS has no word for on SKOS-XL labels."""
