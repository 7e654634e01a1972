"""The example town's units, staff and citizens, and how to log in as each one."""

from collections.abc import Sequence

from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion import demostracion


def sembrar() -> Sequence[str]:
    """Load them and say who can log in. The second factor's code of now: `demo --codigo USER`."""
    reloj = reloj_de_la_casa()
    demostracion.sembrar(reloj=reloj)
    credenciales = demostracion.credenciales(en=hoy(reloj))
    ancho = max((len(c.usuario) for c in credenciales), default=0)
    return [
        f"Personal: contraseña «{demostracion.CONTRASENA}»; el código del segundo factor lo dice, en otra ventana,",
        "«./consistorio demo --codigo USUARIO» (o su aplicación, con la clave que va al final).",
        *(f"  {c.usuario:<{ancho}}  {c.puesto} ({c.nombre}), clave {c.secreto}" for c in credenciales),
    ]
