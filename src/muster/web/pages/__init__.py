"""The pages, each a module that lists its routes in `ROUTES`: what it asks the desk, and which template shows it."""
