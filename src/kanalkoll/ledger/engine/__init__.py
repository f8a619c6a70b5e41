"""How the program holds its database: the bundled SQLite, durable commits and one write lane per process."""
