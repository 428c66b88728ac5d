"""MultiTerm XML: entries with fields on three levels, and the definition of the termbase that holds them."""
