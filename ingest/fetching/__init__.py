"""Official documents by symbol: asked for, checked, kept, and given to the library. Only this package reaches out."""
