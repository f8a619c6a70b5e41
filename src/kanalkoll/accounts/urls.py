"""Addresses of the room."""

from django.urls import path

from kanalkoll.accounts import managing_pages, views

app_name = "accounts"
urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("nytt/", managing_pages.add, name="add"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/uppgifter/", managing_pages.change, name="change"),
    path("<int:pk>/anslutning/", managing_pages.connection, name="connection"),
    path("<int:pk>/prov/", managing_pages.trial, name="trial"),
    path("<int:pk>/lasning/", managing_pages.reading, name="reading"),
    path("<int:pk>/av/", managing_pages.off, name="off"),
    path("<int:pk>/pa/", managing_pages.on, name="on"),
]
