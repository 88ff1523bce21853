"""Addresses of the staff's pages."""

from django.urls import path

from portal.staff import matching, related, views

urlpatterns = [
    path("", views.home, name="staff_home"),
    path("organisations/", views.organisations, name="staff_organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="staff_organisation"),
    path("organisations/<slug:slug>/verify/", views.verify, name="staff_verify"),
    path("organisations/<slug:slug>/decline/", views.decline, name="staff_decline"),
    path("skills/", related.reports, name="staff_relations"),
    path("skills/<slug:slug>/", related.skill, name="staff_skill"),
    path("skills/<slug:source>/<slug:target>/", related.relation, name="staff_relation"),
    path("skills/<slug:source>/<slug:target>/back/", related.take_back, name="staff_take_back"),
    path("words/", views.words, name="staff_words"),
    path("matching/", matching.standing, name="staff_matching"),
    path("matching/pause/", matching.hold, name="staff_pause"),
    path("matching/resume/", matching.go_on, name="staff_resume"),
    path("matching/set-aside/", matching.set_aside, name="staff_set_aside"),
    path("matching/retry/", matching.retry, name="staff_retry"),
]
