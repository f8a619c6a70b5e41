"""Addresses of the room."""

from django.urls import path

from kanalkoll.moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("handling/<int:record_pk>/", views.begin, name="begin"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/sakra/", views.securing, name="securing"),
    path("<int:pk>/godkann/", views.approval, name="approval"),
    path("<int:pk>/avslag/", views.refusal, name="refusal"),
    path("<int:pk>/igen/", views.retry, name="retry"),
    path("<int:pk>/aterstall/", views.restoring, name="restoring"),
    path("<int:pk>/anmalan/", views.report, name="report"),
    path("<int:pk>/utskrift/<str:to>/", views.printable, name="printable"),
    path("<int:pk>/bevis/<int:position>/", views.evidence_file, name="evidence_file"),
    path("forsvunna/<int:pk>/", views.acknowledge, name="acknowledge"),
]
