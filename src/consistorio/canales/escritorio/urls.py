"""Doors of the desk."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "escritorio"
urlpatterns: list[URLPattern] = []
