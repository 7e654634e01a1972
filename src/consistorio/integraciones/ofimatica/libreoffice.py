"""LibreOffice as a process that lives for one document: a profile folder of its own, nothing of the town in sight, no network, no
macros, bounds of time and memory."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.integraciones.ofimatica.examen import por_que_no
from consistorio.nucleo.errores import DatosIncorrectos, Problema, ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo, carpeta_temporal

PROGRAMA = "soffice"
# Without the network of the machine nor its other processes; it dies with who asked for it, and all that it began dies with it
AISLAR = (
    *("setpriv", "--pdeathsig", "KILL"),
    *("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--map-root-user"),
)
AQUI = "/run/conversion"
# LibreOffice hands its document over to whoever listens in /tmp for a profile of the same path, whatever its TMPDIR says: two at once would mix
DE_TODOS = ("/tmp", "/var/tmp")  # noqa: S108 — hidden, never written
# The folder of the document is seen in AQUI; /run (with the sockets of the machine) and the folders said before "--" look empty, and who runs
# what comes after cannot undo it
_ESCONDER = """set -e
mount -t tmpfs -o size=64k tmpfs /run
mkdir /run/conversion
mount --bind "$1" /run/conversion
shift
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mount -t tmpfs -o size=64k tmpfs "$1"; fi
    shift
done
shift
cd /run/conversion
setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
"""
SE_RECUERDA = 60.0
SEGUNDOS_DE_PRUEBA = 10.0
SEGUNDOS = 120.0
MEMORIA = 4 * 1024**3
FICHERO = 256 * 1024**2
_FILTRO = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "EmbedStandardFonts": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
    "ExportLinksRelativeFsys": {"type": "boolean", "value": "false"},
}
# Settings of the profile: nothing runs, nothing linked is updated nor fetched
_PERFIL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="OfficeRestartInProgress" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """The converter of the house. `programa`: what is run; `segundos`: how long one document may take."""

    def __init__(self, programa: str = PROGRAMA, *, segundos: float = SEGUNDOS) -> None:
        self.programa = programa
        self.segundos = segundos
        self._comprobado: tuple[float, bool] | None = None

    def comprobar(self) -> None:
        """See that LibreOffice is installed and can be kept apart from the machine; the answer is kept for a minute. Raises ServicioNoDisponible."""
        if shutil.which(self.programa) is None:
            raise ServicioNoDisponible(
                _("Este Ayuntamiento no puede convertir textos a PDF: falta LibreOffice en su servidor."),
                que_hacer=_("Suba el documento en PDF, o pida a quien administra el sistema que lo instale."),
            )
        if not self._se_aisla():
            raise ServicioNoDisponible(
                _("Este Ayuntamiento no puede convertir textos a PDF: su servidor no deja aislar a LibreOffice."),
                que_hacer=_("Suba el documento en PDF, o avise a quien administra el sistema."),
            )

    def _se_aisla(self) -> bool:
        if self._comprobado is None or time.monotonic() - self._comprobado[0] > SE_RECUERDA:
            self._comprobado = (time.monotonic(), _puede_aislar())
        return self._comprobado[1]

    def a_pdf(self, original: Path, destino: Path) -> None:
        """See `puertos.conversion.Conversor`. Whatever happens, nothing of its process nor of its profile stays."""
        motivo = por_que_no(original)
        if motivo:
            raise DatosIncorrectos(motivo, problemas=[Problema("fichero", motivo)])
        self.comprobar()
        with carpeta_temporal(que_hacer=_("Pídalo otra vez más tarde.")) as trabajo:
            perfil = trabajo / "perfil" / "user"
            perfil.mkdir(parents=True)
            (perfil / "registrymodifications.xcu").write_text(_PERFIL, encoding="utf-8")
            entrada = trabajo / f"texto{_extension(original)}"
            shutil.copyfile(original, entrada)
            self._correr(trabajo, entrada)
            hecho = trabajo / "salida" / "texto.pdf"
            if not hecho.is_file():
                mensaje = _("No se ha podido leer el fichero. Ábralo en su programa, guárdelo otra vez y súbalo.")
                raise DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
            shutil.copyfile(hecho, destino)

    def _correr(self, trabajo: Path, entrada: Path) -> None:
        filtro = f"pdf:writer_pdf_Export:{json.dumps(_FILTRO, separators=(',', ':'))}"
        orden = [
            *_aislado(trabajo),
            *self._limites(),
            self.programa,
            f"-env:UserInstallation=file://{AQUI}/perfil",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            *("--convert-to", filtro, "--outdir", f"{AQUI}/salida", f"{AQUI}/{entrada.name}"),
        ]
        proceso = subprocess.Popen(
            orden,
            cwd=trabajo,
            env={"HOME": AQUI, "TMPDIR": AQUI, "PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            proceso.wait(self.segundos)
        except subprocess.TimeoutExpired as error:
            raise ServicioNoDisponible(
                _("La conversión tardaba demasiado y se ha parado."),
                que_hacer=_("Inténtelo otra vez. Si vuelve a pasar, suba el documento en PDF."),
            ) from error
        finally:
            _matar(proceso)

    def _limites(self) -> tuple[str, ...]:
        """Of memory, of what it may write and of processor."""
        return ("prlimit", f"--as={MEMORIA}", f"--fsize={FICHERO}", "--core=0", f"--cpu={int(self.segundos) + 1}")


def _aislado(trabajo: Path) -> tuple[str, ...]:
    """What goes before an order so that it sees nothing of the town but its own folder."""
    sockets = {str(base["HOST"]) for base in settings.DATABASES.values() if str(base.get("HOST", "")).startswith("/")}
    escondidas = (*DE_TODOS, str(settings.CONSISTORIO_VAR), *sorted(sockets))
    return (*AISLAR, "sh", "-c", _ESCONDER, "sh", str(trabajo), *escondidas, "--")


def _puede_aislar() -> bool:
    try:
        orden = [*_aislado(carpeta_de_trabajo()), "true"]
        nada = subprocess.DEVNULL
        return subprocess.run(orden, stdout=nada, stderr=nada, timeout=SEGUNDOS_DE_PRUEBA, check=False).returncode == 0
    except (subprocess.TimeoutExpired, OSError):
        return False


def _matar(proceso: subprocess.Popen[bytes]) -> None:
    """It and all that it began, whether it ended or not."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(proceso.pid, signal.SIGKILL)
    proceso.wait()


def _extension(original: Path) -> str:
    with zipfile.ZipFile(original) as paquete:
        return ".docx" if "word/document.xml" in paquete.namelist() else ".odt"
