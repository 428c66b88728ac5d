"""Articles on the screen, without the screen: rows, two texts beside each other, a draft, the desk it lies on."""
