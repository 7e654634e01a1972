"""A private PostgreSQL cluster on a unix socket, started and stopped by us, one per checkout.

Whoever needs it calls `usar()`; the processes that use it hold a shared lock on a file, so the last one that ends (or
the next one, if it was killed) stops the server. Two that start at once wait for each other.
"""

import atexit
import fcntl
import os
import shutil
import signal
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

from .binarios import Binarios, buscar_binarios
from .errores import BaseNoDisponible
from .privilegios import Modo, elegir_modo

USUARIO = "consistorio"
BASE = "consistorio"
SEGUNDOS_PARA_IRSE = 30.0
LONGITUD_MAXIMA_DEL_SOCKET = 107  # bytes of sun_path in Linux, without the final zero


class Cluster:
    """The cluster of one folder: `datos/`, `socket/`, `servidor.log` and two lock files."""

    PUERTO: ClassVar[str] = "5432"  # only names the socket: nothing listens on the network
    _en_uso: ClassVar[dict[Path, int]] = {}  # descriptor of the shared lock, per folder, in this process

    def __init__(self, carpeta: Path, *, duradero: bool = True) -> None:
        self.carpeta = carpeta
        self.duradero = duradero
        self.datos = carpeta / "datos"
        self.bitacora = carpeta / "servidor.log"

    # --- where it listens

    def carpeta_socket(self) -> Path:
        """Folder of the socket: `socket/` here, or a private temporary one when this path is too long for a socket.

        The temporary one is written down in `socket.ruta`; it is used again only while it is ours and closed to others.
        """
        apuntada = self._socket_apuntado()
        propia = self.carpeta / "socket"
        if apuntada is not None or self._cabe(propia):
            return apuntada or propia
        self.carpeta.mkdir(parents=True, exist_ok=True)
        with self._cerrojo("socket.lock"):
            if (apuntada := self._socket_apuntado()) is not None:
                return apuntada
            nueva = Path(tempfile.mkdtemp(prefix="consistorio-"))
            if not self._cabe(nueva):
                nueva = Path(tempfile.mkdtemp(prefix="consistorio-", dir="/tmp"))
            (self.carpeta / "socket.ruta").write_text(f"{nueva}\n", "utf-8")
        return nueva

    def _socket_apuntado(self) -> Path | None:
        """The temporary one, which whoever comes by a shorter name of this folder uses too."""
        apunte = self.carpeta / "socket.ruta"
        apuntada = Path(apunte.read_text("utf-8").strip()) if apunte.exists() else None
        return apuntada if apuntada is not None and self._cabe(apuntada) and _es_privada(apuntada) else None

    def _cabe(self, carpeta: Path) -> bool:
        return len(os.fsencode(self._socket_en(carpeta))) <= LONGITUD_MAXIMA_DEL_SOCKET

    def _socket_en(self, carpeta: Path) -> Path:
        return carpeta / f".s.PGSQL.{self.PUERTO}"

    # --- life

    def usar(self) -> None:
        """Create what is missing, start it, and keep it for this process until `dejar()` or its end.

        Raises: BaseNoDisponible with the server's own words.
        """
        if self.carpeta in Cluster._en_uso:
            return
        self.carpeta.mkdir(parents=True, exist_ok=True)
        with self._cerrojo("arranque.lock"):
            self._arrancar()
            descriptor = os.open(self.carpeta / "usuarios.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            Cluster._en_uso[self.carpeta] = descriptor
        atexit.register(self._dejar_al_salir, os.getpid())

    def dejar(self) -> None:
        """Stop using it; the last one stops the server."""
        descriptor = Cluster._en_uso.pop(self.carpeta, None)
        if descriptor is None:
            return
        with self._cerrojo("arranque.lock"):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.parar()
            except BlockingIOError:
                pass  # others still use it
            finally:
                os.close(descriptor)

    def _dejar_al_salir(self, pid: int) -> None:
        if os.getpid() == pid:  # a forked child must not stop its parent's server
            self.dejar()

    def parar(self) -> None:
        """Stop the server, whoever uses it."""
        if self._pid() is None:
            return
        binarios, modo = self._con_que()
        modo.ejecutar([binarios.programa("pg_ctl"), "stop", "-D", str(self.datos), "-m", "fast", "-w", "-t", "60"])

    def en_marcha(self) -> bool:
        """Does a server of this cluster accept connections?"""
        return self._pid() is not None and self._contesta()

    def borrar(self) -> None:
        """Stop it and remove everything of it. Used by `demo --borrar` only."""
        if not self.carpeta.exists():
            return
        with self._cerrojo("arranque.lock"):
            self.parar()
            temporal = self.carpeta_socket()
        shutil.rmtree(self.carpeta)
        if temporal.exists() and temporal.name.startswith("consistorio-"):
            shutil.rmtree(temporal)

    # --- inside

    @contextmanager
    def _cerrojo(self, nombre: str) -> Iterator[None]:
        descriptor = os.open(self.carpeta / nombre, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def binarios(self) -> Binarios:
        """The programs that open this cluster: of its own version, or the best there are for a new one."""
        version = self.datos / "PG_VERSION"
        return buscar_binarios(int(version.read_text().strip()) if version.exists() else None)

    def _con_que(self) -> tuple[Binarios, Modo]:
        binarios = self.binarios()
        return binarios, elegir_modo(self.carpeta, binarios.carpeta)

    def _arrancar(self) -> None:
        if self.en_marcha():
            return
        binarios, modo = self._con_que()
        if not (self.datos / "PG_VERSION").exists():
            self._crear(binarios, modo)
        self._despedir_huerfanos()
        self._retirar_pid_muerto()
        carpeta_socket = self.carpeta_socket()
        carpeta_socket.mkdir(mode=0o700, exist_ok=True)
        modo.adjudicar(carpeta_socket)
        self._escribir_ajustes(carpeta_socket)
        self.bitacora.touch()
        modo.adjudicar(self.bitacora)
        orden = [binarios.programa("pg_ctl"), "start", "-D", str(self.datos), "-l", str(self.bitacora)]
        hecho = modo.ejecutar([*orden, "-w", "-t", "60", "-s"])
        if hecho.returncode != 0 or not self.en_marcha():
            cola = "\n".join(self.bitacora.read_text("utf-8", "replace").splitlines()[-8:])
            raise BaseNoDisponible(
                f"PostgreSQL no ha arrancado en {self.datos}:\n{hecho.stdout.strip()}\n{cola}",
                f"La bitácora entera está en {self.bitacora}.",
            )
        self._asegurar_la_base(binarios, modo)

    def _crear(self, binarios: Binarios, modo: Modo) -> None:
        """A new cluster, made in a folder aside and renamed, so that a half-made one is never taken for good."""
        nueva = self.carpeta / "datos.nuevo"
        if nueva.exists():
            shutil.rmtree(nueva)
        nueva.mkdir(mode=0o700)
        modo.adjudicar(nueva)
        orden = [binarios.programa("initdb"), "-D", str(nueva), "-U", USUARIO, "-A", "trust", "-E", "UTF8"]
        orden += ["--locale=C.UTF-8", "--data-checksums"] if self.duradero else ["--locale=C.UTF-8", "--no-sync"]
        hecho = modo.ejecutar(orden)
        if hecho.returncode != 0 and "invalid locale" in hecho.stdout:
            hecho = modo.ejecutar([o if not o.startswith("--locale") else "--locale=C" for o in orden])
        if hecho.returncode != 0:
            raise BaseNoDisponible(f"No se ha podido crear la base de datos en {nueva}:\n{hecho.stdout.strip()}")
        with (nueva / "postgresql.conf").open("a", encoding="utf-8") as ajustes:
            ajustes.write("\ninclude_if_exists = 'consistorio.conf'\n")
        nueva.rename(self.datos)

    def _escribir_ajustes(self, carpeta_socket: Path) -> None:
        ruta = str(carpeta_socket).replace('"', '""').replace("'", "''")
        lineas = [
            "listen_addresses = ''",
            f"unix_socket_directories = '\"{ruta}\"'",
            "unix_socket_permissions = 0700",
            f"port = {self.PUERTO}",
            "max_connections = 200",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "lc_messages = 'C'",
            "log_checkpoints = off",
            "jit = off",  # compiling a query takes longer than any of ours
        ]
        if not self.duradero:
            lineas += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
            lineas += ["wal_level = minimal", "max_wal_senders = 0", "min_wal_size = '32MB'", "max_wal_size = '256MB'"]
            lineas += ["autovacuum = off", "shared_buffers = '128MB'"]
        (self.datos / "consistorio.conf").write_text("\n".join(lineas) + "\n", "utf-8")

    def _asegurar_la_base(self, binarios: Binarios, modo: Modo) -> None:
        marca = self.carpeta / "creada"
        if marca.exists():
            return
        orden = [binarios.programa("createdb"), "-h", str(self.carpeta_socket()), "-p", self.PUERTO, "-U", USUARIO]
        hecho = modo.ejecutar([*orden, BASE])
        if hecho.returncode != 0 and "already exists" not in hecho.stdout:
            raise BaseNoDisponible(f"No se ha podido crear la base «{BASE}»:\n{hecho.stdout.strip()}")
        marca.touch()

    def _pid(self) -> int | None:
        """The server's process, if the one written down is alive and really a server of this folder, by whatever name of it."""
        try:
            pid = int((self.datos / "postmaster.pid").read_text().splitlines()[0])
            orden = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError, IndexError):
            return None
        propia = os.path.realpath(os.fsencode(self.datos))
        return pid if any(os.path.realpath(a) == propia for a in orden if a.startswith(b"/")) else None

    def _contesta(self) -> bool:
        with socket.socket(socket.AF_UNIX) as enchufe:
            enchufe.settimeout(5)
            try:
                enchufe.connect(str(self._socket_en(self.carpeta_socket())))
            except OSError:
                return False
        return True

    def _huerfanos(self) -> list[int]:
        """Processes of a server of this folder that is gone (each works inside the folder)."""
        propia, vivos = str(self.datos.resolve()), []
        for proceso in Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(proceso / "cwd") == propia and (proceso / "cmdline").read_bytes().startswith(
                    b"postgres: "
                ):
                    vivos.append(int(proceso.name))
            except OSError:  # it ended meanwhile, or belongs to somebody else
                continue
        return vivos

    def _despedir_huerfanos(self) -> None:
        """When the server was killed, who was in a long query goes on until it looks up, and meanwhile PostgreSQL refuses to start
        again. They are told what their server would have told them (SIGQUIT): the town comes back by itself.

        Raises: BaseNoDisponible when some is still there.
        """
        if self._pid() is not None or self._contesta():
            return
        limite = time.monotonic() + SEGUNDOS_PARA_IRSE
        while huerfanos := self._huerfanos():
            if time.monotonic() > limite:
                raise BaseNoDisponible(
                    f"Quedan procesos de PostgreSQL de una parada brusca en {self.datos}: {', '.join(map(str, huerfanos))}.",
                    "Espere a que acaben, o reinicie la máquina.",
                )
            for pid in huerfanos:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
            time.sleep(0.05)

    def _retirar_pid_muerto(self) -> None:
        """After a power cut the old number may belong to another program, and PostgreSQL would then refuse to start.

        Called under our lock, when no server of this folder is alive.
        """
        if self._pid() is None and not self._contesta():
            zocalo = self._socket_en(self.carpeta_socket())
            for apunte in (self.datos / "postmaster.pid", zocalo.with_name(zocalo.name + ".lock"), zocalo):
                apunte.unlink(missing_ok=True)


def _es_privada(carpeta: Path) -> bool:
    """Is it a folder, no link, closed to others, and of us or of the user that we gave it to?"""
    try:
        datos = carpeta.lstat()
    except OSError:
        return False
    nuestra = datos.st_uid == os.geteuid() or os.geteuid() == 0
    return stat.S_ISDIR(datos.st_mode) and nuestra and stat.S_IMODE(datos.st_mode) == 0o700
