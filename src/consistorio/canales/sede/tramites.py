"""The published catalogue as the sede shows it."""

from __future__ import annotations

from consistorio.canales.sede.busqueda import Buscable, buscar
from consistorio.nucleo.orden import clave_orden
from consistorio.tramitacion.catalogo import consultas
from consistorio.tramitacion.catalogo.tipos import Definicion
from consistorio.tramitacion.expedientes.consultas import procedimientos_mas_iniciados

GENERAL = "instancia-general"


def publicados() -> list[Definicion]:
    """Every published procedure that a citizen may start, by name in Spanish order."""
    definiciones = [v.tipada for v in consultas.publicados()]
    return sorted((d for d in definiciones if d.admite_solicitud), key=lambda d: clave_orden(d.nombre))


def mas_usados(todos: list[Definicion], maximo: int) -> list[Definicion]:
    """Those of `todos` most begun among the last cases of the house, at most `maximo`; where they tie, as they come."""
    veces = procedimientos_mas_iniciados()
    return sorted(todos, key=lambda d: -veces.get(d.codigo, 0))[:maximo]


def publicado(codigo: str) -> Definicion:
    """One published procedure. Raises NoEncontrado."""
    return consultas.vigente(codigo).tipada


def encontrados(frase: str, hecho: str = "") -> list[Definicion]:
    """Those that answer a phrase or a life event, best first; all when neither is given."""
    todos = publicados()
    if hecho:
        return [d for d in todos if d.ficha.hecho_vital == hecho]
    if not frase.strip():
        return todos
    por_codigo = {d.codigo: d for d in todos}
    donde = [
        Buscable(d.codigo, d.nombre, (*d.ficha.palabras, d.ficha.hecho_vital), f"{d.ficha.resumen} {d.ficha.materia}")
        for d in todos
    ]
    return [por_codigo[codigo] for codigo in buscar(frase, donde)]
