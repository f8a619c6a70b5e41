"""The product's addresses and the floor's, behind the same middleware."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from bench.floor import views

urlpatterns = [
    path("golv/krok/", login_not_required(views.webhook), name="floor_webhook"),
    path("golv/lista/", views.listing, name="floor_listing"),
    path("golv/<int:pk>/", views.listing, name="floor_item"),
    path("", include("kanalkoll.config.urls")),
]
