"""Sending, acknowledging, answering and correcting: who may, what stays, and everything that is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.plataforma.organizacion.models import Empleado, Unidad
from consistorio.servicios.comunicaciones import acciones, consultas
from consistorio.servicios.comunicaciones.acceso import adjunto_para, comunicacion_para
from consistorio.servicios.comunicaciones.models import AdjuntoComunicacion, Comunicacion, Destino, LibroComunicaciones
from consistorio.servicios.comunicaciones.tests.factories import (
    LICENCIAS,
    PARTICIPACION,
    SECRETARIA,
    TECNICA,
    VIA_PUBLICA,
    enviada,
    mensaje,
    unidad,
)
from consistorio.servicios.comunicaciones.tipos import Fichero
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import diligenciar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import unidades_que_lo_ven, visibles_para
from consistorio.tramitacion.motor.acciones import pedir_informe
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def nuria(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("nuria", reloj)


@pytest.fixture
def raul(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("raul", reloj)


@pytest.fixture
def corte(nuria: Actor, reloj: RelojDePrueba) -> Comunicacion:
    """From Licencias to Vía Pública and Participación, about no case."""
    return enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, PARTICIPACION), reloj)


def fichero(nombre: str = "plano.pdf") -> Fichero:
    return Fichero(almacen.admitir(io.BytesIO(un_pdf(nombre)), nombre=nombre), nombre)


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> list[str]:
    return [p.campo for p in error.value.problemas]


def hechos(tipo: str) -> list[Evento]:
    return list(Evento.objects.filter(tipo=tipo).order_by("seq"))


def test_it_is_numbered_and_each_unit_says_that_it_has_it(
    corte: Comunicacion, raul: Actor, reloj: RelojDePrueba
) -> None:
    assert (corte.numero, corte.cargo, corte.enviada_el) == (
        "CI-2026/000001",
        "Tramitación de Licencias 1",
        reloj.ahora(),
    )
    reloj.avanzar(hours=1)
    suya = unidad(VIA_PUBLICA, reloj)
    acuse = acciones.acusar_recibo(actor=raul, comunicacion_id=corte.id, unidad_id=suya, reloj=reloj)
    assert (acuse.acusada_el, acuse.acusada_por_id) == (reloj.ahora(), raul.id)
    reloj.avanzar(hours=1)
    otra = escenario.empleado("ines", reloj)
    acciones.acusar_recibo(actor=otra, comunicacion_id=corte.id, unidad_id=suya, reloj=reloj)  # the first one counts
    via, participacion = consultas.destinos_de(corte)
    assert (via.unidad.dir3, via.acusada_por_id) == (VIA_PUBLICA, raul.id)
    assert (participacion.unidad.dir3, participacion.acusada_el) == (PARTICIPACION, None)
    enviadas, acusadas = hechos("comunicacion.enviada"), hechos("comunicacion.acusada")
    assert [h.cadena for h in (*enviadas, *acusadas)] == ["libro:comunicaciones:2026"] * 2
    assert enviadas[0].datos["destinos"] == [str(via.unidad_id), str(participacion.unidad_id)]
    assert "asunto" not in enviadas[0].datos
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if falla[0].startswith("comunicaciones_")] == []


@pytest.mark.parametrize("usuario", ["silvia", "nuria", "olga"])
def test_only_who_works_in_a_unit_acknowledges_for_it(corte: Comunicacion, usuario: str, reloj: RelojDePrueba) -> None:
    """Of another unit that got it, of the one that sent it, and of one that has nothing to do with it."""
    with pytest.raises(NoEncontrado if usuario == "olga" else NoPermitido):
        acciones.acusar_recibo(
            actor=escenario.empleado(usuario, reloj),
            comunicacion_id=corte.id,
            unidad_id=unidad(VIA_PUBLICA, reloj),
            reloj=reloj,
        )
    assert not Destino.objects.exclude(acusada_el=None).exists()


def test_what_was_sent_is_for_ever(corte: Comunicacion, raul: Actor, reloj: RelojDePrueba) -> None:
    destino = acciones.acusar_recibo(
        actor=raul, comunicacion_id=corte.id, unidad_id=unidad(VIA_PUBLICA, reloj), reloj=reloj
    )
    cambios = (
        lambda: Comunicacion.objects.filter(id=corte.id).update(texto="Otra cosa"),
        lambda: Comunicacion.objects.filter(id=corte.id).delete(),
        lambda: Destino.objects.filter(id=destino.id).update(unidad_id=corte.unidad_id),
        lambda: Destino.objects.filter(id=destino.id).update(acusada_el=None, acusada_por=None),
        lambda: Destino.objects.filter(id=destino.id).delete(),
    )
    for cambio in cambios:
        with pytest.raises(IntegrityError), transaction.atomic():
            cambio()


def test_a_sheet_is_sent_once_and_is_of_who_wrote_it(nuria: Actor, raul: Actor, reloj: RelojDePrueba) -> None:
    clave, dicho = uuid4(), mensaje(LICENCIAS, reloj)
    primera = enviada(nuria, dicho, (VIA_PUBLICA,), reloj, clave=clave)
    assert enviada(nuria, dicho, (VIA_PUBLICA,), reloj, clave=clave).id == primera.id
    with pytest.raises(Conflicto):
        enviada(raul, mensaje(VIA_PUBLICA, reloj), (LICENCIAS,), reloj, clave=clave)
    assert (Comunicacion.objects.count(), LibroComunicaciones.objects.get().ultimo) == (1, 1)


def test_each_year_has_its_book(nuria: Actor, reloj: RelojDePrueba) -> None:
    numeros = [enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj).numero]
    reloj.poner(reloj.momento.replace(year=2027, month=1, day=4))
    actor = escenario.empleado("nuria", reloj)
    numeros.append(enviada(actor, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj).numero)
    assert numeros == ["CI-2026/000001", "CI-2027/000001"]


def test_what_is_wrong_is_said_all_at_once_and_takes_no_number(nuria: Actor, reloj: RelojDePrueba) -> None:
    malo = mensaje(VIA_PUBLICA, reloj, asunto="", texto=" ", documentos=(uuid4(),))
    with pytest.raises(DatosIncorrectos) as error:
        enviada(nuria, malo, (VIA_PUBLICA,), reloj)
    assert problemas(error) == ["asunto", "texto", "unidad", "destinos", "documentos"]
    with pytest.raises(DatosIncorrectos) as error:
        acciones.enviar(
            actor=nuria,
            clave=uuid4(),
            mensaje=mensaje(LICENCIAS, reloj),
            destinos=[uuid4()],
            expediente_id=None,
            tarea_id=uuid4(),
            reloj=reloj,
        )
    assert problemas(error) == ["destinos", "tarea"]
    assert not LibroComunicaciones.objects.exists()


def test_it_does_not_go_where_nobody_could_say_that_they_have_it(nuria: Actor, reloj: RelojDePrueba) -> None:
    with pytest.raises(DatosIncorrectos, match="Sistemas de Información") as error:
        enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, "LA0009991"), reloj)
    assert problemas(error) == ["destinos"]
    assert "Vía Pública" not in str(error.value)
    reciben = [unidad.nombre for unidad in consultas.unidades_que_reciben(en=hoy(reloj))]
    assert "Vía Pública" in reciben
    assert not {"Sistemas de Información", "Ayuntamiento de Villaejemplo"} & set(reciben)


def test_without_the_permission_nothing_is_sent(nuria: Actor, reloj: RelojDePrueba) -> None:
    sin = replace(nuria, permisos=nuria.permisos - {"comunicacion.tramitar"})
    with pytest.raises(NoPermitido):
        enviada(sin, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj)


def test_a_free_one_is_of_its_units_and_the_refusal_is_noted(corte: Comunicacion, reloj: RelojDePrueba) -> None:
    for usuario in ("nuria", "marta", "raul", "silvia"):
        assert comunicacion_para(escenario.empleado(usuario, reloj), corte.id, motivo="leer").id == corte.id
    for usuario in ("olga", "javier", "andres"):  # not even who sees every case, nor who administers
        with pytest.raises(NoEncontrado):
            comunicacion_para(escenario.empleado(usuario, reloj), corte.id, motivo="leer")
    leidas = Acceso.objects.filter(que="comunicacion", objeto_id=str(corte.id))
    assert sorted(leidas.values_list("resultado", flat=True)) == ["denegado"] * 3 + ["permitido"] * 4
    assert not consultas.visibles_para(escenario.ciudadana("12345678Z")).exists()
    sin = replace(escenario.empleado("raul", reloj), permisos=frozenset())
    assert not consultas.visibles_para(sin).exists()


def test_a_new_unit_has_the_papers_of_the_one_that_it_succeeds(
    corte: Comunicacion, raul: Actor, reloj: RelojDePrueba
) -> None:
    vieja = Unidad.objects.get(dir3=VIA_PUBLICA)
    nueva = Unidad.objects.create(dir3="LA0009960", nombre="Movilidad", desde=hoy(reloj), sucede_a=vieja)
    suyo = replace(raul, unidades=frozenset({nueva.id, vieja.id}))
    respuesta = acciones.contestar(
        actor=suyo,
        clave=uuid4(),
        comunicacion_id=corte.id,
        mensaje=replace(mensaje(LICENCIAS, reloj), unidad_id=nueva.id),
        reloj=reloj,
    )
    assert respuesta.unidad_id == nueva.id
    assert Destino.objects.get(comunicacion=corte, unidad=vieja).acusada_por_id == raul.id


def test_about_a_case_it_is_of_who_sees_the_case(nuria: Actor, reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, SECRETARIA), reloj, expediente_id=expediente.id)
    assert problemas(error) == ["destinos"]
    assert "Vía Pública" in str(error.value)
    assert "Secretaría" not in str(error.value)
    suya = enviada(nuria, mensaje(LICENCIAS, reloj), (SECRETARIA,), reloj, expediente_id=expediente.id)
    for usuario, ve in (("nuria", True), ("javier", True), ("raul", False), ("silvia", False)):
        actor = escenario.empleado(usuario, reloj)
        assert consultas.visibles_para(actor).filter(id=suya.id).exists() is ve
        assert visibles_para(actor).filter(id=expediente.id).exists() is ve
    assert [h.cadena for h in hechos("comunicacion.del_expediente")] == [expediente.cadena]
    assert [c.id for c in consultas.de_expediente(nuria, expediente)] == [suya.id]
    with pytest.raises(NoEncontrado):
        enviada(
            escenario.empleado("raul", reloj),
            mensaje(VIA_PUBLICA, reloj),
            (LICENCIAS,),
            reloj,
            expediente_id=expediente.id,
        )


def test_the_units_that_see_a_case_are_those_of_the_people_who_see_it(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)  # the technical office gets it: a report
    unidades = list(Unidad.objects.all())
    ven = {unidad.id for unidad in unidades_que_lo_ven(expediente, unidades)}
    de_la_gente: set[UUID] = set()
    for empleado in Empleado.objects.select_related("cuenta").exclude(cuenta=None):
        assert empleado.cuenta is not None
        actor = escenario.empleado(empleado.cuenta.usuario, reloj)
        if visibles_para(actor).filter(id=expediente.id).exists():
            de_la_gente |= actor.unidades
    assert ven == de_la_gente
    assert unidad(TECNICA, reloj) in ven


def test_it_goes_with_a_report_that_was_asked_for(nuria: Actor, reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    marta = escenario.empleado("marta", reloj)
    informe = pedir_informe(
        actor=marta,
        expediente_id=expediente.id,
        unidad_id=unidad(VIA_PUBLICA, reloj),
        asunto="Paso de peatones",
        precepto="Conviene",
        reloj=reloj,
    )
    dicho = mensaje(LICENCIAS, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        enviada(nuria, dicho, (TECNICA,), reloj, expediente_id=expediente.id, tarea_id=informe.tarea_id)
    assert problemas(error) == ["destinos"]
    assert "Vía Pública" in str(error.value)
    revision = Tarea.objects.get(expediente=expediente, tipo="revision")
    with pytest.raises(DatosIncorrectos) as error:
        enviada(nuria, dicho, (TECNICA,), reloj, expediente_id=expediente.id, tarea_id=revision.id)
    assert problemas(error) == ["tarea"]
    suya = enviada(nuria, dicho, (VIA_PUBLICA,), reloj, expediente_id=expediente.id, tarea_id=informe.tarea_id)
    assert suya.tarea_id == informe.tarea_id
    assert Tarea.objects.filter(expediente=expediente, tipo="informe").count() == 2  # none more for it


def test_documents_of_the_case_and_files_go_with_it(nuria: Actor, reloj: RelojDePrueba) -> None:
    expediente, ajeno = escenario.caso(reloj), escenario.caso(reloj)
    puestos = [
        diligenciar(actor=nuria, expediente_id=caso.id, texto="Consta.", reloj=reloj) for caso in (expediente, ajeno)
    ]
    malo = mensaje(LICENCIAS, reloj, documentos=(puestos[1].documento_id,))
    with pytest.raises(DatosIncorrectos) as error:
        enviada(nuria, malo, (SECRETARIA,), reloj, expediente_id=expediente.id)
    assert problemas(error) == ["documentos"]
    plano = fichero()
    bueno = mensaje(LICENCIAS, reloj, documentos=(puestos[0].documento_id,), ficheros=(plano,))
    suya = enviada(nuria, bueno, (SECRETARIA,), reloj, expediente_id=expediente.id)
    del_caso, subido = consultas.adjuntos_de(suya)
    assert (del_caso.documento_id, del_caso.orden, subido.nombre, subido.orden) == (
        puestos[0].documento_id,
        1,
        "plano.pdf",
        2,
    )
    javier, olga = escenario.empleado("javier", reloj), escenario.empleado("olga", reloj)
    assert adjunto_para(javier, suya.id, subido.id, motivo="abrir").huella == plano.contenido.sha256
    with pytest.raises(NoEncontrado):
        adjunto_para(olga, suya.id, subido.id, motivo="abrir")
    with pytest.raises(NoEncontrado):
        adjunto_para(javier, suya.id, uuid4(), motivo="abrir")
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjuntoComunicacion.objects.filter(id=subido.id).update(nombre="otro.pdf")


def test_a_file_that_turned_out_malicious_meanwhile_does_not_go(nuria: Actor, reloj: RelojDePrueba) -> None:
    plano = fichero()
    Contenido.objects.filter(pk=plano.contenido.pk).update(estado_antivirus="cuarentena", amenaza="Eicar")
    plano.contenido.refresh_from_db()
    with pytest.raises(DatosIncorrectos, match="código dañino") as error:
        enviada(nuria, mensaje(LICENCIAS, reloj, ficheros=(plano,)), (VIA_PUBLICA,), reloj)
    assert problemas(error) == ["ficheros"]


def test_an_answer_goes_to_who_wrote_and_says_that_it_was_got(
    corte: Comunicacion, raul: Actor, nuria: Actor, reloj: RelojDePrueba
) -> None:
    clave, dicho = uuid4(), mensaje(VIA_PUBLICA, reloj, asunto="De acuerdo")
    respuesta = acciones.contestar(actor=raul, clave=clave, comunicacion_id=corte.id, mensaje=dicho, reloj=reloj)
    otra_vez = acciones.contestar(actor=raul, clave=clave, comunicacion_id=corte.id, mensaje=dicho, reloj=reloj)
    assert (respuesta.responde_a_id, respuesta.numero, otra_vez.id) == (corte.id, "CI-2026/000002", respuesta.id)
    assert [d.unidad.dir3 for d in consultas.destinos_de(respuesta)] == [LICENCIAS]
    assert consultas.destinos_de(corte)[0].acusada_por_id == raul.id
    assert [r.id for r in consultas.respuestas_de(nuria, corte)] == [respuesta.id]
    assert consultas.respuestas_de(escenario.empleado("silvia", reloj), corte) == []  # between the two units
    for actor, desde in ((nuria, LICENCIAS), (raul, PARTICIPACION)):
        with pytest.raises(NoPermitido):
            acciones.contestar(
                actor=actor, clave=uuid4(), comunicacion_id=corte.id, mensaje=mensaje(desde, reloj), reloj=reloj
            )
    vacia = mensaje(VIA_PUBLICA, reloj, asunto="", texto="")
    with pytest.raises(DatosIncorrectos) as error:
        acciones.contestar(actor=raul, clave=uuid4(), comunicacion_id=corte.id, mensaje=vacia, reloj=reloj)
    assert problemas(error) == ["asunto", "texto"]


def test_a_mistake_is_corrected_once_by_another_that_names_it(
    corte: Comunicacion, raul: Actor, nuria: Actor, reloj: RelojDePrueba
) -> None:
    clave, dicho = uuid4(), mensaje(LICENCIAS, reloj, texto="Se corta el martes.")

    def corrige(actor: Actor, original: Comunicacion, hoja: UUID | None = None) -> Comunicacion:
        return acciones.corregir(
            actor=actor, clave=hoja or uuid4(), comunicacion_id=original.id, mensaje=dicho, reloj=reloj
        )

    with pytest.raises(NoPermitido):
        corrige(raul, corte)
    correccion = corrige(nuria, corte, clave)
    assert corrige(nuria, corte, clave).id == correccion.id
    assert correccion.corrige_id == corte.id
    assert [d.unidad.dir3 for d in consultas.destinos_de(correccion)] == [VIA_PUBLICA, PARTICIPACION]
    with pytest.raises(Conflicto, match=correccion.numero):
        corrige(nuria, corte)
    assert corrige(nuria, correccion).corrige_id == correccion.id
    assert consultas.correccion_de(raul, corte) == correccion
    assert consultas.enlazada(raul, correccion.corrige_id) == corte
    assert Comunicacion.objects.get(id=corte.id).texto == corte.texto


def test_what_goes_where_a_unit_is_no_more_says_what_to_do(
    corte: Comunicacion, raul: Actor, nuria: Actor, reloj: RelojDePrueba
) -> None:
    Unidad.objects.filter(dir3=LICENCIAS).update(hasta=hoy(reloj))
    reloj.avanzar(days=1)
    with pytest.raises(Conflicto, match="ya no existe"):
        acciones.contestar(
            actor=raul, clave=uuid4(), comunicacion_id=corte.id, mensaje=mensaje(VIA_PUBLICA, reloj), reloj=reloj
        )
    assert not Destino.objects.exclude(acusada_el=None).exists()  # nothing half done


def test_of_a_closed_case_too(nuria: Actor, reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    Expediente.objects.filter(id=expediente.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    assert enviada(nuria, mensaje(LICENCIAS, reloj), (SECRETARIA,), reloj, expediente_id=expediente.id).numero
