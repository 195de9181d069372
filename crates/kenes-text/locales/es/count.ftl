### Recuentos en palabras. Traducidos por un programa; decide el texto en inglés.

## Reglas

count-rule-scottish-stv = Voto único transferible escocés
count-rule-scottish-stv-about = Cada votante ordena las candidaturas. Quien alcanza la cuota obtiene un escaño, y los votos que la superan pasan a las preferencias siguientes. Cuando nadie tiene excedente, se excluye la candidatura con menos votos y sus papeletas pasan a otras.
count-rule-plurality = Mayoría simple
count-rule-plurality-about = Obtiene el escaño quien tiene más primeras preferencias.
count-rule-approval = Voto de aprobación
count-rule-approval-about = Cada votante marca a todas las personas que aprueba. Obtiene el escaño quien tiene más marcas.
count-rule-two-round = Dos vueltas
count-rule-two-round-about = Obtiene el escaño quien tiene más de la mitad de los votos. Si no lo logra nadie, las dos candidaturas más votadas pasan a la segunda vuelta y gana la que tenga más votos en ella.
count-rule-sainte-lague = Sainte-Laguë
count-rule-sainte-lague-about = Los escaños van uno a uno al mayor cociente de votos ÷ 1, 3, 5, 7 …
count-rule-dhondt = D’Hondt
count-rule-dhondt-about = Los escaños van uno a uno al mayor cociente de votos ÷ 1, 2, 3, 4 …
count-rule-hamilton = Hamilton (restos mayores)
count-rule-hamilton-about = Cada lista recibe la parte entera de su cuota de escaños; los que quedan van a los restos mayores.
count-rule-huntington-hill = Huntington-Hill
count-rule-huntington-hill-about = Primero cada lista recibe un escaño. Los demás van uno a uno al mayor cociente de votos ÷ √(1 × 2), √(2 × 3), √(3 × 4) …
count-rule-countback = Nuevo recuento de la vacante
count-rule-countback-about = Un escaño vacante se cubre con las papeletas de la elección en que se ocupó, contadas para quienes aspiran a él.
count-rule-other = Otra regla
count-rule-other-about = Esta regla está descrita en su fuente.
count-clause-rule = regla { $number }

## Títulos y rótulos

count-label-result = Resultado
count-label-drawing = Adónde fueron los votos
count-label-drawing-seats = Votos y escaños
count-label-table = Los votos en números
count-label-stages = Etapa por etapa
count-label-ties = Empates
count-label-reading = Cómo se leyeron las papeletas
count-label-rule = La regla
count-label-check = Cómo comprobarlo a mano
count-label-source = Fuente: { $source }
count-label-skip = Ir al resultado
count-label-candidate = Candidatura
count-label-list = Lista
count-label-votes = Votos
count-label-seats = Escaños
count-label-seat = Escaño
count-label-claim = Número comparado
count-label-exact = Como fracción
count-label-share = Parte
count-label-whole = Parte entera
count-label-quota = Cuota
count-label-non-transferable = No transferibles
count-label-lost = de ellos, perdidos al cortar decimales
count-label-sum = Suma
count-label-elected = obtiene escaño
count-label-withdrawn = retirada
count-label-not-elected = sin escaño
count-label-vacated = dejó el escaño
count-label-holds-a-seat = ya ocupa un escaño
count-label-does-not-stand = no aspira al escaño
count-label-elected-at = obtiene escaño, etapa { $stage }
count-label-excluded-at = exclusión, etapa { $stage }
count-label-caption = Votos de cada candidatura al final de cada etapa
count-label-caption-seats = Votos y escaños de cada lista
count-label-caption-awards = Los escaños en el orden en que se dieron, a quién fueron y el número comparado
count-label-caption-shares = La parte de cada lista antes de redondear
count-label-stage = Etapa { $stage }
count-label-stage-of = Etapa { $stage }: { $action }
count-label-lot-text = Texto del sorteo
count-label-legend-elected = Barra rayada: obtiene escaño.
count-label-legend-quota = Línea discontinua: la cuota.
count-label-legend-excluded = Cruz: exclusión.
count-label-legend-seats = Cada punto es un escaño.
count-label-too-many-to-draw = Hay demasiadas etapas o candidaturas para dibujar cada transferencia. Las barras son los votos al final.

## Sobre las columnas del dibujo

count-short-first-preferences = 1.as preferencias
count-short-surplus = excedente
count-short-exclude = exclusión
count-short-second-round = segunda vuelta
count-short-held-papers = sus papeletas
count-short-other = paso siguiente

## Qué hace una etapa

count-action-first-preferences = primeras preferencias
count-action-approvals = aprobaciones
count-action-surplus = excedente de { $name }
count-action-exclude = exclusión de { $name }
count-action-second-round = segunda vuelta
count-action-held-papers = papeletas con las que { $name } ocupaba el escaño
count-action-other = paso siguiente

## El resultado

count-result-seats =
    { $seats ->
        [one] Había que cubrir { $seats } escaño.
       *[other] Había que cubrir { $seats } escaños.
    }
count-result-distributed =
    { $seats ->
        [one] Había que repartir { $seats } escaño.
       *[other] Había que repartir { $seats } escaños.
    }
count-result-elected = Obtienen escaño, en este orden:
count-result-seats-of = Escaños:
count-result-nobody = Nadie ha obtenido escaño todavía.
count-result-quota = La cuota, los votos que dan un escaño, es { $quota }.
count-result-vacant =
    { $seats ->
        [one] Queda vacante { $seats } escaño.
       *[other] Quedan vacantes { $seats } escaños.
    }
count-result-stopped = El recuento se ha detenido: hace falta un sorteo entre { $names }. Lo que sigue es el recuento hasta aquí.
count-why-quota =
    { $votes ->
        [one] { $votes } voto en la etapa { $stage }, al menos la cuota de { $quota }
       *[other] { $votes } votos en la etapa { $stage }, al menos la cuota de { $quota }
    }
count-why-last-vacancies =
    { $votes ->
        [one] { $votes } voto en la etapa { $stage }, cuando no quedaban más candidaturas que escaños
       *[other] { $votes } votos en la etapa { $stage }, cuando no quedaban más candidaturas que escaños
    }
count-why-majority =
    { $votes ->
        [one] { $votes } voto en la etapa { $stage }, más de la mitad
       *[other] { $votes } votos en la etapa { $stage }, más de la mitad
    }
count-why-most-votes =
    { $votes ->
        [one] { $votes } voto en la etapa { $stage }, entre quienes tienen más votos
       *[other] { $votes } votos en la etapa { $stage }, entre quienes tienen más votos
    }
count-why-other =
    { $votes ->
        [one] { $votes } voto en la etapa { $stage }
       *[other] { $votes } votos en la etapa { $stage }
    }
count-why-seats =
    { $seats ->
        [one] { $seats } escaño, con { $votes } votos
       *[other] { $seats } escaños, con { $votes } votos
    }

## Cómo se leyeron las papeletas

count-reading-papers =
    { $papers ->
        [one] Se leyó { $papers } papeleta; válidas: { $valid }.
       *[other] Se leyeron { $papers } papeletas; válidas: { $valid }.
    }
count-reading-votes =
    { $votes ->
        [one] Se contó { $votes } voto.
       *[other] Se contaron { $votes } votos.
    }
count-reading-blank =
    { $papers ->
        [one] { $papers } papeleta no tiene ninguna marca y no es válida.
       *[other] { $papers } papeletas no tienen ninguna marca y no son válidas.
    }
count-reading-no-first =
    { $papers ->
        [one] { $papers } papeleta no empieza con una sola candidatura en el primer lugar y no es válida.
       *[other] { $papers } papeletas no empiezan con una sola candidatura en el primer lugar y no son válidas.
    }
count-reading-nobody-standing =
    { $papers ->
        [one] { $papers } papeleta marca, hasta donde se lee, solo candidaturas retiradas y no es válida.
       *[other] { $papers } papeletas marcan, hasta donde se leen, solo candidaturas retiradas y no son válidas.
    }
count-reading-nobody-stands =
    { $papers ->
        [one] { $papers } papeleta, hasta donde se lee, no marca a nadie para quien se cuenten papeletas y no es válida.
       *[other] { $papers } papeletas, hasta donde se leen, no marcan a nadie para quien se cuenten papeletas y no son válidas.
    }
count-reading-cut-at-skip =
    { $papers ->
        [one] { $papers } papeleta se salta un lugar: lo que marca después no cuenta.
       *[other] { $papers } papeletas se saltan un lugar: lo que marcan después no cuenta.
    }
count-reading-cut-at-equal =
    { $papers ->
        [one] { $papers } papeleta da el mismo lugar a varias candidaturas: lo que marca desde ahí no cuenta.
       *[other] { $papers } papeletas dan el mismo lugar a varias candidaturas: lo que marcan desde ahí no cuenta.
    }
count-reading-cut-at-repeat =
    { $papers ->
        [one] { $papers } papeleta marca una candidatura por segunda vez: lo que marca desde ahí no cuenta.
       *[other] { $papers } papeletas marcan una candidatura por segunda vez: lo que marcan desde ahí no cuenta.
    }
count-reading-whole = Ninguna papeleta válida se salta un lugar, da el mismo lugar a varias candidaturas ni marca una dos veces, así que cada una se leyó hasta el final.
count-reading-withdrawn = Candidaturas retiradas: { $names }. Las preferencias por ellas se pasan por alto, como si no estuvieran.
count-reading-withdrawn-sums = Candidaturas retiradas: { $names }. Los votos por ellas no cuentan.
count-reading-second = Segunda votación: { $sentence }

## Un escaño vacante

count-vacated-by = { $name } dejó el escaño.
count-vacated-standing = Aspiran al escaño: { $names }.
count-vacated-quota = Las papeletas con las que { $name } ocupaba el escaño se cuentan para quienes aspiran a él.
count-vacated-all-votes = Todas las papeletas de la elección se cuentan para quienes aspiran al escaño.

## Las etapas en palabras

count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = Cada papeleta válida es un voto para la primera candidatura marcada en ella.
count-stage-approvals = Cada papeleta es un voto para cada candidatura marcada en ella.
count-stage-sums = Los votos son los que se dieron como sumas.
count-stage-surplus = { $name } tiene { $votes } votos. Lo que supera la cuota pasa a otras candidaturas: { $votes } − { $quota } = { $surplus }. Cada una de las papeletas pasa a la preferencia siguiente con el valor que tiene × { $surplus } ÷ { $votes }, cortado tras { $places } decimales.
count-stage-exclude =
    { $votes ->
        [one] { $name } tiene menos votos que nadie, { $votes }, y queda fuera. Las papeletas pasan con el valor que tienen.
       *[other] { $name } tiene menos votos que nadie, { $votes }, y queda fuera. Las papeletas pasan con el valor que tienen.
    }
count-stage-second-round = Nadie tiene más de la mitad de los votos. Pasan a la segunda vuelta: { $names }.
count-stage-held-papers = Las papeletas con las que { $name } ocupaba el escaño se cuentan para quienes aspiran a él, cada una con el valor que tenía.
count-stage-other = El recuento continúa.
count-stage-recalculated = La cuota se calcula de nuevo: { $quota }.
count-move-to =
    { $papers ->
        [one] { $name }: { $papers } papeleta a { $value } = { $votes }
       *[other] { $name }: { $papers } papeletas a { $value } cada una = { $votes }
    }
count-move-nowhere =
    { $papers ->
        [one] sin más preferencias: { $papers } papeleta a { $value } = { $votes }, no transferibles
       *[other] sin más preferencias: { $papers } papeletas a { $value } cada una = { $votes }, no transferibles
    }
count-move-between =
    { $papers ->
        [one] de { $from } a { $name }: { $papers } papeleta a { $value } = { $votes }
       *[other] de { $from } a { $name }: { $papers } papeletas a { $value } cada una = { $votes }
    }
count-move-between-nowhere =
    { $papers ->
        [one] de { $from }, sin más preferencias: { $papers } papeleta a { $value } = { $votes }, no transferibles
       *[other] de { $from }, sin más preferencias: { $papers } papeletas a { $value } cada una = { $votes }, no transferibles
    }
count-move-lost = perdidos al cortar decimales: { $votes }, contados con los no transferibles
count-move-none = No pasa ninguna papeleta.
count-outcome-quota = { $name } tiene { $votes }, al menos la cuota de { $quota }, y obtiene un escaño.
count-outcome-last-vacancies = No quedan más candidaturas que escaños: { $name } obtiene un escaño con { $votes }.
count-outcome-majority = { $name } tiene { $votes }, más de la mitad, y obtiene el escaño.
count-outcome-most-votes = { $name } está entre quienes tienen más votos, { $votes }, y obtiene un escaño.
count-outcome-other = { $name } obtiene un escaño con { $votes }.
count-outcome-nobody = Nadie obtiene un escaño en esta etapa.

## Empates

count-tie-exclude = Al final de la etapa { $stage }, { $names } tienen igual de pocos votos, y hay que excluir a alguien.
count-tie-transfer = Al final de la etapa { $stage }, { $names } tienen excedentes iguales, y uno debe pasar primero.
count-tie-elect = Al final de la etapa { $stage }, { $names } tienen los mismos votos, y no hay escaños para todos.
count-tie-second-round = Al final de la etapa { $stage }, { $names } tienen los mismos votos, y no todos pueden pasar a la segunda vuelta.
count-tie-seat = { $names } tienen igual derecho a un escaño, y no hay escaños para todos.
count-tie-other = Hay empate entre { $names }.
count-tie-fewest = En la etapa { $stage } eran desiguales: menos votos tenían { $names }.
count-tie-most = En la etapa { $stage } eran desiguales: más votos tenían { $names }.
count-tie-same = Ninguna etapa anterior distingue a { $names }.
count-tie-chosen-exclude = Queda fuera: { $name }.
count-tie-chosen-transfer = Pasa primero el excedente de { $name }.
count-tie-chosen-elect = Obtiene el escaño: { $name }.
count-tie-chosen-second-round = Pasa a la segunda vuelta: { $name }.
count-tie-chosen-seat = El escaño es para { $name }.
count-tie-chosen-other = La elección recae en { $name }.
count-tie-lot = Se hace un sorteo entre { $names }. Quien quiera repetirlo toma el texto siguiente, cada línea terminada con un salto de línea, y calcula su SHA-256.
count-tie-lot-hash = Es { $hash }.
count-tie-lot-rest = Este número hexadecimal dividido entre { $divisor } deja { $rest }. Contando desde 0, el puesto { $rest } de { $names } es { $name }.
count-tie-needs-lot = Hace falta un sorteo entre { $names }. Con la semilla, el recuento continúa.

## Cómo comprobarlo a mano

count-check-quota = Cuota: { $valid } papeletas válidas ÷ ({ $seats } + 1), sin la fracción, más 1 = { $quota }.
count-check-sum = Al final de cada etapa los votos de todas las candidaturas y los no transferibles suman { $sum }.
count-check-papers = Separe las papeletas por la primera preferencia y cuéntelas. En cada etapa tome las papeletas de la candidatura nombrada y sepárelas por la siguiente que no tenga escaño ni esté excluida; los números de papeletas y sus valores están indicados allí.
count-check-sums = Cuente los votos de cada candidatura. Quienes tienen más votos obtienen los escaños.
count-check-half = Más de la mitad: al menos { $half } de { $valid } votos.
count-check-held = Más de la mitad de los votos que llegaron a quienes aspiran al escaño, { $votes }: al menos { $quota }.
count-check-all-votes = La cuota es la de las reglas escocesas para todos los escaños de la elección: { $quota }. Quienes ya ocupan un escaño ni quedan fuera ni obtienen otro.
count-check-minimum =
    { $minimum ->
        [one] Primero cada lista recibe { $minimum } escaño.
       *[other] Primero cada lista recibe { $minimum } escaños.
    }
count-check-sainte-lague = Divida los votos de cada lista entre 1, 3, 5, 7 …: entre el doble de los escaños que tiene, más 1. El mayor cociente recibe el escaño siguiente.
count-check-dhondt = Divida los votos de cada lista entre 1, 2, 3, 4 …: entre los escaños que tiene, más 1. El mayor cociente recibe el escaño siguiente.
count-check-huntington-hill = Eleve al cuadrado los votos de cada lista y divida entre s × (s + 1), donde s son los escaños que tiene: es el cuadrado del cociente, y el mayor recibe el escaño siguiente.
count-check-hamilton = La parte de cada lista es sus votos × { $seats } ÷ { $votes }. Recibe la parte entera; lo que deja la división es su resto, y los restos mayores reciben los escaños que quedan.
count-check-minimum-share =
    { $minimum ->
        [one] La lista cuya parte queda por debajo de { $minimum } escaño recibe { $minimum }. Las demás se reparten los escaños que quedan según sus propios votos, hasta que ninguna parte quede por debajo.
       *[other] La lista cuya parte queda por debajo de { $minimum } escaños recibe { $minimum }. Las demás se reparten los escaños que quedan según sus propios votos, hasta que ninguna parte quede por debajo.
    }
count-check-last = El último escaño fue a { $name } con { $claim }.

## Por qué

count-explain-withdrawn = { $name } se retiró. Las preferencias por { $name } se pasaron por alto, como si no estuvieran.
count-explain-first =
    { $votes ->
        [one] { $name } tuvo { $votes } primera preferencia: puesto { $place } de { $number }.
       *[other] { $name } tuvo { $votes } primeras preferencias: puesto { $place } de { $number }.
    }
count-explain-votes =
    { $votes ->
        [one] { $name } tuvo { $votes } voto: puesto { $place } de { $number }.
       *[other] { $name } tuvo { $votes } votos: puesto { $place } de { $number }.
    }
count-explain-quota = La cuota era { $quota }.
count-explain-received =
    { $papers ->
        [one] Etapa { $stage }, { $action }: { $papers } papeleta dio a { $name } { $received }, con lo que llegó a { $votes }.
       *[other] Etapa { $stage }, { $action }: { $papers } papeletas dieron a { $name } { $received }, con lo que llegó a { $votes }.
    }
count-explain-elected-quota = En la etapa { $stage } { $name } tenía { $votes }, al menos la cuota de { $quota }, y obtuvo un escaño.
count-explain-elected-last-vacancies = En la etapa { $stage } no quedaban más candidaturas que escaños, y { $name } obtuvo un escaño con { $votes }.
count-explain-elected-majority = En la etapa { $stage } { $name } tenía { $votes }, más de la mitad de los votos, y obtuvo el escaño.
count-explain-elected-most-votes = En la etapa { $stage } { $name } estaba entre quienes tenían más votos, { $votes }, y obtuvo un escaño.
count-explain-elected-other = En la etapa { $stage } { $name } obtuvo un escaño con { $votes }.
count-explain-surplus = En la etapa { $stage } pasó el excedente de { $name }: { $moves }.
count-explain-excluded = En la etapa { $stage } { $name } tenía menos votos que nadie, { $votes }, y quedó fuera.
count-explain-next = La candidatura siguiente, { $other }, tenía { $votes }: { $short } más.
count-explain-passed = Las papeletas de { $name } pasaron: { $moves }.
count-explain-move = { $votes } a { $name }
count-explain-move-nowhere = { $votes } no transferibles
count-explain-short-of-quota = Lo máximo que tuvo { $name } fue { $votes }; le faltaron { $short } para la cuota.
count-explain-left = Cuando se cubrió el último escaño { $name } tenía { $votes }, sin escaño y sin exclusión.
count-explain-last-elected = Quien obtuvo el último escaño, { $other }, tenía { $votes }: { $short } más de lo que { $name } tuvo nunca.
count-explain-behind = { $other }, que obtuvo el último de los escaños, tenía { $votes }: { $short } más.
count-explain-ahead = { $other }, la primera candidatura sin escaño, tenía { $votes }: { $short } menos.
count-explain-level = { $other } tenía los mismos.
count-explain-in-second-round = { $name } pasó a la segunda vuelta.
count-explain-not-in-second-round = { $name } no pasó a la segunda vuelta: pasaron { $names }, con al menos { $votes }.
count-explain-vacated = { $name } dejó el escaño, así que las papeletas pasan a quienes aspiran a él.
count-explain-holds-a-seat = { $name } ya ocupa un escaño: ni queda fuera ni obtiene otro.
count-explain-did-not-stand = { $name } no aspiró al escaño vacante.
count-explain-stopped = El recuento se ha detenido y hace falta un sorteo entre { $names }; también entra en él { $name }.
count-explain-stopped-elsewhere = El recuento se ha detenido y hace falta un sorteo entre { $names }. Todavía no se sabe si { $name } obtiene un escaño.
count-explain-lot = Se hizo un sorteo entre { $names }.
count-explain-share = { $name } tuvo { $votes } de { $all } votos y recibió { $seats } de { $all-seats } escaños.
count-explain-minimum =
    { $minimum ->
        [one] { $minimum } escaño se dio antes de comparar votos.
       *[other] { $minimum } escaños se dieron antes de comparar votos.
    }
count-explain-quotient = El escaño { $seat } fue a { $name } con el cociente { $claim }.
count-explain-quotient-squared = El escaño { $seat } fue a { $name } con el cociente cuyo cuadrado es { $claim }.
count-explain-remainder = Un escaño más fue a { $name } por el resto { $claim }.
count-explain-quotients =
    { $number ->
        [one] { $number } escaño fue a { $name } por un cociente: { $first } (escaño { $first-seat }).
       *[other] { $number } escaños fueron a { $name } por cocientes, el primero { $first } (escaño { $first-seat }), el último { $last } (escaño { $last-seat }).
    }
count-explain-quotients-squared =
    { $number ->
        [one] { $number } escaño fue a { $name } por un cociente cuyo cuadrado es { $first } (escaño { $first-seat }).
       *[other] { $number } escaños fueron a { $name } por cocientes; el cuadrado del primero es { $first } (escaño { $first-seat }), el del último { $last } (escaño { $last-seat }).
    }
count-explain-whole = La parte exacta era { $share }: { $seats } por su parte entera.
count-explain-below-minimum =
    { $seats ->
        [one] La parte exacta era { $share }, por debajo del mínimo de { $seats } escaño, que se dio.
       *[other] La parte exacta era { $share }, por debajo del mínimo de { $seats } escaños, que se dieron.
    }
count-explain-no-remainder = El último escaño por restos fue a { $other } con { $last }; el resto de { $name } era { $claim }.
count-explain-next-quotient = Para el escaño siguiente el cociente de { $name } era { $claim }; el último escaño fue a { $other } con { $last }.
count-explain-next-quotient-squared = Para el escaño siguiente el cuadrado del cociente de { $name } era { $claim }; el último escaño fue a { $other } con { $last }.
count-explain-more-votes =
    { $short ->
        [one] Con { $short } voto más, sin cambiar los demás, ese cociente habría sido mayor.
       *[other] Con { $short } votos más, sin cambiar los demás, ese cociente habría sido mayor.
    }
