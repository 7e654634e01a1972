"""Folders of a case: what is in each and in which order; nothing leaves the case, and its index does not move."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import acciones
from consistorio.tramitacion.expedientes.carpetas import (
    A_MANO,
    POR_INDICE,
    RECIENTES,
    carpetas_de,
    documentos_que_dicen,
    pagina_de_documentos,
)
from consistorio.tramitacion.expedientes.consultas import cronologia
from consistorio.tramitacion.expedientes.models import Carpeta, DocumentoEnCarpeta, DocumentoExpediente, Expediente
from consistorio.tramitacion.tests.factories import un_pdf

__all__ = ["reloj", "villa_sembrada"]
pytestmark = pytest.mark.lento


@pytest.fixture
def lleno(reloj: RelojDePrueba) -> Expediente:
    """A case with six documents."""
    expediente, nuria = escenario.caso(reloj), escenario.empleado("nuria", reloj)
    for numero in range(1, 7):
        acciones.incorporar(
            actor=nuria,
            expediente_id=expediente.id,
            flujo=admitir(io.BytesIO(un_pdf(f"hoja {numero}")), nombre="hoja.pdf"),
            nombre="hoja.pdf",
            titulo=f"Plano de situación {numero}" if numero % 2 else f"Fotografía {numero}",
            tipo_documental="TD99" if numero % 2 else "TD13",
            reloj=reloj,
        )
    return expediente


def puestos(expediente: Expediente, *ordenes: int) -> list[UUID]:
    return list(expediente.documentos.filter(orden__in=ordenes).order_by("orden").values_list("id", flat=True))


def ordenes(expediente: Expediente, reloj: RelojDePrueba, **como: object) -> list[int]:
    suyos = pagina_de_documentos(expediente, escenario.empleado("nuria", reloj), limite=100, **como)  # type: ignore[arg-type]
    return [puesto.orden for puesto in suyos]


def nueva(expediente: Expediente, reloj: RelojDePrueba, nombre: str, padre: Carpeta | None = None) -> Carpeta:
    return acciones.crear_carpeta(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        nombre=nombre,
        padre_id=padre.id if padre else None,
        reloj=reloj,
    )


def colocar(
    expediente: Expediente, reloj: RelojDePrueba, que: list[UUID], carpeta: Carpeta | None, lugar: int | None = None
) -> None:
    acciones.colocar_documentos(
        actor=escenario.empleado("nuria", reloj),
        expediente_id=expediente.id,
        puestos=que,
        carpeta_id=carpeta.id if carpeta else None,
        lugar=lugar,
        reloj=reloj,
    )


def test_documents_are_kept_in_folders_in_the_order_that_the_hand_gives(
    lleno: Expediente, reloj: RelojDePrueba
) -> None:
    indice = list(lleno.documentos.order_by("orden").values_list("orden", "documento_id", "huella"))
    planos, fotos = nueva(lleno, reloj, "Planos"), nueva(lleno, reloj, "Fotografías")
    colocar(lleno, reloj, puestos(lleno, 1, 3, 5), planos)
    colocar(lleno, reloj, puestos(lleno, 2), fotos)
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=A_MANO) == [1, 3, 5]
    assert ordenes(lleno, reloj, sueltos=True) == [4, 6]
    colocar(lleno, reloj, puestos(lleno, 5), planos, 1)
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=A_MANO) == [5, 1, 3]
    colocar(lleno, reloj, puestos(lleno, 4, 6), planos, 2)
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=A_MANO) == [5, 4, 6, 1, 3]
    colocar(lleno, reloj, puestos(lleno, 5), planos, 99)
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=A_MANO) == [4, 6, 1, 3, 5]
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=POR_INDICE) == [1, 3, 4, 5, 6]
    assert ordenes(lleno, reloj, carpeta=planos.id, orden=RECIENTES) == [6, 5, 4, 3, 1]
    colocar(lleno, reloj, puestos(lleno, 4), None)
    assert ordenes(lleno, reloj, sueltos=True) == [4]
    assert [(una.ruta, una.cuantos) for una in carpetas_de(lleno)] == [("Planos", 4), ("Fotografías", 1)]
    assert list(lleno.documentos.order_by("orden").values_list("orden", "documento_id", "huella")) == indice
    colocados = [h.datos["ordenes"] for h in eventos_de(lleno.cadena) if h.tipo == "expediente.documento.colocado"]
    assert colocados == [[1, 3, 5], [2], [5], [4, 6], [5], [4]]


def test_pages_follow_each_order(lleno: Expediente, reloj: RelojDePrueba) -> None:
    planos, nuria = nueva(lleno, reloj, "Planos"), escenario.empleado("nuria", reloj)
    colocar(lleno, reloj, puestos(lleno, 1, 2, 3), planos)
    colocar(lleno, reloj, puestos(lleno, 3), planos, 1)
    for orden, esperado in ((A_MANO, [3, 1, 2]), (POR_INDICE, [1, 2, 3]), (RECIENTES, [3, 2, 1])):
        vistos: list[int] = []
        tras = None
        while pagina := pagina_de_documentos(lleno, nuria, carpeta=planos.id, orden=orden, tras=tras, limite=2):
            vistos += [puesto.orden for puesto in pagina]
            tras = pagina[-1].id
        assert vistos == esperado


def test_they_are_found_by_kind_and_words_wherever_they_are(lleno: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    colocar(lleno, reloj, puestos(lleno, 1), nueva(lleno, reloj, "Planos"))

    def hallados(texto: str, tipo: str) -> list[int]:
        return [p.orden for p in documentos_que_dicen(lleno, nuria, texto=texto, tipo=tipo, limite=10)]

    assert hallados("situacion PLANO", "") == [1, 3, 5]
    assert hallados("", "TD13") == [2, 4, 6]
    assert hallados("plano", "TD13") == []
    assert hallados("fotografía 4", "TD13") == [4]


def test_folders_are_named_ordered_and_nested_once(lleno: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    una, otra = nueva(lleno, reloj, "Planos"), nueva(lleno, reloj, "Informes")
    dentro = nueva(lleno, reloj, "Antiguos", una)
    nueva(lleno, reloj, "Antiguos", otra)
    for nombre, padre in (("planos", None), (" ", None), ("x" * 101, None), ("Más", dentro)):
        with pytest.raises(DatosIncorrectos):
            nueva(lleno, reloj, nombre, padre)
    acciones.cambiar_carpeta(
        actor=nuria, expediente_id=lleno.id, carpeta_id=otra.id, nombre="Informes técnicos", lugar=1, reloj=reloj
    )
    rutas = ["Informes técnicos", "Informes técnicos / Antiguos", "Planos", "Planos / Antiguos"]
    assert [c.ruta for c in carpetas_de(lleno)] == rutas
    for llena, dice in ((una, "tiene otras dentro"), (dentro, "no está vacía")):
        colocar(lleno, reloj, puestos(lleno, 1), dentro)
        with pytest.raises(Conflicto, match=dice):
            acciones.retirar_carpeta(actor=nuria, expediente_id=lleno.id, carpeta_id=llena.id, reloj=reloj)
    colocar(lleno, reloj, puestos(lleno, 1), None)
    acciones.retirar_carpeta(actor=nuria, expediente_id=lleno.id, carpeta_id=dentro.id, reloj=reloj)
    assert len(carpetas_de(lleno)) == 3
    # The parties are told of none of it
    assert "carpeta" not in str(cronologia(lleno, escenario.ciudadana("12345678Z"))).lower()


def test_nothing_leaves_its_case(lleno: Expediente, reloj: RelojDePrueba) -> None:
    otro = escenario.caso(reloj)
    ajena, propia = nueva(otro, reloj, "Ajena"), nueva(lleno, reloj, "Propia")
    with pytest.raises(NoEncontrado):
        colocar(lleno, reloj, puestos(lleno, 1), ajena)
    with pytest.raises(NoEncontrado):
        colocar(lleno, reloj, [*puestos(lleno, 1), uuid4()], propia)
    with pytest.raises(DatosIncorrectos, match="Marque"):
        colocar(lleno, reloj, [], propia)
    puesto = DocumentoExpediente.objects.get(id=puestos(lleno, 1)[0])
    for hazlo in (
        lambda: DocumentoEnCarpeta.objects.create(puesto=puesto, carpeta=ajena, lugar=1),
        lambda: Carpeta.objects.filter(id=propia.id).update(expediente=otro),
        lambda: Carpeta.objects.create(expediente=lleno, padre=ajena, nombre="x", lugar=1),
        lambda: DocumentoExpediente.objects.filter(id=puesto.id).update(expediente=otro),
        lambda: DocumentoExpediente.objects.filter(id=puesto.id).delete(),
    ):
        with pytest.raises(Exception, match=r"expediente|inmutable"), transaction.atomic():
            hazlo()
    assert DocumentoExpediente.objects.get(id=puesto.id).expediente_id == lleno.id


def test_who_does_not_carry_the_case_arranges_nothing_nor_anybody_once_it_is_closed(
    lleno: Expediente, reloj: RelojDePrueba
) -> None:
    with pytest.raises(NoEncontrado):
        acciones.crear_carpeta(
            actor=escenario.empleado("raul", reloj), expediente_id=lleno.id, nombre="Suya", reloj=reloj
        )
    lleno.permisos.create(
        empleado_id=escenario.empleado("raul", reloj).id, referencia=uuid4(), causa="tarea:informe", desde=reloj.ahora()
    )
    with pytest.raises(NoPermitido):
        acciones.crear_carpeta(
            actor=escenario.empleado("raul", reloj), expediente_id=lleno.id, nombre="Suya", reloj=reloj
        )
    Expediente.objects.filter(id=lleno.id).update(estado="cerrado", cerrado_el=reloj.ahora(), resultado="otorgada")
    with pytest.raises(FaseIncompatible):
        nueva(lleno, reloj, "Tarde")
