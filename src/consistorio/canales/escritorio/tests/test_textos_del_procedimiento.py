"""What is written in a case before its decision begins with the words of its procedure, and whoever writes it changes them."""

from __future__ import annotations

import json

import pytest

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.motor.models import ActoTramite, Tarea

pytestmark = pytest.mark.lento
TEXTOS = {
    "requerimiento": {"texto": ["Diga en qué planta es la obra.", "[[terminaciones]]"]},
    "audiencia": {"texto": ["Se va a denegar «[[titulo]]».", "Informes: [[informes]]."]},
    "providencia": {"texto": ["Pase el expediente [[expediente]] a: [[organo]]."]},
    "carta": {"texto": ["Le informamos, [[interesado]].", "Un saludo."]},
}
ESCRITOS = {
    "abrir_audiencia": ("motivo", "Se va a denegar «Reforma de cocina en Calle Mayor, 14»."),
    "dictar_providencia": ("texto", "Pase el expediente {numero} a: Concejalía"),
    "escribir_a_las_partes": ("texto", "Le informamos, {persona}.\nUn saludo."),
}


def publicada(reloj: RelojDePrueba) -> None:
    """The licence with those texts, published."""
    documento = json.loads((escenario.DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    propuesta = next(c for c in documento["tareas"]["cambiar"] if c["codigo"] == "propuesta")
    propuesta["datos"]["textos"].update(TEXTOS)
    carga = cargar(actor=escenario.SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None
    publicar(actor=escenario.SISTEMA, version_id=carga.version_id, reloj=reloj)


def test_each_writing_begins_with_the_words_of_the_procedure(mesa: Mesa, reloj: RelojDePrueba) -> None:
    """With what the case says in its gaps, and without the paragraph on what it does not have."""
    publicada(reloj)
    cliente = mesa("nuria")
    recien = escenario.caso(reloj)
    revision = Tarea.objects.get(expediente=recien, codigo="revision")
    pedir = f"/escritorio/expedientes/{recien.id}/tareas/{revision.id}/requerir_subsanacion/"
    formulario = cliente.get(pedir).context["form"]
    habitual = "Diga en qué planta es la obra."
    assert [valor for valor, _etiqueta in formulario.fields["habituales"].choices] == [habitual]
    enviado = {"faltan": [], "otros": "", "dias": "10", "suspende": "no"}
    assert cliente.post(pedir, enviado).status_code == 422, "nobody found anything wrong"
    assert cliente.post(pedir, enviado | {"habituales": [habitual], "otros": "Firme el plano."}).status_code == 302
    assert [d["texto"] for d in ActoTramite.objects.get().datos["defectos"]] == [habitual, "Firme el plano."]

    instruido = escenario.caso_por_proponer(reloj)
    persona = instruido.interesados.get().persona.nombre_completo
    for acto, (pregunta, dice) in ESCRITOS.items():
        vista = cliente.get(f"/escritorio/expedientes/{instruido.id}/hacer/{acto}/")
        inicial = vista.context["form"][pregunta].initial
        assert inicial.startswith(dice.format(numero=instruido.numero, persona=persona)), acto
        assert "[[" not in inicial, acto


def test_where_the_procedure_says_nothing_each_writing_begins_empty(mesa: Mesa, reloj: RelojDePrueba) -> None:
    expediente = escenario.caso_por_proponer(reloj)
    cliente = mesa("nuria")
    for acto, (pregunta, _dice) in ESCRITOS.items():
        vista = cliente.get(f"/escritorio/expedientes/{expediente.id}/hacer/{acto}/")
        assert not vista.context["form"][pregunta].initial, acto
