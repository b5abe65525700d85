"""Where the engine meets what it runs in; nothing else knows whether that is Pyodide or CPython."""
