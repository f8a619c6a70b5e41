"""Addresses of the room: the guideline's own page."""

from django.urls import path

from kanalkoll.municipality import views

app_name = "municipality"
urlpatterns = [path("", views.guideline, name="guideline")]
