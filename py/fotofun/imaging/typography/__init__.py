"""Setting text: fonts read as outlines, and characters laid out in lines, in columns and along curves.

Outlines come from the font file itself, not from a rasteriser, so that text is the same on every machine,
keeps its shape at every size and place, and bends along a path. Not done: ligatures, marks that a font places
by its own tables, and the reordering that Indic scripts need.
"""
