### Páginas para todos: lugares e seus motivos, eleições, resultados, verificação. Traduzidas por um programa; decide o texto em inglês.

web-since = Desde
web-gained = Como
web-reasons = Motivos
web-ended = Porque terminou
web-seat-of = { $body }, lugar { $seat }
web-why-seat = { $body }, lugar { $seat }: porquê?
web-seats-described =
    { $seats ->
        [one] { $body } tem { $seats } lugar; por eleição: { $elected }, preenchidos com os boletins quando alguém saiu: { $countback }, fundadores: { $founders }, vagos: { $vacant }.
       *[other] { $body } tem { $seats } lugares; por eleição: { $elected }, preenchidos com os boletins quando alguém saiu: { $countback }, fundadores: { $founders }, vagos: { $vacant }.
    }
web-gained-founding = fundador, sem ninguém o eleger: até à primeira eleição
web-gained-election = por eleição
web-gained-countback = com os boletins da eleição, quando alguém saiu
web-seat-asked = { $name } obteve o lugar e tem até { $until } para o aceitar
web-seat-next = segue-se { $name }
web-alarms = Repare nisto
web-alarms-none = Agora não há nada em que reparar.
web-running = A decorrer
web-results = Últimos resultados
web-all-elections = Todas as eleições
web-trust = Em que tem de confiar
web-trust-text = Ninguém pode dar um lugar sem uma eleição, e ninguém pode alterar o que ficou registado sem que se note. O que resta é isto:
web-trust-codes = Até a votação encerrar, esta máquina guarda os códigos de voto que criou para quem lista os votantes. Quem a controlar poderia votar por pessoas que não votam. Depois do encerramento os códigos são destruídos.
web-trust-again = Vezes que um código de voto foi mostrado ou impresso de novo: { $count }
web-to-check = Verificar tudo

web-elections-title = Eleições
web-elections-none = Ainda não foi convocada nenhuma eleição.
web-elections-over = Terminadas
web-vote-closes = A votação encerra: { $time }
web-purpose-seats = eleição para lugares, por um mandato inteiro
web-purpose-by-election = eleição para lugares vagos, pelo resto do mandato
web-purpose-referendum = votação dos membros sobre uma moção
web-purpose-charter = votação dos membros sobre as regras do conselho
web-purpose-trial = eleição de treino
web-trial-banner = Esta é uma eleição de treino. Não dá nenhum lugar, e nada decorre dela.
web-do-stand = Candidatar-se
web-do-vote = Votar
web-do-result = Ver o resultado
web-do-ballot = Procurar o meu boletim
web-stage-candidates = As candidaturas apresentam-se até { $until }.
web-stage-preparing = A votação está a ser preparada. Abre em { $opens }.
web-stage-late = A votação devia ter aberto em { $opens }. Quem a prepara não terminou.
web-stage-open = A votação está aberta até { $until }.
web-stage-counting = A votação está encerrada. Quem a guarda abre em conjunto o resultado.
web-stage-lot = Há um empate que só um sorteio decide. Quem guarda a votação abre em conjunto o sorteio.
web-stage-counted = Já há resultado.
web-stage-void = Terminou sem resultado.
web-next-candidates = Depois o boletim fica fixado, e quem guarda a votação cria em conjunto a sua fechadura.
web-next-preparing = Quem guarda a votação cria em conjunto a sua fechadura e experimenta-a. Depois cada pessoa que pode votar recebe um código.
web-next-late = Se não terminarem, a eleição acaba sem resultado e tem de ser convocada de novo.
web-next-open = Depois do encerramento, quem guarda a votação abre em conjunto o resultado. Nenhum boletim é alguma vez aberto com um nome.
web-next-counting = Assim que um número suficiente tiver feito a sua parte, o resultado estará aqui.
web-next-lot = Ninguém podia conhecer o sorteio antes de a votação encerrar.
web-next-counted = Pergunta-se a quem obteve um lugar se o aceita. Qualquer pessoa pode contar de novo os boletins.
web-next-void = Ninguém se candidatou, ou não se terminou a tempo. Pode ser convocada de novo.

web-turnout = Quantos votaram
web-turnout-count =
    { $ballots ->
        [one] { $ballots } boletim; podem votar: { $voters }.
       *[other] { $ballots } boletins; podem votar: { $voters }.
    }
web-turnout-again = Quem vota de novo substitui o boletim anterior; o número conta cada boletim que foi lançado.
web-dates = Datas
web-dates-universal = Todas as horas são em tempo universal (UTC).
web-date-what = O quê
web-date-when = Quando
web-date-over = passou
web-date-nominations = Candidaturas até
web-date-opens = A votação abre
web-date-closes = A votação encerra
web-candidates = Candidatos
web-candidates-none = Ainda ninguém se candidata.
web-candidates-order = Pela ordem do boletim. Calcula-se a partir da eleição e das candidaturas, igual para todos.
web-statement-gone = Não há texto, ou foi retirado.
web-who = Quem faz o quê
web-who-votes = Quem pode votar
web-who-votes-count =
    { $people ->
        [one] { $people } membro, segundo o caderno quando foi fechado
       *[other] { $people } membros, os do caderno quando foi fechado
    }
web-who-seats = Lugares a preencher
web-who-rule = Como se conta
web-who-guards = Quem guarda a votação
web-who-guards-count =
    { $all ->
        [one] Uma só pessoa abre o resultado, e poderia ler boletins: { $needed } de { $all }.
       *[other] Juntas, { $needed } de { $all } pessoas abrem o resultado; menos não podem ler nenhum boletim.
    }
web-who-lists = Quem lista os votantes
web-rule-ranking = Por ordem de preferência (voto único transferível): ordena os candidatos, e os votos de que um candidato não precisa passam ao seguinte da sua ordem.
web-rule-approval = Por aprovação: marca todas as pessoas que gostaria de ver, e são eleitas as que têm mais marcas.
web-rule-plurality = Por mais votos: marca uma pessoa, e são eleitas as que têm mais votos.
web-rule-yes-no = Mais sim do que não.

web-result-title = Resultado
web-result-elected = Pessoas eleitas: { $names }.
web-result-nobody = Ninguém foi eleito.
web-result-yes = A resposta é sim.
web-result-no = A resposta é não.
web-result-trial = Isto foi treino: ninguém fica eleito por ela. O apuramento abaixo mostra como funciona.
web-result-rule = Como se contou: { $rule }
web-result-seats = Quem obteve um lugar, e o que aconteceu depois
web-result-order = Posição
web-result-holds = ocupa o lugar { $seat }
web-result-follows = ocupará o lugar { $seat } quando o mandato anterior acabar
web-result-asked = tem até { $until } para aceitar o lugar { $seat }
web-result-not-there = não aceitou, ou já não ocupa o lugar
web-result-at = Este apuramento foi feito com os ficheiros públicos em { $time }.
web-result-take = Leve consigo
web-result-csv = O apuramento para folhas de cálculo (CSV)
web-result-json = O apuramento para programas (JSON)
web-result-archive = Todos os boletins e provas num ficheiro
web-to-election = Para a eleição
web-to-result = Para o resultado
web-answer = Resposta
web-votes = Votos
web-answer-yes = sim
web-answer-no = não
web-answer-blank = em branco
web-vacancies = Lugares que ficaram livres
web-vacancies-text = Quando alguém que obteve um lugar sai ou não aceita, os mesmos boletins são contados de novo para esse lugar. Não é precisa outra eleição enquanto restar alguém que se candidatou.
web-vacancy-title = Um lugar com os mesmos boletins
web-vacancy = O lugar { $seat } ficou livre em { $since }: { $name } saiu ou não aceitou.
web-vacancy-waiting = Ainda não está preenchido.
web-vacancy-nobody = Não restava ninguém que se tivesse candidatado: é precisa outra eleição.
web-vacancy-filled = Os boletins dão-no a { $name }.
web-vacancy-count = Ver este apuramento
web-being-checked = Esta máquina está agora a percorrer os seus ficheiros públicos. Carregue a página de novo dentro de um minuto.

web-seat-nobody = Agora ninguém ocupa este lugar.
web-seat-past = Quem o ocupou antes
web-end-term = o mandato acabou
web-end-resigned = renunciou
web-end-left = deixou de ser membro
web-end-first-seating = entraram os primeiros eleitos
web-why-chain = Passo a passo
web-why-text = Cada passo está nos ficheiros públicos e não pode ser alterado depois sem que se note. Cada um decorre dos anteriores.
web-why-at = Situação em { $time }, quando esta máquina percorreu todos os ficheiros públicos como alguém de fora faria.
web-why-unsound = Algo nos ficheiros públicos não está certo. Não confie nesta página antes de isso ser explicado.
web-details = Pormenores
web-why-hand = Verifique por si
web-why-hand-text = Não precisa de acreditar nesta página. No seu próprio computador, o programa apura a partir dos ficheiros públicos quem ocupa cada lugar.
web-why-hand-open = Como verificar cada passo

web-check-title = Verificar tudo
web-check-text = Aqui não precisa de acreditar em ninguém, nem nesta máquina nem em quem a gere. Tudo o que decide quem ocupa um lugar é público, sem nomes de votantes, e qualquer pessoa o pode percorrer no seu próprio computador.
web-check-what = O que pode verificar
web-check-what-all = Que nada foi alterado, retirado ou acrescentado depois, desde que o conselho foi fundado.
web-check-what-ballots = Que cada boletim contado é válido, e que o apuramento dá exatamente o resultado mostrado.
web-check-what-seats = Que cada lugar decorre de uma eleição, pelas regras em vigor quando foi convocada.
web-check-what-own = Que o seu próprio boletim lá está: procure-o com o seu comprovativo na página da eleição.
web-check-what-not = O que nenhuma verificação pode mostrar: se todas as pessoas do caderno existem, e se alguém espreitou por cima do ombro. Abaixo está em que tem de confiar.
web-check-program = Com o programa no seu próprio computador
web-check-program-text = O programa kenes é gratuito e o seu código é aberto. Descarrega os ficheiros públicos e percorre-os todos:
web-check-program-html = O mesmo como página para guardar, na sua língua:
web-check-copy = Com uma cópia de tudo
web-check-copy-text = Todos os ficheiros públicos num só. Dê cópias a outras pessoas: quantas mais houver, mais seguro é para todos. Depois verifique a cópia, sem nenhuma rede:
web-check-copy-button = Obter uma cópia de tudo
web-check-files = Os mesmos ficheiros, um a um:
web-check-known = Lembre-se do que viu
web-check-known-text = Este pequeno ficheiro diz como tudo está hoje. Guarde-o. No próximo mês mostra se foi alterado algo do que havia hoje:
web-check-known-button = Guardar o estado de hoje
web-check-known-compare = Compare-o com o que outros guardaram: se a duas pessoas foram mostradas histórias diferentes, os dois ficheiros provam-no.
web-check-own = O que esta própria máquina encontrou
web-check-own-at = Visto em { $time }.
web-check-own-count = Entradas: { $entries }; boletins contados: { $ballots }. Uma máquina que mente também poderia mentir aqui: verifique na sua.
web-check-own-list = Cada coisa que foi verificada
web-check-modules = Os programas que correm no seu dispositivo
web-check-modules-text = Os boletins são selados, assina-se e verifica-se tudo no seu próprio dispositivo, com pequenos programas que vêm com estas páginas. Com cada página vem o número do seu programa, e o seu navegador não executa nenhum outro. Além disso, as páginas têm guiões próprios, que mostram e passam adiante o que escreve; esses não têm tal número.
web-check-modules-how = Para ver que são os publicados: descarregue um, peça ao seu computador o número dele (SHA-256) e compare-o com a linha aqui.
web-check-modules-other = Depois compare-o com o que tem outra pessoa em quem confia. Quem constrói o programa publicado da mesma versão obtém os mesmos ficheiros, byte por byte, e esta página desse programa mostra os mesmos números:
web-check-modules-name = Programa
web-check-modules-does = O que faz
web-check-modules-number = Número (SHA-256)
web-module-ballot = sela boletins
web-module-person = assina, e verifica um boletim que outro dispositivo abriu
web-module-trustee = faz a parte de quem guarda uma votação
web-module-auditor = verifica tudo nesta página
web-check-passed = Cumpre-se.
web-check-failed = Não se cumpre.
web-check-not-reached = Ainda não há nada desse tipo.

web-audit-title = Verificar tudo neste dispositivo
web-audit-text = Um programa desta página percorre todos os ficheiros públicos, aqui no seu dispositivo, e deduz de novo quem ocupa cada lugar. Não é preciso instalar nada, e nada sobre si é enviado.
web-audit-script = Verificar nesta página precisa de scripts. Sem eles, obtenha uma cópia de tudo e verifique-a com o programa, como se descreve abaixo.
web-audit-button = Verificar tudo neste dispositivo
web-audit-stop = Parar
web-audit-stopped = Parado. Ainda nada se pode dizer.
web-audit-disk = Verificar uma cópia que guardou ou que outros guardaram
web-audit-disk-text = Compare o que encontrar com o que outros encontram na mesma cópia. Ela não sai do seu dispositivo.
web-audit-tar = Uma cópia num só ficheiro (.tar)
web-audit-folder = Uma cópia numa pasta
web-audit-loading = O programa está a ser carregado.
web-audit-fetching = A obter os ficheiros públicos: { $done } de { $all }.
web-audit-reading = A ler a cópia.
web-audit-checking = A verificar: entrada { $done } de { $all }.
web-audit-left = Tempo restante, cerca de: { $time }
web-audit-good = Tudo se cumpre.
web-audit-bad = Algo não se cumpre. Não confie nas páginas deste conselho antes de isso ser explicado.
web-audit-counted = Entradas verificadas: { $entries }; boletins: { $ballots }.
web-audit-took = Demorou { $time } (minutos e segundos).
web-audit-json = Guardar o que foi encontrado, para programas (JSON)
web-audit-html = Guardar o que foi encontrado, como página
web-audit-seats = Quem ocupa que lugar, como deduzido aqui
web-audit-term = De { $since } até { $until }, o mais tardar.
web-audit-why = Porquê?
web-audit-limit = O programa vem da mesma máquina que esta página. Se também não quiser confiar nisso, use o programa de outra proveniência, como se descreve abaixo.
web-audit-no-record = Aqui não há ficheiros públicos de um conselho. Escolha o ficheiro ou a pasta que contém «checkpoint».
web-audit-too-much = É mais do que uma página pode verificar. Use o programa num computador, como se descreve abaixo.
web-audit-no-copy = Isto não é uma cópia dos ficheiros públicos: escolha um ficheiro que termine em .tar, não comprimido.
web-audit-unreached = Agora não é possível obter os ficheiros públicos. Veja a sua ligação e tente de novo.
web-audit-this-seat = Verificar este lugar no seu dispositivo
