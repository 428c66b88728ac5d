"""Articles for the check screen: read, checked in a process of their own, changed, waived and saved."""
