"""The town is down: numbers reserved before, a copy to look at meanwhile, and what was filed on paper entered afterwards with its date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from consistorio.canales.interfaz.consulta import PUERTAS
from consistorio.documental.registro import acciones
from consistorio.documental.registro.models import Asiento, ReservaNumeros
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Cuenta
from consistorio.plataforma.organizacion.models import Unidad
from tests.navegador import villa

pytestmark = pytest.mark.lento
RESERVAS = "/escritorio/registro/reservas/"


def quien_puede(permiso: str) -> tuple[str, Actor]:
    usuarios = Cuenta.objects.filter(empleado__isnull=False).order_by("usuario").values_list("usuario", flat=True)
    return next((u, a) for u, a in ((u, villa.empleado(u)) for u in usuarios) if a.puede(permiso))


def entrar(usuario: str) -> Client:
    navegador = Client(headers={"host": "localhost"})
    navegador.cookies["sessionid"] = villa.identificar_personal(usuario)
    return navegador


def anotar(actor: Actor, asunto: str, **mas: object) -> Asiento:
    entrada = EntradaMostrador(
        asunto=asunto,
        unidad_id=Unidad.objects.filter(hasta=None).order_by("dir3")[0].id,
        interesado=DatosPersona("12345678Z", "Ana", "García"),
        **mas,  # type: ignore[arg-type]
    )
    return acciones.anotar_en_mostrador(
        actor=actor, reloj=reloj_de_la_casa(), clave_idempotencia=asunto, entrada=entrada
    )


def test_una_contingencia_de_principio_a_fin(pueblo_propio: object, settings: Settings) -> None:
    jefa, _actor = quien_puede("registro.reservar")
    auxiliar, actor = quien_puede("registro.anotar")
    antes = anotar(actor, "Antes de la caída")
    mesa = entrar(jefa)
    datos = {"libro": "E", "cuantos": "3", "motivo": "Corte de luz"}
    assert mesa.post(reverse("oac:reservas"), datos).status_code == 302
    reserva = ReservaNumeros.objects.get()

    settings.CONSISTORIO_CONSULTA = True
    libro = mesa.get(reverse("oac:lista")).content.decode()
    assert antes.numero_completo in libro
    assert "copia para consultar" in libro
    assert antes.numero_completo in mesa.post(reverse("oac:lista"), {"q": "caída"}).content.decode()
    negada = mesa.post(reverse("oac:reservas"), datos)
    assert negada.status_code == 503
    assert "copia que solo sirve para consultar" in negada.content.decode()
    assert entrar(auxiliar).post(reverse("oac:anular", args=[antes.id]), {"motivo": "x"}).status_code == 503
    assert (ReservaNumeros.objects.count(), Asiento.objects.count()) == (1, 1)

    settings.CONSISTORIO_CONSULTA = False
    entregado = reserva.reservado_el + timedelta(microseconds=1)
    papel = anotar(actor, "En papel", numero_reservado=(reserva.anio, reserva.ultimo), presentado=entregado)
    assert (papel.numero, papel.registrado_el) == (reserva.ultimo, reserva.reservado_el)
    assert papel.presentado_el == entregado
    despues = anotar(actor, "Después de la caída")
    assert (antes.numero, despues.numero) == (reserva.primero - 1, reserva.ultimo + 1)
    assert "En papel" in mesa.get(reverse("oac:lista")).content.decode()


def test_las_puertas_que_deja_abiertas_una_copia_existen() -> None:
    assert all(reverse(puerta) for puerta in PUERTAS)
