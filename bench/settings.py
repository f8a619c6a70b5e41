"""The product's own settings, with the floor's rows and pages added beside it."""

from kanalkoll.config.settings import *  # noqa: F403
from kanalkoll.config.settings import INSTALLED_APPS as PRODUCT

INSTALLED_APPS = [*PRODUCT, "bench.floor"]
ROOT_URLCONF = "bench.urls"
