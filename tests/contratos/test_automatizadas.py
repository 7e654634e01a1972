"""The published automated acts are those of the code: whatever puts the organ's seal by itself, and what only processes may do."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from consistorio.plataforma.accion import ACCIONES
from consistorio.plataforma.accion.automatizadas import ACTUACIONES
from consistorio.plataforma.identidad.permisos import Ambito, registrados

from .fuentes import FUENTES, arbol, ficheros, nodos

SELLAN = {
    "sellar",
    "sellar_ahora",
    "sellar_cuanto_antes",
    "sellar_varios",
    "sellar_pedidos",
    "poner_sellos",
    "sello_de_organo",
}
# Where sealing is made, tried or looked at: not where something is decided to be sealed
OFICIO_DEL_SELLO = {
    "consistorio.documental.firma.operaciones",
    "consistorio.documental.firma.casa",
    "consistorio.documental.firma.trabajos",
    "consistorio.documental.firma.acciones.sellar",
    "consistorio.documental.sellado.trabajos",
    "consistorio.canales.admin_tecnica.comprobaciones",
}
# Permissions that only processes hold and that make no act of a procedure, with why
SIN_ACTO = {
    "almacen.mantener": "keeps files",
    "catalogo.implantar": "the first load of a town, before it has any case",
    "cierre.recoger": "notes that persons signed, or sent back, what a person formed",
    "concejales.atender": "gives effect to what persons signed on a councillor's request, and notes that its term passed, which grants it by law",
    "conservacion.aplicar": "destroys traces of use whose retention ended",
    "exportaciones.entregar": "hands a copy of a case to who asked for it",
    "facturas.face": "brings invoices from FACe and tells it what persons did with them",
    "facturas.vigilar": "tells of the invoices that are late, and decides nothing",
    "firma.ampliar": "adds validation data to what somebody signed",
    "firma.sellar": "puts the seals that declared acts ask for",
    "formularios.caducar": "drafts are not filed",
    "formularios.recordar": "drafts are not filed",
    "gasto.recoger": "ends a task whose work a person noted by another door",
    "identidad.acceso": "logging in",
    "incidencias.vigilar": "proposes what a person decides",
    "intervencion.recoger": "gives effect to a document of control that persons signed, or takes note that it came back",
    "intervencion.vigilar": "tells Intervención of what is over its term, and decides nothing",
    "motor.cambiar_version": "moves the cases that a person chose, and says why not the others",
    "motor.recoger_firma": "gives effect to an act that a person signed",
    "tesoreria.recoger_firmas": "takes note that a list of payments or an act of arqueo was signed by the three, or came back",
    "redaccion.convertir": "makes a PDF of what a person wrote and asked for",
    "resolucion.documentar": "renders and takes back what persons propose and sign",
    "busqueda.retirar": "forgets what was looked for by who left",
    "resumen.repartir": "forgets the address of who left",
}


def modulos() -> Iterator[tuple[str, set[str]]]:
    """Each module of the product with the names that it calls."""
    for fichero in ficheros():
        partes = fichero.relative_to(FUENTES).with_suffix("").parts
        if {"cli", "pki_demo"} & set(partes):
            continue
        llamadas = [nodo.func for nodo in nodos(arbol(fichero)) if isinstance(nodo, ast.Call)]
        nombres = {f.id for f in llamadas if isinstance(f, ast.Name)}
        nombres |= {f.attr for f in llamadas if isinstance(f, ast.Attribute)}
        yield ".".join(partes), nombres


def test_whatever_seals_by_itself_is_a_declared_act() -> None:
    sellan = {modulo for modulo, nombres in modulos() if nombres & SELLAN} - OFICIO_DEL_SELLO
    declarados = {modulo for actuacion in ACTUACIONES.values() for modulo in actuacion.modulos}
    assert sorted(sellan - declarados) == []
    assert sorted(declarados - sellan) == []


def test_what_only_processes_may_do_belongs_to_an_act_or_says_why_not() -> None:
    de_procesos = {codigo for codigo, permiso in registrados().items() if permiso.ambitos == {Ambito.SISTEMA}}
    usados = {declaracion.permiso for declaracion in ACCIONES.values()} & de_procesos
    declarados = {permiso for actuacion in ACTUACIONES.values() for permiso in actuacion.permisos}
    assert not declarados & set(SIN_ACTO)
    assert sorted(usados - declarados - set(SIN_ACTO)) == []
    assert sorted((declarados | set(SIN_ACTO)) - usados) == []


def test_each_act_says_everything_that_is_published() -> None:
    for actuacion in ACTUACIONES.values():
        assert actuacion.norma
        assert all(str(t).strip() for t in (actuacion.nombre, actuacion.diseno, actuacion.datos, actuacion.firma))
        assert actuacion.permisos or actuacion.modulos
