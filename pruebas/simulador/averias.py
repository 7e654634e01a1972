"""What breaks, and the ports through which it breaks: each wraps the real one and calls it, before or after it fails."""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import BinaryIO
from uuid import UUID

from django.db import OperationalError
from procrastinate.jobs import JobDeferrer

from consistorio.integraciones.tsa.http import RevocacionHttp, SelloTiempoHttp
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import DepositoLocal
from consistorio.plataforma.organizacion.segundo_factor import SegundoFactorDeEmpleados


class Muerte(BaseException):
    """The process was killed there: nothing of the house may catch it."""


# What each port may do, besides what it should. `despues`: it did what was asked, and its answer was lost.
CLASES: dict[str, tuple[str, ...]] = {
    "tsa": ("antes", "despues", "danada", "ajena", "muerte_antes", "muerte_despues"),
    "ocsp": ("antes", "despues", "danada", "muerte_antes"),
    "smtp": ("mudo", "rehusa", "corta_antes", "corta_despues", "basura", "otro_dosmil", "rechaza_rcpt"),
    "segundo_factor": ("antes", "despues", "no", "muerte_antes", "muerte_despues"),
    "guardar": ("lleno", "despues", "muerte_antes", "muerte_despues"),
    "leer": ("falla", "muerte_antes"),
    "cola": ("antes", "muerte_despues"),
    "trabajo": ("dos_veces", "muerte_despues"),
    "idp": (
        "calla",
        "no",
        "caducada",
        "otra_sede",
        "firma_rota",
        "danada",
        "ajena",
        "dos_veces",
        "sin_recoger",
        "muerte_despues",
        "muerte_en_la_respuesta",
        "muerte_al_recoger",
    ),
}


# So many times more often than the others, because they are called less
MAS = {"idp": 2, "smtp": 4, "tsa": 4, "segundo_factor": 2, "ocsp": 2}


class Mando:
    """The dice of the faults. Nothing breaks while it is not armed. `dados`: what broke, to be told."""

    def __init__(self) -> None:
        self.azar: Random | None = None
        self.frecuencia = 0.0
        self.dados: list[str] = []
        self.cuenta: Counter[str] = Counter()
        self.llamadas: Counter[str] = Counter()

    def armar(self, azar: Random, frecuencia: float) -> None:
        """From now on each call of a port may break."""
        self.azar, self.frecuencia = azar, frecuencia

    def desarmar(self) -> None:
        """Everything works again."""
        self.azar = None

    def tirar(self, puerto: str) -> str:
        """What breaks in this call, or ""."""
        self.llamadas[puerto] += 1
        if self.azar is None or self.azar.random() >= self.frecuencia * MAS.get(puerto, 1):
            return ""
        averia = self.azar.choice(CLASES[puerto])
        self.dados.append(f"{puerto}:{averia}")
        self.cuenta[f"{puerto}:{averia}"] += 1
        return averia


MANDO = Mando()
CONSULTAS_HASTA_MORIR = 40


class MuereEnUna:
    """The town dies at one of the questions that it asks the database, whichever is drawn; once. For `connection.execute_wrapper`."""

    def __init__(self) -> None:
        self.faltan = (MANDO.azar or Random(0)).randrange(CONSULTAS_HASTA_MORIR)

    def __call__(
        self, ejecutar: Callable[..., object], sql: str, params: object, many: bool, contexto: object
    ) -> object:
        self.faltan -= 1
        if self.faltan == -1:
            raise Muerte
        return ejecutar(sql, params, many, contexto)


def _morir_si(averia: str, cuando: str) -> None:
    if averia == f"muerte_{cuando}":
        raise Muerte


def danar(datos: bytes) -> bytes:
    """Cut short, or with a bit of it changed."""
    azar = MANDO.azar or Random(0)
    if azar.random() < 0.3 or not datos:
        return datos[: len(datos) // 2]
    donde = azar.randrange(len(datos))
    return datos[:donde] + bytes([datos[donde] ^ (1 << azar.randrange(8))]) + datos[donde + 1 :]


def _no_responde() -> ServicioNoDisponible:
    return ServicioNoDisponible("no responde")


class SelloConAverias(SelloTiempoHttp):
    """The time-stamp authority."""

    _anterior = b""

    def responder(self, peticion: bytes) -> bytes:
        averia = MANDO.tirar("tsa")
        _morir_si(averia, "antes")
        if averia == "antes":
            raise _no_responde()
        respuesta = super().responder(peticion)
        _morir_si(averia, "despues")
        if averia == "despues":
            raise _no_responde()
        anterior, self._anterior = self._anterior, respuesta
        if averia == "ajena" and anterior:  # the stamp of another document
            return anterior
        return danar(respuesta) if averia == "danada" else respuesta


class RevocacionConAverias(RevocacionHttp):
    """OCSP and lists."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        averia = MANDO.tirar("ocsp")
        return self._con(averia, lambda: super(RevocacionConAverias, self).ocsp(direccion, peticion))

    def crl(self, direccion: str) -> bytes:
        averia = MANDO.tirar("ocsp")
        return self._con(averia, lambda: super(RevocacionConAverias, self).crl(direccion))

    def _con(self, averia: str, pedir: object) -> bytes:
        _morir_si(averia, "antes")
        if averia == "antes":
            raise _no_responde()
        respuesta: bytes = pedir()  # type: ignore[operator]
        if averia == "despues":
            raise _no_responde()
        return danar(respuesta) if averia == "danada" else respuesta


class SegundoFactorConAverias(SegundoFactorDeEmpleados):
    """The second factor of the staff."""

    def verificar(self, empleado_id: UUID, codigo: str, *, para: str) -> bool:
        averia = MANDO.tirar("segundo_factor")
        _morir_si(averia, "antes")
        if averia == "antes":
            raise _no_responde()
        if averia == "no":
            return False
        bien = super().verificar(empleado_id, codigo, para=para)
        _morir_si(averia, "despues")
        if averia == "despues":
            raise _no_responde()
        return bien


class DepositoConAverias(DepositoLocal):
    """The store on disk."""

    def _admitir(self, temporal: Path, sha256: str) -> None:
        averia = MANDO.tirar("guardar")
        _morir_si(averia, "antes")
        if averia == "lleno":
            raise OSError(errno.ENOSPC, "lleno")
        super()._admitir(temporal, sha256)
        _morir_si(averia, "despues")
        if averia == "despues":
            raise OSError(errno.EIO, "roto")

    def abrir(self, sha256: str) -> BinaryIO:
        averia = MANDO.tirar("leer")
        _morir_si(averia, "antes")
        if averia == "falla":
            raise _no_responde()
        return super().abrir(sha256)


class EncolarConAverias(JobDeferrer):
    """The queue."""

    def defer(self, **task_kwargs: object) -> int:
        averia = MANDO.tirar("cola")
        if averia == "antes":
            raise OperationalError("the queue is gone")
        numero: int = super().defer(**task_kwargs)  # type: ignore[arg-type]
        _morir_si(averia, "despues")
        return numero
