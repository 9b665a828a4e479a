"""Runs of a suite: asked, recorded, summed up and compared."""
