### 모두를 위한 페이지: 자리와 그 까닭, 선거, 결과, 확인. 프로그램이 번역했으며, 영어 원문이 우선합니다.

web-since = 시작
web-gained = 경위
web-reasons = 까닭
web-ended = 끝난 까닭
web-seat-of = { $body }, { $seat }번 자리
web-why-seat = { $body }, { $seat }번 자리: 왜?
web-seats-described =
    { $seats ->
       *[other] { $body }: 자리 { $seats }개. 당선: { $elected }, 누군가 떠난 뒤 투표지로 채움: { $countback }, 설립자: { $founders }, 비어 있음: { $vacant }.
    }
web-gained-founding = 설립자, 뽑히지 않음: 첫 선거까지
web-gained-election = 당선
web-gained-countback = 누군가 떠난 뒤 그 선거의 투표지로 채움
web-seat-asked = { $name } 님이 당선되어 { $until }까지 수락할 수 있습니다
web-seat-next = 다음은 { $name } 님
web-alarms = 살펴볼 것
web-alarms-none = 지금은 살펴볼 것이 없습니다.
web-running = 지금 진행 중
web-results = 최근 결과
web-all-elections = 모든 선거
web-trust = 믿어야 하는 것
web-trust-text = 선거 없이는 누구도 자리를 줄 수 없고, 기록된 것은 누구도 들키지 않고 바꿀 수 없습니다. 남는 것은 다음과 같습니다:
web-trust-codes = 투표가 끝날 때까지 이 컴퓨터는 유권자 명부를 맡은 사람들을 위해 만든 투표 코드를 가지고 있습니다. 이 컴퓨터를 다스리는 사람은 투표하지 않는 사람 대신 투표할 수도 있습니다. 투표가 끝나면 코드는 없애 버립니다.
web-trust-again = 투표 코드를 다시 보여 주거나 인쇄한 횟수: { $count }
web-to-check = 모두 확인하기

web-elections-title = 선거
web-elections-none = 아직 공고된 선거가 없습니다.
web-elections-over = 끝난 선거
web-vote-closes = 투표가 끝나는 때: { $time }
web-purpose-seats = 온 임기의 자리를 뽑는 선거
web-purpose-by-election = 남은 임기의 빈자리를 뽑는 선거
web-purpose-referendum = 안건에 대한 회원 투표
web-purpose-charter = 평의회의 규칙에 대한 회원 투표
web-purpose-trial = 연습 선거
web-trial-banner = 연습 선거입니다. 자리를 주지 않으며, 아무 일도 뒤따르지 않습니다.
web-do-stand = 후보로 나서기
web-do-vote = 투표하기
web-do-result = 결과 보기
web-do-ballot = 내 투표지 찾기
web-stage-candidates = 후보는 { $until }까지 나섭니다.
web-stage-preparing = 투표를 준비하고 있습니다. { $opens }에 열립니다.
web-stage-late = 투표는 { $opens }에 열려야 했습니다. 준비하는 사람들이 아직 마치지 못했습니다.
web-stage-open = 투표는 { $until }까지 열려 있습니다.
web-stage-counting = 투표가 끝났습니다. 투표를 지키는 사람들이 함께 결과를 엽니다.
web-stage-lot = 추첨으로만 가를 수 있는 동점이 나왔습니다. 투표를 지키는 사람들이 함께 추첨을 엽니다.
web-stage-counted = 결과가 나왔습니다.
web-stage-void = 결과 없이 끝났습니다.
web-next-candidates = 그 뒤에 투표용지가 정해지고, 투표를 지키는 사람들이 함께 자물쇠를 만듭니다.
web-next-preparing = 투표를 지키는 사람들이 함께 자물쇠를 만들고 시험해 봅니다. 그 뒤에 투표할 수 있는 사람마다 코드를 받습니다.
web-next-late = 마치지 못하면 선거는 결과 없이 끝나고 다시 공고해야 합니다.
web-next-open = 투표가 끝나면 투표를 지키는 사람들이 함께 결과를 엽니다. 투표지 하나하나를 이름과 함께 여는 일은 결코 없습니다.
web-next-counting = 그 가운데 충분한 수가 제 몫을 하면 결과가 여기에 나옵니다.
web-next-lot = 투표가 끝나기 전에는 아무도 추첨을 알 수 없었습니다.
web-next-counted = 당선된 사람에게 수락하는지 묻습니다. 누구나 투표지를 다시 셀 수 있습니다.
web-next-void = 나선 사람이 없거나 제때 마치지 못했습니다. 다시 공고할 수 있습니다.

web-turnout = 얼마나 투표했는가
web-turnout-count =
    { $ballots ->
       *[other] 투표지 { $ballots }장, 투표할 수 있는 사람 { $voters }명.
    }
web-turnout-again = 다시 투표하면 앞의 투표지를 대신합니다. 이 수는 넣은 투표지를 모두 센 것입니다.
web-dates = 날짜
web-dates-universal = 모든 시각은 세계시(UTC)입니다.
web-date-what = 무엇
web-date-when = 언제
web-date-over = 지남
web-date-nominations = 후보 마감
web-date-opens = 투표가 열리는 때
web-date-closes = 투표가 끝나는 때
web-candidates = 후보
web-candidates-none = 아직 나선 사람이 없습니다.
web-candidates-order = 투표용지의 순서입니다. 선거와 후보 등록에서 계산되며 누구에게나 같습니다.
web-statement-gone = 글이 없거나 거두었습니다.
web-who = 누가 무엇을 하는가
web-who-votes = 투표할 수 있는 사람
web-who-votes-count =
    { $people ->
       *[other] 명부가 마감될 때 명부에 있던 회원 { $people }명
    }
web-who-seats = 채울 자리
web-who-rule = 세는 방법
web-who-guards = 투표를 지키는 사람
web-who-guards-count =
    { $all ->
       *[other] { $all }명 가운데 { $needed }명이 결과를 엽니다. 그보다 적으면 투표지를 읽을 수 없습니다.
    }
web-who-lists = 유권자 명부를 맡은 사람
web-rule-ranking = 순위로(단기 이양식 투표): 후보를 바라는 순서대로 놓습니다. 한 후보에게 필요 없는 표는 그다음 순위로 넘어갑니다.
web-rule-approval = 찬성으로: 바라는 사람을 모두 표시하고, 표시가 가장 많은 사람이 당선됩니다.
web-rule-plurality = 최다 득표로: 한 사람을 표시하고, 표가 가장 많은 사람이 당선됩니다.
web-rule-yes-no = 찬성이 반대보다 많으면 됩니다.

web-result-title = 결과
web-result-elected = 당선: { $names }.
web-result-nobody = 당선된 사람이 없습니다.
web-result-yes = 답은 찬성입니다.
web-result-no = 답은 반대입니다.
web-result-trial = 연습이었습니다. 이것으로 당선되는 사람은 없습니다. 아래의 개표는 어떻게 되는지를 보여 줍니다.
web-result-rule = 세는 방법: { $rule }
web-result-seats = 누가 당선되었고 그 뒤 어떻게 되었는가
web-result-order = 순서
web-result-holds = { $seat }번 자리에 있음
web-result-follows = 앞의 임기가 끝나면 { $seat }번 자리에 앉음
web-result-asked = { $until }까지 { $seat }번 자리를 수락할 수 있음
web-result-not-there = 수락하지 않았거나 이제 그 자리에 없음
web-result-at = 이 개표는 { $time }에 공개 파일로 한 것입니다.
web-result-take = 가져가기
web-result-csv = 표 프로그램용 개표 결과(CSV)
web-result-json = 프로그램용 개표 결과(JSON)
web-result-archive = 모든 투표지와 증명을 한 파일로
web-to-election = 선거로
web-to-result = 결과로
web-answer = 답
web-votes = 표
web-answer-yes = 찬성
web-answer-no = 반대
web-answer-blank = 백지
web-vacancies = 비게 된 자리
web-vacancies-text = 당선된 사람이 떠나거나 수락하지 않으면 같은 투표지를 그 자리를 위해 다시 셉니다. 후보로 나섰던 사람이 남아 있는 한 새 선거는 필요 없습니다.
web-vacancy-title = 같은 투표지로 채우는 자리
web-vacancy = { $seat }번 자리가 { $since }에 비었습니다: { $name } 님이 떠났거나 수락하지 않았습니다.
web-vacancy-waiting = 아직 채워지지 않았습니다.
web-vacancy-nobody = 후보로 나섰던 사람이 남아 있지 않아 새 선거가 필요합니다.
web-vacancy-filled = 투표지에 따라 { $name } 님이 이 자리를 얻습니다.
web-vacancy-count = 이 개표 보기
web-being-checked = 지금 이 컴퓨터가 공개 파일을 훑어보고 있습니다. 잠시 뒤에 페이지를 다시 여세요.

web-seat-nobody = 지금 이 자리에는 아무도 없습니다.
web-seat-past = 전에 있던 사람
web-end-term = 임기가 끝남
web-end-resigned = 물러남
web-end-left = 회원에서 떠남
web-end-first-seating = 처음 당선된 사람들이 이어받음
web-why-chain = 차례차례
web-why-text = 각 단계는 공개 파일에 있으며, 나중에 들키지 않고 바꿀 수 없습니다. 각 단계는 그 앞의 것에서 나옵니다.
web-why-at = 이 컴퓨터가 바깥 사람처럼 모든 공개 파일을 훑어본 { $time } 기준입니다.
web-why-unsound = 공개 파일에 맞지 않는 것이 있습니다. 설명되기 전에는 이 페이지를 믿지 마세요.
web-details = 자세히
web-why-hand = 직접 확인하기
web-why-hand-text = 이 페이지를 믿을 필요가 없습니다. 내 컴퓨터에서 프로그램이 공개 파일로부터 누가 어느 자리에 있는지 알아냅니다.
web-why-hand-open = 각 단계를 확인하는 방법

web-check-title = 모두 확인하기
web-check-text = 여기서는 아무도 믿을 필요가 없습니다. 이 컴퓨터도, 이를 운영하는 사람도 마찬가지입니다. 누가 자리에 앉는지를 정하는 것은 모두 유권자의 이름 없이 공개되어 있고, 누구나 자기 컴퓨터에서 훑어볼 수 있습니다.
web-check-what = 확인할 수 있는 것
web-check-what-all = 평의회가 세워진 뒤로 아무것도 나중에 바뀌거나 빠지거나 더해지지 않았는지.
web-check-what-ballots = 센 투표지가 모두 올바르고, 개표가 보이는 결과와 꼭 같은지.
web-check-what-seats = 자리마다 선거에서, 그 선거를 공고할 때의 규칙대로 나왔는지.
web-check-what-own = 내 투표지가 거기에 있는지: 선거 페이지에서 영수증으로 찾아보세요.
web-check-what-not = 어떤 확인으로도 알 수 없는 것: 명부의 모든 사람이 실제 사람인지, 누가 어깨너머로 보았는지. 무엇을 믿어야 하는지는 아래에 있습니다.
web-check-program = 내 컴퓨터의 프로그램으로
web-check-program-text = kenes 프로그램은 무료이고 소스가 공개되어 있습니다. 공개 파일을 받아 모두 훑어봅니다:
web-check-program-html = 같은 것을 내 언어로 된, 간직할 수 있는 페이지로:
web-check-copy = 모든 것의 사본으로
web-check-copy-text = 모든 공개 파일이 한 파일에 있습니다. 사본을 다른 사람들에게 나누어 주세요. 많을수록 모두에게 더 안전합니다. 그런 다음 네트워크 없이 사본을 확인하세요:
web-check-copy-button = 모든 것의 사본 받기
web-check-files = 같은 파일을 하나씩:
web-check-known = 본 것을 기억하기
web-check-known-text = 이 작은 파일은 오늘의 상태를 말해 줍니다. 간직하세요. 다음 달에 오늘 있던 것이 바뀌었는지 알려 줍니다:
web-check-known-button = 오늘의 상태 저장
web-check-known-compare = 다른 사람들이 간직한 것과 비교하세요. 두 사람에게 다른 역사를 보였다면 두 파일이 그것을 증명합니다.
web-check-own = 이 컴퓨터가 스스로 찾은 것
web-check-own-at = { $time }에 보았습니다.
web-check-own-count = 항목: { $entries }; 센 투표지: { $ballots }. 거짓말하는 컴퓨터는 여기서도 거짓말할 수 있으니 내 컴퓨터에서 확인하세요.
web-check-own-list = 확인한 것 하나하나
web-check-passed = 맞습니다.
web-check-failed = 맞지 않습니다.
web-check-not-reached = 그런 것이 아직 없습니다.

web-audit-title = 이 기기에서 모두 확인하기
web-audit-text = 이 페이지의 프로그램이 내 기기에서 공개 파일을 모두 훑어보고, 누가 어느 자리에 있는지 새로 계산합니다. 설치할 것이 없고, 나에 관한 것은 아무것도 보내지 않습니다.
web-audit-script = 이 페이지에서 확인하려면 스크립트가 필요합니다. 스크립트가 없으면 모든 것의 사본을 받아 아래 설명대로 프로그램으로 확인하세요.
web-audit-button = 이 기기에서 모두 확인하기
web-audit-stop = 멈추기
web-audit-stopped = 멈추었습니다. 아직 아무것도 말할 수 없습니다.
web-audit-disk = 나나 다른 사람이 간직한 사본 확인하기
web-audit-disk-text = 찾은 것을 다른 사람들이 같은 사본에서 찾은 것과 비교하세요. 사본은 내 기기를 떠나지 않습니다.
web-audit-tar = 한 파일로 된 사본 (.tar)
web-audit-folder = 폴더로 된 사본
web-audit-loading = 프로그램을 불러오는 중입니다.
web-audit-fetching = 공개 파일을 받는 중: { $all }개 중 { $done }개.
web-audit-reading = 사본을 읽는 중입니다.
web-audit-checking = 확인하는 중: 항목 { $all }개 중 { $done }개.
web-audit-left = 남은 시간, 약: { $time }
web-audit-good = 모두 맞습니다.
web-audit-bad = 맞지 않는 것이 있습니다. 설명되기 전에는 이 평의회의 페이지를 믿지 마세요.
web-audit-counted = 확인한 항목: { $entries }; 투표지: { $ballots }.
web-audit-took = { $time } 걸렸습니다 (분과 초).
web-audit-json = 찾은 것을 프로그램용으로 저장 (JSON)
web-audit-html = 찾은 것을 페이지로 저장
web-audit-seats = 여기서 계산한, 누가 어느 자리에 있는지
web-audit-term = { $since }부터 늦어도 { $until }까지.
web-audit-why = 왜?
web-audit-limit = 프로그램은 이 페이지와 같은 컴퓨터에서 옵니다. 그것도 믿고 싶지 않다면 아래 설명대로 다른 곳에서 받은 프로그램을 쓰세요.
web-audit-no-record = 여기에는 평의회의 공개 파일이 없습니다. “checkpoint”가 들어 있는 파일이나 폴더를 고르세요.
web-audit-too-much = 페이지가 확인할 수 있는 것보다 많습니다. 아래 설명대로 컴퓨터에서 프로그램을 쓰세요.
web-audit-no-copy = 공개 파일의 사본이 아닙니다. 압축하지 않은, .tar로 끝나는 파일을 고르세요.
web-audit-unreached = 지금은 공개 파일을 받을 수 없습니다. 연결을 살펴보고 다시 해 보세요.
web-audit-this-seat = 이 자리를 내 기기에서 확인하기
