"""What must be true: the town in dictionaries, with the rules of the law and of the house written again. It knows nothing of the product.

`previsto` says whether an act must be taken (True), refused (False), or whether this model does not know (None: then its case is only
held to what holds for every case). `hecho` notes that it was taken. What jobs do is noted when it is seen, with what had to come of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from . import leyes

CIUDADANIA = ("12345678Z", "87654321X")
DESCONOCIDA = "11223344B"  # nobody has written of her yet
UNIDAD = ("marta", "nuria")
TECNICOS = ("pablo", "pilar")
DE_FUERA = ("silvia", "rosa")
DECIDEN = ("carmen", "javier")
NIVELES = ("bajo", "sustancial", "alto")  # of who comes in by Cl@ve
ACTOS = {
    # act: who may ever do it; "dueno" is who applied
    "presentar": CIUDADANIA,
    "mostrador": ("rosa",),
    "requerir": UNIDAD,
    "subsanar": ("dueno",),
    "alegar": ("dueno",),
    "desistir": ("dueno",),
    "aceptar": UNIDAD,
    "tener": UNIDAD,
    "admitir": UNIDAD,
    "visto": UNIDAD,
    "informar": TECNICOS,
    "proponer": UNIDAD,
    "elevar": UNIDAD,
    "notificar": UNIDAD,
    "abrir": ("dueno",),
    "rechazar": ("dueno",),
    "recurrir": ("dueno",),
    "ejecutar": ("olga",),
    "cerrar": UNIDAD,
    "transferir": ("elena",),
}
ANTES_DE_RESOLVER = ("revision", "informe", "propuesta", "resolucion")
PENDIENTE, ABIERTO = ("escrito", "emitido", "notificado"), "abierto"


@dataclass
class Notificacion:
    """`estado`: preparada, disponible, accedida, rechazada, caducada."""

    de: str
    estado: str = "preparada"
    caduca: date | None = None
    practicada: datetime | None = None


@dataclass
class Caso:
    """`fase`: the step where it stands. `libre`: it left the paths that this model knows."""

    id: str
    dueno: str
    inicio: date
    vence: date
    fase: str = "revision"
    estado: str = ABIERTO
    plazo: str = "corriendo"
    requerimiento: str = ""
    requerido_vence: date | None = None
    suspendido_desde: date | None = None
    suspendidos: int = 0
    informe: str = ""
    escritos: list[str] = field(default_factory=list)
    terminacion: str = ""  # "por_ley": taken as withdrawn (68.1)
    resolucion: str = ""
    sentido: str = ""
    numero: int | None = None
    firmas: set[str] = field(default_factory=set)
    notificaciones: list[Notificacion] = field(default_factory=list)
    recurrido: bool = False
    libre: bool = False

    def notificacion(self, de: str) -> Notificacion | None:
        """The last one of that kind."""
        return next((n for n in reversed(self.notificaciones) if n.de == de), None)

    @property
    def decidido(self) -> bool:
        """A decision was signed."""
        return self.fase in ("notificacion", "ejecucion", "cierre")

    @property
    def espera(self) -> bool:
        """Something of the parties, or asked of others, is not dealt with."""
        return self.requerimiento in PENDIENTE or bool(self.escritos) or self.informe in ("pedido", "escrito")


@dataclass
class Modelo:
    """The town. `entradas`, `decretos`: how many numbers each book has given; `sesiones`: how many times each person came in
    by Cl@ve, with which name and at which level (1 to 3);
    `salas`: the rooms beside the path of a case (`salas.sala.Sala`), by name."""

    ahora: datetime
    casos: list[Caso] = field(default_factory=list)
    entradas: int = 0
    decretos: int = 0
    sesiones: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    dias_para_corregir: int = 10
    salas: dict[str, Any] = field(default_factory=dict)

    @property
    def ajenos(self) -> set[str]:
        """The cases of the rooms, which keep account of them."""
        return {caso for sala in self.salas.values() for caso in sala.casos}

    @property
    def hoy(self) -> date:
        """In the town."""
        return leyes.dia(self.ahora)

    def silencio(self, caso: Caso) -> bool:
        """24.1: the term ended, without what was applied for being refused nor granted; and nobody gave it up."""
        return caso.plazo == "vencido" or (caso.plazo == "corriendo" and caso.vence < self.hoy)

    def cabe(self, caso: Caso, sentido: str) -> bool:
        """24.3.a, 68.1, 84 and 94.4: in which sense it may be decided. Until it is notified, silence overtakes what is taken as withdrawn by law."""
        if caso.terminacion == "aceptada" or (caso.terminacion == "por_ley" and not self.silencio(caso)):
            return sentido == "desistida"
        return sentido == "estima" or (sentido == "deniega" and not self.silencio(caso))

    def previsto(self, acto: str, quien: str, caso: Caso | None, sentido: str = "") -> bool | None:
        """Whether it must be taken."""
        permitidos = ACTOS[acto]
        if quien not in permitidos and not (caso is not None and "dueno" in permitidos and quien == caso.dueno):
            return False
        if caso is None:
            return True
        if caso.libre:
            return None
        respuesta: bool | None = getattr(self, f"_puede_{acto}")(caso, sentido)
        return respuesta

    def _puede_requerir(self, caso: Caso, _s: str) -> bool | None:
        abierto = caso.fase in ("revision", "informe") and caso.requerimiento not in PENDIENTE
        return abierto and caso.estado == ABIERTO

    def _puede_subsanar(self, caso: Caso, _s: str) -> bool | None:
        """68.1 and 73.3: also late, while no decision was notified."""
        return (
            caso.estado == ABIERTO
            and caso.requerimiento in ("emitido", "notificado", "desatendido")
            and caso.fase not in ("ejecucion", "cierre")
        )

    def _puede_alegar(self, caso: Caso, _s: str) -> bool | None:
        return caso.estado == ABIERTO and caso.fase in ANTES_DE_RESOLVER

    def _puede_desistir(self, caso: Caso, _s: str) -> bool | None:
        if caso.terminacion in ("aceptada", "por_ley") and caso.fase in ANTES_DE_RESOLVER:
            return None
        return self._puede_alegar(caso, "")

    def _puede_aceptar(self, caso: Caso, _s: str) -> bool | None:
        cabe = caso.fase in ANTES_DE_RESOLVER and caso.terminacion == "pedida" and not self.silencio(caso)
        return caso.estado == ABIERTO and cabe

    def _puede_tener(self, caso: Caso, _s: str) -> bool | None:
        """68.1: nobody answered in term, and silence granted nothing before. What was asked to be decided otherwise this model does not know."""
        if caso.terminacion:
            return None
        cabe = caso.fase in ANTES_DE_RESOLVER and caso.requerimiento == "desatendido" and not self.silencio(caso)
        return caso.estado == ABIERTO and cabe

    def _puede_admitir(self, caso: Caso, _s: str) -> bool | None:
        return caso.fase == "revision" and caso.requerimiento not in PENDIENTE

    def _puede_visto(self, caso: Caso, _s: str) -> bool | None:
        return any(e != "desistimiento" for e in caso.escritos)

    def _puede_informar(self, caso: Caso, _s: str) -> bool | None:
        return caso.fase == "informe" and caso.informe == "pedido"

    def _puede_proponer(self, caso: Caso, sentido: str) -> bool | None:
        return caso.fase == "propuesta" and not caso.espera and self.cabe(caso, sentido)

    def _puede_elevar(self, caso: Caso, _s: str) -> bool | None:
        lista = caso.fase == "resolucion" and caso.resolucion in ("propuesta", "devuelta")
        return lista and not caso.espera and self.cabe(caso, caso.sentido)

    def _puede_notificar(self, caso: Caso, _s: str) -> bool | None:
        return caso.fase == "notificacion" and caso.notificacion("resolucion") is None and self.cabe(caso, caso.sentido)

    def _puede_recurrir(self, caso: Caso, _s: str) -> bool | None:
        """112 and 123: there is a decision at the party's disposal, and no appeal of theirs open."""
        decision = caso.notificacion("resolucion")
        return decision is not None and decision.estado != "preparada" and not caso.recurrido

    def _puede_ejecutar(self, caso: Caso, _s: str) -> bool | None:
        return caso.fase == "ejecucion"

    def _puede_cerrar(self, caso: Caso, _s: str) -> bool | None:
        if caso.fase != "cierre" or caso.espera or caso.estado != ABIERTO:
            return False
        return None  # also seals, stamps and receipts must be there: the judge looks at them

    def _puede_transferir(self, caso: Caso, _s: str) -> bool | None:
        return None if caso.estado == "cerrado" else False

    # What was taken

    def abierto(self, caso_id: str, quien: str) -> Caso:
        """21.3.b and 31.2.c: the term runs from the day of the entry, although it is inhábil (31.2.b is of the terms of the parties)."""
        caso = Caso(caso_id, quien, self.hoy, leyes.meses(self.hoy, 3))
        self.casos.append(caso)
        return caso

    def hecho(self, acto: str, caso: Caso, sentido: str = "") -> None:
        """Note it. Acts in which this model did not know what would come leave their case free."""
        getattr(self, f"_hecho_{acto}")(caso, sentido)

    def _hecho_requerir(self, caso: Caso, _s: str) -> None:
        caso.requerimiento, caso.requerido_vence = "escrito", None

    def _hecho_subsanar(self, caso: Caso, _s: str) -> None:
        self.entradas += 1
        if caso.terminacion in ("aceptada", "por_ley"):
            caso.libre = True
        caso.requerimiento = "cumplido"
        self._reanudar(caso, self.hoy)
        if caso.fase != "revision":
            caso.escritos.append("subsanacion")

    def _reanudar(self, caso: Caso, hasta: date) -> None:
        """22.1.a: the days between the notification and the answer do not count, nor more of them than were given."""
        if caso.suspendido_desde is None or caso.plazo != "suspendido":
            caso.suspendido_desde = None
            return
        hasta = min(hasta, caso.requerido_vence or hasta)
        caso.suspendidos += (hasta - caso.suspendido_desde).days
        caso.suspendido_desde, caso.plazo = None, "corriendo"
        caso.vence = leyes.meses(caso.inicio, 3, caso.suspendidos)

    def _hecho_alegar(self, caso: Caso, _s: str) -> None:
        self.entradas += 1
        caso.escritos.append("alegaciones")

    def _hecho_desistir(self, caso: Caso, _s: str) -> None:
        self.entradas += 1
        caso.escritos.append("desistimiento")
        caso.terminacion = "pedida"
        caso.libre = caso.libre or caso.escritos.count("desistimiento") > 1

    def _hecho_aceptar(self, caso: Caso, _s: str) -> None:
        caso.terminacion, caso.informe = "aceptada", ""
        if caso.requerimiento in PENDIENTE:  # one that nobody signed yet never was
            caso.requerimiento = "" if caso.requerimiento == "escrito" else "cerrado"
        self._reanudar(caso, self.hoy)
        if caso.fase in ("revision", "informe"):
            caso.fase, caso.escritos = "propuesta", []
        caso.escritos = [e for e in caso.escritos if e != "desistimiento"]
        caso.libre = caso.libre or bool(caso.escritos)

    def _hecho_tener(self, caso: Caso, _s: str) -> None:
        caso.terminacion, caso.informe = "por_ley", ""
        if caso.fase in ("revision", "informe"):
            caso.fase, caso.escritos = "propuesta", []
        caso.libre = caso.libre or bool(caso.escritos)

    def _hecho_admitir(self, caso: Caso, _s: str) -> None:
        caso.fase, caso.informe = "informe", "pedido"
        if caso.requerimiento == "desatendido":
            caso.libre = True

    def _hecho_visto(self, caso: Caso, _s: str) -> None:
        caso.escritos.remove(next(e for e in caso.escritos if e != "desistimiento"))

    def _hecho_informar(self, caso: Caso, _s: str) -> None:
        caso.informe = "escrito"

    def _hecho_proponer(self, caso: Caso, sentido: str) -> None:
        caso.fase, caso.resolucion, caso.sentido = "resolucion", "propuesta", sentido

    def _hecho_elevar(self, caso: Caso, _s: str) -> None:
        if caso.numero is None:
            self.decretos += 1
            caso.numero = self.decretos
        caso.resolucion, caso.firmas = "en_firma", set()

    def _hecho_notificar(self, caso: Caso, _s: str) -> None:
        caso.notificaciones.append(Notificacion("resolucion"))

    def _hecho_ejecutar(self, caso: Caso, _s: str) -> None:
        caso.fase = "cierre"

    def _hecho_cerrar(self, caso: Caso, _s: str) -> None:
        caso.estado = "cerrado"

    def _hecho_transferir(self, caso: Caso, _s: str) -> None:
        caso.estado = "archivado"

    def practicada(self, caso: Caso, notificacion: Notificacion, como: str, momento: datetime) -> None:
        """It was opened, refused, or its days ended: what waited for it runs from there (30.3)."""
        notificacion.estado, notificacion.practicada = como, momento
        notificado = leyes.dia(momento)
        if notificacion.de == "requerimiento" and caso.requerimiento == "emitido":
            caso.requerimiento = "notificado"
            caso.requerido_vence = leyes.habiles(notificado, self.dias_para_corregir)
            if caso.plazo == "corriendo" and notificado < caso.vence:
                caso.suspendido_desde, caso.plazo = notificado, "suspendido"
        if notificacion.de == "resolucion" and caso.fase == "notificacion":
            caso.fase = "ejecucion" if caso.sentido == "estima" else "cierre"

    # What jobs do, once it is seen

    def surtio_requerimiento(self, caso: Caso) -> None:
        """The request was signed: it is notified."""
        caso.requerimiento = "emitido"
        caso.notificaciones.append(Notificacion("requerimiento"))

    def surtio_informe(self, caso: Caso) -> None:
        """The report was signed."""
        caso.informe, caso.fase = "emitido", "propuesta"

    def recogida(self, caso: Caso) -> None:
        """All signed: it is a decision, if it may still be given in that sense."""
        if self.cabe(caso, caso.sentido):
            caso.resolucion, caso.fase = "firmada", "notificacion"
        else:
            caso.resolucion = "devuelta"

    def devuelta(self, caso: Caso) -> None:
        """A signatory sent it back."""
        caso.resolucion = "devuelta"

    def dispuesta(self, caso: Caso, notificacion: Notificacion) -> None:
        """43.3: put at disposal in time, the duty to notify is met."""
        notificacion.estado, notificacion.caduca = "disponible", leyes.ultimo_acceso(self.ahora)
        if notificacion.de == "resolucion" and caso.plazo in ("corriendo", "suspendido") and self.hoy <= caso.vence:
            caso.plazo = "cumplido"

    def barrer(self) -> None:
        """The days that are over have their effect: 43.2, 68.1 and 24.1, in the order in which they came to pass."""
        for caso in self.casos:
            for notificacion in caso.notificaciones:
                caduca = notificacion.caduca
                if notificacion.estado == "disponible" and caduca is not None and caduca < self.hoy:
                    self.practicada(caso, notificacion, "caducada", leyes.fin_del_dia(caduca))
            if caso.estado != ABIERTO:
                continue
            if caso.requerimiento == "notificado" and caso.requerido_vence and caso.requerido_vence < self.hoy:
                caso.requerimiento = "desatendido"
                self._reanudar(caso, caso.requerido_vence)
            if caso.plazo == "corriendo" and caso.vence < self.hoy:
                caso.plazo = "vencido"
                caso.libre = True


def abiertos(casos: Iterable[Caso]) -> list[Caso]:
    """Those in which something may still be done."""
    return [caso for caso in casos if caso.estado != "archivado"]
