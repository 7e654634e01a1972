"""What waits for the signature of who must keep away from a case: they do not sign it, and who stands in for them does (LRJSP 13.1, 23-24)."""

from __future__ import annotations

from uuid import UUID

import pytest

from consistorio.documental.firma.acciones import devolver_paso
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.consultas import cuantos_pendientes_de, pendientes_de
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_imparcialidad import (
    HECHOS,
    contestar,
    decidir,
    en_curso,
    providencia,
    quien,
    recusar,
)
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lento,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def paso_del(acto: ActoTramite) -> PasoFirma:
    return PasoFirma.objects.get(circuito__documento_id=acto.documento_id)


def por_que_no_firma(usuario: str, paso: PasoFirma, reloj: RelojDePrueba) -> str:
    """Why somebody cannot sign; "" when it is signed, and the workers followed."""
    resultado = firmar(
        actor=escenario.empleado(usuario, reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual(usuario),
        reloj=reloj,
    )
    manos.correr()
    return " ".join(fallo.motivo for fallo in resultado.fallidos)


def en_la_carpeta_de(usuario: str, reloj: RelojDePrueba) -> set[UUID]:
    empleado = Empleado.objects.get(cuenta__usuario=usuario)
    pasos = pendientes_de(empleado, en=hoy(reloj))
    assert cuantos_pendientes_de(empleado, en=hoy(reloj)) == len(pasos)
    return {uno.paso.id for uno in pasos}


def test_what_waits_for_who_is_challenged_goes_to_who_stands_in(expediente: Expediente, reloj: RelojDePrueba) -> None:
    acto = providencia("nuria", expediente, reloj)
    paso = paso_del(acto)
    assert en_la_carpeta_de("nuria", reloj) == {paso.id}
    cuestion = en_curso(expediente, reloj)
    assert en_la_carpeta_de("nuria", reloj) == set()
    assert "se abstuvo de intervenir en él, o le han recusado" in por_que_no_firma("nuria", paso, reloj)
    with pytest.raises(NoPermitido):
        devolver_paso(actor=escenario.empleado("nuria", reloj), paso_id=paso.id, motivo="No.", reloj=reloj)
    suyo = paso_del(contestar(cuestion, reloj))
    assert en_la_carpeta_de("nuria", reloj) == {suyo.id}  # what she says of herself is hers to sign
    assert por_que_no_firma("nuria", suyo, reloj) == ""
    assert por_que_no_firma("marta", paso_del(decidir(cuestion, reloj)), reloj) == ""
    assert en_la_carpeta_de("nuria", reloj) == set()
    assert en_la_carpeta_de("sergio", reloj) == {paso.id}
    assert "no le corresponde" in por_que_no_firma("marta", paso, reloj)
    assert "le han recusado" in por_que_no_firma("nuria", paso, reloj)
    assert por_que_no_firma("sergio", paso, reloj) == ""
    paso.refresh_from_db()
    acto.refresh_from_db()
    assert (acto.estado, paso.firmante_id) == ("firmado", quien("sergio"))
    assert paso.cargo_texto.startswith("P. S. (por recusación estimada")


def test_a_decree_is_signed_by_who_stands_in_for_the_organ(expediente: Expediente, reloj: RelojDePrueba) -> None:
    manos.proponer(expediente, "estima", reloj)
    resolucion = manos.elevar(expediente, reloj)
    manos.correr()
    resolucion.refresh_from_db()
    paso = manos.paso_de(resolucion, "firma")
    acto = motor.abstenerse(  # who decides sees the case when it comes to be signed
        actor=escenario.empleado("carmen", reloj), expediente_id=expediente.id, causas=["c"], hechos=HECHOS, reloj=reloj
    )
    assert por_que_no_firma("carmen", paso_del(acto), reloj) == ""
    assert "se abstuvo" in por_que_no_firma("carmen", paso, reloj)
    cuestion = CuestionImparcialidad.objects.get()
    decision = decidir(cuestion, reloj, por="isabel", sustituto="tomas")
    assert por_que_no_firma("isabel", paso_del(decision), reloj) == ""
    assert paso.id in en_la_carpeta_de("tomas", reloj)
    assert por_que_no_firma("tomas", paso, reloj) == ""
    assert por_que_no_firma("javier", manos.paso_de(resolucion, "fe_publica"), reloj) == ""
    resolucion.refresh_from_db()
    paso.refresh_from_db()
    assert (resolucion.estado, paso.firmante_id) == ("firmada", quien("tomas"))
    assert "P. S. (por abstención aceptada" in paso.cargo_texto
    assert "Concejalía de Urbanismo" in paso.cargo_texto
    with pytest.raises(FaseIncompatible) as error:  # it is too late to challenge anybody
        recusar(expediente, reloj)
    assert "ya está resuelto" in error.value.mensaje


def test_a_decree_written_afterwards_names_who_stands_in(expediente: Expediente, reloj: RelojDePrueba) -> None:
    cuestion = en_curso(expediente, reloj, "carmen")
    reloj.avanzar(days=2)
    assert por_que_no_firma("isabel", paso_del(decidir(cuestion, reloj, por="isabel", sustituto="tomas")), reloj) == ""
    manos.proponer(expediente, "estima", reloj)
    resolucion = manos.elevar(expediente, reloj)
    manos.correr()
    resolucion.refresh_from_db()
    assert manos.paso_de(resolucion, "firma").id in en_la_carpeta_de("tomas", reloj)
    assert resolucion.delegacion.startswith("por recusación estimada")
