"""How the editor is built, served, checked and tested; `build.py` in the root is its front door."""
