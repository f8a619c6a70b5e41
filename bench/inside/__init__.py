"""What is measured, inside a process that has one database. Importing this package starts Django.

`python -m bench` starts it with the environment set; one module per subject, listed in `registry`.
"""

import django

django.setup()
