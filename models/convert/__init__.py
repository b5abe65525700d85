"""How published weights become the ONNX files that FotoFun runs: NumPy and `onnx` alone, byte for byte reproducible.

One module per architecture, with a `convert(originals)` that takes the bytes of the published files by name
and returns the model. `graph` and `weights` hold the steps that several of them share.
"""
