"""Addresses of the room."""

from django.urls import path

from kanalkoll.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("<int:pk>/", views.account, name="account"),
]
