"""The command line: one command for each thing a user wants. It knows the desk and the claims alone."""
