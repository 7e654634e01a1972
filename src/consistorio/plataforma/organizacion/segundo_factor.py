"""The port `segundo_factor`: codes and passkeys of the account of an employee."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.identidad import llaves, segundo_factor
from consistorio.plataforma.organizacion.models import Empleado


class SegundoFactorDeEmpleados:
    """Checks codes of the authenticator application and passkeys; recovery codes are not taken, because they do not sign."""

    def verificar(self, empleado_id: UUID, codigo: str, *, para: str) -> bool:
        """Whether the code is right and new, or the passkey approved exactly `para`, for an employee whose account is active."""
        empleado = Empleado.objects.select_related("cuenta").filter(id=empleado_id).first()
        if empleado is None or empleado.cuenta is None or not empleado.cuenta.activa:
            return False
        if codigo.lstrip().startswith("{"):
            try:
                llaves.comprobar(empleado.cuenta, codigo, para=para, maquina=RelojSistema())
            except llaves.RespuestaRechazada:
                return False
            return True
        return segundo_factor.verificar(empleado.cuenta, codigo, con_recuperacion=False).aceptado

    def material(self, empleado_id: UUID) -> bytes:
        """The secret of the employee's confirmed device; empty when there is none."""
        empleado = Empleado.objects.select_related("cuenta").filter(id=empleado_id).first()
        if empleado is None or empleado.cuenta is None:
            return b""
        return segundo_factor.secreto(empleado.cuenta)
