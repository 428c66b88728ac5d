"""What the TBX formats share: names of data categories, identifiers, the order of entries."""
