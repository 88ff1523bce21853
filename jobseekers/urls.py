"""Addresses of the jobseeker's profile, under /me/."""

from django.urls import path

from jobseekers.views import (
    credentials,
    jobs,
    own_skills,
    privacy,
    profile,
    restore,
    resumes,
    skills,
)

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/about/", profile.about, name="profile_about"),
    path("profile/schooling/", profile.schooling, name="profile_schooling"),
    path("profile/wishes/", profile.wishes, name="profile_wishes"),
    path("profile/skills/", skills.skill_add, name="skill_add"),
    path("profile/skills/<slug:skill>/", skills.skill_save, name="skill_save"),
    path("profile/skills/<slug:skill>/remove/", skills.skill_remove, name="skill_remove"),
    path("profile/words/", own_skills.own_skill_add, name="own_skill_add"),
    path("profile/words/<int:own>/remove/", own_skills.own_skill_remove, name="own_skill_remove"),
    path("profile/words/<int:own>/take/", own_skills.own_skill_take, name="own_skill_take"),
    path("profile/jobs/", jobs.job_new, name="job_new"),
    path("profile/jobs/<int:job>/", jobs.job_edit, name="job_edit"),
    path("profile/jobs/<int:job>/remove/", jobs.job_remove, name="job_remove"),
    path("profile/credentials/", credentials.credential_new, name="credential_new"),
    path(
        "profile/credentials/<slug:credential>/",
        credentials.credential_edit,
        name="credential_edit",
    ),
    path(
        "profile/credentials/<slug:credential>/remove/",
        credentials.credential_remove,
        name="credential_remove",
    ),
    path("profile/resume/", resumes.resume_upload, name="resume_upload"),
    path("profile/resume/confirm/", resumes.resume_confirm, name="resume_confirm"),
    path("profile/resume/<int:resume>/", resumes.resume_file, name="resume_file"),
    path("profile/resume/<int:resume>/remove/", resumes.resume_remove, name="resume_remove"),
    path("profile/restore/<str:token>/", restore.profile_restore, name="profile_restore"),
    path("privacy/", privacy.privacy, name="privacy"),
]
