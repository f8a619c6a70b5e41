"""Who we are: units, people, roles as data, accounts as identities, and the guideline in force."""
