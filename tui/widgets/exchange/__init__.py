"""The parts of the screen that imports and exports."""
