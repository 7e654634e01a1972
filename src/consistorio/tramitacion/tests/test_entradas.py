"""Entries that do not come through the sede: filed at the counter, opened or joined by their unit, never lost."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.registro import acciones as registro
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.documental.registro.tipos import (
    Canal,
    CanalNotificacion,
    DatosPersona,
    EntradaMostrador,
    Fichero,
    ParteEscrita,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.consultas import unidad_de_area, unidades_de_areas, vigente
from consistorio.tramitacion.catalogo.models import Area
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Suspension, Tarea
from consistorio.tramitacion.motor.operaciones import tramites
from consistorio.tramitacion.motor.reglas import PRESENTACION_ELECTRONICA
from consistorio.tramitacion.motor.tipos_tarea import Revision
from consistorio.tramitacion.solicitudes import acciones, consultas
from consistorio.tramitacion.solicitudes.models import Aportacion, Evidencia, Reparto, Solicitud
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo, Apertura
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra, personal, un_pdf
from consistorio.tramitacion.tests.firmas import surtido, texto_de
from consistorio.tramitacion.tests.test_motor import barrer

pytestmark = pytest.mark.lento

LICENCIAS, VIA_PUBLICA, PARTICIPACION = "LA0009986", "LA0009988", "LA0009990"
OBRA = "licencia-obra-menor"
DE_LICENCIAS = ["licencia-obra-mayor", OBRA]
SOLO_DE_OFICIO = Path(__file__).parent / "datos" / "orden-de-ejecucion.json"
MAYOR = {"via": "Calle Mayor", "numero": "14", "codigo_postal": "09001", "municipio": "Villaejemplo"}
EMPRESA = DatosPersona("B99999997")


def una_entrada(
    reloj: RelojMovil, *, dir3: str = LICENCIAS, papeles: tuple[str, ...] = ("solicitud",), **cambios: object
) -> EntradaMostrador:
    """What Óscar brings on paper."""
    base = EntradaMostrador(
        asunto="Licencia para cambiar la bañera",
        unidad_id=unidad_por_dir3(dir3, en=hoy(reloj)).id if dir3 else None,
        interesado=DatosPersona("67890123B"),
        domicilio=MAYOR,
        ficheros=[Fichero(admitir(io.BytesIO(un_pdf(p)), nombre=f"{p}.pdf"), f"{p}.pdf", "EE03") for p in papeles],
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


def en_registro(reloj: RelojMovil, *, clave: str = "", **cambios: object) -> Asiento:
    return registro.anotar_en_mostrador(
        actor=personal("oac-1", reloj),
        reloj=reloj,
        clave_idempotencia=clave or f"mostrador:{uuid4()}",
        entrada=una_entrada(reloj, **cambios),  # type: ignore[arg-type]
    )


def al_mostrador(reloj: RelojMovil, *, clave: str = "", procedimiento: str = OBRA, **cambios: object) -> Solicitud:
    return acciones.presentar_en_mostrador(
        actor=personal("oac-1", reloj),
        reloj=reloj,
        clave_idempotencia=clave or f"mostrador:{uuid4()}",
        entrada=una_entrada(reloj, **{"dir3": "", **cambios}),  # type: ignore[arg-type]
        procedimiento=procedimiento,
    )


def abrir(reloj: RelojMovil, asiento: Asiento, *, quien: str = "licencias-1", **cambios: object) -> Solicitud:
    return acciones.abrir_de_asiento(
        actor=personal(quien, reloj),
        asiento_id=asiento.id,
        pedida=replace(Apertura(OBRA), **cambios),  # type: ignore[arg-type]
        reloj=reloj,
    )


def unir(
    reloj: RelojMovil, asiento: Asiento, expediente: Expediente, clase: str = "otro", *, quien: str = "licencias-1"
) -> Aportacion:
    return acciones.unir_asiento(
        actor=personal(quien, reloj), asiento_id=asiento.id, expediente_id=expediente.id, clase=clase, reloj=reloj
    )


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> set[str]:
    return {problema.campo for problema in error.value.problemas}


def test_at_the_counter_entry_case_parties_documents_tasks_and_term_at_once(reloj: RelojMovil) -> None:
    solicitud = al_mostrador(reloj, papeles=("solicitud", "plano"))
    expediente, asiento = solicitud.expediente, Asiento.objects.get(id=solicitud.asiento_id)
    parte = expediente.interesados.get()
    assert (asiento.numero_expediente, asiento.unidad.dir3, asiento.canal) == (expediente.numero, LICENCIAS, "oficina")
    assert (parte.persona.nif, parte.canal, parte.domicilio["via"]) == ("67890123B", "papel", "Calle Mayor")
    assert asiento.interesados.get().canal_notificacion == "papel"
    puestos = list(expediente.documentos.order_by("orden"))
    assert [p.documento_id for p in puestos] == [f.documento_id for f in asiento.documentos.order_by("orden")]
    filas = asiento.documentos.select_related("documento").order_by("orden")
    assert {(f.validez, f.documento.estado_elaboracion) for f in filas} == {("EE03", "EE03")}
    assert all("Rosa Cuesta" in f.observaciones for f in filas)
    assert Plazo.objects.get(expediente=expediente).inicio == asiento.registrado_el == solicitud.presentada_el
    revision = Tarea.objects.get(expediente=expediente, tipo="revision")
    assert [codigo for codigo, _n in revision.datos["faltan"]] == ["presupuesto_detallado", "plano"] == solicitud.faltan
    assert "obligado_en_papel" not in revision.datos
    assert solicitud.evidencia.clase == Evidencia.Clase.DOCUMENTOS
    assert asiento.numero_completo in solicitud.evidencia.consentimiento
    assert Reparto.objects.get(asiento=asiento).expediente == expediente
    assert expedientes.estado_segun_hechos(expediente) == expedientes.estado_actual(expediente)


def test_the_same_key_files_and_opens_once(reloj: RelojMovil) -> None:
    primera = al_mostrador(reloj, clave="mostrador:una")
    assert al_mostrador(reloj, clave="mostrador:una").id == primera.id
    assert (Asiento.objects.count(), Expediente.objects.count()) == (1, 1)
    en_registro(reloj, clave="mostrador:otra")
    with pytest.raises(Conflicto):
        al_mostrador(reloj, clave="mostrador:otra")
    with pytest.raises(Conflicto, match="otro contenido"):
        al_mostrador(reloj, clave="mostrador:una", asunto="Otra cosa")
    assert (Asiento.objects.count(), Expediente.objects.count()) == (2, 1)


def test_several_parties_each_with_their_means_are_parties_of_the_case(reloj: RelojMovil) -> None:
    otra = ParteEscrita(
        DatosPersona("AB12345", "Zoé", "Dupont", tipo_documento="pasaporte", pais_documento="FR"),
        canal=CanalNotificacion.ELECTRONICA,
        prefijo="otra1_",
    )
    expediente = al_mostrador(reloj, mas_partes=[otra]).expediente
    partes = {p.persona.nombre: p.canal for p in expediente.interesados.select_related("persona")}
    assert partes["Zoé"] == "electronica"
    assert len(partes) == 2


def test_every_problem_of_an_entry_is_said_at_once(reloj: RelojMovil) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        al_mostrador(
            reloj,
            papeles=(),
            domicilio={},
            dir3=VIA_PUBLICA,
            interesado=DatosPersona("12345678A"),
            representante=DatosPersona("99999999R"),
            mas_partes=[ParteEscrita(DatosPersona("12345678A"), prefijo="otra1_")],
            presentado=reloj.ahora() + timedelta(hours=1),
            canal=Canal.OTRO_REGISTRO,
        )
    esperados = {"nif", "representante_nombre", "otra1_nif", "ficheros", "unidad", "via", "presentado", "origen_nombre"}
    assert esperados <= problemas(error)
    assert not Asiento.objects.exists()


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"papeles": ()}, "ficheros"),
        ({"domicilio": {}}, "via"),
        ({"dir3": VIA_PUBLICA}, "unidad"),
        ({"interesado": DatosPersona("12345678A")}, "nif"),
        ({"representante": DatosPersona("99999999R")}, "representante_nombre"),
    ],
)
def test_at_the_counter_what_is_wrong_is_said_and_nothing_is_written(
    reloj: RelojMovil, cambios: dict[str, object], campo: str
) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        al_mostrador(reloj, **cambios)  # type: ignore[arg-type]
    assert campo in problemas(error)
    assert not Expediente.objects.exists()
    assert not Asiento.objects.exists()
    assert not Persona.objects.filter(nif="99999999R").exists()


def test_a_gap_is_left_neither_in_the_registry_nor_in_the_series(reloj: RelojMovil) -> None:
    al_mostrador(reloj)
    with pytest.raises(DatosIncorrectos):
        al_mostrador(reloj, dir3=VIA_PUBLICA)
    segunda = al_mostrador(reloj)
    assert (segunda.expediente.orden, Asiento.objects.get(id=segunda.asiento_id).numero) == (2, 2)


def test_only_the_registry_office_files_at_the_counter(reloj: RelojMovil) -> None:
    with pytest.raises(NoPermitido):
        acciones.presentar_en_mostrador(
            actor=personal("licencias-1", reloj),
            reloj=reloj,
            clave_idempotencia="mostrador:x",
            entrada=una_entrada(reloj, dir3=""),
            procedimiento=OBRA,
        )


def test_who_prefers_electronic_means_needs_no_address(reloj: RelojMovil) -> None:
    solicitud = al_mostrador(reloj, domicilio={}, canal_notificacion=CanalNotificacion.ELECTRONICA)
    assert solicitud.expediente.interesados.get().canal == "electronica"


def test_who_is_obliged_is_warned_and_asked_to_file_electronically_and_the_term_starts_then(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 9, 28)
    solicitud = al_mostrador(reloj, interesado=EMPRESA, domicilio={}, canal_notificacion=CanalNotificacion.PAPEL)
    expediente = solicitud.expediente
    assert "68.4" in Asiento.objects.get(id=solicitud.asiento_id).avisos[0]
    assert expediente.interesados.get().canal == "electronica"
    revision = Tarea.objects.get(expediente=expediente, tipo="revision")
    principal = Revision().acciones(revision, personal("licencias-1", reloj))[0]
    assert (revision.datos["obligado_en_papel"], principal.codigo) == (True, "requerir_subsanacion")
    requerimiento = _requerir_por_la_sede(expediente, reloj)
    en_papel = en_registro(reloj, interesado=EMPRESA)
    with pytest.raises(FaseIncompatible, match=r"68\.4"):
        unir(reloj, en_papel, expediente, "subsanacion")
    reloj.ir_a(2026, 10, 5)
    _contestar(expediente, reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (requerimiento.suspende, plazo.cuenta_desde, f"{plazo.vence:%Y-%m-%d}") == (
        True,
        reloj.ahora(),
        "2027-01-05",
    )
    assert Suspension.objects.get(plazo=plazo).hasta == reloj.ahora().date()
    reloj.ir_a(2027, 1, 6)
    barrer(reloj)
    certificado = motor.certificar_silencio(
        actor=personal("licencias-1", reloj), expediente_id=expediente.id, reloj=reloj
    )
    assert "Presentada el 05/10/2026" in texto_de(certificado)  # the day on which it counts as filed


def _requerir_por_la_sede(expediente: Expediente, reloj: RelojMovil) -> Requerimiento:
    actor = personal("licencias-1", reloj)
    defectos = [Defecto(PRESENTACION_ELECTRONICA, "En papel", como="Por la sede")]
    return _requerir(expediente, defectos, actor, reloj)


def _requerir(expediente: Expediente, defectos: Sequence[Defecto], actor: Actor, reloj: RelojMovil) -> Requerimiento:
    """A request that suspends the term: written, signed and notified."""
    acto = motor.requerir_subsanacion(
        actor=actor, expediente_id=expediente.id, defectos=defectos, suspende=True, reloj=reloj
    )
    requerimiento = surtido(acto, Requerimiento, reloj)
    with transaction.atomic():
        tramites.notificado_requerimiento(
            requerimiento, expediente, momento=reloj.ahora(), persona_id=None, actor=actor, reloj=reloj
        )
    return requerimiento


def _contestar(expediente: Expediente, reloj: RelojMovil) -> None:
    """The company's representative files it through the sede."""
    empresa = Persona.objects.get(nif="B99999997")
    quien = ciudadana("11111111H", representa_a=empresa)
    sede = AdjuntoNuevo("solicitud.pdf", io.BytesIO(un_pdf("sede")))
    aportar(expediente, reloj, "subsanacion", actor=quien, adjuntos=[sede])


def test_the_unit_opens_a_case_and_its_term_runs_since_the_entry(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 10, 1)
    asiento = en_registro(reloj, papeles=("solicitud", "plano"))
    segundo = asiento.documentos.order_by("orden")[1].documento_id
    reloj.ir_a(2026, 10, 9)
    solicitud = abrir(reloj, asiento, requisitos={segundo: "plano"})
    expediente = solicitud.expediente
    assert Plazo.objects.get(expediente=expediente).inicio == asiento.registrado_el
    assert f"{Plazo.objects.get(expediente=expediente).vence:%Y-%m-%d}" == "2027-01-04"
    assert expediente.documentos.get(requisito="plano").documento_id == segundo
    assert solicitud.faltan == ["presupuesto_detallado"]
    parte = expediente.interesados.get()
    assert (parte.canal, parte.domicilio["via"]) == ("papel", "Calle Mayor")
    assert consultas.cuantas_sin_repartir(personal("licencias-1", reloj)) == 0
    with pytest.raises(Conflicto, match=expediente.numero.replace("/", ".")):
        abrir(reloj, asiento)


def test_an_entry_without_files_opens_with_a_diligencia_that_says_so(reloj: RelojMovil) -> None:
    solicitud = abrir(reloj, en_registro(reloj, papeles=()))
    puesto = solicitud.expediente.documentos.get()
    assert puesto.documento_id == solicitud.documento_id


def test_only_the_unit_where_it_waits_and_for_its_own_procedures(reloj: RelojMovil) -> None:
    asiento = en_registro(reloj)
    with pytest.raises(NoEncontrado):
        abrir(reloj, asiento, quien="via-publica-1")
    with pytest.raises(NoPermitido):
        abrir(reloj, asiento, quien="oac-2")
    with pytest.raises(NoPermitido):
        abrir(reloj, asiento, quien="alcaldia")
    with pytest.raises(DatosIncorrectos) as error:
        abrir(reloj, asiento, procedimiento="queja-sugerencia")
    assert problemas(error) == {"procedimiento"}
    with pytest.raises(DatosIncorrectos) as error:
        abrir(reloj, asiento, canal="paloma", requisitos={uuid4(): "plano"})
    assert len(problemas(error)) == 2
    assert [
        v.procedimiento.codigo for v in consultas.procedimientos_para(personal("licencias-1", reloj), reloj)
    ] == DE_LICENCIAS
    assert not Expediente.objects.exists()


def test_whose_area_is_which_costs_the_same_with_few_and_many_areas(reloj: RelojMovil) -> None:
    nuria = personal("licencias-1", reloj)

    def preguntas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            assert [v.procedimiento.codigo for v in consultas.procedimientos_para(nuria, reloj)] == DE_LICENCIAS
        return len(hechas)

    antes = preguntas()
    unidad = Area.objects.get(codigo="urbanismo").unidad
    Area.objects.bulk_create([Area(codigo=f"otra{n}", nombre=f"Otra {n}", unidad=unidad) for n in range(20)])
    assert preguntas() == antes


def test_an_area_whose_unit_is_gone_goes_to_the_one_after_it_or_to_the_top_one(reloj: RelojMovil) -> None:
    dia = hoy(reloj)
    area = Area.objects.get(codigo="urbanismo")
    vieja = area.unidad
    assert vieja is not None
    assert unidades_de_areas(en=dia)["urbanismo"] == unidad_de_area("urbanismo", en=dia) == vieja
    Unidad.objects.filter(id=vieja.id).update(hasta=dia - timedelta(days=1))
    cabecera = unidad_de_area("no-hay", en=dia)
    assert unidades_de_areas(en=dia)["urbanismo"] == unidad_de_area("urbanismo", en=dia) == cabecera
    nueva = Unidad.objects.exclude(id__in=(vieja.id, cabecera.id)).filter(hasta=None).order_by("id")[0]
    Unidad.objects.filter(id=nueva.id).update(sucede_a=vieja)
    assert unidades_de_areas(en=dia)["urbanismo"] == unidad_de_area("urbanismo", en=dia) == nueva


def test_what_goes_to_another_unit_waits_there(reloj: RelojMovil) -> None:
    asiento = en_registro(reloj)
    nuria, raul = personal("licencias-1", reloj), personal("via-publica-1", reloj)
    assert (consultas.cuantas_sin_repartir(nuria), consultas.cuantas_sin_repartir(raul)) == (1, 0)
    otra = unidad_por_dir3(VIA_PUBLICA, en=hoy(reloj))
    registro.redirigir(actor=nuria, asiento_id=asiento.id, unidad_id=otra.id, motivo="Es de la calle", reloj=reloj)
    assert (consultas.cuantas_sin_repartir(nuria), consultas.cuantas_sin_repartir(raul)) == (0, 1)
    terraza = abrir(reloj, asiento, quien="via-publica-1", procedimiento="terraza")
    assert terraza.expediente.unidad == otra


def test_an_annulled_entry_waits_for_nobody(reloj: RelojMovil) -> None:
    asiento = en_registro(reloj)
    registro.anular(actor=personal("secretaria", reloj), asiento_id=asiento.id, motivo="Duplicado", reloj=reloj)
    assert consultas.cuantas_sin_repartir(personal("licencias-1", reloj)) == 0
    with pytest.raises(Conflicto):
        abrir(reloj, asiento)


def test_what_comes_through_the_sede_never_waits(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reparto = Reparto.objects.get(asiento_id=expediente.solicitud.asiento_id)
    assert (reparto.estado, reparto.expediente) == (Reparto.Estado.ABIERTO, expediente)


def test_every_entry_has_its_row_and_no_row_says_two_things(reloj: RelojMovil) -> None:
    asiento = en_registro(reloj)
    reparto = Reparto.objects.get(asiento=asiento)
    reparto.estado = Reparto.Estado.UNIDO
    with pytest.raises(IntegrityError), transaction.atomic():
        reparto.save()


def test_a_correction_on_paper_joins_its_case_and_lifts_the_suspension(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 10, 1)
    expediente = expediente_de_obra(reloj, nif="67890123B")
    actor = personal("licencias-1", reloj)
    requerimiento = _requerir(expediente, [Defecto("documento", "El plano")], actor, reloj)
    reloj.ir_a(2026, 10, 8)
    asiento = en_registro(reloj, papeles=("plano",), canal=Canal.CORREO_POSTAL)
    assert [e.id for e in consultas.expedientes_de_las_partes(actor, asiento.id)] == [expediente.id]
    reloj.ir_a(2026, 10, 9)
    aportacion = unir(reloj, asiento, expediente, "subsanacion")
    requerimiento.refresh_from_db()
    assert (requerimiento.estado, requerimiento.cumplido_el) == ("cumplido", asiento.registrado_el)
    assert (aportacion.referencia, aportacion.presentador.nif) == (requerimiento.id, "67890123B")
    assert expediente.documentos.filter(documento_id=aportacion.documento_id, origen="subsanacion").exists()
    assert Suspension.objects.get(plazo__expediente=expediente).hasta == date(2026, 10, 8)
    with pytest.raises(Conflicto):
        unir(reloj, asiento, expediente)


def test_the_receipt_follows_an_entry_that_joins_its_case_later(reloj: RelojMovil) -> None:
    expediente = abrir(reloj, en_registro(reloj)).expediente
    asiento = en_registro(reloj, asunto="Fotografía del baño", papeles=("foto",))
    vaciar_colas(colas=["documentos"])
    recibo = Justificante.objects.get(asiento=asiento)
    assert recibo.documento_id is not None
    unir(reloj, asiento, expediente, clase="otro")
    vaciar_colas(colas=["documentos"])
    assert expediente.documentos.filter(documento_id=recibo.documento_id, origen="justificante").count() == 1


def test_what_may_not_be_joined_stays_in_the_inbox(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    asiento = en_registro(reloj)
    for clase, fallo in (("subsanacion", FaseIncompatible), ("recurso", FaseIncompatible), ("nada", DatosIncorrectos)):
        with pytest.raises(fallo):
            unir(reloj, asiento, expediente, clase)
    with pytest.raises(NoEncontrado):
        unir(reloj, asiento, expediente, quien="via-publica-1")
    with pytest.raises(NoEncontrado):
        acciones.unir_asiento(
            actor=personal("licencias-1", reloj),
            asiento_id=asiento.id,
            expediente_id=UUID(int=0),
            clase="otro",
            reloj=reloj,
        )
    assert consultas.cuantas_sin_repartir(personal("licencias-1", reloj)) == 1
    assert unir(reloj, asiento, expediente).clase == "otro"
    assert Tarea.objects.filter(expediente=expediente, tipo="escrito").exists()


def test_the_inbox_asks_the_same_whatever_its_rows_and_pages_without_repeating(reloj: RelojMovil) -> None:
    nuria = personal("licencias-1", reloj)

    def preguntas() -> int:
        with CaptureQueriesContext(connection) as hechas:
            filas = consultas.bandeja_de_entradas(nuria, sin_repartir=True)
            [
                (f.asiento.numero_completo, f.unidad.nombre, [p.nombre for p in f.asiento.interesados.all()])
                for f in filas
            ]
        return len(hechas)

    en_registro(reloj)
    pocas = preguntas()
    for _vez in range(5):
        en_registro(reloj)
    assert preguntas() == pocas == 2
    primera = consultas.bandeja_de_entradas(nuria, sin_repartir=True, limite=4)
    segunda = consultas.bandeja_de_entradas(nuria, sin_repartir=True, tras=primera[-1].asiento_id)
    assert [f.llegada for f in primera] == sorted((f.llegada for f in primera), reverse=True)
    assert len({f.asiento_id for f in (*primera, *segunda)}) == 6
    assert consultas.bandeja_de_entradas(replace(nuria, permisos=frozenset()), sin_repartir=False) == []


def test_what_only_begins_of_office_is_not_opened_with_an_entry(reloj: RelojMovil) -> None:
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=actor, contenido=SOLO_DE_OFICIO.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    catalogo.publicar(actor=actor, version_id=carga.version_id, reloj=reloj)
    asiento, nuria = en_registro(reloj), personal("licencias-1", reloj)
    assert [v.procedimiento.codigo for v in consultas.procedimientos_para(nuria, reloj)] == DE_LICENCIAS
    with pytest.raises(DatosIncorrectos):
        abrir(reloj, asiento, procedimiento="orden-de-ejecucion")
    with pytest.raises(DatosIncorrectos):
        al_mostrador(reloj, procedimiento="orden-de-ejecucion")


def test_a_procedure_that_has_no_counter_is_refused_there(reloj: RelojMovil) -> None:
    assert "oficina" in vigente(OBRA).tipada.ficha.vias
    with pytest.raises(NoEncontrado):
        al_mostrador(reloj, procedimiento="no-existe")


def test_the_certificate_of_silence_is_asked_for_on_paper(reloj: RelojMovil) -> None:
    """LPACAP 24.4: its fifteen days are those of the entry, unless it was due of office before."""
    expediente = al_mostrador(reloj).expediente
    antes = en_registro(reloj)
    with pytest.raises(FaseIncompatible, match="ningún silencio"):
        unir(reloj, antes, expediente, "certificado")
    vence = Plazo.objects.get(expediente=expediente).vence
    reloj.ir_a(vence.year, vence.month, vence.day)
    reloj.momento += timedelta(days=4)
    unir(reloj, en_registro(reloj), expediente, "certificado")
    tarea = Tarea.objects.get(expediente=expediente, tipo="certificado_silencio")
    assert tarea.datos["pedido_el"] == hoy(reloj).isoformat()
    assert Tarea.objects.filter(expediente=expediente, codigo="escrito_certificado").exists()  # who reads the paper
    assert tarea.vence is not None
    assert tarea.vence > hoy(reloj) + timedelta(days=15)
    with pytest.raises(FaseIncompatible, match="ya se pidió"):
        unir(reloj, en_registro(reloj), expediente, "certificado")
