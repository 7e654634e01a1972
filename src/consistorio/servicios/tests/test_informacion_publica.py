"""Public information: announced, shown, alleged in by anybody, answered and ended with the record of its days (LPACAP 83)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.tipos import DatosPersona, EntradaMostrador, Fichero
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.puertos.terminos import AcuerdoDeAmpliacion
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.servicios.resoluciones.contexto import hechos_de
from consistorio.servicios.tablon.acciones import retirar_anuncio
from consistorio.servicios.tablon.consultas import documentos_expuestos, en_el_tablon
from consistorio.servicios.tablon.models import Anuncio
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.consultas import documentos_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import para_que_sirve
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import ActoTramite, AlegacionPublica, InformacionPublica, Tarea
from consistorio.tramitacion.motor.operaciones.incidencias import prorrogar
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firmado, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA, PEDRO, LUCIA = "12345678Z", "87654321X", "X1234567L"
TITULO = "Reforma de la ordenanza de terrazas"


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def escribir(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> ActoTramite:
    datos: dict[str, object] = {"titulo": TITULO, "texto": ["Se cambia el horario."], "lugar": "La oficina", **como}
    return motor.abrir_informacion(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def anunciada(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> InformacionPublica:
    acto = escribir(expediente, reloj, **como)
    firmado(acto, reloj)
    return InformacionPublica.objects.get(documento_id=acto.documento_id)


def en_boletin(expediente: Expediente, reloj: RelojDePrueba, dia: date | None = None) -> InformacionPublica:
    return motor.anotar_boletin(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        boletin="BOP de Burgos n.º 180",
        dia=dia or hoy(reloj),
        reloj=reloj,
    )


def alegar(expediente: Expediente, nif: str, reloj: RelojDePrueba, texto: str = "No estoy de acuerdo.") -> Aportacion:
    actor = escenario.ciudadana(nif)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="informacion", texto=texto, reloj=reloj
    )
    return solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )


def responder(expediente: Expediente, alegaciones: list[UUID], reloj: RelojDePrueba) -> ActoTramite:
    return motor.responder_alegaciones(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        alegaciones=alegaciones,
        texto=["El horario es el que fija la ley autonómica."],
        reloj=reloj,
    )


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert consultas.estado_segun_hechos(caso) == consultas.estado_actual(caso)


def test_from_its_agreement_to_its_last_answer(expediente: Expediente, reloj: RelojDePrueba) -> None:
    solicitud = documentos_de(expediente, SISTEMA).first()
    acto = escribir(expediente, reloj)
    assert not Anuncio.objects.exists()  # not until the organ that decides agrees to it
    for dicho in (TITULO, "20 días hábiles", "boletín oficial", "respuesta razonada", "Artículo 83"):
        assert dicho in texto_de(acto)
    assert "Ana" not in texto_de(acto)
    firmado(acto, reloj)
    informacion, anuncio = InformacionPublica.objects.get(), Anuncio.objects.get()
    assert (anuncio.hasta, anuncio.titulo, anuncio.clase) == (None, TITULO, "informacion_publica")
    assert documentos_expuestos(anuncio)[0].id == acto.documento_id
    assert solicitud is None or solicitud.documento_id not in [d.id for d in documentos_expuestos(anuncio)]

    reloj.avanzar(days=2)
    temprana = alegar(expediente, PEDRO, reloj)  # before the gazette counts too
    assert en_boletin(expediente, reloj).vence == date(2026, 10, 1)
    anuncio.refresh_from_db()
    assert anuncio.hasta == date(2026, 10, 1)
    alegar(expediente, LUCIA, reloj)
    assert not expediente.interesados.exclude(persona__nif=ANA).exists()  # alleging makes nobody a party
    assert not visibles_para(escenario.ciudadana(PEDRO)).filter(id=expediente.id).exists()
    assert AlegacionPublica.objects.get(aportacion=temprana.id).persona.nif == PEDRO
    puesto = expediente.documentos.get(documento_id=temprana.documento_id)
    assert puesto.visible_interesado is False  # what a third person says is not shown to the parties by itself

    reloj.poner(datetime(2026, 10, 2, 9, 0, tzinfo=UTC))
    assert en_el_tablon(en=hoy(reloj)) == []  # although the sweep has not come yet
    manos.barrer(reloj)
    anuncio.refresh_from_db()
    assert anuncio.causa == "plazo"
    assert anuncio.diligencia is not None
    assert expediente.documentos.filter(documento_id=anuncio.diligencia.id).exists()
    tarea = Tarea.objects.get(id=informacion.tarea_id)
    assert tarea.abierta  # two people wait for an answer
    respuesta = responder(expediente, [una.id for una in AlegacionPublica.objects.all()], reloj)
    assert "ley autonómica" in texto_de(respuesta)
    firmado(respuesta, reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "hecha"
    avisos = Notificacion.objects.filter(referencia=f"respuesta_alegaciones:{respuesta.id}")
    assert sorted(aviso.destinatario.nif for aviso in avisos) == [PEDRO, LUCIA]
    assert {aviso.clase for aviso in avisos} == {"comunicacion"}
    trabajos = escenario.SISTEMA.con_permisos(PREPARAR)
    assert notificaciones.preparar(actor=trabajos, notificacion_id=avisos[0].id, reloj=reloj).estado == "comunicada"
    contado = hechos_de(Expediente.objects.get(id=expediente.id))["informacion_publica"]
    assert contado is not None
    assert "BOP de Burgos n.º 180" in contado
    assert "Alegaciones presentadas: 2. Contestadas: 2." in contado
    como_dicen_los_hechos(expediente)


def test_without_allegations_it_ends_by_itself(expediente: Expediente, reloj: RelojDePrueba) -> None:
    informacion = anunciada(expediente, reloj)
    en_boletin(expediente, reloj)
    reloj.poner(datetime(2026, 9, 30, 9, 0, tzinfo=UTC))
    manos.barrer(reloj)
    assert Tarea.objects.get(id=informacion.tarea_id).estado == "hecha"
    with pytest.raises(FaseIncompatible, match="ha terminado"):
        alegar(expediente, PEDRO, reloj)


def test_the_documents_that_were_chosen_are_shown_with_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    firmado(providencia(expediente, reloj), reloj)
    puesto = expediente.documentos.latest("orden")
    assert not para_que_sirve(expediente.id, puesto.documento_id)
    anunciada(expediente, reloj, expuestos=[puesto.documento_id])
    (dicho,) = para_que_sirve(expediente.id, puesto.documento_id)
    assert "se exponen" in dicho
    assert puesto.documento_id in [d.id for d in documentos_expuestos(Anuncio.objects.get())]


def providencia(expediente: Expediente, reloj: RelojDePrueba) -> ActoTramite:
    return motor.dictar_providencia(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, texto=["Pase a informe."], reloj=reloj
    )


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        escribir(expediente, reloj, titulo=" ", texto=[], lugar="", dias=19, expuestos=[uuid4()])
    assert [p.campo for p in error.value.problemas] == ["titulo", "texto", "dias", "lugar", "documentos"]
    with pytest.raises(FaseIncompatible, match="ninguna información"):
        en_boletin(expediente, reloj)
    informacion = anunciada(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="Ya hay una"):
        escribir(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        motor.anotar_boletin(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            boletin=" ",
            dia=date(2026, 8, 1),
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["boletin", "dia"]
    en_boletin(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="ya está anotada"):
        en_boletin(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        motor.responder_alegaciones(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            alegaciones=[uuid4()],
            texto=["No."],
            reloj=reloj,
        )
    assert [p.campo for p in error.value.problemas] == ["contesta_a", "texto"]
    assert Tarea.objects.get(id=informacion.tarea_id).estado == "en_espera"  # of what people allege


def test_only_who_carries_the_case_opens_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises((NoPermitido, NoEncontrado)):
        motor.abrir_informacion(
            actor=escenario.empleado("raul", reloj),
            expediente_id=expediente.id,
            titulo=TITULO,
            texto=["x"],
            lugar="x",
            reloj=reloj,
        )


def test_a_case_that_announces_nothing_does_not_exist_for_others(expediente: Expediente, reloj: RelojDePrueba) -> None:
    for clase in ("informacion", "alegaciones"):
        with pytest.raises(NoEncontrado):
            solicitudes.guardar_escrito(
                actor=escenario.ciudadana(PEDRO), expediente_id=expediente.id, clase=clase, texto="x", reloj=reloj
            )
    anunciada(expediente, reloj)
    with pytest.raises(NoEncontrado):  # it lets nobody file anything else
        solicitudes.guardar_escrito(
            actor=escenario.ciudadana(PEDRO), expediente_id=expediente.id, clase="alegaciones", texto="x", reloj=reloj
        )


def test_taken_down_at_once_when_it_should_not_be_shown(expediente: Expediente, reloj: RelojDePrueba) -> None:
    informacion = anunciada(expediente, reloj)
    anuncio, marta = Anuncio.objects.get(), escenario.empleado("marta", reloj)
    with pytest.raises(DatosIncorrectos):
        retirar_anuncio(actor=marta, anuncio_id=anuncio.id, motivo="Mal", reloj=reloj)
    with pytest.raises((NoPermitido, NoEncontrado)):
        retirar_anuncio(
            actor=escenario.empleado("raul", reloj), anuncio_id=anuncio.id, motivo="No debía estar.", reloj=reloj
        )
    retirar_anuncio(actor=marta, anuncio_id=anuncio.id, motivo="Llevaba un teléfono particular.", reloj=reloj)
    assert en_el_tablon(en=hoy(reloj)) == []
    informacion.refresh_from_db()
    assert (informacion.estado, Tarea.objects.get(id=informacion.tarea_id).estado) == ("cerrado", "cancelada")
    with pytest.raises(FaseIncompatible):
        retirar_anuncio(actor=marta, anuncio_id=anuncio.id, motivo="Otra vez lo mismo.", reloj=reloj)
    anunciada(expediente, reloj)  # and it is done again
    como_dicen_los_hechos(expediente)


def test_a_withdrawal_takes_it_down_too(expediente: Expediente, reloj: RelojDePrueba) -> None:
    anunciada(expediente, reloj)
    actor = escenario.ciudadana(ANA)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="desistimiento", texto="", reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )
    motor.aceptar_desistimiento(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert (Anuncio.objects.get().causa, InformacionPublica.objects.get().estado) == ("terminacion", "cerrado")
    como_dicen_los_hechos(expediente)


def test_an_incident_of_the_sede_gives_everybody_more_days(expediente: Expediente, reloj: RelojDePrueba) -> None:
    informacion = anunciada(expediente, reloj)
    vence = en_boletin(expediente, reloj).vence
    assert vence == date(2026, 9, 29)
    assert consultas.con_terminos_que_corren(desde=date(2026, 9, 20), antes_de=date(2026, 10, 5)) == [expediente.id]
    acuerdo = AcuerdoDeAmpliacion(uuid4(), informacion.documento_id, hoy(reloj), date(2026, 10, 2))
    with transaction.atomic():
        assert prorrogar(bloquear(expediente.id), acuerdo, actor=SISTEMA, reloj=reloj) == 1
    assert Anuncio.objects.get().hasta == date(2026, 10, 2)


def test_an_allegation_on_paper_is_joined_by_the_unit_and_answered_on_paper(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    anunciada(expediente, reloj)
    en_boletin(expediente, reloj)
    reloj.avanzar(days=1)
    contenido = admitir(io.BytesIO(un_pdf("alego")), nombre="escrito.pdf")
    asiento = registro.anotar_en_mostrador(
        actor=escenario.empleado("rosa", reloj),
        reloj=reloj,
        clave_idempotencia=f"mostrador:{uuid4()}",
        entrada=EntradaMostrador(
            asunto="Alegaciones a la ordenanza",
            unidad_id=unidad_por_dir3("LA0009986", en=hoy(reloj)).id,
            interesado=DatosPersona(PEDRO),
            domicilio={"via": "Calle Ancha", "numero": "3"},
            ficheros=[Fichero(contenido, "escrito.pdf")],
        ),
    )
    reloj.poner(datetime(2026, 9, 30, 9, 0, tzinfo=UTC))
    manos.barrer(reloj)
    solicitudes.unir_asiento(  # filed in its days
        actor=escenario.empleado("nuria", reloj),
        asiento_id=asiento.id,
        expediente_id=expediente.id,
        clase="informacion",
        reloj=reloj,
    )
    alegacion = AlegacionPublica.objects.get()
    assert (alegacion.persona.nif, alegacion.en_papel) == (PEDRO, True)
    respuesta = responder(expediente, [alegacion.id], reloj)
    firmado(respuesta, reloj)
    carta = Notificacion.objects.get(referencia=f"respuesta_alegaciones:{respuesta.id}")
    assert (carta.destinatario.nif, carta.canal) == (PEDRO, "papel")
