"""Cases that the town hall begins itself: the agreement, its term, whom it is told, and what happens when the term ends."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.tipos import DatosPersona
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.plataforma.almacen.operaciones import admitir
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.carga import leer_procedimiento, leer_texto
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas as engine
from consistorio.tramitacion.motor.models import Plazo, Tarea, Terminacion, Vencimiento
from consistorio.tramitacion.motor.permisos import BARRER
from consistorio.tramitacion.solicitudes import acciones, consultas
from consistorio.tramitacion.solicitudes.models import InicioDeOficio
from consistorio.tramitacion.solicitudes.tipos import Acuerdo, Destinatario
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, personal, un_pdf
from consistorio.tramitacion.tests.test_motor import comprobar_repeticion

pytestmark = pytest.mark.lento

FICHERO = Path(__file__).parent / "datos" / "orden-de-ejecucion.json"
ORDEN = "orden-de-ejecucion"


@pytest.fixture
def orden(reloj: RelojMovil) -> None:
    """The procedure, published."""
    actor = Actor.sistema("pruebas", *DE_LA_INSTALACION)
    carga = catalogo.cargar(actor=actor, contenido=FICHERO.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    catalogo.publicar(actor=actor, version_id=carga.version_id, reloj=reloj)
    reloj.ir_a(2026, 10, 5)


def iniciar(
    reloj: RelojMovil,
    *,
    quien: str = "licencias-1",
    procedimiento: str = ORDEN,
    a_quien: str = "67890123B",
    **cambios: object,
) -> Expediente:
    acuerdo = Acuerdo(
        forma="denuncia",
        organo="Concejalía de Urbanismo",
        motivo="La cornisa amenaza con caer a la calle.",
        fecha=date(2026, 10, 1),
        contenido=admitir(io.BytesIO(un_pdf("acuerdo")), nombre="acuerdo.pdf"),
        nombre="acuerdo.pdf",
    )
    return acciones.iniciar_de_oficio(
        actor=personal(quien, reloj),
        procedimiento=procedimiento,
        acuerdo=replace(acuerdo, **cambios),  # type: ignore[arg-type]
        destinatario=Destinatario(DatosPersona(a_quien), "papel", {"via": "Calle Mayor", "numero": "14"}),
        reloj=reloj,
    )


def test_the_unit_writes_down_what_a_case_of_office_is_about(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 10, 5)
    expediente = iniciar(reloj, quien="contratacion-1", procedimiento="contrato-menor", forma="propia")
    assert (expediente.titulo, consultas.se_contesta_a_mano(expediente)) == ("Contrato menor", consultas.OFICIO)
    assert expediente.version.tipada.formulario.campo("medio_notificacion") is None  # nobody asks to be told anything
    tramita = personal("contratacion-1", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.transcribir(
            actor=tramita,
            expediente_id=expediente.id,
            datos={"clase_contrato": "servicio", "importe": "15000,00", "importe_total": "18150,00", "meses": "13"},
            reloj=reloj,
        )
    assert {p.campo for p in error.value.problemas} == {"objeto", "importe", "meses"}
    escrita = acciones.transcribir(
        actor=tramita,
        expediente_id=expediente.id,
        datos={
            "objeto": "Sillas",
            "clase_contrato": "suministro",
            "importe": "14999,99",
            "importe_total": "18149,99",
            "meses": "12",
        },
        reloj=reloj,
    )
    expediente.refresh_from_db()
    assert (expediente.titulo, escrita.numero, escrita.datos["importe"]) == ("Contrato menor: Sillas", 1, "14999.99")
    comprobar_repeticion(expediente)


def test_the_agreement_opens_the_case_and_its_term_runs_from_its_date(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (f"{plazo.inicio:%Y-%m-%d %z}", f"{plazo.vence:%Y-%m-%d}", plazo.silencio) == (
        "2026-09-30 +0000",
        "2027-01-04",
        "caducidad",
    )
    inicio = InicioDeOficio.objects.get(expediente=expediente)
    documento = Documento.objects.get(id=inicio.documento_id)
    assert (inicio.organo, documento.tipo_documental) == ("Concejalía de Urbanismo", "TD02")
    assert expediente.documentos.get().documento_id == documento.id
    parte = expediente.interesados.get()
    assert (parte.papel, parte.canal, parte.domicilio["via"]) == ("interesado", "papel", "Calle Mayor")
    assert not hasattr(expediente, "solicitud")
    assert consultas.es_de_oficio(expediente)


def test_tasks_about_an_application_are_not_needed_and_the_party_is_told(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj)
    estados = dict(Tarea.objects.filter(expediente=expediente).values_list("codigo", "estado"))
    assert (estados["comunicacion_inicial"], estados["revision"], estados["informe_area"]) == (
        "cancelada",
        "cancelada",
        "pendiente",
    )
    pedidas = [h.datos for h in eventos_de(expediente.cadena) if h.tipo == "motor.comunicacion.pedida"]
    assert [d["referencia"] for d in pedidas] == [f"inicio_de_oficio:{expediente.id}"]
    assert pedidas[0]["efecto"] == "inicia_plazo"


def test_every_problem_is_said_and_nothing_is_written(reloj: RelojMovil, orden: None) -> None:
    with pytest.raises(DatosIncorrectos) as error:
        iniciar(
            reloj, forma="otra", motivo=" ", organo="", fecha=date(2026, 10, 6), contenido=None, a_quien="12345678A"
        )
    assert {p.campo for p in error.value.problemas} == {"forma", "motivo", "organo", "fecha", "fichero", "nif"}
    for procedimiento, quien in (("licencia-obra-menor", "licencias-1"), (ORDEN, "via-publica-1")):
        with pytest.raises(DatosIncorrectos) as error:
            iniciar(reloj, procedimiento=procedimiento, quien=quien)
        assert [p.campo for p in error.value.problemas] == ["procedimiento"]
    with pytest.raises(NoPermitido):
        iniciar(reloj, quien="oac-1")
    assert not Expediente.objects.exists()


def test_what_begins_of_office_cannot_be_applied_for(reloj: RelojMovil, orden: None) -> None:
    with pytest.raises(Conflicto):
        acciones.empezar(actor=ciudadana(), procedimiento=ORDEN, reloj=reloj)
    nuria, otra = personal("licencias-1", reloj), personal("participacion-1", reloj)
    assert [v.procedimiento.codigo for v in consultas.iniciables_de_oficio(nuria, reloj)] == [ORDEN]
    assert consultas.iniciables_de_oficio(otra, reloj) == []


def test_when_its_term_ends_it_lapses_and_it_is_declared(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj)
    reloj.ir_a(2027, 1, 5)
    vencimiento = Vencimiento.objects.get(expediente=expediente, clase=Vencimiento.Clase.RESOLVER)
    assert motor.procesar_vencimiento(
        actor=Actor.sistema("barrido", BARRER), vencimiento_id=vencimiento.id, reloj=reloj
    )
    tarea = Tarea.objects.get(expediente=expediente, codigo="caducidad_de_oficio", cerrada_el=None)
    nuria = personal("licencias-1", reloj)
    assert [a.codigo for a in engine.acciones_de(tarea, nuria)] == ["declarar_caducidad"]
    with pytest.raises(Conflicto):
        motor.completar_tarea(actor=nuria, tarea_id=tarea.id, resultado={}, reloj=reloj)
    assert not Tarea.objects.filter(expediente=expediente, tipo="certificado_silencio").exists()
    terminacion = motor.declarar_caducidad(
        actor=personal("licencias-1", reloj), expediente_id=expediente.id, reloj=reloj
    )
    assert (terminacion.clase, terminacion.estado) == (Terminacion.Clase.CADUCIDAD, "aceptada")
    tarea.refresh_from_db()
    assert (tarea.estado, tarea.resultado) == ("hecha", {"codigo": "aceptada"})
    with pytest.raises(FaseIncompatible):
        motor.declarar_caducidad(actor=nuria, expediente_id=expediente.id, reloj=reloj)
    comprobar_repeticion(expediente)


def test_the_agreement_is_not_changed(reloj: RelojMovil, orden: None) -> None:
    iniciar(reloj)
    with pytest.raises(IntegrityError), transaction.atomic():
        InicioDeOficio.objects.update(motivo="Otro")


@pytest.mark.parametrize(
    ("cambio", "silencio", "campo"),
    [
        ({}, {"de_oficio": ""}, "legal.silencio"),
        ({}, {"de_oficio": "estimatorio"}, "legal.silencio.de_oficio"),
        ({}, {"articulo_de_oficio": ""}, "legal.silencio.articulo_de_oficio"),
        ({"iniciacion": "interesado"}, {}, "legal.silencio"),
        ({"iniciacion": "nadie"}, {}, "iniciacion"),
    ],
)
def test_a_definition_says_who_begins_it_and_what_follows(
    reloj: RelojMovil, tmp_path: Path, cambio: dict[str, str], silencio: dict[str, str], campo: str
) -> None:
    definicion = {**json.loads(FICHERO.read_text("utf-8")), **cambio}
    definicion["legal"]["silencio"] |= silencio
    fichero = tmp_path / "p.json"
    fichero.write_text(json.dumps(definicion), "utf-8")
    assert campo in {
        p.campo for p in leer_procedimiento(leer_texto(fichero.read_bytes()), en=date(2026, 11, 2)).problemas
    }
    assert leer_procedimiento(leer_texto(FICHERO.read_bytes()), en=date(2026, 11, 2)).problemas == ()


def test_a_file_of_before_says_it_at_its_top_and_it_becomes_of_the_secretaria(reloj: RelojMovil) -> None:
    """What the area wrote is what the value of Secretaría says, and a version that was frozen so is read as it was."""
    documento = como_datos(json.loads(FICHERO.read_text("utf-8")))
    legal = como_datos(documento["legal"])
    silencio = {c: v for c, v in como_datos(legal["silencio"]).items() if not c.endswith("de_oficio")}
    de_antes = {**documento, "silencio_de_oficio": "caducidad", "legal": {**legal, "silencio": silencio}}
    leido = leer_procedimiento(de_antes, en=date(2026, 11, 2))
    assert leido.problemas == ()
    assert "silencio_de_oficio" not in leido.capa
    assert como_datos(leido.legales_nuevos["silencio"])["de_oficio"] == "caducidad"
    assert leido.definicion.silencio_de_oficio == "caducidad"
    assert leer_definicion({**de_antes, "tareas": []})[0].silencio_de_oficio == "caducidad"
