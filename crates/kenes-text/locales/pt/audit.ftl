### A auditoria de um registo. Traduzida por um programa; decide o texto em inglês.

## O veredicto

audit-verdict-accepted = Aceite: todas as verificações se cumprem.
audit-verdict-refused =
    { $failures ->
        [one] Recusado: há { $failures } falha.
       *[other] Recusado: há { $failures } falhas.
    }
audit-verdict-accepted-means = Quem ocupa cada lugar decorre apenas deste registo. Quem auditar os mesmos ficheiros encontra o mesmo.
audit-verdict-refused-means = Não confie nesta cópia. O que se segue é até onde se pôde apurar.
audit-verdict-stopped = A partir da entrada { $leaf } ninguém pode dizer com estes ficheiros quem ocupa cada lugar: falta alguma coisa ou é preciso um programa mais recente. Os lugares mostrados são os anteriores a ela.
audit-verdict-limit = Nenhuma cópia pode mostrar por si só que não há outra mais recente, ou outra para outros olhos. Compare a impressão digital com a que os outros veem.

## Títulos e rótulos

audit-title = Auditoria do registo de um conselho
audit-label-skip = Ir para o veredicto
audit-label-verdict = Veredicto
audit-label-record = Registo
audit-label-entries = Entradas
audit-label-fingerprint = Impressão digital do registo
audit-label-state = Impressão digital do conselho
audit-label-table = Impressão digital dos lugares
audit-label-time = Hora do registo
audit-label-outside = Confirmado de fora
audit-label-read = Lido
audit-label-failures = O que está errado
audit-label-checks = O que foi verificado
audit-label-check = Verificação
audit-label-outcome = Resultado
audit-label-holds-when = Cumpre-se quando
audit-label-seats = Quem ocupa cada lugar
audit-label-drawing = Os lugares, órgão por órgão
audit-label-seat = Lugar
audit-label-member = Membro
audit-label-since = Desde
audit-label-until = Até
audit-label-how = Como
audit-label-elections = Eleições
audit-label-alarms = A que prestar atenção
audit-label-trust = Em quem é preciso confiar
audit-label-no-effect = Entradas sem efeito
audit-label-number = Número
audit-label-reason = Motivo
audit-label-why = Porque ocupam os seus lugares
audit-label-why-seat = Porque está ocupado o lugar { $seat }
audit-label-by-hand = Como verificar isto à mão
audit-entries-effect = { $leaves }, das quais { $effective } com efeito
audit-outside-enough = { $witnesses }, o que basta
audit-outside-none = por ninguém, e o conselho não o pede
audit-outside-few = { $witnesses }, o que NÃO basta
audit-read-counts = ficheiros: { $files }; estados assinados: { $heads }; textos e documentos: { $blobs }, retirados: { $withdrawn }; boletins: { $ballots }
audit-entry = entrada { $leaf }
audit-more = e mais { $more }; --verbose mostra tudo
audit-more-counted = e mais { $more }
audit-at = Visto no momento { $time }.
audit-remedy = O que fazer: { $remedy }
audit-nothing = Nada.
audit-unknown = Não se pode apurar com estes ficheiros.
audit-no-effect-means = Qualquer pessoa pode escrever uma entrada; as regras dizem quais contam. Estas não contam, pelos motivos indicados. Não é uma falha.
audit-numbers-mean = Os órgãos e os lugares têm números, a partir de 0, tal como as regras básicas os enumeram. O registo não contém nomes: uma chave representa o seu membro.
audit-names-mean = Os nomes entre aspas são os dos boletins de voto, tal como os registadores os certificaram: o registo não tem outros e nenhuma regra os lê.

## Resultados de uma verificação

audit-outcome-passed = cumpre-se
audit-outcome-failed = FALHA
audit-outcome-not-reached = por verificar
audit-outcome-means = Por verificar: não havia nada desse tipo, ou algo anterior falhou.

## O que afirma cada verificação

audit-check-files = Estão todos os ficheiros que deve haver, e mais nenhum.
audit-check-acts = Cada entrada está escrita da única forma que as regras permitem.
audit-check-signatures = Cada assinatura é da chave que devia assinar, e está certa.
audit-check-history = A primeira entrada abre este registo, nenhuma está duas vezes e ninguém viu outra história dele.
audit-check-tree = As impressões digitais guardadas são as das entradas.
audit-check-checkpoints = Cada estado assinado do registo é um a que as suas entradas conduzem, e cada assinatura nele está certa.
audit-check-consistency = O que guardou de uma auditoria anterior continua lá, sem alterações.
audit-check-witnesses = Confirmaram o estado mais recente tantos observadores externos quantos o conselho quer.
audit-check-blobs = Cada texto e cada documento é exatamente o que a sua entrada nomeia.
audit-check-withdrawals = O que foi retirado foi-o por quem o pode fazer.
audit-check-fold = As entradas dão um só conselho, da primeira à última.
audit-check-ticks = Sempre que o servidor anotou os lugares, eram os que o registo dá.
audit-check-archives = Os dados de cada eleição passam todas as verificações do protocolo de votação.
audit-check-bound-proofs = Cada curador provou que cada valor dado para decifrar pertence ao seu boletim.
audit-check-questions = Cada boletim pergunta o que a convocatória perguntava e enumera os candidatos pela sua ordem.
audit-check-lots = Cada sorteio foi aberto com as suas provas.
audit-check-counts = Cada apuramento, refeito aqui, dá o que o registo diz.
audit-check-seats = Uma pessoa por lugar, ninguém para além do mandato, ninguém sem eleição.

## O que fazer quando uma verificação falha

audit-remedy-copy = Esta cópia está danificada, incompleta ou alterada. Obtenha de novo o ficheiro indicado, de onde o registo é publicado ou de outra cópia; se continuar igual, avise o conselho.
audit-remedy-entries = Nenhum servidor correto escreve uma entrada assim. Compare com outra cópia do registo; se também lá estiver, quem gere o servidor tem de a explicar.
audit-remedy-states = O registo foi assinado num estado a que as suas entradas não conduzem, ou a sua assinatura foi alterada. Guarde esta cópia, compare-a com outra e mostre ambas ao conselho.
audit-remedy-consistency = Algo que viu antes desapareceu ou foi alterado. Guarde o seu ficheiro antigo e esta cópia e mostre ambos ao conselho, aos seus membros e aos observadores externos: quem assina pelo registo tem de os explicar.
audit-remedy-witnesses = O estado mais recente pode ser um que só lhe é mostrado a si. Veja de novo dentro de uma hora; se continuar assim, pergunte aos observadores externos o que veem.
audit-remedy-withdrawals = Um texto foi retirado sem direito a isso. Procure-o noutra cópia e pergunte ao conselho quem o fez.
audit-remedy-fold = Falta um ficheiro, ou este programa é demasiado antigo. Obtenha o ficheiro indicado, ou um kenes mais recente, e audite de novo.
audit-remedy-ticks = Confie nos lugares mostrados aqui: decorrem do registo. Quem gere o servidor tem de explicar porque anotou outros.
audit-remedy-elections = Desta eleição, tal como está, não decorre nenhum lugar. Pergunte aos seus curadores e registadores; `kenes election verify` sobre o seu arquivo diz que boletim ou que passo falha.
audit-remedy-seats = Isto nunca deve acontecer: é uma falha do kenes. Comunique-a, por favor, com uma cópia do registo.

## Os lugares e como foram obtidos

audit-seat-vacant = vago
audit-seat-asked = vago; o membro { $member } foi eleito e tem até { $time } para aceitar
audit-seat-next = seguir-se-á o membro { $member }
audit-how-founding = fundador, até à primeira eleição
audit-how-election = por eleição, { $call }
audit-how-countback = com os boletins de { $call }, quando alguém saiu (vaga { $vacancy })
audit-short-vacant = vago
audit-short-founding = fundador
audit-short-election = por eleição
audit-short-countback = preenchido com os boletins quando alguém saiu
audit-drawing-body = Órgão { $body }
audit-drawing-described =
    { $seats ->
        [one] O órgão { $body } tem { $seats } lugar; por eleição: { $elected }, preenchidos com os boletins quando alguém saiu: { $countback }, fundadores: { $founders }, vagos: { $vacant }.
       *[other] O órgão { $body } tem { $seats } lugares; por eleição: { $elected }, preenchidos com os boletins quando alguém saiu: { $countback }, fundadores: { $founders }, vagos: { $vacant }.
    }

## Eleições

audit-election = { $call }: { $purpose }, órgão { $body }; podem votar: { $eligible }, credenciais de voto: { $credentials }, boletins: { $ballots }. { $phase }
audit-election-seats = lugares, por um mandato inteiro
audit-election-by-election = lugares vagos, pelo resto do mandato
audit-election-referendum = votação dos membros sobre uma moção
audit-election-charter = votação dos membros sobre as regras básicas
audit-election-trial = um exercício que não dá nada
audit-phase-called = Apresentam-se candidatos.
audit-phase-setup = Está preparada.
audit-phase-rehearsed = Os curadores ensaiaram.
audit-phase-closed = A votação está encerrada.
audit-phase-needs-lot = É preciso abrir um sorteio.
audit-phase-counted = Está apurada.
audit-phase-void = Terminou sem resultado.
audit-archive-accepted = Arquivo (entrada { $leaf }): aceite. Credenciais de voto: { $voters }; boletins: { $ballots }, dos quais contados: { $counted }.
audit-archive-refused = Arquivo (entrada { $leaf }): RECUSADO pelo protocolo de votação.
audit-archive-void = Arquivo (entrada { $leaf }): não dá nenhum lugar: { $reason }
audit-archive-no-effect = Não tem efeito; qualquer pessoa pode apresentar um.
audit-archive-missing = Arquivo (entrada { $leaf }): falta o ficheiro.
audit-archive-rehearsal = Boletim de teste dos curadores (entrada { $leaf }).
audit-elections-none = Nenhuma eleição tem ainda dados neste registo.

## Porque alguém ocupa um lugar

audit-why-holder = O membro { $member } ({ $key }) ocupa o lugar { $seat } desde { $since }, no máximo até { $until }.
audit-why-nobody = Ninguém ocupa o lugar { $seat }.
audit-why-founded = O conselho foi fundado. A sua primeira entrada fixa os fundadores, as regras básicas e a chave do servidor.
audit-why-charter = Entraram em vigor as regras básicas que vigoravam na convocatória.
audit-why-roll =
    { $eligible ->
        [one] O caderno eleitoral foi fechado aqui; podiam votar: { $eligible }.
       *[other] O caderno eleitoral foi fechado aqui: podiam votar { $eligible } pessoas.
    }
audit-why-called =
    { $seats ->
        [one] A eleição foi convocada, para { $seats } lugar.
       *[other] A eleição foi convocada, para { $seats } lugares.
    }
audit-why-stood = O membro apresentou-se como candidato.
audit-why-setup =
    { $credentials ->
        [one] A eleição foi preparada: os registadores listaram { $credentials } credencial de voto.
       *[other] A eleição foi preparada: os registadores listaram { $credentials } credenciais de voto.
    }
audit-why-rehearsed = Antes da votação os curadores abriram juntos um boletim de teste, com as chaves tal como as tinham guardado.
audit-why-closed =
    { $ballots ->
        [one] A votação encerrou com { $ballots } boletim.
       *[other] A votação encerrou com { $ballots } boletins.
    }
audit-why-archived = Todos os dados da votação foram postos num ficheiro. Esta auditoria verificou nele cada boletim e cada decifração.
audit-why-lot = Os curadores abriram o sorteio que decide os empates. Ninguém o podia conhecer antes do encerramento.
audit-why-counted = Esta auditoria contou de novo os boletins pela regra da convocatória: o membro foi eleito no lugar número { $place }.
audit-why-counted-back = Alguém que tinha sido eleito saiu ou não aceitou. Os mesmos boletins foram contados de novo para o lugar (vaga { $vacancy } desta eleição), e deram-no ao membro.
audit-why-accepted = O membro aceitou o lugar.
audit-why-other = Um passo que estas mensagens ainda não conhecem.
audit-why-entry = entrada { $leaf }, { $time }
audit-why-entry-untimed = entrada { $leaf }, antes de o registo ter hora
audit-why-id = id { $id }
audit-why-fixes = nomeia o ficheiro { $digest }
audit-why-digest = fixa a impressão digital { $digest }
audit-hand-show = Mostrar qualquer entrada em palavras:
audit-hand-id = O seu id é o SHA-256 do texto da entrada, todas as linhas até à vazia.
audit-hand-receipt = Provar que está no registo, e verificar a prova sem o kenes como docs/RECORD.md mostra:
audit-hand-archive = Tomar o ficheiro da eleição, sem os seus primeiros 32 bytes, e auditá-lo:
audit-hand-count = Contar de novo os seus boletins:
audit-hand-peer = O ficheiro também pode ser verificado pelo belenios-tool, que outros escreveram.

## Em quem é preciso confiar, e para quê

audit-trust-time-none = O registo ainda não tem hora.
audit-trust-time-witnesses =
    { $witnesses ->
        [one] A hora é a palavra de observadores externos: { $witnesses }.
       *[other] A hora é a do meio das que { $witnesses } observadores externos deram.
    }
audit-trust-time-server = A hora é a palavra do servidor: todos os prazos são pelo seu relógio.
audit-trust-no-witnesses = Ninguém confirma este registo de fora. O seu servidor poderia mostrar histórias diferentes a pessoas diferentes.
audit-trust-few-witnesses =
    { $witnesses ->
        [one] { $witnesses } observador externo confirma este registo. Se não for honesto, nem o servidor, podem ser mostradas histórias diferentes a pessoas diferentes.
       *[other] { $witnesses } observadores externos confirmam este registo. Um que não seja honesto já é demais.
    }
audit-trust-witnesses = Pede-se a { $witnesses } observadores externos que confirmem este registo. É preciso confiar na maioria deles, e ver que o conselho exige que a maioria concorde.
audit-trust-registrars =
    { $needed ->
        [one] Apenas { $needed } registador de { $registrars } pode acrescentar ao caderno pessoas que não existem; membros que devem abonar: { $sponsors }. O seu número é público.
       *[other] { $needed } de { $registrars } registadores juntos podem acrescentar ao caderno pessoas que não existem; membros que devem abonar: { $sponsors }. O seu número é público.
    }
audit-trust-custodial = { $keys } de { $members } membros têm uma chave que outra pessoa fez: quem a fez pode assinar por eles.
audit-trust-founders = Os fundadores, que ninguém elegeu, ocupam { $seats } de { $of } lugares.
audit-trust-trustees =
    { $threshold ->
        [one] Eleição { $call }: apenas { $threshold } curador de { $trustees } pode ler boletins.
       *[other] Eleição { $call }: { $threshold } de { $trustees } curadores juntos podem ler boletins.
    }
audit-trust-trustees-all = Eleição { $call }: os { $trustees } curadores juntos podem ler boletins. Cada um pode impedir o resultado, e o último a decifrar vê-o primeiro.
audit-trust-credentials =
    { $registrars ->
        [one] Eleição { $call }: { $registrars } registador pode sozinho votar em vez de quem não vota, de { $eligible } que podem.
       *[other] Eleição { $call }: os seus { $registrars } registadores juntos podem votar em vez de quem não vota, de { $eligible } que podem.
    }
audit-trust-small = Eleição { $call }: só { $eligible } podem votar. O resultado pode mostrar como as pessoas votaram.
audit-trust-other = Há algo em que confiar que estas mensagens ainda não conhecem.

## Alarmes

audit-alarm-no-tick = A última hora do registo é { $time }, há mais de um dia. Até que continue, nenhum prazo passa e nada que espere por uma data é decidido.
audit-alarm-no-tick-ever = O registo ainda não tem hora: nada que espere por uma data é decidido.
audit-alarm-time-ahead = A hora do registo, { $time }, está mais de uma hora à frente do seu relógio. Quem a indicou assim terminou mandatos e prazos antes do tempo; nada a faz recuar. Verifique o seu relógio e pergunte ao conselho.
audit-alarm-roll-surge = Desde { $time } entraram tantas pessoas no caderno que, se ninguém tivesse saído, teria crescido de { $from } para { $to }, incluindo as chaves recuperadas. É mais do que este conselho considera habitual: pergunte quem veio e quem abonou.
audit-alarm-roll-loss = Desde { $time }, quando o caderno tinha { $from } pessoas, { $left } saíram ou foram retiradas dele. É mais do que este conselho considera habitual: pergunte se queriam sair.
audit-alarm-election-overdue = É devida uma eleição no órgão { $body }, para os lugares { $seats }, e nenhuma foi convocada. Qualquer membro a pode convocar.
audit-alarm-past-term = O mandato do lugar { $seat } terminou em { $time }. Quem ainda agir por ele não tem esse direito.
audit-alarm-many-seats = O membro { $member } ocupa vários lugares: { $seats }.
audit-alarm-registrars-are-trustees = Eleição { $call }: alguns admitem pessoas no caderno e guardam também o segredo do voto (membros { $members }).
audit-alarm-candidates-are-guards = Eleição { $call }: alguns dos que se candidatam guardam também o seu segredo ou as suas credenciais de voto (membros { $members }).
audit-alarm-registrars-not-elected = Eleição { $call }: alguns dos que listam os votantes não ocupam nenhum lugar para isso (membros { $members }).
audit-alarm-one-registrar = Basta um só registador para admitir pessoas no caderno.
audit-alarm-one-trustee = Eleição { $call }: basta um só curador para ler boletins.
audit-alarm-registrars-in-default = Uma eleição devia abrir em { $time } e quem lista os votantes não a tinha preparado. Desde então não preparou nenhuma.
audit-alarm-ballots-unclocked = Eleição { $call }: boletins aceites enquanto o relógio do registo esteve parado mais de uma hora: { $ballots }. Quem recebe os boletins pode ter aceitado alguns depois do fecho.
audit-alarm-other = Há um alarme que estas mensagens ainda não conhecem.

## Porque uma entrada não tem efeito

audit-refusal-not-first = só a primeira entrada abre um registo
audit-refusal-again = a entrada já estava no registo
audit-refusal-other-history = quem assina viu outra história deste registo
audit-refusal-counter = o contador de quem assina não é superior ao da sua última entrada
audit-refusal-not-member = alguém que assina não é membro, ou usa uma chave que já não está em vigor
audit-refusal-not-server = não assinada pela chave do servidor em vigor
audit-refusal-no-time = o registo ainda não tinha hora
audit-refusal-authority = não assinada por quem o pode fazer, ou por demasiado poucos
audit-refusal-reference = uma entrada a que se refere não está lá, ou é de outro tipo
audit-refusal-place = um órgão, um lugar ou um círculo que não existe
audit-refusal-not-in-rules = as regras em vigor não conhecem uma entrada assim
audit-refusal-charter = o documento não contém regras básicas, ou um valor está fora dos limites
audit-refusal-rules = não é a versão das regras que foi decidida, ou não é superior à que está em vigor
audit-refusal-decision = nenhuma decisão segundo as regras básicas em vigor o sustenta
audit-refusal-tick = não mostra uma hora posterior de quem tem a palavra
audit-refusal-policy = o documento não diz quem observa de fora
audit-refusal-enrolment = a inscrição já foi usada ou retirada, ou a credencial é outra
audit-refusal-enrolled = a pessoa, a credencial ou a chave já lá está
audit-refusal-full = o círculo já tem todos os membros que pode ter
audit-refusal-next-key = a nova chave não é a que foi anunciada
audit-refusal-frozen = o caderno do membro está fechado por uma eleição que não terminou
audit-refusal-recovery = a recuperação da chave não está aberta, ou o seu tempo de espera não passou
audit-refusal-not-due = nenhum lugar deste órgão está por eleger
audit-refusal-running = decorre uma eleição para estes lugares
audit-refusal-dates = as datas não dão o aviso ou o tempo de votação que as regras básicas querem
audit-refusal-call = a convocatória não diz o que as regras básicas dizem
audit-refusal-roll = o número dos que podem votar não é o do caderno fechado
audit-refusal-small = são tão poucos os que podem votar que a convocatória o tem de dizer
audit-refusal-phase = a eleição está noutra fase
audit-refusal-candidate = o membro não se pode candidatar, ou já é candidato
audit-refusal-credentials = mais credenciais de voto do que membros que podem votar
audit-refusal-ballot = o boletim já foi aceite, ou não segue o último
audit-refusal-close = o encerramento não nomeia os boletins que o registo contém
audit-refusal-archive = os dados não são os desta eleição, ou foram recusados
audit-refusal-bound = falta a uma decifração a sua prova vinculada
audit-refusal-lot = não é preciso sorteio, ou a sua prova está errada
audit-refusal-setup = outra eleição tem esta preparação
audit-refusal-result = o resultado já foi nomeado, ou os dados têm outro que não o nomeado
audit-refusal-rehearsal = o ensaio não mostra nenhum curador que um anterior não tenha mostrado
audit-refusal-shuffles = menos de dois curadores baralharam os boletins
audit-refusal-petition = já decorre uma iniciativa deste membro, ou não o pode ser
audit-refusal-endorsement = não é um membro que possa apoiar agora esta iniciativa, ou já a apoiou
audit-refusal-not-elected = o membro não foi eleito para este lugar, ou passou o prazo para responder
audit-refusal-not-holder = o membro não ocupa este lugar
audit-refusal-one-seat = o membro tem outro lugar deste órgão nesse tempo
audit-refusal-motion = a moção ou a votação nominal não está aberta
audit-refusal-vote = o lugar é de outra pessoa, ou já votou
audit-refusal-not-adopted = o que se afirma não foi decidido
audit-refusal-proposal = uma moção sobre as regras básicas tem de nomear o que põe em vigor, no órgão que decide sobre elas
audit-refusal-notice = a votação nominal não dá o aviso ou o tempo que as regras básicas querem
audit-refusal-text = a entrada não é a primeira que nomeia este texto, as regras leem-no, ou ela nomeia um texto onde as regras leem
audit-refusal-withdrawn = o texto foi retirado
audit-refusal-other = um motivo que estas mensagens ainda não conhecem
