"""Filing: all or nothing, once, seen by who must see it, on a procedure that may be pure data."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos.consultas import visibles_para as documentos_visibles
from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.actor import Actor, Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona, Representacion
from consistorio.plataforma.orden import con_palabras
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes import consultas
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.lugares import LUGARES
from consistorio.tramitacion.expedientes.miradas import quien_lo_ha_visto
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.formularios import acciones as formularios
from consistorio.tramitacion.formularios import consultas as borradores
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador, DefinicionFormulario
from consistorio.tramitacion.motor import consultas as motor
from consistorio.tramitacion.solicitudes import acciones
from consistorio.tramitacion.solicitudes.consultas import huella_para_revisar
from consistorio.tramitacion.solicitudes.models import Evidencia, Solicitud
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.factories import (
    RelojMovil,
    aportar,
    ciudadana,
    expediente_de_obra,
    personal,
    presentar,
    rellenar_obra,
    un_pdf,
)

pytestmark = pytest.mark.lento


def test_all_problems_at_once_and_nothing_written(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = acciones.empezar(actor=ana, procedimiento="licencia-obra-menor", reloj=reloj)
    guardado = formularios.guardar_paso(
        actor=ana, borrador_id=borrador.id, paso="cuanto", datos={"presupuesto": "mucho"}, reloj=reloj
    )
    assert [p.campo for p in guardado.problemas] == ["presupuesto"]
    with pytest.raises(DatosIncorrectos) as error:
        presentar(ana, borrador, reloj)
    assert {p.campo for p in error.value.problemas} == {
        "tipo_obra",
        "descripcion",
        "emplazamiento.via",
        "presupuesto",
        "declara_propiedad",
        "medio_notificacion",
    }
    assert not Expediente.objects.exists()
    assert not Asiento.objects.exists()
    borrador.refresh_from_db()
    assert borrador.datos["presupuesto"] == "mucho"  # what was typed is never lost
    assert not borradores.estado_de(borrador, en=reloj.momento.date()).puede_presentarse


def test_the_same_key_files_once(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    primera = presentar(ana, borrador, reloj, clave="una")
    assert presentar(ana, borrador, reloj, clave="una").id == primera.id
    with pytest.raises(Conflicto):
        presentar(ana, borrador, reloj, clave="dos")
    with pytest.raises(NoEncontrado):
        presentar(ciudadana("87654321X"), borrador, reloj, clave="una")
    assert (Expediente.objects.count(), Asiento.objects.count(), Solicitud.objects.count()) == (1, 1, 1)


def test_nobody_files_other_than_what_they_saw(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    vista = huella_para_revisar(borrador)
    formularios.guardar_paso(
        actor=ana, borrador_id=borrador.id, paso="cuanto", datos={"presupuesto": "9.999"}, reloj=reloj
    )
    comun = {"actor": ana, "borrador_id": borrador.id, "clave_idempotencia": "k", "reloj": reloj}
    with pytest.raises(Conflicto):
        acciones.presentar(**comun, evidencia=EvidenciaSesion(huella_vista=vista))  # type: ignore[arg-type]
    with pytest.raises(DatosIncorrectos):
        acciones.presentar(**comun, evidencia=EvidenciaSesion(consentimiento=" "))  # type: ignore[arg-type]
    ahora = huella_para_revisar(Borrador.objects.get(id=borrador.id))
    solicitud = acciones.presentar(**comun, evidencia=EvidenciaSesion(huella_vista=ahora))  # type: ignore[arg-type]
    evidencia = Evidencia.objects.get(id=solicitud.evidencia_id)
    assert (evidencia.huella_respuestas, evidencia.medio, evidencia.nivel) == (ahora, "certificado", 2)
    with pytest.raises(IntegrityError, match="evidencia_clase"), transaction.atomic():  # no act writes another kind
        Evidencia.objects.create(
            clase="presencial",
            persona=evidencia.persona,
            documento=evidencia.documento,
            huella_documento=evidencia.huella_documento,
            consentimiento="Sí",
            nivel=1,
            momento=evidencia.momento,
        )
    assert evidencia.huella_documento == solicitud.expediente.documentos.get(orden=1).huella


def test_files_that_a_draft_does_not_take(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj, adjuntos=())

    def adjuntar(requisito: str, octetos: bytes) -> AdjuntoBorrador:
        return formularios.adjuntar(
            actor=ana,
            borrador_id=borrador.id,
            reloj=reloj,
            requisito=requisito,
            flujo=io.BytesIO(octetos),
            nombre="f.pdf",
        )

    for requisito, octetos in (
        ("plano", b""),
        ("plano", b"#!/bin/sh\necho hola\n"),
        ("presupuesto_detallado", b"MZ" + b"\0" * 200),
    ):
        with pytest.raises(DatosIncorrectos):
            adjuntar(requisito, octetos)
    with pytest.raises(NoEncontrado):
        adjuntar("otro", un_pdf("x"))
    uno = adjuntar("presupuesto_detallado", un_pdf("x"))
    with pytest.raises(DatosIncorrectos):
        adjuntar("presupuesto_detallado", un_pdf("y"))
    formularios.quitar_adjunto(actor=ana, borrador_id=borrador.id, adjunto_id=uno.id, reloj=reloj)
    assert borrador.adjuntos.count() == 0


def test_the_level_of_the_session_is_asked_for(reloj: RelojMovil) -> None:
    with pytest.raises(NoPermitido):
        acciones.empezar(actor=ciudadana(nivel=Nivel.NINGUNO), procedimiento="terraza", reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.empezar(actor=ciudadana(), procedimiento="no-existe", reloj=reloj)


def test_a_firm_represented_by_a_person_and_another_party(reloj: RelojMovil) -> None:
    empresa = Persona.objects.get(nif="B99999997")
    ruben = ciudadana("11111111H", representa_a=empresa)
    borrador = rellenar_obra(ruben, reloj)
    formularios.guardar_paso(
        actor=ruben,
        borrador_id=borrador.id,
        paso="contacto",
        datos={
            "medio_notificacion": "papel",
            "domicilio_notificacion.via": "Mayor",
            "domicilio_notificacion.codigo_postal": "09001",
            "domicilio_notificacion.municipio": "Villaejemplo",
            "direccion_cartas.via": "Ancha",
            "direccion_cartas.codigo_postal": "45001",
            "direccion_cartas.municipio": "Toledo",
        },
        reloj=reloj,
    )
    formularios.anadir_interesado(actor=ruben, borrador_id=borrador.id, nif="87654321X", reloj=reloj)
    with pytest.raises(Conflicto):
        formularios.anadir_interesado(actor=ruben, borrador_id=borrador.id, nif="B99999997", reloj=reloj)
    expediente = presentar(ruben, borrador, reloj).expediente
    partes = {p.persona.nif: p for p in consultas.interesados_de(expediente)}
    assert (partes["B99999997"].canal, partes["B99999997"].causa_obligacion) == ("electronica", "14.2.a")
    assert partes["B99999997"].representacion is not None
    assert partes["87654321X"].canal == "papel"
    assert (partes["B99999997"].domicilio["via"], partes["B99999997"].direccion_postal["via"]) == ("Mayor", "Ancha")
    assert (partes["87654321X"].domicilio, partes["87654321X"].direccion_postal) == ({}, {})  # she does not file
    otro = ciudadana("12345678Z")
    for actor, ve in (
        (ruben, True),
        (ciudadana("11111111H"), True),
        (ciudadana("87654321X"), True),
        (otro, False),
        (ciudadana("12345678Z", representa_a=Persona.objects.get(nif="H99000036")), False),
    ):
        assert consultas.visibles_para(actor).filter(id=expediente.id).exists() is ve
    Representacion.objects.filter(representado__nif="B99999997").update(estado="revocada", terminada_el=reloj.ahora())
    assert not consultas.visibles_para(ciudadana("11111111H")).filter(id=expediente.id).exists()


def test_who_may_see_a_case_is_one_rule_for_cases_and_documents_and_every_look_is_noted(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    documento = expediente.documentos.get(orden=1).documento_id
    casos = [
        (ciudadana(), True),
        (ciudadana("87654321X"), False),
        (personal("licencias-1", reloj), True),
        (personal("via-publica-1", reloj), False),
        (Actor.sistema("nadie"), False),
    ]
    for actor, ve in casos:
        assert consultas.visibles_para(actor).filter(id=expediente.id).exists() is ve
        assert documentos_visibles(actor).filter(pk=documento).exists() is ve
    with pytest.raises(NoEncontrado):
        expediente_para(ciudadana("87654321X"), expediente.id, MIS_EXPEDIENTES)
    assert Acceso.objects.filter(expediente_id=expediente.id, resultado="denegado").count() == 1
    expediente_para(personal("licencias-1", reloj), expediente.id, "expediente.ver")
    miradas = quien_lo_ha_visto(expediente, ciudadana())
    assert "Tramitación de Licencias 1" in [m.quien for m in miradas]


def una_placa_de_vado() -> dict[str, object]:
    """A procedure that the product does not ship."""
    return {
        "clase": "procedimiento",
        "codigo": "placa-vado",
        "nombre": "Vado permanente",
        "serie": "VAD",
        "codigo_propio": "VADO",
        "area": "via_publica",
        "titulo_expediente": "Vado en {calle}",
        "ficha": {
            "resumen": "Pida un vado.",
            "quien": "Quien tenga un garaje.",
            "materia": "Vía pública",
            "vias": ["sede"],
            "despues": ["Le notificamos la resolución."],
            "normativa": [{"titulo": "Ley 39/2015"}],
        },
        "legal": json.loads((Path(__file__).parents[1] / "catalogo/datos/terraza.json").read_text("utf-8"))["legal"],
        "formulario": {
            "pasos": [
                {
                    "codigo": "vado",
                    "titulo": "El vado",
                    "campos": [{"codigo": "calle", "tipo": "texto", "etiqueta": "¿En qué calle?"}],
                }
            ]
        },
        "tareas": {
            "anadir": [
                {
                    "codigo": "informe_trafico",
                    "tipo": "informe",
                    "fase": "instruccion",
                    "nombre": "Informe de tráfico",
                    "area": "policia_local",
                }
            ]
        },
    }


def test_a_fifth_procedure_is_data_alone(reloj: RelojMovil, tmp_path: Path) -> None:
    definicion = una_placa_de_vado()
    fichero = tmp_path / "vado.json"
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    fichero.write_text(json.dumps({**definicion, "serie": "x"}), "utf-8")
    assert catalogo.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj, en_seco=True).problemas
    with pytest.raises(DatosIncorrectos):
        catalogo.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj)
    fichero.write_text(json.dumps(definicion), "utf-8")
    carga = catalogo.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    assert not catalogo.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj).nueva
    with pytest.raises(NoEncontrado):
        acciones.empezar(actor=ciudadana(), procedimiento="placa-vado", reloj=reloj)
    catalogo.publicar(actor=actor, version_id=carga.version_id, reloj=reloj)
    ana = ciudadana()
    borrador = acciones.empezar(actor=ana, procedimiento="placa-vado", reloj=reloj)
    for paso, datos in (("vado", {"calle": "Mayor, 3"}), ("contacto", {"medio_notificacion": "electronica"})):
        formularios.guardar_paso(actor=ana, borrador_id=borrador.id, paso=paso, datos=dict(datos), reloj=reloj)
    definicion["nombre"] = "Vado"
    fichero.write_text(json.dumps(definicion), "utf-8")
    segunda = catalogo.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj).version_id
    assert segunda is not None
    catalogo.publicar(actor=actor, version_id=segunda, reloj=reloj)
    expediente = presentar(ana, borrador, reloj).expediente
    assert (expediente.numero, expediente.titulo) == ("2026/VAD/00001", "Vado en Mayor, 3")
    assert expediente.version_id == carga.version_id  # who started with a version ends with it
    assert expediente.unidad.nombre == "Vía Pública"


def test_a_published_version_and_what_was_filed_are_locked_by_the_database(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    version = VersionProcedimiento.objects.get(id=expediente.version_id)
    cambios: list[Callable[[], object]] = [
        lambda: VersionProcedimiento.objects.filter(id=version.id).update(huella="x"),
        lambda: VersionProcedimiento.objects.filter(id=version.id).update(estado="borrador", publicada_el=None),
        lambda: DefinicionFormulario.objects.filter(id=version.formulario_id).update(esquema={}),
        lambda: Solicitud.objects.update(canal="otro"),
        lambda: Evidencia.objects.update(nivel=3),
        lambda: Expediente.objects.filter(id=expediente.id).update(numero="2026/LIC/00009"),
        lambda: expediente.documentos.update(orden=9),
        lambda: Expediente.objects.filter(id=expediente.id).update(estado="cerrado"),
    ]
    for cambio in cambios:
        with pytest.raises(IntegrityError), transaction.atomic():
            cambio()


def test_desk_actions_on_a_case(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    lucia, ajeno = personal("licencias-1", reloj), personal("via-publica-1", reloj)
    expedientes.anotar_nota(actor=lucia, expediente_id=expediente.id, texto="Llamar el lunes.", reloj=reloj)
    assert list(consultas.notas_de(expediente, ciudadana())) == []
    assert consultas.notas_de(expediente, lucia)[0].texto == "Llamar el lunes."
    puesto = expedientes.diligenciar(actor=lucia, expediente_id=expediente.id, texto="Consta la visita.", reloj=reloj)
    rectificada = expedientes.rectificar_error(
        actor=lucia,
        expediente_id=expediente.id,
        documento_id=puesto.documento_id,
        donde_dice="visita",
        debe_decir="llamada",
        motivo="Error al escribir.",
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        expedientes.rectificar_error(
            actor=lucia, expediente_id=expediente.id, donde_dice="a", debe_decir="a", motivo="", reloj=reloj
        )
    assert [p.campo for p in error.value.problemas] == ["debe_decir", "motivo"]
    with pytest.raises(NoEncontrado):
        expedientes.diligenciar(actor=ajeno, expediente_id=expediente.id, texto="x", reloj=reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(rectificada).objects.update(motivo="otro")
    otro = expediente_de_obra(reloj, nif="87654321X")
    expedientes.relacionar(actor=lucia, expediente_id=expediente.id, otro_id=otro.id, clase="relacionado", reloj=reloj)
    with pytest.raises(Conflicto):
        expedientes.relacionar(
            actor=lucia, expediente_id=expediente.id, otro_id=otro.id, clase="relacionado", reloj=reloj
        )
    parte = expedientes.anadir_interesado(
        actor=lucia, expediente_id=expediente.id, nif="22222222J", papel="afectado", canal="papel", reloj=reloj
    )
    expedientes.cambiar_representante(actor=lucia, interesado_id=parte.id, nif="B99999997", reloj=reloj)
    parte.refresh_from_db()
    assert (parte.obligado, parte.canal) == (True, "electronica")
    assert consultas.estado_segun_hechos(expediente) == consultas.estado_actual(expediente)


def test_later_submissions_only_when_the_law_allows_them(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    for clase, texto, error in (
        ("subsanacion", "Aquí va", FaseIncompatible),
        ("recurso", "Recurro", FaseIncompatible),
        ("otro", " ", DatosIncorrectos),
        ("inventada", "x", DatosIncorrectos),
    ):
        with pytest.raises(error):
            aportar(expediente, reloj, clase, texto=texto)
    with pytest.raises(NoEncontrado):
        aportar(expediente, reloj, "otro", texto="x", actor=ciudadana("87654321X"))
    primera = aportar(expediente, reloj, "otro", texto="Cambio de teléfono.", clave="k")
    borrador = Borrador.objects.get(clase="otro", estado="presentado")
    repetida = acciones.presentar_escrito(
        actor=ciudadana(), borrador_id=borrador.id, clave_idempotencia="k", evidencia=EvidenciaSesion(), reloj=reloj
    )
    assert repetida.id == primera.id
    assert Asiento.objects.count() == 2


def test_lists_ask_the_same_questions_for_few_and_many(reloj: RelojMovil) -> None:
    lucia = personal("licencias-1", reloj)

    def preguntas() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as casos:
            [(e.numero, e.unidad.nombre, e.version.procedimiento.nombre) for e in consultas.pagina(lucia)]
        with CaptureQueriesContext(connection) as tareas:
            [(t.expediente.numero, t.unidad.nombre) for t in motor.bandeja(lucia, cual="unidad")]
        return len(casos), len(tareas)

    expediente_de_obra(reloj)
    pocas = preguntas()
    for _vez in range(4):
        expediente_de_obra(reloj)
    assert preguntas() == pocas == (1, 1)
    primera = motor.bandeja(lucia, cual="unidad", limite=4)
    segunda = motor.bandeja(lucia, cual="unidad", limite=50, tras=primera[-1])
    assert len({t.id for t in (*primera, *segunda)}) == 10


def test_drafts_expire(reloj: RelojMovil) -> None:
    ana = ciudadana()
    borrador = rellenar_obra(ana, reloj)
    assert borrador.numero == "2026-BOR-000001"
    sistema = Actor.sistema("borradores", "formularios.caducar")
    assert not formularios.caducar(actor=sistema, borrador_id=borrador.id, reloj=reloj)
    reloj.pasar(days=31)
    assert [b.id for b in borradores.caducados(en=reloj.ahora())] == [borrador.id]
    assert formularios.caducar(actor=sistema, borrador_id=borrador.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        presentar(ana, borrador, reloj)


def test_words_of_titles_are_found_through_their_indexes(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    buscadas = {
        "expediente_palabras": con_palabras(Expediente.objects.all(), "baño cálle", "titulo", LUGARES),
        "documento_titulo_trgm": con_palabras(Documento.objects.all(), "baño cálle", "titulo"),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for indice, filas in buscadas.items():
            assert indice in filas.explain()
    palabra = expediente.titulo.split()[0].upper()
    assert expediente in con_palabras(Expediente.objects.all(), palabra, "titulo", LUGARES)
