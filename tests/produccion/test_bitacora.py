"""An error that nobody foresaw leaves a trace where who runs the house looks, and nobody's data with it."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.core.handlers.exception import response_for_exception
from django.test import RequestFactory

from consistorio.conf.bitacora import ErrorSinDatos

NIF = "12345678Z"


def _falla() -> None:
    try:
        raise ValueError(f'duplicate key value violates unique constraint "nif"\nDETAIL:  Key (nif)=({NIF}) exists.')
    except ValueError as error:
        raise RuntimeError("no se ha guardado") from error


def test_an_unforeseen_error_is_written_with_its_cause_and_without_the_values_of_the_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manejador = next(h for h in logging.getLogger("django.request").handlers if isinstance(h.formatter, ErrorSinDatos))
    assert isinstance(manejador, logging.StreamHandler)
    salida = io.StringIO()
    monkeypatch.setattr(manejador, "stream", salida)
    assert settings.DEBUG is False
    peticion = RequestFactory().get(f"/mi-carpeta/?q={NIF}")
    try:
        _falla()
    except RuntimeError as error:
        respuesta = response_for_exception(peticion, error)
    escrito = salida.getvalue()
    assert respuesta.status_code == 500
    assert "/mi-carpeta/" in escrito
    assert "RuntimeError: no se ha guardado" in escrito
    assert 'ValueError: duplicate key value violates unique constraint "nif"' in escrito
    assert "in _falla" in escrito
    assert NIF not in escrito
