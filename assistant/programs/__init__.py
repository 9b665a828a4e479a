"""What programs use of a served library: its functions, over HTTP and as tools of the Model Context Protocol."""
