"""FotoFun's engine: photo editing in NumPy and Pillow, the same in a web page and headless."""

__version__ = "0.1.0"
