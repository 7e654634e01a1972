"""The ledger: eight empty tables, and what keeps its journal whole: written once, in its year, after the locks, without gaps."""

import consistorio.economia.contabilidad.models
import consistorio.nucleo.identificadores
import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

from consistorio.plataforma.auditoria.inmutables import cerrar_filas, hacer_inmutable
from consistorio.plataforma.tablas import CrearTablas

EN_PLAZO = """
CREATE FUNCTION contabilidad_en_plazo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE malo record;
BEGIN
  PERFORM 1 FROM contabilidad_ejercicio WHERE anio IN (SELECT ejercicio_id FROM nuevos) ORDER BY anio FOR NO KEY UPDATE;
  SELECT n.ejercicio_id, n.numero INTO malo FROM nuevos n LEFT JOIN contabilidad_ejercicio e ON e.anio = n.ejercicio_id
   WHERE e.anio IS NULL OR e.estado <> 'abierto' OR extract(year FROM n.fecha) <> e.anio OR n.numero >= e.siguiente
      OR n.fecha <= CASE n.ambito WHEN 'presupuesto' THEN e.presupuesto_hasta ELSE e.tesoreria_hasta END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'el asiento %/% no cabe en su ejercicio: cerrado, bloqueado, de otro año o sin tomar su número', malo.ejercicio_id, malo.numero
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""
ENTEROS = """
CREATE FUNCTION contabilidad_enteros() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE malo text;
BEGIN
  SELECT n.asiento_id::text INTO malo FROM nuevos n LEFT JOIN contabilidad_asiento a
      ON a.id = n.asiento_id AND a.ejercicio_id = n.ejercicio AND a.numero = n.numero AND a.fecha = n.fecha
   GROUP BY n.asiento_id, a.apuntes HAVING a.apuntes IS NULL OR count(*) <> a.apuntes OR max(n.orden) >= a.apuntes LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'los apuntes no son todos los de su asiento: %', malo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT c.codigo INTO malo FROM (SELECT debe_id AS codigo FROM nuevos UNION SELECT haber_id FROM nuevos) c
   WHERE length(c.codigo) < 3 OR EXISTS
         (SELECT 1 FROM contabilidad_cuenta h WHERE h.propia AND h.codigo > c.codigo AND h.codigo < c.codigo || ':') LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'en la cuenta % no se anota: es un grupo o está desglosada', malo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""
SIN_HUECOS = """
CREATE FUNCTION contabilidad_sin_huecos() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE previo integer := 1; asientos bigint; esperados bigint; hallados bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN previo := OLD.siguiente; END IF;
  SELECT count(*), coalesce(sum(apuntes), 0) INTO asientos, esperados
    FROM contabilidad_asiento WHERE ejercicio_id = NEW.anio AND numero >= previo AND numero < NEW.siguiente;
  SELECT count(*) INTO hallados FROM contabilidad_apunte WHERE ejercicio = NEW.anio AND numero >= previo AND numero < NEW.siguiente;
  IF asientos <> NEW.siguiente - previo OR hallados <> esperados THEN
    RAISE EXCEPTION 'faltan asientos o apuntes del ejercicio % entre el % y el %', NEW.anio, previo, NEW.siguiente - 1
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""
# Who posts holds the row of the year: who splits an account takes those of all open years first
DESGLOSE = """
CREATE FUNCTION contabilidad_desglose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contabilidad_ejercicio WHERE estado = 'abierto' ORDER BY anio FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT 1 FROM contabilidad_cuenta WHERE codigo = ANY
                 (SELECT left(NEW.codigo, n) FROM generate_series(3, length(NEW.codigo) - 1) n)) THEN
    RAISE EXCEPTION 'la cuenta % no desglosa ninguna', NEW.codigo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM generate_series(3, length(NEW.codigo) - 1) n, contabilidad_ejercicio e WHERE e.estado = 'abierto' AND (
             EXISTS (SELECT 1 FROM contabilidad_apunte a WHERE a.debe_id = left(NEW.codigo, n) AND a.ejercicio = e.anio)
          OR EXISTS (SELECT 1 FROM contabilidad_apunte a WHERE a.haber_id = left(NEW.codigo, n) AND a.ejercicio = e.anio))) THEN
    RAISE EXCEPTION 'la cuenta % desglosa una con apuntes en un ejercicio abierto', NEW.codigo USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
TRAS_ASIENTOS = """
CREATE TRIGGER contabilidad_asiento_en_plazo AFTER INSERT ON contabilidad_asiento REFERENCING NEW TABLE AS nuevos
FOR EACH STATEMENT EXECUTE FUNCTION contabilidad_en_plazo()
"""
TRAS_APUNTES = """
CREATE TRIGGER contabilidad_apunte_enteros AFTER INSERT ON contabilidad_apunte REFERENCING NEW TABLE AS nuevos
FOR EACH STATEMENT EXECUTE FUNCTION contabilidad_enteros()
"""
AL_CONFIRMAR = """
CREATE CONSTRAINT TRIGGER contabilidad_ejercicio_sin_huecos AFTER INSERT OR UPDATE OF siguiente ON contabilidad_ejercicio
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contabilidad_sin_huecos()
"""
AL_DESGLOSAR = """
CREATE TRIGGER contabilidad_cuenta_desglose BEFORE INSERT ON contabilidad_cuenta
FOR EACH ROW WHEN (NEW.propia) EXECUTE FUNCTION contabilidad_desglose()
"""
SIN_VOLVER = "NEW.siguiente < OLD.siguiente OR (OLD.estado = 'cerrado' AND NEW.siguiente <> OLD.siguiente)"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('identidad', '0001_initial'),  # its extension for ranges that do not overlap
    ]

    operations = [
        CrearTablas(
            migrations.CreateModel(
                name='Cuenta',
                fields=[
                    ('codigo', models.CharField(db_collation='C', max_length=12, primary_key=True, serialize=False)),
                    ('nombre', models.CharField(max_length=250)),
                    ('naturaleza', models.CharField(blank=True, choices=[('D', 'Deudora'), ('A', 'Acreedora')], max_length=1)),
                    ('epigrafe', models.CharField(blank=True, max_length=80)),
                    ('propia', models.BooleanField(default=False)),
                ],
                options={
                    'verbose_name': 'cuenta',
                    'indexes': [models.Index(condition=models.Q(('propia', True)), fields=['codigo'], name='cuenta_propias')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('codigo__regex', '^[0-9]{1,12}$')), name='cuenta_codigo'), models.CheckConstraint(condition=models.Q(('nombre', ''), _negated=True), name='cuenta_con_nombre'), models.CheckConstraint(condition=models.Q(('propia', False), ('codigo__regex', '^[0-9]{4,12}$'), _connector='OR'), name='cuenta_propia')],
                },
            ),
            migrations.CreateModel(
                name='Ejercicio',
                fields=[
                    ('anio', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ('estado', models.CharField(choices=[('abierto', 'Abierto'), ('cerrado', 'Cerrado')], default='abierto', max_length=8)),
                    ('presupuesto_hasta', models.DateField(blank=True, null=True)),
                    ('tesoreria_hasta', models.DateField(blank=True, null=True)),
                    ('siguiente', models.PositiveIntegerField(default=1)),
                ],
                options={
                    'verbose_name': 'ejercicio',
                    'constraints': [models.CheckConstraint(condition=models.Q(('anio__gte', 1900), ('anio__lte', 2999)), name='ejercicio_anio'), models.CheckConstraint(condition=models.Q(('siguiente__gte', 1)), name='ejercicio_siguiente')],
                },
            ),
            migrations.CreateModel(
                name='Bloqueo',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('presupuesto_hasta', models.DateField(blank=True, null=True)),
                    ('tesoreria_hasta', models.DateField(blank=True, null=True)),
                    ('reabre', models.BooleanField()),
                    ('motivo', models.CharField(blank=True, max_length=600)),
                    ('autor_id', models.UUIDField()),
                    ('anotado_el', models.DateTimeField()),
                    ('ejercicio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bloqueos', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'bloqueo de fechas',
                    'constraints': [models.CheckConstraint(condition=models.Q(('reabre', False), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='bloqueo_reabre_con_motivo')],
                },
            ),
            migrations.CreateModel(
                name='Asiento',
                fields=[
                    ('id', models.UUIDField(default=consistorio.nucleo.identificadores.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('numero', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('clase', models.CharField(choices=[('apertura', 'Apertura'), ('operacion', 'Operación'), ('regularizacion', 'Regularización'), ('cierre_presupuesto', 'Cierre del presupuesto'), ('cierre', 'Cierre')], max_length=20)),
                    ('ambito', models.CharField(choices=[('presupuesto', 'Presupuesto'), ('tesoreria', 'Tesorería')], max_length=12)),
                    ('texto', models.CharField(max_length=300)),
                    ('operacion_id', models.UUIDField(blank=True, null=True)),
                    ('expediente_id', models.UUIDField(blank=True, null=True)),
                    ('documento_id', models.UUIDField(blank=True, null=True)),
                    ('autor_id', models.UUIDField()),
                    ('anotado_el', models.DateTimeField()),
                    ('apuntes', models.PositiveSmallIntegerField()),
                    ('huella', models.CharField(max_length=64)),
                    ('ejercicio', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='asientos', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'asiento contable',
                },
            ),
            migrations.CreateModel(
                name='Equivalencia',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('clase', models.CharField(choices=[('gasto', 'Gasto'), ('ingreso', 'Ingreso')], max_length=7)),
                    ('prefijo', models.CharField(max_length=7)),
                    ('desde', models.DateField()),
                    ('hasta', models.DateField(blank=True, null=True)),
                    ('nota', models.CharField(blank=True, max_length=600)),
                    ('revisada_el', models.DateField(blank=True, null=True)),
                    ('cuenta', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.cuenta')),
                ],
                options={
                    'verbose_name': 'equivalencia',
                },
            ),
            migrations.CreateModel(
                name='ReglaAsiento',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('codigo', models.CharField(max_length=12)),
                    ('operacion', models.CharField(max_length=160)),
                    ('area', models.CharField(max_length=30)),
                    ('debe', models.CharField(blank=True, max_length=60)),
                    ('haber', models.CharField(blank=True, max_length=60)),
                    ('signo', models.CharField(choices=[('+', 'Importe positivo'), ('-', 'Importe negativo')], default='+', max_length=1)),
                    ('condicion', models.CharField(blank=True, max_length=300)),
                    ('fase', models.CharField(blank=True, max_length=20)),
                    ('fuente', models.CharField(max_length=200)),
                    ('certeza', models.CharField(choices=[('verificado', 'Comprobada con el texto de la norma'), ('parcial', 'Comprobada en parte'), ('deducido', 'Deducida: hay que revisarla')], max_length=10)),
                    ('desde', models.DateField()),
                    ('hasta', models.DateField(blank=True, null=True)),
                    ('revisada_el', models.DateField(blank=True, null=True)),
                    ('revision', models.CharField(blank=True, max_length=600)),
                ],
                options={
                    'verbose_name': 'regla de asiento',
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('codigo', '='), (consistorio.economia.contabilidad.models.Vigencia('desde', 'hasta', models.Value('[]')), '&&')], name='regla_una_cada_dia'), models.CheckConstraint(condition=models.Q(models.Q(('debe', ''), ('haber', '')), models.Q(models.Q(('debe', ''), _negated=True), models.Q(('haber', ''), _negated=True)), _connector='OR'), name='regla_con_los_dos_lados'), models.CheckConstraint(condition=models.Q(('debe__regex', '^[0-9x|]*$'), ('haber__regex', '^[0-9x|]*$')), name='regla_con_cuentas'), models.CheckConstraint(condition=models.Q(('fuente', ''), _negated=True), name='regla_con_fuente'), models.CheckConstraint(condition=models.Q(('revisada_el', None), models.Q(('revision', ''), _negated=True), _connector='OR'), name='regla_revisada_con_motivo')],
                },
            ),
            migrations.CreateModel(
                name='Apunte',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('orden', models.PositiveSmallIntegerField()),
                    ('ejercicio', models.PositiveSmallIntegerField()),
                    ('numero', models.PositiveIntegerField()),
                    ('fecha', models.DateField()),
                    ('importe', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('regla', models.CharField(blank=True, max_length=12)),
                    ('asiento', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='filas', to='contabilidad.asiento')),
                    ('debe', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.cuenta')),
                    ('haber', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.cuenta')),
                ],
                options={
                    'verbose_name': 'apunte',
                    'indexes': [models.Index(fields=['debe', 'ejercicio', 'fecha', 'numero', 'orden'], include=('importe',), name='apunte_debe'), models.Index(fields=['haber', 'ejercicio', 'fecha', 'numero', 'orden'], include=('importe',), name='apunte_haber')],
                    'constraints': [models.UniqueConstraint(fields=('ejercicio', 'numero', 'orden'), name='apunte_orden'), models.CheckConstraint(condition=models.Q(('importe', 0), _negated=True), name='apunte_con_importe')],
                },
            ),
            migrations.CreateModel(
                name='Corte',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('numero', models.PositiveIntegerField()),
                    ('debe', models.DecimalField(decimal_places=2, max_digits=16)),
                    ('haber', models.DecimalField(decimal_places=2, max_digits=16)),
                    ('cuenta', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.cuenta')),
                    ('ejercicio', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contabilidad.ejercicio')),
                ],
                options={
                    'verbose_name': 'corte de saldos',
                    'constraints': [models.UniqueConstraint(fields=('ejercicio', 'numero', 'cuenta'), include=('debe', 'haber'), name='corte_una_por_cuenta')],
                },
            ),
        ),
        migrations.AddIndex(
            model_name='asiento',
            index=models.Index(fields=['ejercicio', 'fecha', 'numero'], name='asiento_contable_diario'),
        ),
        migrations.AddIndex(
            model_name='asiento',
            index=models.Index(condition=models.Q(('operacion_id__isnull', False)), fields=['operacion_id'], name='asiento_contable_operacion'),
        ),
        migrations.AddIndex(
            model_name='asiento',
            index=models.Index(condition=models.Q(('expediente_id__isnull', False)), fields=['expediente_id'], name='asiento_contable_caso'),
        ),
        migrations.AddConstraint(
            model_name='asiento',
            constraint=models.UniqueConstraint(fields=('ejercicio', 'numero'), name='asiento_contable_numero'),
        ),
        migrations.AddConstraint(
            model_name='asiento',
            constraint=models.CheckConstraint(condition=models.Q(('apuntes__gte', 1), ('numero__gte', 1), models.Q(('texto', ''), _negated=True)), name='asiento_contable_entero'),
        ),
        migrations.AddConstraint(
            model_name='asiento',
            constraint=models.CheckConstraint(condition=models.Q(('huella__regex', '^[0-9a-f]{64}$')), name='asiento_contable_huella'),
        ),
        migrations.AddConstraint(
            model_name='asiento',
            constraint=models.CheckConstraint(condition=models.Q(('ambito__in', ['presupuesto', 'tesoreria']), ('clase__in', ['apertura', 'operacion', 'regularizacion', 'cierre_presupuesto', 'cierre'])), name='asiento_contable_clase'),
        ),
        migrations.AddConstraint(
            model_name='equivalencia',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('clase', '='), ('prefijo', '='), (consistorio.economia.contabilidad.models.Vigencia('desde', 'hasta', models.Value('[]')), '&&')], name='equivalencia_una_cada_dia'),
        ),
        migrations.AddConstraint(
            model_name='equivalencia',
            constraint=models.CheckConstraint(condition=models.Q(('prefijo__regex', '^[0-9]{1,7}$')), name='equivalencia_prefijo'),
        ),
        hacer_inmutable('contabilidad_asiento'),
        hacer_inmutable('contabilidad_apunte'),
        hacer_inmutable('contabilidad_corte'),
        hacer_inmutable('contabilidad_bloqueo'),
        hacer_inmutable('contabilidad_ejercicio', 'anio'),
        hacer_inmutable('contabilidad_cuenta', 'codigo', 'propia'),
        hacer_inmutable(
            'contabilidad_reglaasiento', 'id', 'codigo', 'operacion', 'area', 'debe', 'haber', 'signo', 'condicion', 'fase', 'fuente', 'certeza',
            'desde',
        ),
        hacer_inmutable('contabilidad_equivalencia', 'id', 'clase', 'prefijo', 'cuenta_id', 'desde'),
        cerrar_filas('contabilidad_ejercicio', SIN_VOLVER, 'sin_volver'),
        migrations.RunSQL(
            sql=[EN_PLAZO, ENTEROS, SIN_HUECOS, DESGLOSE, TRAS_ASIENTOS, TRAS_APUNTES, AL_CONFIRMAR, AL_DESGLOSAR],
            reverse_sql=[
                'DROP TRIGGER contabilidad_cuenta_desglose ON contabilidad_cuenta',
                'DROP TRIGGER contabilidad_ejercicio_sin_huecos ON contabilidad_ejercicio',
                'DROP TRIGGER contabilidad_apunte_enteros ON contabilidad_apunte',
                'DROP TRIGGER contabilidad_asiento_en_plazo ON contabilidad_asiento',
                'DROP FUNCTION contabilidad_desglose()',
                'DROP FUNCTION contabilidad_sin_huecos()',
                'DROP FUNCTION contabilidad_enteros()',
                'DROP FUNCTION contabilidad_en_plazo()',
            ],
        ),
    ]
