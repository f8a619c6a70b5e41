"""Addresses of the room. A new action is a new noun."""

from django.urls import path

from kanalkoll.moderation import actions, views

app_name = "moderation"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("handling/<int:record_pk>/", views.begin, name="begin"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/sakra/", actions.securing, name="securing"),
    path("<int:pk>/godkann/", actions.approval, name="approval"),
    path("<int:pk>/avslag/", actions.refusal, name="refusal"),
    path("<int:pk>/atertag/", actions.withdrawal, name="withdrawal"),
    path("<int:pk>/skicka/", actions.sending, name="sending"),
    path("<int:pk>/igen/", actions.retry, name="retry"),
    path("<int:pk>/aterstall/", actions.restoring, name="restoring"),
    path("<int:pk>/anmalan/", actions.report, name="report"),
    path("<int:pk>/utskrift/<str:to>/", views.printable, name="printable"),
    path("<int:pk>/bevis/<int:position>/", views.evidence_file, name="evidence_file"),
    path("forsvunna/<int:pk>/", actions.acknowledge, name="acknowledge"),
]
