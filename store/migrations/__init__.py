"""Every change of the tables since the first library, one file each; `store.database.upgrading` applies them."""
