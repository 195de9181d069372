### La auditoría de un registro. Traducida por un programa; decide el texto en inglés.

## El veredicto

audit-verdict-accepted = Aceptado: se cumplen todas las comprobaciones.
audit-verdict-refused =
    { $failures ->
        [one] Rechazado: hay un fallo.
       *[other] Rechazado: hay { $failures } fallos.
    }
audit-verdict-accepted-means = Quién ocupa cada puesto se deduce solo de este registro. Quien audite los mismos archivos encontrará lo mismo.
audit-verdict-refused-means = No se fíe de esta copia. Lo que sigue es hasta donde se pudo averiguar.
audit-verdict-stopped = A partir de la entrada { $leaf } nadie puede decir con estos archivos quién ocupa cada puesto: falta algo o se necesita un programa más nuevo. Los puestos mostrados son los anteriores a ella.
audit-verdict-limit = Ninguna copia puede demostrar por sí sola que no haya otra más nueva, u otra distinta para otros ojos. Compare la huella con la que ven los demás.

## Títulos y rótulos

audit-title = Auditoría del registro de un consejo
audit-label-skip = Ir al veredicto
audit-label-verdict = Veredicto
audit-label-record = Registro
audit-label-entries = Entradas
audit-label-fingerprint = Huella del registro
audit-label-state = Huella del consejo
audit-label-table = Huella de los puestos
audit-label-time = Hora del registro
audit-label-outside = Confirmado desde fuera
audit-label-read = Leído
audit-label-failures = Qué está mal
audit-label-checks = Qué se comprobó
audit-label-check = Comprobación
audit-label-outcome = Resultado
audit-label-holds-when = Se cumple cuando
audit-label-seats = Quién ocupa cada puesto
audit-label-drawing = Los puestos, órgano por órgano
audit-label-seat = Puesto
audit-label-member = Miembro
audit-label-since = Desde
audit-label-until = Hasta
audit-label-how = Cómo
audit-label-elections = Elecciones
audit-label-alarms = En qué fijarse
audit-label-trust = En quién hay que confiar
audit-label-no-effect = Entradas sin efecto
audit-label-number = Número
audit-label-reason = Motivo
audit-label-why = Por qué ocupan sus puestos
audit-label-why-seat = Por qué está ocupado el puesto { $seat }
audit-label-by-hand = Cómo comprobarlo a mano
audit-entries-effect = { $leaves }, de ellas { $effective } con efecto
audit-outside-enough = { $witnesses }, y es suficiente
audit-outside-none = por nadie, y el consejo no pide a nadie
audit-outside-few = { $witnesses }, y NO es suficiente
audit-read-counts = archivos: { $files }; estados firmados: { $heads }; textos y documentos: { $blobs }, retirados: { $withdrawn }; papeletas: { $ballots }
audit-entry = entrada { $leaf }
audit-more = y { $more } más; --verbose los muestra
audit-more-counted = y { $more } más
audit-at = Visto en el momento { $time }.
audit-remedy = Qué hacer: { $remedy }
audit-nothing = Nada.
audit-unknown = No se puede averiguar con estos archivos.
audit-no-effect-means = Cualquiera puede escribir una entrada; las reglas dicen cuáles cuentan. Estas no cuentan, por los motivos indicados. No es ningún fallo.
audit-numbers-mean = Los órganos y los puestos tienen números, desde 0, como los enumeran las reglas básicas. El registro no contiene nombres: una clave representa a su miembro.
audit-names-mean = Los nombres entre comillas son los de las papeletas, tal como los certificaron los registradores: el registro no tiene otros y ninguna regla los lee.

## Resultados de una comprobación

audit-outcome-passed = se cumple
audit-outcome-failed = FALLA
audit-outcome-not-reached = sin comprobar
audit-outcome-means = Sin comprobar: no había nada de ese tipo, o algo anterior falló.

## Qué afirma cada comprobación

audit-check-files = Están todos los archivos que debe haber, y ninguno más.
audit-check-acts = Cada entrada está escrita de la única forma que permiten las reglas.
audit-check-signatures = Cada firma es de la clave que debía firmar, y es correcta.
audit-check-history = La primera entrada abre este registro, ninguna está dos veces y nadie vio otra historia de él.
audit-check-tree = Las huellas guardadas son las de las entradas.
audit-check-checkpoints = Cada estado firmado del registro es uno al que llevan sus entradas, y cada firma en él es correcta.
audit-check-consistency = Lo que usted guardó de una auditoría anterior sigue ahí, sin cambios.
audit-check-witnesses = Tantos observadores externos han confirmado el estado más reciente como quiere el consejo.
audit-check-blobs = Cada texto y cada documento es exactamente el que nombra su entrada.
audit-check-withdrawals = Lo que se retiró lo retiraron quienes pueden hacerlo.
audit-check-fold = Las entradas dan un solo consejo, de la primera a la última.
audit-check-ticks = Siempre que el servidor anotó los puestos, eran los que da el registro.
audit-check-archives = Los datos de cada elección superan todas las comprobaciones del protocolo de votación.
audit-check-bound-proofs = Cada custodio demostró que cada valor dado para descifrar pertenece a su papeleta.
audit-check-questions = Cada papeleta pregunta lo que decía la convocatoria y enumera a los candidatos en su orden.
audit-check-lots = Cada sorteo se abrió con sus pruebas.
audit-check-counts = Cada recuento, repetido aquí, da lo que dice el registro.
audit-check-seats = Una persona por puesto, nadie pasado su mandato, nadie sin elección.

## Qué hacer cuando falla una comprobación

audit-remedy-copy = Esta copia está dañada, incompleta o alterada. Obtenga de nuevo el archivo indicado, de donde se publica el registro o de otra copia; si sigue igual, avise al consejo.
audit-remedy-entries = Ningún servidor correcto escribe una entrada así. Compare con otra copia del registro; si también está allí, quien lleva el servidor debe explicarla.
audit-remedy-states = El registro se firmó en un estado al que no llevan sus entradas, o su firma fue alterada. Guarde esta copia, compárela con otra y muestre ambas al consejo.
audit-remedy-consistency = Algo que usted vio antes ha desaparecido o cambiado. Guarde su archivo anterior y esta copia y muestre ambos al consejo, a sus miembros y a los observadores externos: quien firma por el registro debe explicarlos.
audit-remedy-witnesses = El estado más reciente puede ser uno que solo se le muestra a usted. Mire de nuevo dentro de una hora; si sigue así, pregunte a los observadores externos qué ven.
audit-remedy-withdrawals = Se retiró un texto sin derecho a hacerlo. Búsquelo en otra copia y pregunte al consejo quién lo hizo.
audit-remedy-fold = Falta un archivo, o este programa es demasiado antiguo. Obtenga el archivo indicado, o un kenes más nuevo, y audite de nuevo.
audit-remedy-ticks = Fíese de los puestos mostrados aquí: se deducen del registro. Quien lleva el servidor debe explicar por qué anotó otros.
audit-remedy-elections = De esta elección, tal como está, no se deduce ningún puesto. Pregunte a sus custodios y registradores; `kenes election verify` sobre su archivo dice qué papeleta o qué paso falla.
audit-remedy-seats = Esto no debe ocurrir nunca: es un fallo de kenes. Comuníquelo, por favor, con una copia del registro.

## Los puestos y cómo se obtuvieron

audit-seat-vacant = vacante
audit-seat-asked = vacante; el miembro { $member } fue elegido y tiene hasta { $time } para aceptar
audit-seat-next = le seguirá el miembro { $member }
audit-how-founding = fundador, hasta la primera elección
audit-how-election = por elección, { $call }
audit-how-countback = con las papeletas de { $call }, al irse alguien (vacante { $vacancy })
audit-short-vacant = vacante
audit-short-founding = fundador
audit-short-election = por elección
audit-short-countback = cubierto con las papeletas al irse alguien
audit-drawing-body = Órgano { $body }
audit-drawing-described =
    { $seats ->
        [one] El órgano { $body } tiene un puesto; por elección: { $elected }, cubiertos con las papeletas al irse alguien: { $countback }, fundadores: { $founders }, vacantes: { $vacant }.
       *[other] El órgano { $body } tiene { $seats } puestos; por elección: { $elected }, cubiertos con las papeletas al irse alguien: { $countback }, fundadores: { $founders }, vacantes: { $vacant }.
    }

## Elecciones

audit-election = { $call }: { $purpose }, órgano { $body }; pueden votar: { $eligible }, credenciales de voto: { $credentials }, papeletas: { $ballots }. { $phase }
audit-election-seats = puestos, por un mandato entero
audit-election-by-election = puestos vacantes, por el resto del mandato
audit-election-referendum = votación de los miembros sobre una moción
audit-election-charter = votación de los miembros sobre las reglas básicas
audit-election-trial = un ensayo que no da nada
audit-phase-called = Se presentan candidatos.
audit-phase-setup = Está preparada.
audit-phase-rehearsed = Los custodios han ensayado.
audit-phase-closed = La votación está cerrada.
audit-phase-needs-lot = Hay que abrir un sorteo.
audit-phase-counted = Está contada.
audit-phase-void = Terminó sin resultado.
audit-archive-accepted = Archivo (entrada { $leaf }): aceptado. Credenciales de voto: { $voters }; papeletas: { $ballots }, de ellas contadas: { $counted }.
audit-archive-refused = Archivo (entrada { $leaf }): RECHAZADO por el protocolo de votación.
audit-archive-void = Archivo (entrada { $leaf }): no da ningún puesto: { $reason }
audit-archive-no-effect = No tiene efecto; cualquiera puede presentar uno.
audit-archive-missing = Archivo (entrada { $leaf }): falta el fichero.
audit-archive-rehearsal = Papeleta de prueba de los custodios (entrada { $leaf }).
audit-elections-none = Ninguna elección tiene todavía datos en este registro.

## Por qué alguien ocupa un puesto

audit-why-holder = El miembro { $member } ({ $key }) ocupa el puesto { $seat } desde { $since }, como máximo hasta { $until }.
audit-why-nobody = Nadie ocupa el puesto { $seat }.
audit-why-founded = Se fundó el consejo. Su primera entrada fija los fundadores, las reglas básicas y la clave del servidor.
audit-why-charter = Entraron en vigor las reglas básicas que regían en la convocatoria.
audit-why-roll =
    { $eligible ->
        [one] Aquí se cerró el censo: podía votar una persona.
       *[other] Aquí se cerró el censo: podían votar { $eligible } personas.
    }
audit-why-called =
    { $seats ->
        [one] Se convocó la elección, para un puesto.
       *[other] Se convocó la elección, para { $seats } puestos.
    }
audit-why-stood = El miembro se presentó como candidato.
audit-why-setup =
    { $credentials ->
        [one] Se preparó la elección: los registradores listaron una credencial de voto.
       *[other] Se preparó la elección: los registradores listaron { $credentials } credenciales de voto.
    }
audit-why-rehearsed = Antes de la votación los custodios abrieron juntos una papeleta de prueba, con las claves tal como las habían guardado.
audit-why-closed =
    { $ballots ->
        [one] La votación se cerró con una papeleta.
       *[other] La votación se cerró con { $ballots } papeletas.
    }
audit-why-archived = Todos los datos de la votación se pusieron en un archivo. Esta auditoría ha comprobado en él cada papeleta y cada descifrado.
audit-why-lot = Los custodios abrieron el sorteo que decide los empates. Nadie podía conocerlo antes del cierre.
audit-why-counted = Esta auditoría contó de nuevo las papeletas según la regla de la convocatoria: el miembro fue elegido en el lugar { $place }.
audit-why-counted-back = Alguien que había sido elegido se fue o no aceptó. Se contaron de nuevo las mismas papeletas para el puesto (vacante { $vacancy } de esta elección), y se lo dieron al miembro.
audit-why-accepted = El miembro aceptó el puesto.
audit-why-other = Un paso que estos mensajes todavía no conocen.
audit-why-entry = entrada { $leaf }, { $time }
audit-why-entry-untimed = entrada { $leaf }, antes de que el registro tuviera hora
audit-why-id = id { $id }
audit-why-fixes = nombra el archivo { $digest }
audit-why-digest = fija la huella { $digest }
audit-hand-show = Mostrar cualquier entrada en palabras:
audit-hand-id = Su id es el SHA-256 del texto de la entrada, todas las líneas hasta la vacía.
audit-hand-receipt = Demostrar que está en el registro, y comprobar la prueba sin kenes como muestra docs/RECORD.md:
audit-hand-archive = Tomar el archivo de la elección, sin sus primeros 32 bytes, y auditarlo:
audit-hand-count = Contar de nuevo sus papeletas:
audit-hand-peer = El archivo también se puede comprobar con belenios-tool, que escribieron otros.

## En quién hay que confiar, y para qué

audit-trust-time-none = El registro todavía no tiene hora.
audit-trust-time-witnesses =
    { $witnesses ->
        [one] La hora es la palabra de un observador externo.
       *[other] La hora es la del medio de las que dieron { $witnesses } observadores externos.
    }
audit-trust-time-server = La hora es la palabra del servidor: todo plazo va por su reloj.
audit-trust-no-witnesses = Nadie confirma este registro desde fuera. Su servidor podría mostrar historias distintas a personas distintas.
audit-trust-few-witnesses =
    { $witnesses ->
        [one] Un observador externo confirma este registro. Si no es honrado, ni tampoco el servidor, se pueden mostrar historias distintas a personas distintas.
       *[other] { $witnesses } observadores externos confirman este registro. Uno que no sea honrado ya es demasiado.
    }
audit-trust-witnesses = Se pide a { $witnesses } observadores externos que confirmen este registro. Hay que confiar en la mayoría de ellos, y ver que el consejo exija que la mayoría coincida.
audit-trust-registrars =
    { $needed ->
        [one] Un solo registrador de { $registrars } puede añadir al censo personas que no existen; miembros que deben avalar: { $sponsors }. Su número es público.
       *[other] { $needed } de { $registrars } registradores juntos pueden añadir al censo personas que no existen; miembros que deben avalar: { $sponsors }. Su número es público.
    }
audit-trust-custodial = { $keys } de { $members } miembros tienen una clave que hizo otra persona: quien la hizo puede firmar por ellos.
audit-trust-founders = Los fundadores, a quienes nadie eligió, ocupan { $seats } de { $of } puestos.
audit-trust-trustees =
    { $threshold ->
        [one] Elección { $call }: un solo custodio de { $trustees } puede leer las papeletas.
       *[other] Elección { $call }: { $threshold } de { $trustees } custodios juntos pueden leer las papeletas.
    }
audit-trust-trustees-all = Elección { $call }: los { $trustees } custodios juntos pueden leer las papeletas. Cada uno puede impedir el resultado, y el último en descifrar lo ve primero.
audit-trust-credentials =
    { $registrars ->
        [one] Elección { $call }: su único registrador puede votar en lugar de quienes no votan, de { $eligible } que pueden.
       *[other] Elección { $call }: sus { $registrars } registradores juntos pueden votar en lugar de quienes no votan, de { $eligible } que pueden.
    }
audit-trust-small = Elección { $call }: solo { $eligible } pueden votar. El resultado puede mostrar cómo votó la gente.
audit-trust-other = Hay algo en lo que confiar que estos mensajes todavía no conocen.

## Alarmas

audit-alarm-no-tick = La última hora del registro es { $time }, hace más de un día. Hasta que continúe no vence ningún plazo ni se decide nada que espere una fecha.
audit-alarm-no-tick-ever = El registro todavía no tiene hora: no se decide nada que espere una fecha.
audit-alarm-time-ahead = La hora del registro, { $time }, va más de una hora por delante de su reloj. Quien la puso así terminó mandatos y plazos antes de tiempo; nada la hace retroceder. Compruebe su reloj y pregunte al consejo.
audit-alarm-roll-surge = Desde { $time } entraron tantas personas en el censo que, si nadie hubiera salido, habría crecido de { $from } a { $to }, incluidas las claves recuperadas. Es más de lo que este consejo considera normal: pregunte quién llegó y quién avaló.
audit-alarm-roll-loss = Desde { $time }, cuando el censo tenía { $from } personas, { $left } salieron de él o fueron dadas de baja. Es más de lo que este consejo considera normal: pregunte si querían irse.
audit-alarm-election-overdue = Corresponde una elección en el órgano { $body }, para los puestos { $seats }, y no se ha convocado ninguna. Cualquier miembro puede convocarla.
audit-alarm-past-term = El mandato del puesto { $seat } terminó el { $time }. Quien aún actúe por él no tiene derecho a hacerlo.
audit-alarm-many-seats = El miembro { $member } ocupa varios puestos: { $seats }.
audit-alarm-registrars-are-trustees = Elección { $call }: algunos admiten a personas en el censo y a la vez guardan el secreto del voto (miembros { $members }).
audit-alarm-candidates-are-guards = Elección { $call }: algunos que se presentan a ella guardan también su secreto o sus credenciales de voto (miembros { $members }).
audit-alarm-registrars-not-elected = Elección { $call }: algunos que registran a sus votantes no ocupan ningún puesto para ello (miembros { $members }).
audit-alarm-one-registrar = Basta un solo registrador para admitir a personas en el censo.
audit-alarm-one-trustee = Elección { $call }: basta un solo custodio para leer las papeletas.
audit-alarm-registrars-in-default = Una elección debía abrirse el { $time } y quienes registran a los votantes no la habían preparado. Desde entonces no han preparado ninguna.
audit-alarm-ballots-unclocked = Elección { $call }: papeletas aceptadas mientras el reloj del registro estuvo parado más de una hora: { $ballots }. Quien recibe las papeletas pudo aceptar algunas después del cierre.
audit-alarm-other = Hay una alarma que estos mensajes todavía no conocen.

## Por qué una entrada no tiene efecto

audit-refusal-not-first = solo la primera entrada abre un registro
audit-refusal-again = la entrada ya estaba en el registro
audit-refusal-other-history = quien firma vio otra historia de este registro
audit-refusal-counter = el contador de quien firma no supera el de su última entrada
audit-refusal-not-member = alguien que firma no es miembro, o usa una clave que ya no está en vigor
audit-refusal-not-server = no firmada por la clave del servidor en vigor
audit-refusal-no-time = el registro todavía no tenía hora
audit-refusal-authority = no firmada por quienes pueden hacerlo, o por demasiado pocos de ellos
audit-refusal-reference = una entrada a la que se refiere no está, o es de otro tipo
audit-refusal-place = un órgano, un puesto o una circunscripción que no existe
audit-refusal-not-in-rules = las reglas en vigor no conocen una entrada así
audit-refusal-charter = el documento no contiene reglas básicas, o un valor está fuera de su margen
audit-refusal-rules = no es la versión de las reglas que se decidió, o no es superior a la vigente
audit-refusal-decision = ninguna decisión según las reglas básicas en vigor lo respalda
audit-refusal-tick = no muestra una hora posterior de quienes tienen la palabra
audit-refusal-policy = el documento no dice quién observa desde fuera
audit-refusal-enrolment = la inscripción ya se usó o se retiró, o la credencial es otra
audit-refusal-enrolled = la persona, la credencial o la clave ya está
audit-refusal-full = la circunscripción tiene ya todos los miembros que puede tener
audit-refusal-next-key = la nueva clave no es la que se anunció
audit-refusal-frozen = el censo del miembro está cerrado por una elección que no ha terminado
audit-refusal-recovery = la recuperación de la clave no está abierta, o no ha pasado su tiempo de espera
audit-refusal-not-due = ningún puesto de este órgano está por elegir
audit-refusal-running = hay una elección en curso para estos puestos
audit-refusal-dates = las fechas no dan el aviso o el tiempo de votación que quieren las reglas básicas
audit-refusal-call = la convocatoria no dice lo que dicen las reglas básicas
audit-refusal-roll = el número de quienes pueden votar no es el del censo cerrado
audit-refusal-small = tan pocos pueden votar que la convocatoria debe decirlo
audit-refusal-phase = la elección está en otra fase
audit-refusal-candidate = el miembro no puede presentarse, o ya se presenta
audit-refusal-credentials = más credenciales de voto que miembros que pueden votar
audit-refusal-ballot = la papeleta ya se aceptó, o no sigue a la última
audit-refusal-close = el cierre no nombra las papeletas que contiene el registro
audit-refusal-archive = los datos no son los de esta elección, o se rechazaron
audit-refusal-bound = a un descifrado le falta su prueba vinculada
audit-refusal-lot = no hace falta ningún sorteo, o su prueba es incorrecta
audit-refusal-setup = otra elección tiene esta preparación
audit-refusal-result = el resultado ya se nombró, o los datos tienen otro que el nombrado
audit-refusal-rehearsal = el ensayo no muestra a ningún custodio que otro anterior no mostrara
audit-refusal-shuffles = menos de dos custodios mezclaron las papeletas
audit-refusal-petition = ya hay en curso una iniciativa de este miembro, o no puede serlo
audit-refusal-endorsement = no es un miembro que pueda apoyar ahora esta iniciativa, o ya la apoyó
audit-refusal-not-elected = el miembro no fue elegido para este puesto, o ya pasó el plazo para responder
audit-refusal-not-holder = el miembro no ocupa este puesto
audit-refusal-one-seat = el miembro tiene otro puesto de este órgano en ese tiempo
audit-refusal-motion = la moción o la votación nominal no está abierta
audit-refusal-vote = el puesto es de otra persona, o ya votó
audit-refusal-not-adopted = lo que se afirma no se decidió
audit-refusal-proposal = una moción sobre las reglas básicas debe nombrar lo que pone en vigor, en el órgano que decide sobre ellas
audit-refusal-notice = la votación nominal no da el aviso o el tiempo que quieren las reglas básicas
audit-refusal-text = la entrada no es la primera que nombra este texto, las reglas lo leen o nombra un texto donde leen las reglas
audit-refusal-withdrawn = el texto fue retirado
audit-refusal-other = un motivo que estos mensajes todavía no conocen
