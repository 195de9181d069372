### Páginas para todos: puestos y sus motivos, elecciones, resultados, comprobación. Traducidas por un programa; decide el texto en inglés.

web-since = Desde
web-gained = Cómo
web-reasons = Motivos
web-ended = Por qué terminó
web-seat-of = { $body }, puesto { $seat }
web-why-seat = { $body }, puesto { $seat }: ¿por qué?
web-seats-described =
    { $seats ->
        [one] { $body } tiene un puesto; por elección: { $elected }, cubiertos con las papeletas al irse alguien: { $countback }, fundadores: { $founders }, vacantes: { $vacant }.
       *[other] { $body } tiene { $seats } puestos; por elección: { $elected }, cubiertos con las papeletas al irse alguien: { $countback }, fundadores: { $founders }, vacantes: { $vacant }.
    }
web-gained-founding = fundador, sin que nadie lo eligiera: hasta la primera elección
web-gained-election = por elección
web-gained-countback = con las papeletas de la elección, al irse alguien
web-seat-asked = { $name } obtuvo el puesto y tiene hasta { $until } para aceptarlo
web-seat-next = le sigue { $name }
web-alarms = Fíjese en esto
web-alarms-none = Ahora no hay nada en que fijarse.
web-running = En curso
web-results = Últimos resultados
web-all-elections = Todas las elecciones
web-trust = En qué tiene que confiar
web-trust-text = Nadie puede dar un puesto sin una elección, y nadie puede cambiar lo que quedó registrado sin que se note. Lo que queda es esto:
web-trust-codes = Hasta que se cierra la votación, esta máquina guarda los códigos de voto que creó para quienes listan a los votantes. Quien la controle podría votar por personas que no votan. Después del cierre los códigos se destruyen.
web-trust-again = Veces que un código de voto se mostró o imprimió de nuevo: { $count }
web-to-check = Comprobar todo

web-elections-title = Elecciones
web-elections-none = Todavía no se ha convocado ninguna elección.
web-elections-over = Terminadas
web-vote-closes = La votación se cierra: { $time }
web-purpose-seats = elección a puestos, por un mandato entero
web-purpose-by-election = elección a puestos vacantes, por el resto del mandato
web-purpose-referendum = votación de los miembros sobre una moción
web-purpose-charter = votación de los miembros sobre las reglas del consejo
web-purpose-trial = elección de práctica
web-trial-banner = Esta es una elección de práctica. No da ningún puesto, y nada se deduce de ella.
web-do-stand = Presentarse
web-do-vote = Votar
web-do-result = Ver el resultado
web-do-ballot = Buscar mi papeleta
web-stage-candidates = Las candidaturas se presentan hasta { $until }.
web-stage-preparing = La votación se está preparando. Se abre el { $opens }.
web-stage-late = La votación debía abrirse el { $opens }. Quienes la preparan no han terminado.
web-stage-open = La votación está abierta hasta { $until }.
web-stage-counting = La votación está cerrada. Quienes la custodian abren juntos el resultado.
web-stage-lot = Hay un empate que solo decide un sorteo. Quienes custodian la votación abren juntos el sorteo.
web-stage-counted = Ya hay resultado.
web-stage-void = Terminó sin resultado.
web-next-candidates = Después queda fijada la papeleta, y quienes custodian la votación crean juntos su cerradura.
web-next-preparing = Quienes custodian la votación crean juntos su cerradura y la prueban. Después recibe un código cada persona que puede votar.
web-next-late = Si no terminan, la elección acaba sin resultado y hay que convocarla de nuevo.
web-next-open = Después del cierre, quienes custodian la votación abren juntos el resultado. Ninguna papeleta se abre nunca con un nombre.
web-next-counting = En cuanto bastantes de ellos hayan hecho su parte, el resultado estará aquí.
web-next-lot = Nadie podía conocer el sorteo antes de que se cerrara la votación.
web-next-counted = Se pregunta a quien ha obtenido un puesto si lo acepta. Cualquiera puede contar de nuevo las papeletas.
web-next-void = No se presentó nadie, o no se terminó a tiempo. Se puede convocar de nuevo.

web-turnout = Cuántos han votado
web-turnout-count =
    { $ballots ->
        [one] Una papeleta; pueden votar: { $voters }.
       *[other] { $ballots } papeletas; pueden votar: { $voters }.
    }
web-turnout-again = Quien vota otra vez reemplaza su papeleta anterior; el número cuenta todas las papeletas emitidas.
web-dates = Fechas
web-dates-universal = Todas las horas son en tiempo universal (UTC).
web-date-what = Qué
web-date-when = Cuándo
web-date-over = pasado
web-date-nominations = Candidaturas hasta
web-date-opens = La votación se abre
web-date-closes = La votación se cierra
web-candidates = Candidaturas
web-candidates-none = Todavía no se presenta nadie.
web-candidates-order = En el orden de la papeleta. Se calcula a partir de la elección y de las candidaturas, igual para todos.
web-statement-gone = No hay texto, o se retiró.
web-who = Quién hace qué
web-who-votes = Quién puede votar
web-who-votes-count =
    { $people ->
        [one] Un miembro, el único del censo cuando se cerró
       *[other] { $people } miembros, los del censo cuando se cerró
    }
web-who-seats = Puestos por cubrir
web-who-rule = Cómo se cuenta
web-who-guards = Quién custodia la votación
web-who-guards-count =
    { $all ->
        [one] Una sola persona abre el resultado, y podría leer las papeletas: { $needed } de { $all }.
       *[other] Juntas abren el resultado { $needed } de { $all } personas; menos no pueden leer ninguna papeleta.
    }
web-who-lists = Quién lista a los votantes
web-rule-ranking = Por orden de preferencia (voto único transferible): usted ordena las candidaturas, y los votos que una no necesita pasan a la siguiente de su orden.
web-rule-approval = Por aprobación: usted marca a todas las personas que quiera, y obtienen puesto las que tienen más marcas.
web-rule-plurality = Por mayoría: usted marca a una persona, y obtienen puesto las que tienen más votos.
web-rule-yes-no = Más sí que no.

web-result-title = Resultado
web-result-elected = Personas elegidas: { $names }.
web-result-nobody = No se eligió a nadie.
web-result-yes = La respuesta es sí.
web-result-no = La respuesta es no.
web-result-trial = Esto era práctica: nadie obtiene un puesto con ella. El recuento de abajo muestra cómo funciona.
web-result-rule = Cómo se contó: { $rule }
web-result-seats = Quién obtuvo un puesto, y qué pasó después
web-result-order = Lugar
web-result-holds = ocupa el puesto { $seat }
web-result-follows = ocupará el puesto { $seat } cuando acabe el mandato anterior
web-result-asked = tiene hasta { $until } para aceptar el puesto { $seat }
web-result-not-there = no ha aceptado, o ya no ocupa el puesto
web-result-at = Este recuento se hizo con los archivos públicos el { $time }.
web-result-take = Lléveselo
web-result-csv = El recuento para hojas de cálculo (CSV)
web-result-json = El recuento para programas (JSON)
web-result-archive = Todas las papeletas y pruebas en un archivo
web-to-election = A la elección
web-to-result = Al resultado
web-answer = Respuesta
web-votes = Votos
web-answer-yes = sí
web-answer-no = no
web-answer-blank = en blanco
web-vacancies = Puestos que quedaron libres
web-vacancies-text = Cuando alguien que obtuvo un puesto se va o no acepta, las mismas papeletas se cuentan de nuevo para ese puesto. No hace falta otra elección mientras quede alguien que se presentó.
web-vacancy-title = Un puesto con las mismas papeletas
web-vacancy = El puesto { $seat } quedó libre el { $since }: { $name } se fue o no aceptó.
web-vacancy-waiting = Todavía no está cubierto.
web-vacancy-nobody = No quedaba nadie que se presentó: hace falta otra elección.
web-vacancy-filled = Las papeletas se lo dan a { $name }.
web-vacancy-count = Ver este recuento
web-being-checked = Esta máquina está repasando ahora mismo sus archivos públicos. Cargue de nuevo la página en un minuto.

web-seat-nobody = Ahora nadie ocupa este puesto.
web-seat-past = Quién lo ocupó antes
web-end-term = acabó el mandato
web-end-resigned = renunció
web-end-left = dejó de ser miembro
web-end-first-seating = entraron quienes ganaron la primera elección
web-why-chain = Paso a paso
web-why-text = Cada paso está en los archivos públicos y después no se puede cambiar sin que se note. Cada uno se deduce de los anteriores.
web-why-at = Así estaba el { $time }, cuando esta máquina repasó todos los archivos públicos como lo haría alguien de fuera.
web-why-unsound = Algo en los archivos públicos no es correcto. No se fíe de esta página hasta que se explique.
web-details = Detalles
web-why-hand = Compruébelo usted
web-why-hand-text = No tiene por qué creer a esta página. En su propio ordenador, el programa deduce de los archivos públicos quién ocupa cada puesto.
web-why-hand-open = Cómo comprobar cada paso

web-check-title = Comprobar todo
web-check-text = Aquí no tiene que creer a nadie, ni a esta máquina ni a quienes la llevan. Todo lo que decide quién ocupa un puesto es público, sin nombres de votantes, y cualquiera puede repasarlo en su propio ordenador.
web-check-what = Qué puede comprobar
web-check-what-all = Que nada se ha cambiado, quitado ni añadido después, desde que se fundó el consejo.
web-check-what-ballots = Que cada papeleta contada es válida, y que el recuento da exactamente el resultado mostrado.
web-check-what-seats = Que cada puesto se deduce de una elección, según las reglas que regían cuando se convocó.
web-check-what-own = Que su propia papeleta está ahí: búsquela con su comprobante en la página de la elección.
web-check-what-not = Lo que ninguna comprobación puede mostrar: si todas las personas del censo existen, y si alguien miró por encima del hombro. Abajo está en qué tiene que confiar.
web-check-program = Con el programa en su propio ordenador
web-check-program-text = El programa kenes es gratuito y su código es abierto. Descarga los archivos públicos y los repasa todos:
web-check-program-html = Lo mismo como página para guardar, en su idioma:
web-check-copy = Con una copia de todo
web-check-copy-text = Todos los archivos públicos en uno solo. Dé copias a otras personas: cuantas más haya, más seguro es para todos. Después compruebe la copia, sin ninguna red:
web-check-copy-button = Obtener una copia de todo
web-check-files = Los mismos archivos, uno a uno:
web-check-known = Recuerde lo que vio
web-check-known-text = Este pequeño archivo dice cómo está todo hoy. Guárdelo. El mes que viene mostrará si cambió algo de lo que había hoy:
web-check-known-button = Guardar el estado de hoy
web-check-known-compare = Compárelo con lo que guardaron otros: si a dos de ustedes se les mostraron historias distintas, los dos archivos lo demuestran.
web-check-own = Lo que encontró esta misma máquina
web-check-own-at = Mirado el { $time }.
web-check-own-count = Entradas: { $entries }; papeletas contadas: { $ballots }. Una máquina que miente también podría mentir aquí: compruébelo en la suya.
web-check-own-list = Cada cosa que se comprobó
web-check-modules = Los programas que se ejecutan en su dispositivo
web-check-modules-text = Las papeletas se sellan, se firma y se comprueba todo en su propio dispositivo, con pequeños programas que vienen con estas páginas. Con cada página viene el número de su programa, y su navegador no ejecuta ningún otro. Además, las páginas tienen guiones propios, que muestran y transmiten lo que usted escribe; esos no llevan tal número.
web-check-modules-how = Para ver que son los publicados: descargue uno, pida a su ordenador su número (SHA-256) y compárelo con la línea de aquí.
web-check-modules-other = Después compárelo con el que tiene otra persona de su confianza. Quien construye el programa publicado de la misma versión obtiene los mismos archivos, byte por byte, y esta página de ese programa muestra los mismos números:
web-check-modules-name = Programa
web-check-modules-does = Qué hace
web-check-modules-number = Número (SHA-256)
web-module-ballot = sella papeletas
web-module-person = firma, y comprueba una papeleta que otro dispositivo abrió
web-module-trustee = hace la parte de quien custodia una votación
web-module-auditor = comprueba todo en esta página
web-check-passed = Se cumple.
web-check-failed = No se cumple.
web-check-not-reached = Todavía no hay nada de ese tipo.

web-audit-title = Comprobar todo en este dispositivo
web-audit-text = Un programa de esta página repasa todos los archivos públicos, aquí en su dispositivo, y deduce de nuevo quién ocupa cada puesto. No hay que instalar nada, y no se envía nada sobre usted.
web-audit-script = Comprobar en esta página requiere scripts. Sin ellos, obtenga una copia de todo y compruébela con el programa, como se describe abajo.
web-audit-button = Comprobar todo en este dispositivo
web-audit-stop = Detener
web-audit-stopped = Detenido. Todavía no se puede decir nada.
web-audit-disk = Comprobar una copia que guardó usted u otra persona
web-audit-disk-text = Compare lo que encuentre con lo que otros encuentran en la misma copia. No sale de su dispositivo.
web-audit-tar = Una copia en un solo archivo (.tar)
web-audit-folder = Una copia en una carpeta
web-audit-loading = Se está cargando el programa.
web-audit-fetching = Obteniendo los archivos públicos: { $done } de { $all }.
web-audit-reading = Leyendo la copia.
web-audit-checking = Comprobando: entrada { $done } de { $all }.
web-audit-left = Tiempo restante, aproximadamente: { $time }
web-audit-good = Todo se cumple.
web-audit-bad = Algo no se cumple. No se fíe de las páginas de este consejo hasta que se explique.
web-audit-counted = Entradas comprobadas: { $entries }; papeletas: { $ballots }.
web-audit-took = Tardó { $time } (minutos y segundos).
web-audit-json = Guardar lo encontrado, para programas (JSON)
web-audit-html = Guardar lo encontrado, como página
web-audit-seats = Quién ocupa cada puesto, según lo deducido aquí
web-audit-term = Desde { $since } hasta { $until } como máximo.
web-audit-why = ¿Por qué?
web-audit-limit = El programa viene de la misma máquina que esta página. Si tampoco quiere fiarse de eso, use el programa de otra procedencia, como se describe abajo.
web-audit-no-record = Aquí no hay archivos públicos de un consejo. Elija el archivo o la carpeta que contiene «checkpoint».
web-audit-too-much = Es más de lo que una página puede comprobar. Use el programa en un ordenador, como se describe abajo.
web-audit-no-copy = Esto no es una copia de los archivos públicos: elija un archivo que termine en .tar, sin comprimir.
web-audit-unreached = Ahora no se pueden obtener los archivos públicos. Revise su conexión e inténtelo de nuevo.
web-audit-this-seat = Comprobar este puesto en su dispositivo
