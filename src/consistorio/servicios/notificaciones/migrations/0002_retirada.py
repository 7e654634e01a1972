"""What goes on paper may be given up: why, and a state more.

Cost: an empty table, a trigger and a check that reads the notifications once; no data touched.
"""

import django.db.models.deletion
from django.db import migrations, models

import consistorio.nucleo.identificadores
from consistorio.plataforma.auditoria.inmutables import hacer_inmutable

FUNCION = """
CREATE FUNCTION notificaciones_proteger_retirada() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'una notificación retirada no cambia' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("notificaciones", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="notificacion",
            name="estado",
            field=models.CharField(
                choices=[
                    ("preparada", "Preparándose"),
                    ("disponible", "Pendiente de abrir"),
                    ("infructuosa", "Pendiente de publicar en el BOE"),
                    ("accedida", "Leída"),
                    ("rechazada", "Rechazada"),
                    ("caducada", "No se abrió a tiempo"),
                    ("entregada", "Entregada en papel"),
                    ("publicada", "Publicada en el BOE"),
                    ("comunicada", "Comunicada"),
                    ("retirada", "Retirada: no se ha notificado"),
                ],
                default="preparada",
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="EnvioRetirado",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=consistorio.nucleo.identificadores.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("innecesaria", "El expediente siguió o se decidió de otra manera y ya no hace falta"),
                            ("duplicada", "Está repetida"),
                            ("direccion", "La dirección no es correcta y no consta otra"),
                            ("error", "Se mandó por error"),
                        ],
                        max_length=12,
                    ),
                ),
                ("explicacion", models.CharField(max_length=500)),
                ("momento", models.DateTimeField()),
                ("por", models.UUIDField()),
                (
                    "notificacion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retirada",
                        to="notificaciones.notificacion",
                    ),
                ),
            ],
            options={"verbose_name": "envío retirado"},
        ),
        migrations.AddConstraint(
            model_name="notificacion",
            constraint=models.CheckConstraint(
                condition=models.Q(("estado", "retirada"), _negated=True) | models.Q(("canal", "papel")),
                name="notificacion_retirada_papel",
            ),
        ),
        hacer_inmutable("notificaciones_envioretirado"),
        migrations.RunSQL(
            sql=[
                FUNCION,
                "CREATE TRIGGER notificaciones_notificacion_retirada BEFORE UPDATE "
                "ON notificaciones_notificacion FOR EACH ROW "
                "WHEN (OLD.estado = 'retirada' "
                "AND (NEW.estado, NEW.practicada_el, NEW.salida_id, NEW.direccion_postal) "
                "IS DISTINCT FROM (OLD.estado, OLD.practicada_el, OLD.salida_id, OLD.direccion_postal)) "
                "EXECUTE FUNCTION notificaciones_proteger_retirada()",
            ],
            reverse_sql=[
                "DROP TRIGGER notificaciones_notificacion_retirada ON notificaciones_notificacion",
                "DROP FUNCTION notificaciones_proteger_retirada()",
            ],
        ),
    ]
