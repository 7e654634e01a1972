"""Who stands in for somebody set apart leaves, or is away: they count as nobody, and another is named (LRJSP 13.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import puesto_de_organo
from consistorio.plataforma.organizacion.models import Ausencia, Empleado
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_firmas_de_apartados import en_la_carpeta_de, paso_del, por_que_no_firma
from consistorio.servicios.tests.test_imparcialidad import abstencion, decidir, en_curso, providencia, quien
from consistorio.tramitacion.expedientes.consultas import organo_competente
from consistorio.tramitacion.expedientes.intervencion import firmante_en
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lento,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
MOTIVO = "Quien le sustituía se ha jubilado."


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def cambiar(
    expediente: Expediente, reloj: RelojDePrueba, a: str, por: str = "marta", de: str = "nuria", motivo: str = MOTIVO
) -> ActoTramite:
    return motor.cambiar_sustituto(
        actor=escenario.empleado(por, reloj),
        expediente_id=expediente.id,
        empleado_id=quien(de),
        sustituto_id=quien(a) if a else None,
        motivo=motivo,
        reloj=reloj,
    )


def se_va(usuario: str, reloj: RelojDePrueba) -> None:
    ayer = hoy(reloj) - timedelta(days=1)
    Empleado.objects.filter(cuenta__usuario=usuario).update(hasta=ayer)


def esta_de_baja(usuario: str, reloj: RelojDePrueba) -> None:
    Ausencia.objects.create(empleado_id=quien(usuario), desde=hoy(reloj), hasta=hoy(reloj), motivo="permiso")


@pytest.mark.parametrize("deja", [se_va, esta_de_baja])
def test_another_is_named_with_the_work_and_the_signatures_that_wait(
    expediente: Expediente, reloj: RelojDePrueba, deja: Callable[[str, RelojDePrueba], None]
) -> None:
    acto = providencia("nuria", expediente, reloj)
    tarea = Tarea.objects.get(expediente=expediente, tipo="propuesta")
    motor.asignar(actor=escenario.empleado("nuria", reloj), tarea_id=tarea.id, empleado_id=quien("nuria"), reloj=reloj)
    firmado(decidir(abstencion(expediente, reloj), reloj), reloj)
    paso = paso_del(acto)
    assert paso.id in en_la_carpeta_de("sergio", reloj)
    deja("sergio", reloj)
    assert paso.id not in en_la_carpeta_de("sergio", reloj)
    assert "nadie le sustituye" in por_que_no_firma("nuria", paso, reloj)
    cambio = cambiar(expediente, reloj, "raul")
    with pytest.raises(FaseIncompatible):
        cambiar(expediente, reloj, "raul")
    assert por_que_no_firma("marta", paso_del(cambio), reloj) == ""
    assert "Raúl" in texto_de(cambio)
    assert MOTIVO in texto_de(cambio)
    apartada = Apartamiento.objects.get()
    assert (apartada.sustituto_id, apartada.provisional) == (quien("raul"), False)
    tarea.refresh_from_db()
    assert tarea.asignada_a_id == quien("raul")
    assert paso.id in en_la_carpeta_de("raul", reloj)
    assert por_que_no_firma("raul", paso, reloj) == ""
    paso.refresh_from_db()
    assert "P. S. (por sustitución decidida el" in paso.cargo_texto
    aviso = Notificacion.objects.get(referencia=f"sustitucion:{cambio.id}")
    assert (aviso.clase, aviso.asunto) == ("comunicacion", "Cambia quien interviene en su expediente")


def test_a_decree_of_who_is_set_apart_waits_for_another_to_be_named(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cuestion = en_curso(expediente, reloj, "carmen")
    reloj.avanzar(days=2)
    firmado(decidir(cuestion, reloj, por="isabel", sustituto="tomas"), reloj)
    puesto = puesto_de_organo(organo_competente(expediente).codigo)
    assert firmante_en(expediente, puesto, en=hoy(reloj)).empleado.id == quien("tomas")
    se_va("tomas", reloj)
    with pytest.raises(NoEncontrado) as nadie:
        firmante_en(expediente, puesto, en=hoy(reloj))
    assert "Hoy nadie sustituye a Carmen" in nadie.value.mensaje
    assert "cambiar" in nadie.value.que_hacer
    manos.proponer(expediente, "estima", reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        manos.elevar(expediente, reloj)
    assert "Hoy nadie sustituye a Carmen" in mal.value.mensaje
    assert (
        visibles_para(escenario.empleado("isabel", reloj)).filter(id=expediente.id).exists()
    )  # who decided still sees it
    firmado(cambiar(expediente, reloj, "javier", por="isabel", de="carmen"), reloj)
    assert firmante_en(expediente, puesto, en=hoy(reloj)).empleado.id == quien("javier")


def test_who_may_not_change_it_and_what_is_wrong(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(FaseIncompatible):  # nobody keeps away
        cambiar(expediente, reloj, "raul")
    cuestion = abstencion(expediente, reloj)
    with pytest.raises(FaseIncompatible):  # it is being decided
        cambiar(expediente, reloj, "raul")
    firmado(decidir(cuestion, reloj), reloj)
    for a, campos in (
        ("carmen", ["sustituto", "motivo"]),  # she neither proposes nor notifies
        ("sergio", ["sustituto", "motivo"]),
        ("andres", ["sustituto", "motivo"]),
        ("", ["sustituto", "motivo"]),
    ):
        with pytest.raises(DatosIncorrectos) as mal:
            cambiar(expediente, reloj, a, motivo="")
        assert [p.campo for p in mal.value.problemas] == campos
    with pytest.raises(NoPermitido):
        cambiar(expediente, reloj, "raul", por="sergio")
    with pytest.raises(NoPermitido) as otra:
        cambiar(expediente, reloj, "raul", por="javier")
    assert "Marta" in otra.value.mensaje
    acto = cambiar(expediente, reloj, "raul")
    Apartamiento.objects.update(hasta=reloj.ahora())
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == "sin_efecto"
    assert "vuelve a intervenir" in acto.motivo
