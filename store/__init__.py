"""The Library: catalogue, full text and vectors behind one door.

Importing it switches telemetry and look-ups off, because the switches are read when Chroma, Gradio and the model hub's
client are imported, and everything in RightsDesk that imports those imports this package first.
"""

from store.offline import go_offline

go_offline()
