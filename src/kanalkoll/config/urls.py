"""Every address of the program."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from kanalkoll.accounts.webhooks import webhook
from kanalkoll.config.demo.views import choose
from kanalkoll.config.sign_in import SignIn
from kanalkoll.config.worker import settle
from kanalkoll.inbox.actions import settling
from kanalkoll.inbox.situation import situation, situation_csv
from kanalkoll.inbox.views import start
from kanalkoll.moderation.actions import settling as settling_removal
from kanalkoll.municipality.pages.own_languages import own_languages
from kanalkoll.municipality.pages.own_password import OwnPassword
from kanalkoll.ui.views import style

urlpatterns = [
    path("", start, name="start"),
    path("logga-in/", SignIn.as_view(), name="sign_in"),
    path("logga-ut/", LogoutView.as_view(next_page="sign_in"), name="sign_out"),
    path("losenord/", OwnPassword.as_view(), name="own_password"),
    path("sprak/", own_languages, name="own_languages"),
    path("inkorg/", include("kanalkoll.inbox.urls")),
    path("laget/", situation, name="situation"),
    path("laget/<slug:table>.csv", situation_csv, name="situation_csv"),
    path("borttagning/", include("kanalkoll.moderation.urls")),
    path("granskning/", include("kanalkoll.screening.urls")),
    path("konton/", include("kanalkoll.accounts.urls")),
    path("kommunen/", include("kanalkoll.municipality.pages.urls")),
    path("riktlinjen/", include("kanalkoll.municipality.urls")),
    path("utfall/<int:pk>/", settling(settle), name="settled_by_person"),
    path("utfall/borttagning/<int:pk>/", settling_removal(settle), name="removal_settled_by_person"),
    path("krokar/<int:account_id>/", login_not_required(webhook), name="webhook"),
]
if settings.DEMO:
    urlpatterns += [
        path("demo/", choose, name="demo"),
        path("_stil/", login_not_required(style), name="style"),
    ]

handler400 = "kanalkoll.ui.views.malformed"
handler403 = "kanalkoll.ui.views.forbidden"
handler404 = "kanalkoll.ui.views.not_found"
handler500 = "kanalkoll.ui.views.fault"
