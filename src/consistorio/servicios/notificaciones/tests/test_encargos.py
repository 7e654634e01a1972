"""What is asked to notify, and the sweep that ends what nobody opened."""

from __future__ import annotations

import pytest
from django.db import transaction

from consistorio.servicios.notificaciones import acciones, operaciones, trabajos
from consistorio.servicios.notificaciones.encargos import del_documento
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.operaciones import Encargo
from consistorio.servicios.notificaciones.tests.test_notificar import ACTO, TRABAJOS, dispuesta, documento
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj)


@pytest.mark.parametrize(("silencio", "articulo"), [("caducidad", "25.1.b"), ("desestimatorio", "25.1.a")])
def test_the_beginning_of_office_tells_its_term_and_what_follows(
    expediente: Expediente, reloj: RelojDePrueba, silencio: str, articulo: str
) -> None:
    Plazo.objects.filter(expediente=expediente).update(silencio=silencio)
    acuerdo = documento(expediente, reloj)

    def efectos(referencia: str, *, solo_informa: bool = False) -> str:
        dicho = del_documento(
            expediente, acuerdo, asunto="", referencia=f"{referencia}:{expediente.id}", solo_informa=solo_informa
        )
        return dicho.acto.efectos

    assert all(p in efectos("inicio_de_oficio") for p in ("3 meses", "1 de diciembre de 2026", articulo))
    assert articulo not in efectos("audiencia")
    assert "cuentan desde el día siguiente" in efectos("audiencia")
    assert efectos("conforme", solo_informa=True) == ""


def test_one_that_cannot_expire_does_not_stop_the_others(expediente: Expediente, reloj: RelojDePrueba) -> None:
    ajena = Tarea.objects.create(
        expediente=expediente,
        codigo="ajena",
        tipo="de_otra_instalacion",  # no room of this installation knows how to complete it
        nombre="Ajena",
        fase="finalizacion",
        unidad=expediente.unidad,
        procedimiento=expediente.version.procedimiento,
        incoada_el=expediente.abierto_el,
        del_modelo=False,
        creada_el=reloj.ahora(),
    )
    encargo = Encargo(documento(expediente, reloj).id, "prueba:rota", "Licencia", ACTO, tarea_id=ajena.id)
    with transaction.atomic():
        operaciones.emitir(bloquear(expediente.id), encargo, actor=SISTEMA, reloj=reloj)
    rota = Notificacion.objects.get(referencia="prueba:rota")
    acciones.preparar(actor=TRABAJOS, notificacion_id=rota.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=rota.id, reloj=reloj)
    reloj.avanzar(days=1)
    sana = dispuesta(expediente, reloj)
    reloj.avanzar(days=20)
    with pytest.raises(RuntimeError, match=str(rota.id)):
        trabajos.barrer_caducadas()
    assert [Notificacion.objects.get(id=n.id).estado for n in (rota, sana)] == ["disponible", "caducada"]
