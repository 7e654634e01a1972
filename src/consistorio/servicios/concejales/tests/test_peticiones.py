"""Requests of councillors: filed, granted, refused with reasons in time, granted by silence, certified; who sees what."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, unidad
from consistorio.servicios.concejales import acceso, acciones, consultas, trabajos
from consistorio.servicios.concejales.acciones import Peticion
from consistorio.servicios.concejales.models import AmbitoDeUnidad, EscritoDePeticion, PeticionDeInformacion
from consistorio.servicios.concejales.permisos import PEDIR
from consistorio.servicios.concejales.tests.firmas import firmado
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.solicitudes.models import Reparto

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
QUE = "Las facturas de papelería del primer semestre."
POR_QUE = "Está en un procedimiento sancionador sin terminar."


def pedida(reloj: RelojDePrueba, quien: str = "adela", **mas: object) -> PeticionDeInformacion:
    pedido = Peticion(**({"clase": "presupuesto", "que": QUE, "anio": 2026, "codigo": "920"} | mas))  # type: ignore[arg-type]
    return acciones.pedir(actor=escenario.empleado(quien, reloj), clave=uuid4(), pedido=pedido, reloj=reloj)


def decidida(
    reloj: RelojDePrueba, peticion: PeticionDeInformacion, *, concede: bool = True, **mas: object
) -> EscritoDePeticion:
    dicho: dict[str, object] = {
        "organo": "alcaldia",
        "motivo": "" if concede else POR_QUE,
        "forma": "vista",
        "con_personas": False,
        "por_que_personas": "",
        "documentos": [],
        "documentos_sin_personas": False,
    } | mas
    alcaldesa = escenario.empleado("isabel", reloj)
    return acciones.decidir(actor=alcaldesa, peticion_id=peticion.id, concede=concede, reloj=reloj, **dicho)  # type: ignore[arg-type]


def test_it_is_filed_once_in_the_registry_and_nobody_else_waits_for_it(reloj: RelojDePrueba) -> None:
    adela, clave = escenario.empleado("adela", reloj), uuid4()
    pedido = Peticion("presupuesto", QUE, anio=2026, codigo=" 920 ")
    una = acciones.pedir(actor=adela, clave=clave, pedido=pedido, reloj=reloj)
    assert acciones.pedir(actor=adela, clave=clave, pedido=pedido, reloj=reloj).id == una.id
    assert PeticionDeInformacion.objects.get().codigo == "920"
    assert (en_madrid(una.presentada_el).date(), una.vence_el) == (date(2026, 9, 1), date(2026, 9, 7))
    assert una.asiento.libro_id == "E"
    assert Reparto.objects.get(asiento=una.asiento).estado == Reparto.Estado.ATENDIDO
    assert QUE not in str(Evento.objects.get(tipo="concejales.peticion.presentada").datos)
    caso = escenario.caso(reloj)
    assert pedida(reloj, clase="expediente", expediente=caso.numero.lower()).expediente == caso
    with pytest.raises(DatosIncorrectos) as rechazo:
        pedida(reloj, clase="expediente", que="Eso", expediente="2026/NO/1", forma="x", unidad_id=uuid4())
    assert [uno.campo for uno in rechazo.value.problemas] == ["forma", "que", "expediente", "unidad"]
    with pytest.raises(DatosIncorrectos) as rechazo:
        pedida(reloj, anio=None, codigo="9" * 41)
    assert [uno.campo for uno in rechazo.value.problemas] == ["anio", "codigo"]
    for ajeno in (escenario.empleado("nuria", reloj), Actor.sistema("nadie", PEDIR)):
        with pytest.raises(NoPermitido):
            acciones.pedir(actor=ajeno, clave=uuid4(), pedido=pedido, reloj=reloj)
    assert PeticionDeInformacion.objects.count() == 2


def test_it_is_granted_by_a_signed_act_seen_by_who_asked_and_widened_but_not_taken_back(reloj: RelojDePrueba) -> None:
    una = pedida(reloj)
    adela, tomas, javier = (escenario.empleado(quien, reloj) for quien in ("adela", "tomas", "javier"))
    with pytest.raises(FaseIncompatible):
        acceso.concedida_para(adela, una.id, motivo=PEDIR)
    with pytest.raises(NoPermitido):
        acciones.decidir(
            actor=adela,
            peticion_id=una.id,
            concede=True,
            organo="alcaldia",
            motivo="",
            forma="vista",
            con_personas=False,
            por_que_personas="",
            documentos=[],
            reloj=reloj,
        )
    with pytest.raises(DatosIncorrectos) as rechazo:
        decidida(reloj, una, organo="pleno", forma="otra", documentos=[uuid4()], con_personas=True)
    assert sorted(uno.campo for uno in rechazo.value.problemas) == [
        "documentos",
        "documentos",
        "forma",
        "organo",
        "por_que_personas",
    ]
    devuelta = decidida(reloj, una)
    with pytest.raises(FaseIncompatible):
        decidida(reloj, una)
    firmado(devuelta, reloj, devuelto=True)
    assert EscritoDePeticion.objects.get(id=devuelta.id).estado == "devuelto"
    concesion = decidida(reloj, una)
    assert PeticionDeInformacion.objects.get(id=una.id).estado == "pendiente", "not before it is signed"
    firmado(concesion, reloj)
    trabajos.recoger_escrito(escrito_id=str(concesion.id), firmado=True)  # once more changes nothing
    una.refresh_from_db()
    assert (una.estado, una.forma, una.con_personas) == ("concedida", "vista", False)
    assert Evento.objects.filter(tipo="concejales.peticion.resuelta").count() == 1
    assert acceso.concedida_para(adela, una.id, motivo=PEDIR) == una
    assert acceso.concedida_para(javier, una.id, motivo=PEDIR) == una
    with pytest.raises(NoEncontrado):
        acceso.peticion_para(tomas, una.id, motivo=PEDIR)
    assert [uno.resultado for uno in consultas.consultado_por(tomas.id, limite=9)] == ["denegado"]
    assert Acceso.objects.filter(actor_id=adela.id, que=consultas.LEIDO, objeto_id=str(una.id)).exists()
    with pytest.raises(FaseIncompatible):
        decidida(reloj, una, concede=False)
    otro = Documento.objects.get(id=concesion.documento_id)
    with pytest.raises(NoEncontrado):
        acceso.documento_para(tomas, una.id, otro.id, motivo=PEDIR)
    suelto = Documento.objects.get(id=devuelta.documento_id)
    with pytest.raises(NoEncontrado):
        acceso.documento_para(adela, una.id, suelto.id, motivo=PEDIR)
    for mal in ({"documentos_sin_personas": True}, {"forma": "copia"}):
        with pytest.raises(DatosIncorrectos):
            decidida(reloj, una, documentos=[suelto.id], **mal)
    mas = decidida(reloj, una, forma="copia", documentos=[suelto.id], con_personas=True, por_que_personas=POR_QUE)
    firmado(mas, reloj)
    una.refresh_from_db()
    PeticionDeInformacion.objects.filter(id=una.id).update(forma="vista")
    with pytest.raises(NoEncontrado):  # a consultation gives no document, whatever is noted beside it
        acceso.documento_para(adela, una.id, suelto.id, motivo=PEDIR)
    una.save(update_fields=["forma"])
    assert (una.forma, una.con_personas, una.por_que_personas) == ("copia", True, POR_QUE)
    assert acceso.documento_para(adela, una.id, suelto.id, motivo=PEDIR) == suelto
    firmado(decidida(reloj, una), reloj)
    una.refresh_from_db()
    assert (una.forma, una.con_personas) == ("copia", True), "what was granted stays"
    ya_no = Actor(adela.clase, adela.id, adela.nombre, permisos=frozenset({"expediente.ver"}))
    for puerta in (acceso.peticion_para, acceso.concedida_para):
        with pytest.raises(NoEncontrado):  # who is a councillor no more, and holds another post
            puerta(ya_no, una.id, motivo=PEDIR)
    assert consultas.cuantas_sin_ver(adela, 9) == 1
    acciones.darse_por_enterado(actor=adela, peticion_id=una.id, reloj=reloj)
    assert consultas.cuantas_sin_ver(adela, 9) == 0
    with pytest.raises(NoPermitido):
        acciones.darse_por_enterado(actor=javier, peticion_id=una.id, reloj=reloj)
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if "concejales_" in str(falla)] == [], "facts vouch for every row"


def test_silence_grants_the_consultation_and_a_late_refusal_is_worth_nothing(reloj: RelojDePrueba) -> None:
    una, a_tiempo, tarde = pedida(reloj), pedida(reloj), pedida(reloj)
    adela = escenario.empleado("adela", reloj)
    with pytest.raises(FaseIncompatible):
        acciones.darse_por_enterado(actor=adela, peticion_id=una.id, reloj=reloj)
    reloj.avanzar(days=6)
    assert hoy(reloj) == una.vence_el
    trabajos.silencio()
    assert consultas.cuantas_por_resolver(9) == 3, "the last day is still theirs"
    sin_firmar = decidida(reloj, tarde, concede=False)
    firmado(decidida(reloj, a_tiempo, concede=False), reloj, recoge=False)
    reloj.avanzar(days=1)
    trabajos.silencio()
    trabajos.silencio()
    for peticion in (una, a_tiempo, tarde):
        peticion.refresh_from_db()
    assert [uno.estado for uno in (una, a_tiempo, tarde)] == ["silencio", "denegada", "silencio"], (
        "collected by the sweep"
    )
    assert (una.forma, una.con_personas) == ("vista", False), "copies need an express authorisation"
    assert Evento.objects.filter(tipo="concejales.peticion.silencio").count() == 2
    assert EscritoDePeticion.objects.get(id=sin_firmar.id).estado == "retirado"
    assert Circuito.objects.get(documento_id=sin_firmar.documento_id).estado == "retirado"
    trabajos.recoger_escrito(escrito_id=str(a_tiempo.escritos.get().id), firmado=True)
    a_tiempo.refresh_from_db()
    assert a_tiempo.estado == "denegada", "its own job, later, changes nothing"
    with pytest.raises(FaseIncompatible):
        acceso.concedida_para(adela, a_tiempo.id, motivo=PEDIR)
    with pytest.raises(FaseIncompatible):
        decidida(reloj, una, concede=False)
    isabel = escenario.empleado("isabel", reloj)
    assert (consultas.cuantas_por_silencio(9), consultas.cuantas_sin_ver(adela, 9)) == (2, 3)
    for quien in (isabel, isabel, adela):
        acciones.darse_por_enterado(actor=quien, peticion_id=una.id, reloj=reloj)
    assert (consultas.cuantas_por_silencio(9), consultas.cuantas_sin_ver(adela, 9)) == (1, 2)
    assert acceso.concedida_para(adela, una.id, motivo=PEDIR) == una


def test_the_silence_is_certified_by_secretaria_when_it_is_asked(reloj: RelojDePrueba) -> None:
    una, adela = pedida(reloj), escenario.empleado("adela", reloj)
    with pytest.raises(FaseIncompatible):
        acciones.pedir_certificado(actor=adela, peticion_id=una.id, reloj=reloj)
    reloj.avanzar(days=7)
    trabajos.silencio()
    escrito = acciones.pedir_certificado(actor=adela, peticion_id=una.id, reloj=reloj)
    assert escrito.organo == "secretaria"
    with pytest.raises(FaseIncompatible):
        acciones.pedir_certificado(actor=adela, peticion_id=una.id, reloj=reloj)
    firmado(decidida(reloj, una), reloj)
    una.refresh_from_db()
    assert una.estado == "concedida", "an act confirms it, and does not wait for the certificate"
    firmado(escrito, reloj, devuelto=True)
    escrito = acciones.pedir_certificado(actor=adela, peticion_id=una.id, reloj=reloj)  # there was silence all the same
    firmado(escrito, reloj)
    una.refresh_from_db()
    assert una.estado == "concedida"
    assert acceso.documento_para(adela, una.id, escrito.documento_id, motivo=PEDIR).tipo_documental == "TD07"
    with pytest.raises(Conflicto):
        acciones.pedir_certificado(actor=adela, peticion_id=una.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.pedir_certificado(actor=escenario.empleado("tomas", reloj), peticion_id=una.id, reloj=reloj)
    concedida = pedida(reloj)
    firmado(decidida(reloj, concedida), reloj)
    reloj.avanzar(days=9)
    trabajos.silencio()
    with pytest.raises(FaseIncompatible):  # it was granted in time
        acciones.pedir_certificado(actor=adela, peticion_id=concedida.id, reloj=reloj)


def test_a_refusal_signed_after_its_term_has_no_effect(reloj: RelojDePrueba) -> None:
    una = pedida(reloj)
    escrito = decidida(reloj, una, concede=False)
    reloj.avanzar(days=8)
    firmado(escrito, reloj)
    una.refresh_from_db()
    assert (una.estado, EscritoDePeticion.objects.get().estado) == ("silencio", "sin_efecto")


def test_each_delegation_sees_the_budget_that_secretaria_says_it_manages(reloj: RelojDePrueba) -> None:
    javier, tomas, carmen = (escenario.empleado(quien, reloj) for quien in ("javier", "tomas", "carmen"))
    suya = acciones.anotar_ambito(
        actor=javier, unidad_id=unidad(VIA_PUBLICA, reloj), codigo=" 165 ", norma="Bases de ejecución", reloj=reloj
    )
    de_abajo = acciones.anotar_ambito(
        actor=javier, unidad_id=unidad(LICENCIAS, reloj), codigo="15.2", norma="Bases de ejecución", reloj=reloj
    )
    assert consultas.ambitos_de(tomas, en=hoy(reloj)) == [suya]
    assert consultas.ambitos_de(carmen, en=hoy(reloj)) == [de_abajo], "a unit below hers"
    assert consultas.ambitos_de(escenario.empleado("adela", reloj), en=hoy(reloj)) == []
    for mal in ({"codigo": "165"}, {"codigo": ".."}, {"codigo": "a b"}, {"norma": " "}, {"unidad_id": uuid4()}):
        dicho: dict[str, object] = {"unidad_id": suya.unidad_id, "codigo": "9", "norma": "Bases"} | mal
        with pytest.raises(DatosIncorrectos):
            acciones.anotar_ambito(actor=javier, reloj=reloj, **dicho)  # type: ignore[arg-type]
    assert acciones.cerrar_ambito(actor=javier, ambito_id=suya.id, reloj=reloj).hasta == hoy(reloj)
    with pytest.raises(FaseIncompatible):
        acciones.cerrar_ambito(actor=javier, ambito_id=suya.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.cerrar_ambito(actor=javier, ambito_id=UUID(int=1), reloj=reloj)
    reloj.avanzar(days=1)
    assert consultas.ambitos_de(tomas, en=hoy(reloj)) == []
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if "concejales_" in str(falla)] == []
    assert AmbitoDeUnidad.objects.count() == 2
