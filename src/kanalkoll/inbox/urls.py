"""Addresses of the inbox. A new action is a new noun."""

from django.urls import path

from kanalkoll.inbox import actions, bulk, disputes, pictures, saved, views

app_name = "inbox"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("flera/", bulk.bulk, name="bulk"),
    path("sparade-svar/", saved.saved_replies, name="saved_replies"),
    path("sparade-svar/<int:pk>/", saved.saved_replies, name="saved_reply"),
    path("sparade-svar/<int:pk>/bort/", saved.drop_saved_reply, name="drop_saved_reply"),
    path("<int:pk>/", views.message, name="message"),
    path("handling/<int:record>/", views.message_of, name="message_of"),
    path("bild/<int:record>/<int:position>/", pictures.picture, name="picture"),
    path("<int:pk>/svar/", actions.reply, name="reply"),
    path("<int:pk>/utkast/", actions.review, name="review"),
    path("<int:pk>/vidare/", actions.pass_on, name="pass_on"),
    path("<int:pk>/avslut/", actions.no_answer, name="no_answer"),
    path("<int:pk>/registrering/", actions.registration, name="registration"),
    path("<int:pk>/ansvarig/", actions.assignment, name="assignment"),
    path("<int:pk>/anteckning/", actions.note, name="note"),
    path("<int:pk>/fel/", disputes.wrong, name="wrong"),
    path("<int:pk>/fel/<int:verdict>/ratt/", disputes.right_after_all, name="right_after_all"),
    path("<int:pk>/fara/fel/", actions.no_danger, name="no_danger"),
    path("<int:pk>/fara/ratt/", actions.danger_after_all, name="danger_after_all"),
    path("<int:pk>/oppna/", actions.reopen, name="reopen"),
    path("<int:pk>/lases/", views.looking, name="looking"),
    path("<int:pk>/historik/", views.history, name="history"),
    path("<int:pk>/original/", views.original, name="original"),
]
