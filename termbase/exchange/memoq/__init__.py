"""Term bases of memoQ as CSV, an entry a row, as its makers describe them for their web service."""
