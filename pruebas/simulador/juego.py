"""Plays a sequence: draws acts, does them, and holds what is seen against what the model says."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection

from consistorio.nucleo.errores import ErrorDominio
from consistorio.servicios.tests.escenario import RelojDePrueba

from . import accesos, actos, averias, ojos
from .accesos import Fuera
from .modelo import ACTOS, CIUDADANIA, DE_FUERA, DESCONOCIDA, TECNICOS, UNIDAD, Caso, Modelo, Notificacion

DECIDEN = ("carmen", "javier")
FIRMANTES = ("marta", "nuria", "pablo", "pilar", *DECIDEN)
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
NIVELES = ("bajo", "sustancial", "alto")
TAREA_DE = {"informe": "informe_area"}
FASES = ("revision", "informe", "propuesta", "resolucion", "notificacion", "ejecucion", "cierre")
SENTIDOS = ("estima", "estima", "estima", "deniega", "desistida")
EN_SALAS = 0.45  # of what is left to draw
EN_CASO = [a for a in ACTOS if a not in ("presentar", "mostrador")]


class Diferencia(Exception):
    """The town is not as the model says."""


@dataclass(frozen=True)
class Paso:
    """One act. `averias`: seed of the faults while it lasts; -1, none."""

    acto: str
    quien: str = ""
    caso: int = 0
    sentido: str = ""
    cuanto: int = 0
    averias: int = -1

    def __str__(self) -> str:
        datos = [self.quien, f"caso {self.caso}" if self.acto in ACTOS else "", self.sentido, str(self.cuanto or "")]
        return f"{self.acto}({', '.join(d for d in datos if d)}){' con averías' if self.averias >= 0 else ''}"


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

    # Drawing

    def sortear(self, azar: Random, frecuencia: float) -> Paso:
        """The next act: seven times of ten one that may be done, else any, or by anybody."""
        semilla = azar.randrange(1 << 30) if azar.random() < frecuencia else -1
        if self.sala and azar.random() < 0.85:
            return self._en_su_sala(azar, semilla)
        que = azar.random()
        if que < 0.24:
            return Paso("trabajar", averias=semilla)
        if que < 0.34:
            return Paso("pasar", cuanto=azar.choice((1, 2, 3, 5, 8, 11, 15)), caso=azar.randrange(3))
        esperan = self._con_firmas()
        if que < 0.52 and esperan:
            return Paso("firmar", azar.choice(esperan), cuanto=azar.randrange(8), averias=semilla)
        if 0.52 <= que < 0.54:
            # What one wrote oneself is withdrawn in other ways
            return Paso("devolver", azar.choice(sorted({*esperan} & {*DECIDEN}) or FIRMANTES), averias=semilla)
        if 0.54 <= que < 0.60:
            return Paso("presentar", azar.choice(CIUDADANIA), caso=azar.randrange(3), averias=semilla)
        if 0.60 <= que < 0.62:
            return Paso(
                "mostrador", azar.choice(("rosa", "marta", "silvia")), cuanto=azar.randrange(1 << 20), averias=semilla
            )
        if 0.62 <= que < 0.65:
            return Paso(
                "entrar", azar.choice((*CIUDADANIA, DESCONOCIDA)), cuanto=azar.randrange(len(NIVELES)), averias=semilla
            )
        if self.modelo.salas and azar.random() < EN_SALAS:
            return self._en_una_sala(azar, semilla)
        posibles = [
            Paso(acto, self._quien(acto, caso, azar), n, sentido, averias=semilla)
            for n, caso in enumerate(self.modelo.casos)
            for acto in EN_CASO
            for sentido in (("estima", "deniega", "desistida") if acto == "proponer" else ("",))
            if self._parece(acto, caso, sentido)
        ]
        if posibles and azar.random() < 0.75:
            return azar.choice(posibles)
        acto = azar.choice(EN_CASO)
        numero = azar.randrange(len(self.modelo.casos))
        caso = self.modelo.casos[numero]
        quien = azar.choice((*CIUDADANIA, *DE_FUERA, "marta", "pablo", self._quien(acto, caso, azar)))
        return Paso(acto, quien, numero, azar.choice(SENTIDOS) if acto == "proponer" else "", averias=semilla)

    def _en_su_sala(self, azar: Random, semilla: int) -> Paso:
        """What it needs to go on there: jobs, signatures, that one comes back, and now and then a day that goes by."""
        que, esperan = azar.random(), self._con_firmas()
        if que < 0.2:
            return Paso("trabajar", averias=semilla)
        if que < 0.25:
            return Paso("pasar", cuanto=1, caso=azar.randrange(2))
        if que < 0.5 and esperan:
            return Paso("firmar", azar.choice(esperan), cuanto=7, averias=semilla)
        if que < 0.55 and {*esperan} & {*DECIDEN}:
            return Paso("devolver", azar.choice(sorted({*esperan} & {*DECIDEN})), averias=semilla)
        return self._en_una_sala(azar, semilla, self.sala)

    def _en_una_sala(self, azar: Random, semilla: int, nombre: str = "") -> Paso:
        nombre = nombre or azar.choice(sorted(self.modelo.salas))
        acto, quien, sentido, cuanto = self.modelo.salas[nombre].sortear(azar, self.modelo)
        return Paso(f"{nombre}.{acto}", quien, sentido=sentido, cuanto=cuanto, averias=semilla)

    def _parece(self, acto: str, caso: Caso, sentido: str) -> bool:
        if acto in ("abrir", "rechazar"):
            return any(n.estado == "disponible" for n in caso.notificaciones)
        quien = next(q if q != "dueno" else caso.dueno for q in ACTOS[acto])
        return self.modelo.previsto(acto, quien, caso, sentido) in (True, None) and not caso.libre

    def _quien(self, acto: str, caso: Caso, azar: Random) -> str:
        quien = azar.choice(ACTOS[acto])
        return caso.dueno if quien == "dueno" else quien

    def _con_firmas(self) -> list[str]:
        return sorted(ojos.por_firmar())

    # Doing

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
                self.ponerse_al_dia()
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

    # Judging

    def ponerse_al_dia(self) -> None:
        """What jobs may have done is noted as it is seen; what it brings with it is judged afterwards."""
        for sala in self.modelo.salas.values():
            sala.al_dia(self.modelo)
        fichas = ojos.fichas()
        for caso in self.modelo.casos:
            if not caso.libre:
                self._poner_al_dia(caso, fichas[caso.id])

    def _poner_al_dia(self, caso: Caso, ficha: ojos.Ficha) -> None:
        modelo = self.modelo
        if caso.informe == "escrito" and ficha.informe:
            modelo.surtio_informe(caso)
        if caso.requerimiento == "escrito":
            if ficha.actos and [a for a in ficha.actos if a[0] == "requerimiento"][-1][1] == "sin_efecto":
                caso.libre = True
            elif sum(n.de == "requerimiento" for n in caso.notificaciones) < len(ficha.requerimientos):
                modelo.surtio_requerimiento(caso)
        if caso.resolucion == "en_firma" and ficha.resolucion is not None:
            if ficha.resolucion[0] == "firmada" or (ficha.resolucion[0] == "devuelta" and not _la_devolvio(ficha)):
                modelo.recogida(caso)
            elif ficha.resolucion[0] == "devuelta":
                modelo.devuelta(caso)
        for nota, del_modelo in zip(_notificaciones(ficha), caso.notificaciones, strict=False):
            if del_modelo.estado == "preparada" and nota.estado != "preparada":
                modelo.dispuesta(caso, del_modelo)

    def comparar(self) -> None:
        """The town against the model. Raises Diferencia."""
        fallos = list(ojos.rotas(ojos.SIEMPRE))
        [(entradas, decretos, casos)] = ojos.consultar(
            "SELECT (SELECT count(*) FROM registro_asiento WHERE libro_id = 'E'), (SELECT coalesce(max(ultimo), 0) FROM "
            "resoluciones_libro WHERE codigo = 'resoluciones'), (SELECT count(*) FROM expedientes_expediente)"
        )
        # A free case may number decisions that the model does not follow
        libres = any(c.libre for c in self.modelo.casos)
        if entradas != self.modelo.entradas and not libres:
            fallos.append(f"{entradas} entries, and {self.modelo.entradas} were filed")
        if decretos != self.modelo.decretos and not libres:
            fallos.append(f"{decretos} numbers of resolutions, and {self.modelo.decretos} were given")
        abiertos = len(self.modelo.casos) + len(self.modelo.ajenos)
        if casos != abiertos:
            fallos.append(f"{casos} cases, and {abiertos} were opened")
        if (sesiones := ojos.sesiones()) != self.modelo.sesiones:
            fallos.append(f"by Cl@ve came in {dict(sesiones)}, and had to {dict(self.modelo.sesiones)}")
        for nombre, sala in self.modelo.salas.items():
            fallos += [f"{nombre}: {fallo}" for fallo in sala.fallos()]
        fichas = ojos.fichas()
        for numero, caso in enumerate(self.modelo.casos):
            fallos += [f"caso {numero}: {f}" for f in diferencias(caso, fichas.get(caso.id))]
        if fallos:
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
        self.ponerse_al_dia()
        self.comparar()
        almacen = Path(settings.CONSISTORIO_VAR) / "almacen" / "contenidos"
        fallos = [*ojos.rotas(ojos.AL_FINAL), *ojos.cadenas_rotas(), *ojos.firmas_de_mas_o_de_menos(almacen)]
        fallos += self._por_hacer() + self._correos() + self._vistos()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if fallos:
            raise Diferencia("at the end: " + "; ".join(fallos))

    def _por_hacer(self) -> list[str]:
        quedan = ojos.consultar(
            "SELECT task_name, status::text FROM procrastinate_jobs WHERE status IN ('todo', 'failed', 'doing')"
        )
        return [
            f"job {nombre} is left {estado}"
            for nombre, estado in quedan
            if not (nombre in actos.LENTOS and not self.lentos)
            and (nombre, estado) != ("notificaciones.avisar", "failed")
        ]

    def _correos(self) -> list[str]:
        salidos = Counter(m.strip("<>").partition("@")[0] for m in self.fuera.buzon.recibidos)
        fallos = [f"mail {m} left {veces} times" for m, veces in salidos.items() if veces > 1]
        for nota in (n for f in ojos.fichas().values() for n in f.notas if n.id not in self.siembra.notas):
            if nota.avisos.count("enviado") > 1:
                fallos.append(f"notice of {nota.id} noted as sent {nota.avisos.count('enviado')} times")
            if "enviado" in nota.avisos and nota.id not in salidos:
                fallos.append(f"notice of {nota.id} noted as sent, and it did not leave")
        return fallos

    def _vistos(self) -> list[str]:
        """Who finds each case: its party, its unit, who answers for all; and nobody else, but who is asked for something in it."""
        fallos = []
        for numero, caso in enumerate(self.modelo.casos):
            siempre, nunca = (
                {caso.dueno, *UNIDAD, "javier", "elena"},
                {"silvia", *(c for c in CIUDADANIA if c != caso.dueno)},
            )
            if not caso.libre and not caso.informe:
                nunca |= set(TECNICOS)
            ven = actos.quienes_lo_ven(caso.id, sorted(siempre | nunca), self.reloj)
            if ven != siempre:
                fallos.append(f"caso {numero} is seen by {sorted(ven - siempre)} and not by {sorted(siempre - ven)}")
        return fallos


def _la_devolvio(ficha: ojos.Ficha) -> bool:
    return any(estado == "devuelto" for _papel, estado in ficha.pasos)


def _notificaciones(ficha: ojos.Ficha) -> list[ojos.Nota]:
    return [n for n in ficha.notas if n.clase == "notificacion"]


def diferencias(caso: Caso, ficha: ojos.Ficha | None) -> list[str]:
    """What of a case is not as the model says."""
    if ficha is None:
        return ["it is not there"]
    if caso.libre:
        return []
    fallos = []

    def debe(que: str, visto: object, dicho: object) -> None:
        if visto != dicho:
            fallos.append(f"{que} is {visto}, and should be {dicho}")

    debe("state", ficha.estado, caso.estado)
    debe("term", ficha.plazo, caso.plazo)
    if caso.plazo != "suspendido":
        debe("last day to decide", ficha.vence, caso.vence)
    fase = TAREA_DE.get(caso.fase, caso.fase)
    de_fase = [c for c in ficha.abiertas if c in {TAREA_DE.get(f, f) for f in FASES}]
    debe("next step", de_fase, [fase] if caso.estado == "abierto" else [])
    debe("open request", "requerimiento" in ficha.abiertas, caso.requerimiento in ("escrito", "emitido", "notificado"))
    debe("papers to read", sum(c.startswith("escrito_") for c in ficha.abiertas), len(caso.escritos))
    if caso.requerimiento and caso.requerimiento != "escrito":
        debe("request", ficha.requerimientos[-1][0] if ficha.requerimientos else "none", caso.requerimiento)
    if caso.requerimiento in ("notificado", "desatendido"):
        debe("last day to correct", ficha.requerimientos[-1][1], caso.requerido_vence)
    if caso.resolucion:
        visto = ficha.resolucion[:2] if ficha.resolucion else None
        debe("decision", visto, (caso.resolucion, caso.numero))
    vistas = [(n.de, n.estado, n.caduca, n.practicada) for n in _notificaciones(ficha)]
    debe("notifications", vistas, [(n.de, n.estado, n.caduca, n.practicada) for n in caso.notificaciones])
    return fallos
