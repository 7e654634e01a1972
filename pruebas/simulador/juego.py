"""Plays a sequence: does the acts that are drawn, and stops where the town is not as the model says."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from django.db import OperationalError, connection

from consistorio.nucleo.errores import ErrorDominio
from consistorio.servicios.tests.escenario import RelojDePrueba

from . import accesos, actos, averias, juicio, ojos, sorteo
from .accesos import Fuera
from .modelo import DECIDEN, NIVELES, Caso, Modelo, Notificacion
from .paso import Paso

# A later submission is written first, which is an act of its own and stays, and then filed
TABLAS_DE_BORRADOR = frozenset(
    {
        "formularios_borrador",
        "formularios_serieborrador",
        "formularios_adjuntoborrador",
        "auditoria_evento",
        "auditoria_cadena",
    }
    | {"almacen_contenido", "procrastinate_jobs", "procrastinate_events"}
)
# Who goes to Cl@ve leaves that they went, and what it answered, also when they do not come in
TABLAS_DE_ACCESO = frozenset(
    {"identidad_peticionacceso", "identidad_asercionvista", "django_session", "auditoria_evento", "auditoria_cadena"}
)
TABLAS_DE_QUIEN_ENTRA = frozenset({"identidad_sesion", "identidad_persona"})


class Diferencia(Exception):
    """The town is not as the model says."""


@dataclass
class Siembra:
    """The town from which each sequence begins."""

    modelo: Modelo
    borradores: dict[str, list[str]]
    notas: frozenset[str] = frozenset()


@dataclass
class Partida:
    """One sequence under way. `lentos`: time stamps are added in it too; `sala`: the room in which most of it goes by, "" of none."""

    siembra: Siembra
    fuera: Fuera
    lentos: bool = False
    sala: str = ""
    modelo: Modelo = field(init=False)
    presentados: dict[str, str] = field(default_factory=dict)
    dado: list[str] = field(default_factory=list)
    actos: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.modelo = copy.deepcopy(self.siembra.modelo)
        self.reloj = RelojDePrueba(self.modelo.ahora)
        self.reloj.poner(self.modelo.ahora)
        self.fuera.buzon.recibidos.clear()
        self._huella = ojos.Huella()
        self._antes = self._huella.tomar()

    def dar(self, paso: Paso) -> None:
        """Do it and judge it. Raises Diferencia."""
        averias.MANDO.dados.clear()
        self.reloj.poner(self.reloj.momento)  # the town's clock runs with the machine's
        if paso.averias >= 0:
            averias.MANDO.armar(Random(paso.averias), 0.1 if paso.acto == "trabajar" else 0.25)
        try:
            como = self._hacer(paso)
        finally:
            averias.MANDO.desarmar()
        self.actos[f"{paso.acto}:{como}"] += 1
        rotas = ", ".join(averias.MANDO.dados)
        self.dado.append(f"{paso} -> {como}{f' [{rotas}]' if rotas else ''}")
        self._antes = self._huella.tomar()
        self.comparar()

    def _hacer(self, paso: Paso) -> str:
        match paso.acto:
            case "trabajar":
                actos.trabajar(lentos=self.lentos)
                juicio.ponerse_al_dia(self.modelo)
                return "si"
            case "pasar":
                self.reloj.avanzar(days=paso.cuanto)
                self.modelo.ahora = self.reloj.momento
                if paso.caso:
                    actos.barrer(self.reloj)
                    self.modelo.barrer()
                return "si"
            case "firmar":
                return self._firmar(paso)
            case "devolver":
                return self._devolver(paso)
            case "presentar":
                return self._presentar(paso)
            case "mostrador":
                return self._mostrador(paso)
            case "entrar":
                return self._entrar(paso)
        if "." in paso.acto:
            return self._actuar_en_sala(paso)
        if paso.caso >= len(self.modelo.casos):
            return "cortado"
        caso = self.modelo.casos[paso.caso]
        if paso.acto in ("abrir", "rechazar"):
            return self._comparecer(paso, caso)
        previsto = self.modelo.previsto(paso.acto, paso.quien, caso, paso.sentido)
        como = self._intentar(
            previsto,
            lambda: actos.EN_UN_CASO[paso.acto](
                actos.actor(paso.quien, self.reloj),
                self.reloj,
                UUID(caso.id),
                **({"sentido": paso.sentido} if paso.sentido else {}),
            ),
            deja=TABLAS_DE_BORRADOR if paso.acto in ("subsanar", "alegar", "desistir", "recurrir") else frozenset(),
        )
        if como == "si":
            self._tomado(paso, caso, previsto)
        return como

    def _actuar_en_sala(self, paso: Paso) -> str:
        """An act of one of the rooms: of who may never do it, it is refused."""
        nombre, _, acto = paso.acto.partition(".")
        sala = self.modelo.salas[nombre]
        previsto = sala.previsto(acto, paso.sentido, paso.cuanto, self.modelo)
        if previsto is None:
            return "cortado"
        quien, dado = actos.actor(paso.quien, self.reloj), []
        como = self._intentar(
            previsto and paso.quien in sala.ACTOS[acto],
            lambda: dado.append(sala.actuar(acto, quien, self.reloj, paso.sentido, paso.cuanto)),
            deja=sala.DEJA,
        )
        if como == "si":
            sala.hecho(acto, paso.sentido, paso.cuanto, dado[0], self.modelo)
        return como

    def _tomado(self, paso: Paso, caso: Caso, previsto: bool | None) -> None:
        if paso.acto == "recurrir":
            caso.recurrido = True
            self.modelo.entradas += 1
            conocidos = {c.id for c in self.modelo.casos} | self.modelo.ajenos
            for ficha in ojos.fichas().values():
                if ficha.id not in conocidos:
                    self.modelo.abierto(ficha.id, caso.dueno).libre = True
            return
        if previsto is None and paso.acto not in ("cerrar", "transferir"):
            caso.libre = True
        if paso.acto in ("cerrar", "transferir") and caso.libre:
            caso.estado = {"cerrar": "cerrado", "transferir": "archivado"}[paso.acto]
            return
        self.modelo.hecho(paso.acto, caso, paso.sentido)

    def _intentar(self, previsto: bool | None, hacer: object, deja: frozenset[str] = frozenset()) -> str:
        """Whether it was taken, refused, or fell half way; what is not taken leaves nothing behind."""
        porque = ""
        try:
            hacer()  # type: ignore[operator]
        except ErrorDominio as error:
            como, porque = "no", f"{type(error).__name__}: {error}"
        except (averias.Muerte, OperationalError) as error:
            if not averias.MANDO.dados:
                raise
            como, porque = "cayó", repr(error)
        else:
            como = "si"
        if como == "si" and previsto is False:
            raise Diferencia("taken, and it had to be refused")
        if como == "si":
            return como
        if previsto and not averias.MANDO.dados:
            raise Diferencia(f"refused, and it had to be taken: {porque}")
        cambiadas = set(ojos.cambiadas(self._antes, self._huella.tomar())) - deja
        if cambiadas:
            raise Diferencia(f"not taken ({porque}), and something was written in {', '.join(sorted(cambiadas))}")
        return como

    def _presentar(self, paso: Paso) -> str:
        """File one of the drafts; again with the same key, it is the same application."""
        borradores = self.siembra.borradores[paso.quien]
        borrador = borradores[paso.caso % len(borradores)]
        quien = actos.actor(paso.quien, self.reloj)
        visto: list[str] = []
        como = self._intentar(
            True, lambda: visto.append(actos.presentar(quien, self.reloj, UUID(borrador), f"clave-{borrador}"[:40]))
        )
        if como == "si":
            if borrador not in self.presentados:
                self.presentados[borrador] = visto[0]
                self.modelo.entradas += 1
                self.modelo.abierto(visto[0], paso.quien)
            elif visto[0] != self.presentados[borrador]:
                raise Diferencia("the same request opened two cases")
        return como

    def _mostrador(self, paso: Paso) -> str:
        quien = actos.actor(paso.quien, self.reloj)
        clave = f"mostrador-{paso.cuanto}"
        como = self._intentar(
            self.modelo.previsto("mostrador", paso.quien, None), lambda: actos.mostrador(quien, self.reloj, clave)
        )
        if como == "si" and clave not in self.presentados:
            self.presentados[clave] = clave
            self.modelo.entradas += 1
        return como

    def _entrar(self, paso: Paso) -> str:
        """Cl@ve answers what it should, or something that opens nothing. A damage may be where it does not matter. When the town dies at it, who
        asks again is inside or is not, and never twice; a session may be left that nobody holds."""
        averia = averias.MANDO.tirar("idp")
        nivel = NIVELES[paso.cuanto % len(NIVELES)]
        muere = averia in ("muerte_en_la_respuesta", "muerte_al_recoger")
        antes = ojos.sesiones()
        como = self._intentar(
            None if muere else averia in ("", "dos_veces", "danada"),
            lambda: accesos.entrar(self.fuera, paso.quien, averia, nivel),
            deja=TABLAS_DE_ACCESO | (TABLAS_DE_QUIEN_ENTRA if muere else frozenset()),
        )
        quien = (paso.quien, accesos.nombre_de(paso.quien), NIVELES.index(nivel) + 1)
        if como == "si" or (muere and ojos.sesiones() - antes):
            self.modelo.sesiones[quien] += 1
        elif averia == "dos_veces":
            raise Diferencia("an answer that came twice opened nothing")
        return como

    def _comparecer(self, paso: Paso, caso: Caso) -> str:
        notas = [n for n in ojos.fichas()[caso.id].notas if n.clase == "notificacion"]
        if not notas or caso.libre:
            return "cortado"
        numero = next((i for i, n in enumerate(notas) if n.estado == "disponible"), len(notas) - 1)
        del_modelo = caso.notificaciones[numero]
        previsto = paso.quien == caso.dueno and del_modelo.estado != "preparada"
        quien = actos.actor(paso.quien, self.reloj)
        como = self._intentar(
            previsto,
            lambda: actos.comparecer(quien, self.reloj, notas[numero].id, rechaza=paso.acto == "rechazar"),
        )
        if como == "si" and del_modelo.estado == "disponible":
            self._comparecida(caso, del_modelo, "accedida" if paso.acto == "abrir" else "rechazada")
        return como

    def _comparecida(self, caso: Caso, nota: Notificacion, como: str) -> None:
        if nota.caduca is not None and nota.caduca < self.modelo.hoy:
            from .leyes import fin_del_dia

            self.modelo.practicada(caso, nota, "caducada", fin_del_dia(nota.caduca))
        else:
            self.modelo.practicada(caso, nota, como, self.modelo.ahora)

    def _firmar(self, paso: Paso) -> str:
        """All that waits for somebody; one time of eight with a code that is not, or what waits for another."""
        esperan = ojos.por_firmar()
        suyos = esperan.pop(paso.quien, [])
        if paso.cuanto == 1:
            suyos = [p for pasos in esperan.values() for p in pasos]
        if not suyos:
            return "cortado"
        antes = ojos.pasos_firmados()
        try:
            actos.firmar(paso.quien, suyos, self.reloj, codigo="000000" if paso.cuanto == 0 else "")
        except ErrorDominio as error:
            if paso.cuanto > 1 and not averias.MANDO.dados:
                raise Diferencia(f"could not sign: {error}") from error
            como = "no"
        except (averias.Muerte, OperationalError):
            como = "cayó"
        else:
            como = "si"
        nuevos = ojos.pasos_firmados() - antes
        if nuevos and (paso.cuanto < 2 or {str(p) for p, _q in nuevos} - {str(s) for s in suyos}):
            raise Diferencia("signed without a proof of presence, or for another")
        if como == "si" and paso.cuanto > 1 and not averias.MANDO.dados and len(nuevos) != len(suyos):
            raise Diferencia(f"{len(nuevos)} signed of {len(suyos)}")
        if {quien for _p, quien in nuevos} - {paso.quien}:
            raise Diferencia("a signature of another")
        return como

    def _devolver(self, paso: Paso) -> str:
        suyos = ojos.por_firmar().get(paso.quien, [])
        if not suyos or paso.quien not in DECIDEN:
            return "cortado"
        return self._intentar(True, lambda: actos.devolver(paso.quien, suyos[0], self.reloj))

    # Drawing and judging

    def sortear(self, azar: Random, frecuencia: float) -> Paso:
        """The next act; `frecuencia`: how many of them, of one, go with faults."""
        return sorteo.sortear(self.modelo, self.sala, azar, frecuencia)

    def comparar(self) -> None:
        """The town against the model. Raises Diferencia."""
        if fallos := juicio.faltas(self.modelo):
            raise Diferencia("; ".join(fallos))

    def converger(self) -> None:
        """The faults are over: everything half done is done, or seen as failed. Raises Diferencia."""
        averias.MANDO.desarmar()
        averias.MANDO.dados.clear()
        self.reloj.poner(self.reloj.momento)
        for _vuelta in range(8):
            while actos.trabajar(lentos=self.lentos):
                pass
            if not actos.reintentar(self.reloj):
                break
        juicio.ponerse_al_dia(self.modelo)
        self.comparar()
        fallos = juicio.faltas_al_final(
            self.modelo, self.fuera.buzon.recibidos, self.siembra.notas, self.reloj, lentos=self.lentos
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if fallos:
            raise Diferencia("at the end: " + "; ".join(fallos))
