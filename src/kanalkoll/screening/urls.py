"""Addresses of the room. A new action is a new noun."""

from django.urls import path

from kanalkoll.screening import category_page, entry_pages, explaining, report_pages

app_name = "screening"
urlpatterns = [
    path("", report_pages.alarms, name="alarms"),
    path("falska-larm.csv", report_pages.alarms_csv, name="alarms_csv"),
    path("egna-ord/", entry_pages.own_words, name="own_words"),
    path("egna-ord/nytt/<str:kind>/", entry_pages.new, name="new_word"),
    path("egna-ord/<int:pk>/slut/", entry_pages.ending, name="end_word"),
    path("det-som-granskas/", category_page.categories, name="categories"),
    path("text/<int:pk>/", explaining.explained, name="explained"),
    path("regel/", report_pages.rule, name="rule"),
]
