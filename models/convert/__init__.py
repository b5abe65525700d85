"""How published weights become the ONNX files that run here, byte for byte the same on every machine.

Only NumPy and `onnx` are needed. There is one module per architecture, with a `convert(originals)` that takes
the published files' bytes by name and returns the model; `graph` and `weights` hold the steps they share.
"""
