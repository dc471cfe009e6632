"""The site's pages."""

from django.urls import path

from example_project.careers import views

app_name = "careers"

urlpatterns = [
    path("", views.JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/", views.JobPage.as_view(), name="job"),
    path("jobs/<int:pk>/apply/", views.Apply.as_view(), name="apply"),
    path("applications/<str:token>/", views.ApplicationPage.as_view(), name="application"),
]
