"""The Library: catalogue, full text and vectors behind one door.

Importing it switches telemetry and look-ups off, because the switches are read when Chroma, Gradio and the model hub's
client are imported, and everything in RightsDesk that imports those imports this package first.
"""

import os

from store.offline import go_offline

go_offline()
# Read when torch is imported: its threads sleep while they wait for each other. They would spin, and take the
# processors from the processes that read files meanwhile; an ingest beside those takes a tenth longer then.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
