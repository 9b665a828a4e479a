"""Several processes that answer at one address: one holds the address and passes requests on to the others."""
