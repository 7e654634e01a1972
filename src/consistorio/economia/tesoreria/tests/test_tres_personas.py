"""The three signatures of a list of payments are of three people, whoever substitutes whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.tesoreria import acciones
from consistorio.economia.tesoreria.tests.escenario import ordenado, persona, relacion
from consistorio.economia.tesoreria.tests.test_pagos import firmar_paso
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Empleado, Puesto, Suplencia
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("personal_que_firma")]


def suple(usuario: str, organo: str, reloj: RelojDePrueba) -> Suplencia:
    return Suplencia.objects.create(
        puesto=Puesto.objects.get(organo=organo),
        suplente=Empleado.objects.get(id=escenario.empleado(usuario, reloj).id),
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=5),
        norma="Decreto 2026/1",
    )


def test_who_signs_for_two_posts_signs_once(reloj: RelojDePrueba) -> None:
    tesorero = escenario.empleado("fernando", reloj)
    una = relacion(reloj, ordenado("920.22100", "100", persona(0)))
    suplencia = suple("fernando", "intervencion", reloj)
    with pytest.raises(Conflicto, match="tres personas") as error:
        acciones.enviar_a_firma(actor=tesorero, relacion_id=una.id, reloj=reloj)
    assert "se nombre a otra persona" in error.value.que_hacer
    una.refresh_from_db()
    assert (una.estado, una.documento_id) == ("borrador", None)

    # Sent while they were three, one of them is away when it is signed
    suplencia.delete()
    enviada = acciones.enviar_a_firma(actor=tesorero, relacion_id=una.id, reloj=reloj)
    suplencia = suple("fernando", "intervencion", reloj)
    firmar_paso("isabel", enviada.documento_id, reloj)
    firmar_paso("fernando", enviada.documento_id, reloj)
    reloj.avanzar(minutes=2)
    assert enviada.documento_id is not None
    paso = PasoFirma.objects.get(circuito__documento_id=enviada.documento_id, estado="pendiente")
    resultado = firmar(
        actor=escenario.empleado("fernando", reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual("fernando"),
        reloj=reloj,
    )
    assert resultado.firmados == ()
    assert "tres personas" in resultado.fallidos[0].motivo
    una.refresh_from_db()
    assert una.estado == "en_firma"
    suplencia.delete()
    suple("teresa", "tesoreria", reloj)
    reloj.avanzar(minutes=2)
    firmar_paso("teresa", enviada.documento_id, reloj)
    una.refresh_from_db()
    assert una.estado == "firmada", "by three"
