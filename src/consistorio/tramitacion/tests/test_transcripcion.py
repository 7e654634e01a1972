"""The answers of a paper application, written down in its case: judged by the form's rules, signed by who did it, in versions."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.condiciones import esta_vacio
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.solicitudes import acciones, cotejos
from consistorio.tramitacion.solicitudes.consultas import se_contesta_a_mano, transcripciones_de
from consistorio.tramitacion.solicitudes.models import Solicitud, Transcripcion
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.test_entradas import al_mostrador

pytestmark = pytest.mark.lento

DICE: dict[str, Valor] = {
    "emplazamiento.via": "Calle Mayor",
    "emplazamiento.numero": "14",
    "emplazamiento.codigo_postal": "09001",
    "emplazamiento.municipio": "Villaejemplo",
}


def respuestas(expediente: Expediente) -> dict[str, Valor]:
    """A good answer to each question of the form that takes one."""
    datos: dict[str, Valor] = {}
    for campo in expediente.version.tipada.formulario.campos:
        match campo.tipo:
            case "direccion":
                datos |= {f"{campo.codigo}.{clave.split('.')[1]}": valor for clave, valor in DICE.items()}
            case "fecha":
                datos[campo.codigo] = "1/12/2026"
            case "casilla" | "declaracion":
                datos[campo.codigo] = True
            case "opcion" | "seleccion":
                datos[campo.codigo] = campo.opciones[0].valor
            case "casillas":
                datos[campo.codigo] = [campo.opciones[0].valor]
            case "numero" | "importe":
                datos[campo.codigo] = str(campo.minimo or 3000)
            case "nif":
                datos[campo.codigo] = "12345678z"
            case "telefono":
                datos[campo.codigo] = "600 123 456"
            case "correo":
                datos[campo.codigo] = "oscar@ejemplo.es"
            case _:
                datos[campo.codigo] = "Cambiar la bañera"
    return datos


def transcribir(
    reloj: RelojMovil,
    expediente: Expediente,
    datos: dict[str, Valor],
    *,
    quien: str = "licencias-1",
    parcial: bool = False,
) -> Transcripcion:
    return acciones.transcribir(
        actor=personal(quien, reloj), expediente_id=expediente.id, datos=datos, parcial=parcial, reloj=reloj
    )


def test_answers_are_written_down_with_who_did_it_and_the_application_stays_as_filed(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    assert se_contesta_a_mano(expediente)
    hecha = transcribir(reloj, expediente, respuestas(expediente))
    expediente.refresh_from_db()
    actor = personal("licencias-1", reloj)
    assert expediente.datos == hecha.datos
    assert hecha.datos
    assert (hecha.numero, hecha.transcrita_por, hecha.quien) == (1, actor.id, f"{actor.nombre}, {actor.cargo}")
    assert Solicitud.objects.get(expediente=expediente).datos == {}
    hecho = next(h for h in eventos_de(expediente.cadena) if h.tipo == "solicitud.transcrita")
    assert (hecho.datos["transcripcion_id"], hecho.datos["huella"]) == (str(hecha.id), hecha.huella)
    assert str(hecha.id) in hecho.datos["filas"]["solicitudes_transcripcion"]


def test_the_case_takes_the_title_that_the_answers_make_once(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    assert expediente.titulo == "Licencia de obra menor"
    datos = respuestas(expediente)
    transcribir(reloj, expediente, datos)
    expediente.refresh_from_db()
    campo = next(c for c in expediente.version.tipada.formulario.campos if c.codigo == "tipo_obra")
    assert expediente.titulo == f"Licencia de obra menor: {campo.opciones[0].texto}"
    transcribir(reloj, expediente, {**datos, "descripcion": "Cambiar la bañera y el lavabo"})
    cambios = [h for h in eventos_de(expediente.cadena) if h.tipo == "expediente.titulo.cambiado"]
    assert [h.datos["huella"] for h in cambios] == [hashlib.sha256(expediente.titulo.encode()).hexdigest()]
    assert campo.opciones[0].texto not in str(cambios[0].datos)
    otra = {**datos, "tipo_obra": campo.opciones[1].valor}
    transcribir(reloj, expediente, otra, parcial=True)
    expediente.refresh_from_db()
    assert campo.opciones[1].texto in expediente.titulo


def test_every_problem_is_said_and_nothing_is_written(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    with pytest.raises(DatosIncorrectos) as error:
        transcribir(reloj, expediente, {})
    formulario = expediente.version.tipada.formulario
    obligatorios = [campo for campo in formulario.campos if campo.obligatorio and campo.condicion is None]
    assert len(error.value.problemas) >= len(obligatorios) > 1
    assert not Transcripcion.objects.exists()


def test_a_paper_that_answers_nothing_is_said_to_answer_nothing(reloj: RelojMovil) -> None:
    hecha = transcribir(reloj, al_mostrador(reloj).expediente, {}, parcial=True)
    assert hecha.parcial
    assert all(esta_vacio(valor) for valor in hecha.datos.values())


def test_a_paper_that_does_not_answer_everything_is_written_down_as_far_as_it_goes(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    todas = respuestas(expediente)
    campo = next(c for c in expediente.version.tipada.formulario.campos if c.tipo in {"importe", "numero"})
    with pytest.raises(DatosIncorrectos) as error:
        transcribir(reloj, expediente, {campo.codigo: "mil"}, parcial=True)
    assert [p.campo for p in error.value.problemas] == [campo.codigo]
    hecha = transcribir(reloj, expediente, {campo.codigo: todas[campo.codigo]}, parcial=True)
    assert hecha.parcial
    assert [codigo for codigo, valor in hecha.datos.items() if not esta_vacio(valor)] == [campo.codigo]


def test_a_correction_is_another_version_and_the_first_one_stays(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    datos = respuestas(expediente)
    primera = transcribir(reloj, expediente, datos)
    with pytest.raises(Conflicto):
        transcribir(reloj, expediente, datos)
    texto = "descripcion"
    segunda = transcribir(reloj, expediente, {**datos, texto: "Cambiar la bañera y el lavabo"})
    expediente.refresh_from_db()
    assert [una.id for una in transcripciones_de(expediente)] == [segunda.id, primera.id]
    assert expediente.datos[texto] == "Cambiar la bañera y el lavabo"
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Transcripcion.objects.filter(id=primera.id).update(datos={})


def test_the_review_learns_what_these_answers_call_for(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    antes = Tarea.objects.get(expediente=expediente, tipo="revision").datos
    transcribir(reloj, expediente, respuestas(expediente))
    despues = Tarea.objects.get(expediente=expediente, tipo="revision").datos
    assert {codigo for codigo, _n in antes["faltan"]} <= {codigo for codigo, _n in despues["faltan"]}


def test_only_who_works_on_it_and_only_what_came_on_paper(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    datos = respuestas(expediente)
    with pytest.raises(NoPermitido):
        transcribir(reloj, expediente, datos, quien="oac-1")
    with pytest.raises(NoEncontrado):
        transcribir(reloj, expediente, datos, quien="via-publica-1")
    por_la_sede = expediente_de_obra(reloj)
    assert not se_contesta_a_mano(por_la_sede)
    with pytest.raises(FaseIncompatible):
        transcribir(reloj, por_la_sede, datos)


class Anotado:
    """What a verification finds."""

    def __init__(self) -> None:
        self.fallos: list[tuple[str, object]] = []
        self.contados = 0

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        self.fallos.append((tabla, clave))

    def contar(self, que: str, cuantos: int = 1) -> None:
        self.contados += cuantos


def test_answers_changed_behind_our_back_are_found_out(reloj: RelojMovil) -> None:
    expediente = al_mostrador(reloj).expediente
    for texto in ("Cambiar la bañera", "Cambiar el lavabo"):
        transcribir(reloj, expediente, {"descripcion": texto}, parcial=True)
    bueno, malo = Anotado(), Anotado()
    cotejos.respuestas("default", bueno)
    assert (bueno.fallos, bueno.contados) == ([], 1)
    Expediente.objects.filter(id=expediente.id).update(datos={"descripcion": "Otra cosa"})
    cotejos.respuestas("default", malo)
    assert malo.fallos == [("expedientes_expediente", expediente.id)]
