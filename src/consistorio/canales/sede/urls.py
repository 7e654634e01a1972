"""Addresses of the sede."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "sede"
urlpatterns: list[URLPattern] = []
