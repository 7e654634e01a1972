"""The port `segundo_factor`: codes of the account of an employee."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.identidad import segundo_factor
from consistorio.plataforma.organizacion.models import Empleado


class SegundoFactorDeEmpleados:
    """Checks codes of the authenticator application; recovery codes are not taken, because they do not sign."""

    def verificar(self, empleado_id: UUID, codigo: str) -> bool:
        """Whether the code is right and new, for an employee whose account is active."""
        empleado = Empleado.objects.select_related("cuenta").filter(id=empleado_id).first()
        if empleado is None or empleado.cuenta is None or not empleado.cuenta.activa:
            return False
        return segundo_factor.verificar(empleado.cuenta, codigo, con_recuperacion=False).aceptado

    def material(self, empleado_id: UUID) -> bytes:
        """The secret of the employee's confirmed device; empty when there is none."""
        empleado = Empleado.objects.select_related("cuenta").filter(id=empleado_id).first()
        if empleado is None or empleado.cuenta is None:
            return b""
        return segundo_factor.secreto(empleado.cuenta)
