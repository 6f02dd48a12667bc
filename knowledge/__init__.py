"""The published library: reading it, searching it, answering from it."""

import os

# ONNX Runtime reports its use to its maker unless it is told not to before it is first imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
