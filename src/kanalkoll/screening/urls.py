"""Addresses of the room. A new action is a new noun."""

from django.urls import path

from kanalkoll.screening import report_pages

app_name = "screening"
urlpatterns = [
    path("", report_pages.alarms, name="alarms"),
    path("falska-larm.csv", report_pages.alarms_csv, name="alarms_csv"),
    path("regel/", report_pages.rule, name="rule"),
]
