"""A procedure tried on a made-up case, with a moved clock: what opens, for whom and until when. Pure: nothing is written.

What comes next, conditions and terms are those of the engine (`orden`, `reglas`, `plazo_simulado`): what is tried is what will happen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.calendario.reglas import sumar_meses
from consistorio.plataforma.calendario.tipos import Calendario, Duracion, Unidad
from consistorio.plataforma.calendario.tipos import Paso as Explicacion
from consistorio.tramitacion.catalogo.tareas import COMPROBACION
from consistorio.tramitacion.catalogo.tipos import Definicion, DefinicionTarea, Termino
from consistorio.tramitacion.formularios.valores import Datos
from consistorio.tramitacion.motor import limites
from consistorio.tramitacion.motor.declaraciones import CONFORME
from consistorio.tramitacion.motor.orden import (
    ANTES_DE_DECIDIR,
    SOLO_DE_SOLICITUDES,
    TRAS_CONCEDER,
    hechos_de,
    que_toca,
)
from consistorio.tramitacion.motor.plazo_simulado import Corte, PlazoSimulado
from consistorio.tramitacion.motor.reglas import CAUSA_INFORME, CAUSA_SUBSANACION, contar, duracion_de
from consistorio.tramitacion.motor.sentidos import ESTIMATORIO
from consistorio.tramitacion.motor.valores_legales import valor

# What a step does: completes a task; notifies a request that stops the term; its answer comes; a report stops the term; the term is extended
HECHA, REQUIERE, RESPONDE, SUSPENDE, AMPLIA = "hecha", "requiere", "responde", "suspende", "amplia"


@dato
class Paso:
    """Somebody does something, so many natural days after the step before. `sentido`: of a proposal or a decision; `que`: what is done;
    `cantidad`: hábiles that a request gives (0: those of the law), or how much the term is extended, in its own unit."""

    tarea: str
    dias: int = 0
    sentido: str = ""
    que: str = HECHA
    cantidad: int = 0


@dato
class Suceso:
    """What happened on a day. `que`: `abre`, `no_hace_falta`, `desatendido` (nobody answered), `sigue` (the term), `vence`, or what a step does.
    `tarea`: of which task, if it is of one; `vence`: until when, of what opens, is asked or stops."""

    dia: date
    que: str
    tarea: DefinicionTarea | None
    vence: date | None = None

    @property
    def codigo(self) -> str:
        """The code of its task."""
        return self.tarea.codigo if self.tarea is not None else ""


@dato
class Simulacion:
    """How it went. `abiertas`: what waits now, in order; `en_espera`: those of them that wait for an answer; `limite`: the last day to decide (None:
    nobody has written the term), counted as `explicacion` says; `en_plazo`: whether it was decided by then, None while it is not decided."""

    entrada: date
    sucesos: Sequence[Suceso]
    abiertas: Sequence[str]
    en_espera: Sequence[str]
    hoy: date
    limite: date | None
    parado: bool
    vencido: bool
    cortes: Sequence[Corte]
    explicacion: Sequence[Explicacion]
    en_plazo: bool | None

    @property
    def acabada(self) -> bool:
        """Whether nothing is left to do."""
        return not self.abiertas


@dato
class Caso:
    """A made-up case: what was answered, when it came in, and what was done. `terceros`: of its parties, those who did not ask for it;
    `de_oficio`: nobody applied."""

    respuestas: Datos
    entrada: date
    pasos: Sequence[Paso] = field(default_factory=tuple)
    interesados: int = 1
    terceros: int = 0
    de_oficio: bool = False


def simular(definicion: Definicion, caso: Caso, calendario: Calendario) -> Simulacion:
    """Play the case. Raises DatosIncorrectos when a step cannot be given, with every such step."""
    corrida = _Corrida(definicion, caso, calendario)
    problemas = [problema for paso in caso.pasos if (problema := corrida.dar(paso)) is not None]
    if problemas:
        raise DatosIncorrectos(_("El caso no se puede seguir como está escrito."), problemas=problemas)
    return corrida.resultado()


# Counted while nobody has written the term, and never said
SIN_ESCRIBIR = Termino(3, "meses")
SIN_PLAZO = gettext_noop("lo declarado tiene efectos desde su día: no hay plazo para resolver (artículo 69.3).")


class _Corrida:
    def __init__(self, definicion: Definicion, caso: Caso, calendario: Calendario) -> None:
        self._definicion, self._caso, self._calendario = definicion, caso, calendario
        self._dia = caso.entrada
        self._estados: dict[str, str] = {}
        self._resultados: dict[str, object] = {}
        self._sucesos: list[Suceso] = []
        self._topes: dict[str, date] = {}  # until when each request may be answered
        # Requests that nobody answered in time: their answer still counts (73.3)
        self._desatendidos: list[str] = []
        duracion = duracion_de(definicion.legal.plazo or SIN_ESCRIBIR)
        self._plazo = PlazoSimulado(caso.entrada, duracion, calendario, caso.entrada)
        if definicion.declarada:  # nothing is to be decided in a term (69.3)
            self._plazo.cumplido = caso.entrada
        if caso.de_oficio:
            for tarea in definicion.tareas:
                if tarea.tipo in SOLO_DE_SOLICITUDES:
                    self._abrir(tarea, sobra=True)
        self._avanzar()

    def dar(self, paso: Paso) -> Problema | None:
        """Give a step; why it cannot be given, if it cannot."""
        self._llegar_a(self._dia + timedelta(days=paso.dias))
        if paso.que == AMPLIA:
            return self._ampliar(paso)
        tarea = self._definicion.tarea(paso.tarea)
        hacer = self._HACER.get(paso.que)
        if tarea is None or hacer is None:
            return self._no_esta(paso.tarea)
        return hacer(self, tarea, paso)

    def resultado(self) -> Simulacion:
        """As it is now."""
        abiertas = [
            t.codigo for t in self._definicion.tareas if self._estados.get(t.codigo) in ("pendiente", "en_espera")
        ]
        plazo, escrito = self._plazo, self._definicion.legal.plazo is not None
        en_plazo = None if plazo.cumplido is None or not escrito else plazo.cumplido <= plazo.limite
        return Simulacion(
            entrada=self._caso.entrada,
            sucesos=self._sucesos,
            abiertas=abiertas,
            en_espera=[codigo for codigo in abiertas if self._estados[codigo] == "en_espera"],
            hoy=self._dia,
            limite=plazo.limite if escrito else None,
            parado=escrito and plazo.parado,
            vencido=escrito and plazo.vencido,
            cortes=plazo.cortes,
            explicacion=plazo.computo.pasos if escrito else (),
            en_plazo=en_plazo,
        )

    def _llegar_a(self, dia: date) -> None:
        vencido = self._plazo.vencido
        acabados = self._plazo.llegar_a(dia)
        for corte in acabados:
            self._anotar("sigue", corte.tarea, dia=corte.tope)
        for codigo in [c for c, estado in self._estados.items() if estado == "en_espera"]:
            tope = self._topes[codigo]
            if tope < dia:
                self._anotar("desatendido", codigo, dia=tope)
                self._estados[codigo] = "pendiente"
                self._desatendidos.append(codigo)
        self._dia = dia
        if self._plazo.vencido and not vencido and self._definicion.legal.plazo is not None:
            self._sucesos.append(Suceso(self._plazo.limite, "vence", None))
            if self._concedido:
                self._dejar_la_instruccion()

    @property
    def _concedido(self) -> bool:
        """Whether silence granted what was asked (LPACAP 24.2)."""
        silencio = self._definicion.silencio_de_oficio if self._caso.de_oficio else self._definicion.legal.silencio
        return self._plazo.vencido and self._definicion.legal.plazo is not None and silencio == ESTIMATORIO

    def _dejar_la_instruccion(self) -> None:
        for tarea in self._definicion.tareas:
            abierta = self._estados.get(tarea.codigo) in ("pendiente", "en_espera")
            if abierta and tarea.fase in ANTES_DE_DECIDIR and tarea.tipo not in TRAS_CONCEDER:
                self._estados[tarea.codigo] = "cancelada"
                self._sucesos.append(Suceso(self._dia, "no_hace_falta", tarea))
        self._avanzar()

    def _hacer(self, tarea: DefinicionTarea, paso: Paso) -> Problema | None:
        if self._estados.get(tarea.codigo) != "pendiente":
            return self._no_esta(tarea.codigo)
        self._seguir(tarea)
        self._estados[tarea.codigo] = "hecha"
        codigo = {"revision": "admitida", COMPROBACION: CONFORME}.get(tarea.tipo, "hecha")
        self._resultados[tarea.codigo] = {"codigo": paso.sentido or codigo, "sentido": paso.sentido}
        self._sucesos.append(Suceso(self._dia, HECHA, tarea))
        if (
            tarea.tipo == "notificacion" and self._plazo.cumplido is None
        ):  # 40.4: at the party's disposal, the duty is met
            self._plazo.cumplido = self._dia
        self._avanzar()
        return None

    def _requerir(self, tarea: DefinicionTarea, paso: Paso) -> Problema | None:
        if tarea.tipo not in ("revision", COMPROBACION) or self._estados.get(tarea.codigo) != "pendiente":
            return self._no_esta(tarea.codigo)
        caben = limites.de_subsanacion(en=self._dia)
        texto = _("se dan de %(a)d a %(b)d días hábiles para corregir (artículo 68).")
        if tarea.tipo == COMPROBACION:
            caben = limites.de_documentacion(en=self._dia)
            texto = _("se dan de %(a)d a %(b)d días hábiles para enviar la documentación (artículo 73.1).")
        dias = paso.cantidad or caben.minimo
        if not caben.admite(dias):
            return Problema(tarea.codigo, texto % {"a": caben.minimo, "b": caben.maximo})
        tope = contar(self._dia, Duracion(dias, Unidad.DIAS_HABILES), self._calendario).vence
        self._plazo.parar(tarea.codigo, CAUSA_SUBSANACION, tope)
        self._estados[tarea.codigo], self._topes[tarea.codigo] = "en_espera", tope
        self._sucesos.append(Suceso(self._dia, REQUIERE, tarea, tope))
        return None

    def _responder(self, tarea: DefinicionTarea, paso: Paso) -> Problema | None:
        if self._estados.get(tarea.codigo) != "en_espera" and tarea.codigo not in self._desatendidos:
            return Problema(tarea.codigo, _("ese día no hay nada que contestar."))
        self._sucesos.append(Suceso(self._dia, RESPONDE, tarea))
        if self._estados[tarea.codigo] == "en_espera":
            self._seguir(tarea)
            self._estados[tarea.codigo] = "pendiente"
        else:
            self._desatendidos.remove(tarea.codigo)
        return None

    def _suspender(self, tarea: DefinicionTarea, paso: Paso) -> Problema | None:
        if tarea.tipo != "informe" or self._estados.get(tarea.codigo) != "pendiente":
            return self._no_esta(tarea.codigo)
        if tarea.datos.get("preceptivo") is not True:
            return Problema(tarea.codigo, _("solo un informe preceptivo puede suspender el plazo (artículo 22.1.d)."))
        if tarea.datos.get("suspende") is True or any(c.tarea == tarea.codigo for c in self._plazo.cortes):
            return Problema(tarea.codigo, _("este informe ya suspende el plazo."))
        if self._definicion.declarada:
            return Problema(tarea.codigo, _(SIN_PLAZO))
        if not self._plazo.corre:
            return Problema(tarea.codigo, _("el plazo para resolver ya terminó."))
        self._parar_por(tarea)
        return None

    def _parar_por(self, tarea: DefinicionTarea) -> None:
        tope = sumar_meses(self._dia, valor("informe.meses_tope", en=self._dia))
        if self._plazo.parar(tarea.codigo, CAUSA_INFORME, tope):
            self._sucesos.append(Suceso(self._dia, SUSPENDE, tarea, tope))

    def _ampliar(self, paso: Paso) -> Problema | None:
        if self._definicion.declarada:
            return Problema("plazo", _(SIN_PLAZO))
        decidido = any(t.tipo == "resolucion" and self._estados.get(t.codigo) == HECHA for t in self._definicion.tareas)
        if not self._plazo.corre or decidido:
            return Problema("plazo", _("el plazo para resolver ya terminó, o ya está resuelto: no se puede ampliar."))
        if self._plazo.ampliado:
            return Problema("plazo", _("el plazo para resolver ya se amplió una vez."))
        if paso.cantidad < 1:
            return Problema("plazo", _("diga cuánto se amplía el plazo."))
        try:
            self._plazo.ampliar(paso.cantidad)
        except DatosIncorrectos as error:
            return Problema("plazo", error.mensaje)
        self._sucesos.append(Suceso(self._dia, AMPLIA, None, self._plazo.limite))
        return None

    def _seguir(self, tarea: DefinicionTarea) -> None:
        if any(corte.tarea == tarea.codigo for corte in self._plazo.abiertos) and self._plazo.corre:
            self._plazo.seguir(tarea.codigo)
            self._sucesos.append(Suceso(self._dia, "sigue", tarea))

    def _avanzar(self) -> None:
        while True:
            hechos = hechos_de(
                self._caso.respuestas,
                self._resultados,
                interesados=self._caso.interesados,
                terceros=self._caso.terceros,
                definicion=self._definicion,
            )
            tocan = que_toca(self._definicion, self._estados, hechos, siguen=TRAS_CONCEDER if self._concedido else None)
            for tarea, sobra in tocan:
                self._abrir(tarea, sobra=sobra)
            if not any(sobra for _tarea, sobra in tocan):
                return

    def _abrir(self, tarea: DefinicionTarea, *, sobra: bool) -> None:
        self._estados[tarea.codigo] = "cancelada" if sobra else "pendiente"
        vence = None
        if tarea.plazo_interno is not None and not sobra:
            vence = contar(self._dia, duracion_de(tarea.plazo_interno), self._calendario).vence
        self._sucesos.append(Suceso(self._dia, "no_hace_falta" if sobra else "abre", tarea, vence))
        if not sobra and tarea.tipo == "informe" and tarea.datos.get("suspende") is True:
            self._parar_por(tarea)

    def _anotar(self, que: str, codigo: str, *, dia: date) -> None:
        self._sucesos.append(Suceso(dia, que, self._definicion.tarea(codigo)))

    def _no_esta(self, codigo: str) -> Problema:
        """That a step was given to a task that is not open on its day, or that the procedure no longer has: which one, and what is open."""
        abiertas = [t.nombre for t in self._definicion.tareas if self._estados.get(t.codigo) == "pendiente"]
        tarea = self._definicion.tarea(codigo)
        dicho = {"t": tarea.nombre if tarea is not None else codigo, "l": ", ".join(abiertas) or _("ninguna")}
        if tarea is None:
            return Problema(
                codigo, _("se esperaba «%(t)s», que ya no es de este procedimiento. Abiertas: %(l)s.") % dicho
            )
        return Problema(codigo, _("ese día no está abierta «%(t)s». Abiertas: %(l)s.") % dicho)

    _HACER: dict[str, Callable[[_Corrida, DefinicionTarea, Paso], Problema | None]] = {
        HECHA: _hacer,
        REQUIERE: _requerir,
        RESPONDE: _responder,
        SUSPENDE: _suspender,
    }
