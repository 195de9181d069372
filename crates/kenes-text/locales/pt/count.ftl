### Apuramentos em palavras. Traduzidos por um programa; decide o texto em inglês.

## Regras

count-rule-scottish-stv = Voto único transferível escocês
count-rule-scottish-stv-about = Quem vota põe as candidaturas por ordem. Quem atinge a quota obtém um lugar, e os votos acima dela passam para as preferências seguintes. Quando ninguém tem excedente, exclui-se a candidatura com menos votos e os seus boletins passam adiante.
count-rule-plurality = Maioria simples
count-rule-plurality-about = Obtém o lugar quem tem mais primeiras preferências.
count-rule-approval = Voto por aprovação
count-rule-approval-about = Quem vota marca todas as pessoas que aprova. Obtém o lugar quem tem mais marcas.
count-rule-two-round = Duas voltas
count-rule-two-round-about = Obtém o lugar quem tem mais de metade dos votos. Se ninguém tiver, as duas candidaturas mais votadas passam à segunda volta, e obtém o lugar a que lá tiver mais votos.
count-rule-sainte-lague = Sainte-Laguë
count-rule-sainte-lague-about = Os lugares vão um a um para o maior quociente de votos ÷ 1, 3, 5, 7 …
count-rule-dhondt = D’Hondt
count-rule-dhondt-about = Os lugares vão um a um para o maior quociente de votos ÷ 1, 2, 3, 4 …
count-rule-hamilton = Hamilton (maiores restos)
count-rule-hamilton-about = Cada lista recebe a parte inteira da sua quota-parte dos lugares; os que sobram vão para os maiores restos.
count-rule-huntington-hill = Huntington-Hill
count-rule-huntington-hill-about = Primeiro cada lista recebe um lugar. Os outros vão um a um para o maior quociente de votos ÷ √(1 × 2), √(2 × 3), √(3 × 4) …
count-rule-countback = Nova contagem para a vaga
count-rule-countback-about = Um lugar vago é preenchido com os boletins da eleição em que foi ocupado, contados para quem se apresenta ao lugar.
count-rule-other = Outra regra
count-rule-other-about = Esta regra está descrita na sua fonte.
count-clause-rule = regra { $number }

## Títulos e rótulos

count-label-result = Resultado
count-label-drawing = Para onde foram os votos
count-label-drawing-seats = Votos e lugares
count-label-table = Os votos em números
count-label-stages = Etapa por etapa
count-label-ties = Empates
count-label-reading = Como se leram os boletins
count-label-rule = A regra
count-label-check = Como conferir à mão
count-label-source = Fonte: { $source }
count-label-skip = Ir para o resultado
count-label-candidate = Candidatura
count-label-list = Lista
count-label-votes = Votos
count-label-seats = Lugares
count-label-seat = Lugar
count-label-claim = Número comparado
count-label-exact = Em fração
count-label-share = Parte
count-label-whole = Parte inteira
count-label-quota = Quota
count-label-non-transferable = Não transferíveis
count-label-lost = destes, perdidos ao cortar decimais
count-label-sum = Soma
count-label-elected = obtém lugar
count-label-withdrawn = retirada
count-label-not-elected = sem lugar
count-label-vacated = deixou o lugar
count-label-holds-a-seat = já ocupa um lugar
count-label-does-not-stand = não se apresenta
count-label-elected-at = obtém lugar, etapa { $stage }
count-label-excluded-at = exclusão, etapa { $stage }
count-label-caption = Votos de cada candidatura no fim de cada etapa
count-label-caption-seats = Votos e lugares de cada lista
count-label-caption-awards = Os lugares pela ordem em que foram dados, para quem foram e o número comparado
count-label-caption-shares = A parte de cada lista antes de arredondar
count-label-stage = Etapa { $stage }
count-label-stage-of = Etapa { $stage }: { $action }
count-label-lot-text = Texto do sorteio
count-label-legend-elected = Barra às riscas: obtém lugar.
count-label-legend-quota = Linha tracejada: a quota.
count-label-legend-excluded = Cruz: exclusão.
count-label-legend-seats = Cada ponto é um lugar.
count-label-too-many-to-draw = Há demasiadas etapas ou candidaturas para desenhar cada transferência. As barras são os votos no fim.

## Sobre as colunas do desenho

count-short-first-preferences = 1.as preferências
count-short-surplus = excedente
count-short-exclude = exclusão
count-short-second-round = segunda volta
count-short-held-papers = os seus boletins
count-short-other = passo seguinte

## O que uma etapa faz

count-action-first-preferences = primeiras preferências
count-action-approvals = aprovações
count-action-surplus = excedente de { $name }
count-action-exclude = exclusão de { $name }
count-action-second-round = segunda volta
count-action-held-papers = boletins com que { $name } ocupava o lugar
count-action-other = passo seguinte

## O resultado

count-result-seats =
    { $seats ->
        [one] Havia { $seats } lugar a preencher.
       *[other] Havia { $seats } lugares a preencher.
    }
count-result-distributed =
    { $seats ->
        [one] Havia { $seats } lugar a distribuir.
       *[other] Havia { $seats } lugares a distribuir.
    }
count-result-elected = Obtêm lugar, por esta ordem:
count-result-seats-of = Lugares:
count-result-nobody = Ainda ninguém obteve lugar.
count-result-quota = A quota, os votos que dão um lugar, é { $quota }.
count-result-vacant =
    { $seats ->
        [one] Fica vago { $seats } lugar.
       *[other] Ficam vagos { $seats } lugares.
    }
count-result-stopped = A contagem parou: é preciso um sorteio entre { $names }. Segue-se a contagem até aqui.
count-why-quota =
    { $votes ->
        [one] { $votes } voto na etapa { $stage }, pelo menos a quota de { $quota }
       *[other] { $votes } votos na etapa { $stage }, pelo menos a quota de { $quota }
    }
count-why-last-vacancies =
    { $votes ->
        [one] { $votes } voto na etapa { $stage }, quando não restavam mais candidaturas do que lugares
       *[other] { $votes } votos na etapa { $stage }, quando não restavam mais candidaturas do que lugares
    }
count-why-majority =
    { $votes ->
        [one] { $votes } voto na etapa { $stage }, mais de metade
       *[other] { $votes } votos na etapa { $stage }, mais de metade
    }
count-why-most-votes =
    { $votes ->
        [one] { $votes } voto na etapa { $stage }, entre quem tem mais votos
       *[other] { $votes } votos na etapa { $stage }, entre quem tem mais votos
    }
count-why-other =
    { $votes ->
        [one] { $votes } voto na etapa { $stage }
       *[other] { $votes } votos na etapa { $stage }
    }
count-why-seats =
    { $seats ->
        [one] { $seats } lugar, com { $votes } votos
       *[other] { $seats } lugares, com { $votes } votos
    }

## Como se leram os boletins

count-reading-papers =
    { $papers ->
        [one] Foi lido { $papers } boletim; válidos: { $valid }.
       *[other] Foram lidos { $papers } boletins; válidos: { $valid }.
    }
count-reading-votes =
    { $votes ->
        [one] Foi contado { $votes } voto.
       *[other] Foram contados { $votes } votos.
    }
count-reading-blank =
    { $papers ->
        [one] { $papers } boletim não tem marca nenhuma e não é válido.
       *[other] { $papers } boletins não têm marca nenhuma e não são válidos.
    }
count-reading-no-first =
    { $papers ->
        [one] { $papers } boletim não começa com uma só candidatura no primeiro lugar e não é válido.
       *[other] { $papers } boletins não começam com uma só candidatura no primeiro lugar e não são válidos.
    }
count-reading-nobody-standing =
    { $papers ->
        [one] { $papers } boletim marca, até onde é lido, só candidaturas retiradas e não é válido.
       *[other] { $papers } boletins marcam, até onde são lidos, só candidaturas retiradas e não são válidos.
    }
count-reading-nobody-stands =
    { $papers ->
        [one] { $papers } boletim, até onde é lido, não marca ninguém para quem se contem boletins e não é válido.
       *[other] { $papers } boletins, até onde são lidos, não marcam ninguém para quem se contem boletins e não são válidos.
    }
count-reading-cut-at-skip =
    { $papers ->
        [one] { $papers } boletim salta um lugar da ordem: o que marca depois não conta.
       *[other] { $papers } boletins saltam um lugar da ordem: o que marcam depois não conta.
    }
count-reading-cut-at-equal =
    { $papers ->
        [one] { $papers } boletim dá o mesmo lugar da ordem a várias candidaturas: o que marca a partir daí não conta.
       *[other] { $papers } boletins dão o mesmo lugar da ordem a várias candidaturas: o que marcam a partir daí não conta.
    }
count-reading-cut-at-repeat =
    { $papers ->
        [one] { $papers } boletim marca uma candidatura pela segunda vez: o que marca a partir daí não conta.
       *[other] { $papers } boletins marcam uma candidatura pela segunda vez: o que marcam a partir daí não conta.
    }
count-reading-whole = Nenhum boletim válido salta um lugar da ordem, dá o mesmo lugar a várias candidaturas ou marca uma duas vezes, por isso cada um foi lido até ao fim.
count-reading-withdrawn = Candidaturas retiradas: { $names }. As preferências por elas são passadas à frente, como se não estivessem lá.
count-reading-withdrawn-sums = Candidaturas retiradas: { $names }. Os votos nelas não contam.
count-reading-second = Segunda votação: { $sentence }

## Um lugar vago

count-vacated-by = { $name } deixou o lugar.
count-vacated-standing = Apresentam-se ao lugar: { $names }.
count-vacated-quota = Os boletins com que { $name } ocupava o lugar são contados para quem se apresenta a ele.
count-vacated-all-votes = Todos os boletins da eleição são contados para quem se apresenta ao lugar.

## As etapas em palavras

count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = Cada boletim válido é um voto na primeira candidatura marcada nele.
count-stage-approvals = Cada boletim é um voto em cada candidatura marcada nele.
count-stage-sums = Os votos são os que foram dados como somas.
count-stage-surplus = { $name } tem { $votes } votos. O que está acima da quota passa adiante: { $votes } − { $quota } = { $surplus }. Cada um dos boletins passa para a preferência seguinte com o valor que tem × { $surplus } ÷ { $votes }, cortado depois de { $places } casas decimais.
count-stage-exclude =
    { $votes ->
        [one] { $name } tem menos votos do que todas as outras candidaturas, { $votes }, e fica de fora. Os boletins passam com o valor que têm.
       *[other] { $name } tem menos votos do que todas as outras candidaturas, { $votes }, e fica de fora. Os boletins passam com o valor que têm.
    }
count-stage-second-round = Ninguém tem mais de metade dos votos. Passam à segunda volta: { $names }.
count-stage-held-papers = Os boletins com que { $name } ocupava o lugar são contados para quem se apresenta a ele, cada um com o valor que tinha.
count-stage-other = A contagem continua.
count-stage-recalculated = A quota é calculada de novo: { $quota }.
count-move-to =
    { $papers ->
        [one] { $name }: { $papers } boletim a { $value } = { $votes }
       *[other] { $name }: { $papers } boletins a { $value } cada = { $votes }
    }
count-move-nowhere =
    { $papers ->
        [one] sem mais preferências: { $papers } boletim a { $value } = { $votes }, não transferíveis
       *[other] sem mais preferências: { $papers } boletins a { $value } cada = { $votes }, não transferíveis
    }
count-move-between =
    { $papers ->
        [one] de { $from } para { $name }: { $papers } boletim a { $value } = { $votes }
       *[other] de { $from } para { $name }: { $papers } boletins a { $value } cada = { $votes }
    }
count-move-between-nowhere =
    { $papers ->
        [one] de { $from }, sem mais preferências: { $papers } boletim a { $value } = { $votes }, não transferíveis
       *[other] de { $from }, sem mais preferências: { $papers } boletins a { $value } cada = { $votes }, não transferíveis
    }
count-move-lost = perdidos ao cortar decimais: { $votes }, contados com os não transferíveis
count-move-none = Nenhum boletim passa adiante.
count-outcome-quota = { $name } tem { $votes }, pelo menos a quota de { $quota }, e obtém um lugar.
count-outcome-last-vacancies = Não restam mais candidaturas do que lugares: { $name } obtém um lugar com { $votes }.
count-outcome-majority = { $name } tem { $votes }, mais de metade, e obtém o lugar.
count-outcome-most-votes = { $name } está entre quem tem mais votos, { $votes }, e obtém um lugar.
count-outcome-other = { $name } obtém um lugar com { $votes }.
count-outcome-nobody = Ninguém obtém lugar nesta etapa.

## Empates

count-tie-exclude = No fim da etapa { $stage }, { $names } têm igualmente poucos votos, e é preciso excluir alguém.
count-tie-transfer = No fim da etapa { $stage }, { $names } têm excedentes iguais, e um deles tem de passar primeiro.
count-tie-elect = No fim da etapa { $stage }, { $names } têm os mesmos votos, e não há lugares que cheguem.
count-tie-second-round = No fim da etapa { $stage }, { $names } têm os mesmos votos, e nem todos podem passar à segunda volta.
count-tie-seat = { $names } têm igual direito a um lugar, e não há lugares que cheguem.
count-tie-other = Há empate entre { $names }.
count-tie-fewest = Na etapa { $stage } não eram iguais: menos votos tinham { $names }.
count-tie-most = Na etapa { $stage } não eram iguais: mais votos tinham { $names }.
count-tie-same = Nenhuma etapa anterior distingue { $names }.
count-tie-chosen-exclude = Fica de fora: { $name }.
count-tie-chosen-transfer = Passa primeiro o excedente de { $name }.
count-tie-chosen-elect = Obtém o lugar: { $name }.
count-tie-chosen-second-round = Passa à segunda volta: { $name }.
count-tie-chosen-seat = O lugar vai para { $name }.
count-tie-chosen-other = A escolha recai em { $name }.
count-tie-lot = Faz-se um sorteio entre { $names }. Quem o quiser repetir toma o texto abaixo, com cada linha terminada por uma mudança de linha, e calcula o seu SHA-256.
count-tie-lot-hash = É { $hash }.
count-tie-lot-rest = Este número hexadecimal dividido por { $divisor } deixa { $rest }. A contar de 0, a posição { $rest } de { $names } é { $name }.
count-tie-needs-lot = É preciso um sorteio entre { $names }. Com a semente, a contagem continua.

## Como conferir à mão

count-check-quota = Quota: { $valid } boletins válidos ÷ ({ $seats } + 1), sem a fração, mais 1 = { $quota }.
count-check-sum = No fim de cada etapa os votos de todas as candidaturas e os não transferíveis somam { $sum }.
count-check-papers = Separe os boletins pela primeira preferência e conte-os. Em cada etapa tome os boletins da candidatura indicada e separe-os pela seguinte que não tenha lugar nem esteja excluída; os números de boletins e os seus valores estão lá indicados.
count-check-sums = Conte os votos de cada candidatura. Quem tem mais votos obtém os lugares.
count-check-half = Mais de metade: pelo menos { $half } de { $valid } votos.
count-check-held = Mais de metade dos votos que chegaram a quem se apresenta, { $votes }: pelo menos { $quota }.
count-check-all-votes = A quota é a das regras escocesas para todos os lugares da eleição: { $quota }. Quem já ocupa um lugar não fica de fora nem obtém outro.
count-check-minimum =
    { $minimum ->
        [one] Primeiro cada lista recebe { $minimum } lugar.
       *[other] Primeiro cada lista recebe { $minimum } lugares.
    }
count-check-sainte-lague = Divida os votos de cada lista por 1, 3, 5, 7 …: pelo dobro dos lugares que tem, mais 1. O maior quociente recebe o lugar seguinte.
count-check-dhondt = Divida os votos de cada lista por 1, 2, 3, 4 …: pelos lugares que tem, mais 1. O maior quociente recebe o lugar seguinte.
count-check-huntington-hill = Eleve ao quadrado os votos de cada lista e divida por s × (s + 1), em que s são os lugares que tem: é o quadrado do quociente, e o maior recebe o lugar seguinte.
count-check-hamilton = A parte de cada lista são os seus votos × { $seats } ÷ { $votes }. Recebe a parte inteira; o que sobra da divisão é o seu resto, e os maiores restos recebem os lugares que sobram.
count-check-minimum-share =
    { $minimum ->
        [one] A lista cuja parte fica abaixo de { $minimum } lugar recebe { $minimum }. As outras repartem os lugares que sobram pelos seus próprios votos, até que nenhuma parte fique abaixo.
       *[other] A lista cuja parte fica abaixo de { $minimum } lugares recebe { $minimum }. As outras repartem os lugares que sobram pelos seus próprios votos, até que nenhuma parte fique abaixo.
    }
count-check-last = O último lugar foi para { $name } com { $claim }.

## Porquê

count-explain-withdrawn = { $name } retirou-se. As preferências por { $name } foram passadas à frente, como se não estivessem lá.
count-explain-first =
    { $votes ->
        [one] { $name } teve { $votes } primeira preferência: posição { $place } de { $number }.
       *[other] { $name } teve { $votes } primeiras preferências: posição { $place } de { $number }.
    }
count-explain-votes =
    { $votes ->
        [one] { $name } teve { $votes } voto: posição { $place } de { $number }.
       *[other] { $name } teve { $votes } votos: posição { $place } de { $number }.
    }
count-explain-quota = A quota era { $quota }.
count-explain-received =
    { $papers ->
        [one] Etapa { $stage }, { $action }: { $papers } boletim trouxe a { $name } { $received }, o que fez { $votes }.
       *[other] Etapa { $stage }, { $action }: { $papers } boletins trouxeram a { $name } { $received }, o que fez { $votes }.
    }
count-explain-elected-quota = Na etapa { $stage } { $name } tinha { $votes }, pelo menos a quota de { $quota }, e obteve um lugar.
count-explain-elected-last-vacancies = Na etapa { $stage } não restavam mais candidaturas do que lugares, e { $name } obteve um lugar com { $votes }.
count-explain-elected-majority = Na etapa { $stage } { $name } tinha { $votes }, mais de metade dos votos, e obteve o lugar.
count-explain-elected-most-votes = Na etapa { $stage } { $name } estava entre quem tinha mais votos, { $votes }, e obteve um lugar.
count-explain-elected-other = Na etapa { $stage } { $name } obteve um lugar com { $votes }.
count-explain-surplus = Na etapa { $stage } passou o excedente de { $name }: { $moves }.
count-explain-excluded = Na etapa { $stage } { $name } tinha menos votos do que todas as outras candidaturas, { $votes }, e ficou de fora.
count-explain-next = A candidatura seguinte, { $other }, tinha { $votes }: mais { $short }.
count-explain-passed = Os boletins de { $name } passaram: { $moves }.
count-explain-move = { $votes } para { $name }
count-explain-move-nowhere = { $votes } não transferíveis
count-explain-short-of-quota = O máximo que { $name } teve foi { $votes }; faltaram { $short } para a quota.
count-explain-left = Quando o último lugar foi preenchido { $name } tinha { $votes }, sem lugar e sem exclusão.
count-explain-last-elected = Quem obteve o último lugar, { $other }, tinha { $votes }: mais { $short } do que { $name } alguma vez teve.
count-explain-behind = { $other }, que obteve o último dos lugares, tinha { $votes }: mais { $short }.
count-explain-ahead = { $other }, a primeira candidatura sem lugar, tinha { $votes }: menos { $short }.
count-explain-level = { $other } tinha os mesmos.
count-explain-in-second-round = { $name } passou à segunda volta.
count-explain-not-in-second-round = { $name } não passou à segunda volta: passaram { $names }, com pelo menos { $votes }.
count-explain-vacated = { $name } deixou o lugar, por isso os boletins passam para quem se apresenta a ele.
count-explain-holds-a-seat = { $name } já ocupa um lugar: não fica de fora nem obtém outro.
count-explain-did-not-stand = { $name } não se apresentou ao lugar vago.
count-explain-stopped = A contagem parou e é preciso um sorteio entre { $names }; { $name } também entra nele.
count-explain-stopped-elsewhere = A contagem parou e é preciso um sorteio entre { $names }. Ainda não se sabe se { $name } obtém lugar.
count-explain-lot = Fez-se um sorteio entre { $names }.
count-explain-share = { $name } teve { $votes } de { $all } votos e recebeu { $seats } de { $all-seats } lugares.
count-explain-minimum =
    { $minimum ->
        [one] { $minimum } lugar foi dado antes de comparar votos.
       *[other] { $minimum } lugares foram dados antes de comparar votos.
    }
count-explain-quotient = O lugar { $seat } foi para { $name } com o quociente { $claim }.
count-explain-quotient-squared = O lugar { $seat } foi para { $name } com o quociente cujo quadrado é { $claim }.
count-explain-remainder = Mais um lugar foi para { $name } pelo resto { $claim }.
count-explain-quotients =
    { $number ->
        [one] { $number } lugar foi para { $name } por um quociente: { $first } (lugar { $first-seat }).
       *[other] { $number } lugares foram para { $name } por quocientes, o primeiro { $first } (lugar { $first-seat }), o último { $last } (lugar { $last-seat }).
    }
count-explain-quotients-squared =
    { $number ->
        [one] { $number } lugar foi para { $name } por um quociente cujo quadrado é { $first } (lugar { $first-seat }).
       *[other] { $number } lugares foram para { $name } por quocientes; o quadrado do primeiro é { $first } (lugar { $first-seat }), o do último { $last } (lugar { $last-seat }).
    }
count-explain-whole = A parte exata era { $share }: { $seats } pela sua parte inteira.
count-explain-below-minimum =
    { $seats ->
        [one] A parte exata era { $share }, abaixo do mínimo de { $seats } lugar, que foi dado.
       *[other] A parte exata era { $share }, abaixo do mínimo de { $seats } lugares, que foram dados.
    }
count-explain-no-remainder = O último lugar por restos foi para { $other } com { $last }; o resto de { $name } era { $claim }.
count-explain-next-quotient = Para o lugar seguinte o quociente de { $name } era { $claim }; o último lugar foi para { $other } com { $last }.
count-explain-next-quotient-squared = Para o lugar seguinte o quadrado do quociente de { $name } era { $claim }; o último lugar foi para { $other } com { $last }.
count-explain-more-votes =
    { $short ->
        [one] Com mais { $short } voto, sem mudar os outros, esse quociente teria sido maior.
       *[other] Com mais { $short } votos, sem mudar os outros, esse quociente teria sido maior.
    }
