"""What can be wrong with a term base itself, besides its terminology, and how it is mended.

``diagnosis`` finds it, ``repairing`` mends it: in place what is only derived (indexes, search keys), and else by
``salvage``, which writes all that can be read to a new file. A copy of the damaged term base is always kept.
"""
