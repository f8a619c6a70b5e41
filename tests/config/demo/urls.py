"""The program's own addresses, and the front door of the demonstration."""

from django.urls import path

from kanalkoll.config.demo.views import choose
from kanalkoll.config.urls import urlpatterns as ordinary

urlpatterns = [*ordinary, path("demo/", choose, name="demo_choose")]
