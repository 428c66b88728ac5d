"""One module a schema revision, named after it."""
