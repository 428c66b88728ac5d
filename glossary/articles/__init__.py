"""Articles: files read into text with a shadow that rules can search and map back to the file's own offsets."""
