"""Every operation beside the direct call that a person would otherwise write.

Runs in CPython and in Pyodide alike, so it needs the engine, NumPy and Pillow; OpenCV and scikit-image serve
where they are there.
"""
