"""Signing with real keys from the desk: who will sign, how each person will be notified, and the way back to the case."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.lecturas_firmas import recien_firmados
from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_firmas import DATOS
from consistorio.canales.escritorio.tests.test_mesa import de
from consistorio.documental.firma.models import PasoFirma
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.conftest import villa_que_firma
from consistorio.servicios.notificaciones.acciones import emitir
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.models import ActoTramite, Tarea

__all__ = ["villa_que_firma"]
pytestmark = [pytest.mark.lento, pytest.mark.usefixtures("villa_que_firma", "personal_que_firma")]


def test_who_has_just_signed_goes_back_to_the_case_once_and_only_to_what_they_may_see_and_signed(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    revision = expediente.tareas.get(tipo="revision")
    cliente.post(f"{de(expediente)}tareas/{revision.id}/requerir_subsanacion/", DATOS)
    acto = ActoTramite.objects.get()
    paso = PasoFirma.objects.get(circuito__documento=acto.documento_id)
    assert recien_firmados(escenario.empleado("nuria", reloj), [paso.id]) == [], "it is not signed yet"
    firmado = cliente.post(
        "/escritorio/portafirmas/", {"pasos": [str(paso.id)], "codigo": codigo_actual("nuria")}, follow=True
    )
    vuelta = f'href="{de(expediente)}">Volver al expediente {expediente.numero}</a>'
    assert vuelta in firmado.content.decode()
    assert vuelta not in cliente.get("/escritorio/portafirmas/").content.decode()
    (dicho,) = recien_firmados(escenario.empleado("nuria", reloj), [paso.id])
    assert dicho.caso == expediente
    assert recien_firmados(escenario.empleado("marta", reloj), [paso.id]) == [], "another signed it"


def test_who_will_sign_and_how_each_person_will_be_notified_are_read_before_it_is_confirmed(
    mesa: Mesa, reloj: RelojDePrueba
) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    manos.proponer(expediente, "estima", reloj)
    tarea = Tarea.objects.get(expediente=expediente, codigo="resolucion")
    ficha = f"/escritorio/expedientes/{expediente.id}/tareas/"
    elevar = f"{ficha}{tarea.id}/elevar/"
    pagina = mesa("marta").get(elevar).content.decode()
    for usuario in ("carmen", "javier"):
        assert Empleado.objects.get(cuenta__usuario=usuario).nombre in pagina
    secretaria = Puesto.objects.filter(organo="secretaria")
    secretaria.update(activo=False)
    assert "Ningún puesto ejerce el órgano «secretaria»." in mesa("marta").get(elevar).content.decode()
    secretaria.update(activo=True)
    manos.decretar(expediente, reloj)
    notificar = Tarea.objects.get(expediente=expediente, tipo="notificacion")
    parte = Interesado.objects.get(expediente=expediente)
    pagina = mesa("marta").get(f"{ficha}{notificar.id}/notificar/").content.decode()
    previsto = pagina.partition(f"{parte.persona.nombre_completo}</dt>")[2].partition("</dd>")[0]
    (una,) = emitir(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert f"{una.get_canal_display()}. {una.get_motivo_canal_display()}." in previsto
