"""Addresses under /kommunen/."""

from django.urls import path

from kanalkoll.municipality.pages import contact_persons, people, roles, units

app_name = "people"
urlpatterns = [
    path("", people.people, name="people"),
    path("personer/ny/", people.add, name="add_person"),
    path("personer/<int:pk>/", people.one, name="person"),
    path("personer/<int:pk>/uppgifter/", people.change, name="change_person"),
    path("personer/<int:pk>/roller/", people.give_role, name="give_role"),
    path("personer/<int:pk>/roller/<int:grant_pk>/slut/", people.end_role, name="end_role"),
    path("personer/<int:pk>/losenord/", people.password, name="password"),
    path("personer/<int:pk>/slut/", people.deactivate, name="deactivate"),
    path("personer/<int:pk>/oppning/", people.reactivate, name="reactivate"),
    path("enheter/", units.units, name="units"),
    path("enheter/ny/", units.add, name="add_unit"),
    path("enheter/<int:pk>/", units.one, name="unit"),
    path("enheter/<int:pk>/uppgifter/", units.change, name="change_unit"),
    path("enheter/<int:pk>/kontaktpersoner/", contact_persons.name_contact, name="name_contact"),
    path(
        "enheter/<int:pk>/kontaktpersoner/bekraftelse/",
        contact_persons.confirm_contacts,
        name="confirm_contacts",
    ),
    path(
        "enheter/<int:pk>/kontaktpersoner/<int:contact_pk>/slut/",
        contact_persons.drop_contact,
        name="drop_contact",
    ),
    path("kontaktpersoner/", contact_persons.contact_persons, name="contact_persons"),
    path("roller/", roles.roles, name="roles"),
]
