"""`manage cargar_procedimiento`: load a definition file into the catalogue, and publish it if asked."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo import acciones
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION


class Command(BaseCommand):
    """Whoever may run commands on the town's machine. Repeating it with the same file changes nothing."""

    help = "Carga en el catálogo un procedimiento (o un modelo) de un fichero de datos."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, and what to do with it."""
        parser.add_argument("fichero", type=Path, help="definición en JSON")
        parser.add_argument("--comprobar", action="store_true", help="solo lo comprueba; no guarda nada")
        parser.add_argument("--publicar", action="store_true", help="además lo publica: desde ahora se puede solicitar")

    def handle(self, *args: object, fichero: Path, comprobar: bool, publicar: bool, **opciones: object) -> None:
        """Load it. Raises CommandError with every problem of the file."""
        actor = Actor.sistema("catalogo", *DE_LA_INSTALACION)
        reloj = reloj_de_la_casa()
        try:
            carga = acciones.cargar(actor=actor, contenido=fichero.read_bytes(), reloj=reloj, en_seco=comprobar)
            if carga.problemas:
                raise CommandError("\n".join(f"{p.campo}: {p.mensaje}" for p in carga.problemas))
            if publicar and not comprobar and carga.version_id is not None:
                version = VersionProcedimiento.objects.get(id=carga.version_id)
                if version.estado == VersionProcedimiento.Estado.ENSAYO:
                    acciones.publicar(actor=actor, version_id=version.id, reloj=reloj)
        except OSError as error:
            raise CommandError(f"No se puede leer «{fichero}».") from error
        except ErrorDominio as error:
            lineas = [str(error), *(f"{p.campo}: {p.mensaje}" for p in error.problemas)]
            raise CommandError("\n".join(lineas)) from error
        self.stdout.write(f"{carga.clase} {carga.codigo}: {'correcto' if comprobar else 'cargado'}")
