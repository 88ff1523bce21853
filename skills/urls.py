"""Addresses of the suggestion fragments."""

from django.urls import path

from skills import views

urlpatterns = [
    path("skills/", views.skill_options, name="skill_options"),
    path("occupations/", views.occupation_options, name="occupation_options"),
    path("credentials/", views.credential_options, name="credential_options"),
]
