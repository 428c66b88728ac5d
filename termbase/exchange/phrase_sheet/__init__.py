"""Term bases of Phrase TMS as workbooks: for each language a column of terms, and after it what is said about them."""
