### 평의회 기록의 감사. 프로그램이 번역했으며, 영어 원문이 우선합니다.

## 판정

audit-verdict-accepted = 인정: 모든 검사를 통과했습니다.
audit-verdict-refused =
    { $failures ->
       *[other] 거부: 잘못된 것이 { $failures }건 있습니다.
    }
audit-verdict-accepted-means = 누가 어느 자리에 있는지는 오직 이 기록에서 나옵니다. 같은 파일을 감사하는 사람은 누구나 같은 결과를 얻습니다.
audit-verdict-refused-means = 이 사본을 믿지 마십시오. 아래는 알아낼 수 있었던 데까지입니다.
audit-verdict-stopped = { $leaf }번 항목부터는 이 파일들로 누가 어느 자리에 있는지 아무도 말할 수 없습니다. 빠진 것이 있거나 더 새로운 프로그램이 필요합니다. 표시된 자리는 그 이전의 것입니다.
audit-verdict-limit = 더 새로운 사본이 없다는 것, 다른 사람에게 다른 기록을 보이지 않는다는 것은 어떤 사본도 스스로 증명할 수 없습니다. 지문을 다른 사람들이 보는 것과 비교하십시오.

## 제목과 이름표

audit-title = 평의회 기록의 감사
audit-label-skip = 판정으로 가기
audit-label-verdict = 판정
audit-label-record = 기록
audit-label-entries = 항목
audit-label-fingerprint = 기록의 지문
audit-label-state = 평의회의 지문
audit-label-table = 자리의 지문
audit-label-time = 기록의 시각
audit-label-outside = 외부의 확인
audit-label-read = 읽은 것
audit-label-failures = 잘못된 것
audit-label-checks = 검사한 것
audit-label-check = 검사
audit-label-outcome = 결과
audit-label-holds-when = 통과하는 조건
audit-label-seats = 누가 어느 자리에 있는가
audit-label-drawing = 기구별 자리
audit-label-seat = 자리
audit-label-member = 회원
audit-label-since = 시작
audit-label-until = 끝
audit-label-how = 경위
audit-label-elections = 선거
audit-label-alarms = 살펴볼 것
audit-label-trust = 누구를 믿어야 하는가
audit-label-no-effect = 효력이 없는 항목
audit-label-number = 수
audit-label-reason = 이유
audit-label-why = 왜 그 자리에 있는가
audit-label-why-seat = { $seat } 자리가 채워진 까닭
audit-label-by-hand = 손으로 확인하는 방법
audit-entries-effect = { $leaves }, 그중 효력이 있는 것 { $effective }
audit-outside-enough = { $witnesses }, 충분합니다
audit-outside-none = 없음, 평의회도 요구하지 않습니다
audit-outside-few = { $witnesses }, 충분하지 않습니다
audit-read-counts = 파일: { $files }; 서명된 상태: { $heads }; 글과 문서: { $blobs }, 거둔 것: { $withdrawn }; 투표지: { $ballots }
audit-entry = { $leaf }번 항목
audit-more = 그 밖에 { $more }건; --verbose로 볼 수 있습니다
audit-more-counted = 그 밖에 { $more }건
audit-at = { $time } 기준입니다.
audit-remedy = 할 일: { $remedy }
audit-nothing = 없습니다.
audit-unknown = 이 파일들로는 알 수 없습니다.
audit-no-effect-means = 항목은 누구나 쓸 수 있고, 어느 것이 효력이 있는지는 규칙이 정합니다. 이 항목들은 적힌 이유로 효력이 없습니다. 잘못은 아닙니다.
audit-numbers-mean = 기구와 자리에는 기본 규칙에 적힌 순서대로 0부터 번호가 있습니다. 기록에는 이름이 없고, 키가 회원을 나타냅니다.
audit-names-mean = 따옴표 안의 이름은 등록관이 확인한 투표용지에 적힌 이름입니다. 기록에는 다른 이름이 없으며 어떤 규칙도 이름을 읽지 않습니다.

## 검사의 결과

audit-outcome-passed = 통과
audit-outcome-failed = 실패
audit-outcome-not-reached = 검사 안 함
audit-outcome-means = 검사 안 함: 그런 것이 없었거나, 앞선 것이 실패했습니다.

## 각 검사가 말하는 것

audit-check-files = 있어야 할 파일이 모두 있고, 그 밖의 파일은 없습니다.
audit-check-acts = 모든 항목이 규칙이 허용하는 단 하나의 형식으로 쓰여 있습니다.
audit-check-signatures = 모든 서명은 서명해야 할 키의 것이며 올바릅니다.
audit-check-history = 첫 항목이 이 기록을 열고, 두 번 나오는 항목이 없으며, 다른 역사를 본 사람이 없습니다.
audit-check-tree = 저장된 지문은 항목들의 지문입니다.
audit-check-checkpoints = 서명된 모든 상태는 항목들이 이르는 상태이며, 그 위의 모든 서명이 올바릅니다.
audit-check-consistency = 이전 감사에서 간직한 것이 그대로 있습니다.
audit-check-witnesses = 평의회가 요구하는 수의 외부 관찰자가 가장 새로운 상태를 확인했습니다.
audit-check-blobs = 모든 글과 문서는 항목이 가리키는 바로 그것입니다.
audit-check-withdrawals = 거둔 것은 거둘 수 있는 사람이 거두었습니다.
audit-check-fold = 항목들은 처음부터 끝까지 하나의 평의회를 이룹니다.
audit-check-ticks = 서버가 자리를 적을 때마다, 그 자리는 기록이 말하는 그대로였습니다.
audit-check-archives = 모든 선거의 자료가 투표 프로토콜의 모든 검사를 통과합니다.
audit-check-bound-proofs = 모든 투표를 지키는 사람이 복호화에 준 값이 각각 그 투표지의 것임을 증명했습니다.
audit-check-questions = 모든 투표용지는 공고가 물은 것을 묻고 후보를 정해진 순서대로 적습니다.
audit-check-lots = 모든 추첨은 증명과 함께 열렸습니다.
audit-check-counts = 여기서 다시 한 모든 개표가 기록이 말하는 결과를 냅니다.
audit-check-seats = 한 자리에 한 사람, 임기를 넘긴 사람 없음, 선거 없이 앉은 사람 없음.

## 검사가 실패했을 때 할 일

audit-remedy-copy = 이 사본은 손상되었거나 불완전하거나 바뀌었습니다. 적힌 파일을 기록이 공개된 곳이나 다른 사본에서 다시 받으십시오. 그대로라면 평의회에 알리십시오.
audit-remedy-entries = 올바른 서버는 이런 항목을 쓰지 않습니다. 기록의 다른 사본과 비교하십시오. 거기에도 있으면 서버를 운영하는 사람이 설명해야 합니다.
audit-remedy-states = 기록이 그 항목들이 이르지 않는 상태로 서명되었거나, 서명이 바뀌었습니다. 이 사본을 간직하고 다른 사본과 비교하여 둘 다 평의회에 보이십시오.
audit-remedy-consistency = 전에 본 것이 사라졌거나 바뀌었습니다. 전의 파일과 이 사본을 간직하고 둘 다 평의회와 회원, 외부 관찰자에게 보이십시오. 기록에 서명하는 사람이 설명해야 합니다.
audit-remedy-witnesses = 가장 새로운 상태가 당신에게만 보이는 것일 수 있습니다. 한 시간 뒤에 다시 보십시오. 그대로라면 외부 관찰자에게 무엇이 보이는지 물으십시오.
audit-remedy-withdrawals = 권한 없이 글을 거두었습니다. 다른 사본에서 찾아보고, 누가 했는지 평의회에 물으십시오.
audit-remedy-fold = 파일이 빠졌거나 이 프로그램이 너무 오래되었습니다. 적힌 파일이나 더 새로운 kenes를 받아 다시 감사하십시오.
audit-remedy-ticks = 여기 표시된 자리를 믿으십시오. 기록에서 나온 것입니다. 왜 다르게 적었는지 서버를 운영하는 사람이 설명해야 합니다.
audit-remedy-elections = 이대로는 이 선거에서 어떤 자리도 나오지 않습니다. 투표를 지키는 사람과 등록관에게 물으십시오. 그 자료 파일에 `kenes election verify`를 쓰면 어느 투표지, 어느 단계가 잘못인지 알려 줍니다.
audit-remedy-seats = 결코 있어서는 안 되는 일이며, kenes의 잘못입니다. 기록의 사본과 함께 알려 주십시오.

## 자리와 그 경위

audit-seat-vacant = 비어 있음
audit-seat-asked = 비어 있음; { $member }번 회원이 당선되어 { $time }까지 수락할 수 있습니다
audit-seat-next = 다음은 { $member }번 회원
audit-how-founding = 설립자, 첫 선거까지
audit-how-election = { $call } 선거로 당선
audit-how-countback = 누군가 떠난 뒤 { $call } 선거의 투표지로 채움 (결원 { $vacancy })
audit-short-vacant = 비어 있음
audit-short-founding = 설립자
audit-short-election = 당선
audit-short-countback = 누군가 떠난 뒤 투표지로 채움
audit-drawing-body = 기구 { $body }
audit-drawing-described =
    { $seats ->
       *[other] 기구 { $body }에는 자리가 { $seats }개 있습니다. 당선: { $elected }, 누군가 떠난 뒤 투표지로 채움: { $countback }, 설립자: { $founders }, 비어 있음: { $vacant }.
    }

## 선거

audit-election = { $call }: { $purpose }, 기구 { $body }; 투표할 수 있는 사람: { $eligible }, 투표 자격 증명: { $credentials }, 투표지: { $ballots }. { $phase }
audit-election-seats = 온 임기의 자리
audit-election-by-election = 남은 임기의 빈자리
audit-election-referendum = 안건에 대한 회원 투표
audit-election-charter = 기본 규칙에 대한 회원 투표
audit-election-trial = 아무것도 주지 않는 연습
audit-phase-called = 후보를 받고 있습니다.
audit-phase-setup = 준비되었습니다.
audit-phase-rehearsed = 투표를 지키는 사람들이 예행연습을 했습니다.
audit-phase-closed = 투표가 끝났습니다.
audit-phase-needs-lot = 추첨을 열어야 합니다.
audit-phase-counted = 개표되었습니다.
audit-phase-void = 결과 없이 끝났습니다.
audit-archive-accepted = 자료 파일({ $leaf }번 항목): 인정. 투표 자격 증명: { $voters }; 투표지: { $ballots }, 그중 계산된 것: { $counted }.
audit-archive-refused = 자료 파일({ $leaf }번 항목): 투표 프로토콜에 따라 거부.
audit-archive-void = 자료 파일({ $leaf }번 항목): 자리를 주지 않습니다: { $reason }
audit-archive-no-effect = 효력이 없습니다. 누구나 제출할 수 있습니다.
audit-archive-missing = 자료 파일({ $leaf }번 항목): 파일이 없습니다.
audit-archive-rehearsal = 투표를 지키는 사람들의 시험 투표지({ $leaf }번 항목).
audit-elections-none = 이 기록에는 아직 선거 자료가 없습니다.

## 왜 그 자리에 있는가

audit-why-holder = { $member }번 회원({ $key })이 { $seat } 자리에 { $since }부터, 늦어도 { $until }까지 있습니다.
audit-why-nobody = { $seat } 자리에는 아무도 없습니다.
audit-why-founded = 평의회가 설립되었습니다. 첫 항목이 설립자, 기본 규칙, 서버의 키를 정합니다.
audit-why-charter = 공고 때 효력이 있던 기본 규칙이 시행되었습니다.
audit-why-roll =
    { $eligible ->
       *[other] 여기서 명부가 마감되었습니다: { $eligible }명이 투표할 수 있었습니다.
    }
audit-why-called =
    { $seats ->
       *[other] 자리 { $seats }개의 선거가 공고되었습니다.
    }
audit-why-stood = 그 회원이 후보로 나섰습니다.
audit-why-setup =
    { $credentials ->
       *[other] 선거가 준비되었습니다: 등록관이 투표 자격 증명 { $credentials }개를 명단에 올렸습니다.
    }
audit-why-rehearsed = 투표 전에 투표를 지키는 사람들이 저장해 둔 키로 시험 투표지를 함께 열었습니다.
audit-why-closed =
    { $ballots ->
       *[other] 투표가 투표지 { $ballots }장으로 끝났습니다.
    }
audit-why-archived = 투표의 모든 자료가 한 파일에 담겼습니다. 이 감사는 그 안의 모든 투표지와 모든 복호화를 검사했습니다.
audit-why-lot = 투표를 지키는 사람들이 동점을 가르는 추첨을 열었습니다. 투표가 끝나기 전에는 아무도 알 수 없었습니다.
audit-why-counted = 이 감사가 공고에 적힌 규칙으로 투표지를 다시 세었습니다: 그 회원이 { $place }번째로 당선되었습니다.
audit-why-counted-back = 당선된 사람이 떠났거나 수락하지 않았습니다. 같은 투표지를 그 자리를 위해 다시 세어(이 선거의 결원 { $vacancy }) 그 회원에게 주었습니다.
audit-why-accepted = 그 회원이 자리를 수락했습니다.
audit-why-other = 이 메시지가 아직 모르는 단계입니다.
audit-why-entry = { $leaf }번 항목, { $time }
audit-why-entry-untimed = { $leaf }번 항목, 기록에 시각이 생기기 전
audit-why-id = id { $id }
audit-why-fixes = 가리키는 파일 { $digest }
audit-why-digest = 정하는 지문 { $digest }
audit-hand-show = 아무 항목이나 말로 보기:
audit-hand-id = id는 항목의 글, 곧 빈 줄 앞까지 모든 줄의 SHA-256입니다.
audit-hand-receipt = 기록에 있음을 증명하고, docs/RECORD.md가 보이는 대로 kenes 없이 그 증명을 확인하기:
audit-hand-archive = 선거의 파일에서 처음 32바이트를 떼고 감사하기:
audit-hand-count = 투표지를 다시 세기:
audit-hand-peer = 이 파일은 다른 사람들이 만든 belenios-tool로도 확인할 수 있습니다.

## 누구를 무엇에 대해 믿어야 하는가

audit-trust-time-none = 기록에 아직 시각이 없습니다.
audit-trust-time-witnesses =
    { $witnesses ->
       *[other] 시각은 외부 관찰자 { $witnesses }명이 준 시각의 가운데 값입니다.
    }
audit-trust-time-server = 시각은 서버의 말입니다. 모든 기한은 서버의 시계를 따릅니다.
audit-trust-no-witnesses = 외부에서 이 기록을 확인하는 사람이 없습니다. 서버가 사람마다 다른 역사를 보일 수 있습니다.
audit-trust-few-witnesses =
    { $witnesses ->
       *[other] 외부 관찰자 { $witnesses }명이 이 기록을 확인합니다. 그중 한 명만 정직하지 않아도 서버와 함께 사람마다 다른 역사를 보일 수 있습니다.
    }
audit-trust-witnesses = 외부 관찰자 { $witnesses }명에게 이 기록의 확인을 청합니다. 그 대부분을 믿어야 하고, 평의회가 대부분의 동의를 요구하는지 보아야 합니다.
audit-trust-registrars =
    { $needed ->
       *[other] 등록관 { $registrars }명 가운데 { $needed }명이면 없는 사람을 명부에 올릴 수 있습니다. 보증해야 하는 회원: { $sponsors }. 그 수는 공개됩니다.
    }
audit-trust-custodial = 회원 { $members }명 가운데 { $keys }명의 키는 다른 사람이 만들었습니다. 만든 사람은 그들 대신 서명할 수 있습니다.
audit-trust-founders = 아무도 뽑지 않은 설립자들이 자리 { $of }개 가운데 { $seats }개에 있습니다.
audit-trust-trustees =
    { $threshold ->
       *[other] 선거 { $call }: 투표를 지키는 사람 { $trustees }명 가운데 { $threshold }명이면 투표지를 읽을 수 있습니다.
    }
audit-trust-trustees-all = 선거 { $call }: 투표를 지키는 사람 { $trustees }명 모두가 모이면 투표지를 읽을 수 있습니다. 누구든 결과를 막을 수 있고, 마지막에 복호화하는 사람이 결과를 먼저 봅니다.
audit-trust-credentials =
    { $registrars ->
       *[other] 선거 { $call }: 등록관 { $registrars }명이 모이면 투표할 수 있는 { $eligible }명 가운데 투표하지 않는 사람 대신 투표할 수 있습니다.
    }
audit-trust-small = 선거 { $call }: { $eligible }명만 투표할 수 있습니다. 결과로 누가 어떻게 투표했는지 드러날 수 있습니다.
audit-trust-other = 이 메시지가 아직 모르는, 믿어야 할 것이 있습니다.

## 경보

audit-alarm-no-tick = 기록의 마지막 시각은 { $time }이며 하루가 넘었습니다. 기록이 이어질 때까지 어떤 기한도 지나지 않고 날짜를 기다리는 것은 아무것도 정해지지 않습니다.
audit-alarm-no-tick-ever = 기록에 아직 시각이 없습니다. 날짜를 기다리는 것은 아무것도 정해지지 않습니다.
audit-alarm-time-ahead = 기록의 시각 { $time }이 당신의 시계보다 한 시간 넘게 앞서 있습니다. 그렇게 적은 사람은 임기와 기한을 일찍 끝냈으며, 되돌릴 수 없습니다. 시계를 확인한 뒤 평의회에 물어보십시오.
audit-alarm-roll-surge = { $time }부터 들어온 사람이 많아, 나간 사람이 없었다면 명부가 { $from }명에서 { $to }명으로 늘었을 것입니다(되찾은 키 포함). 이 평의회의 보통 수준을 넘습니다. 누가 들어왔고 누가 보증했는지 물으십시오.
audit-alarm-roll-loss = { $time }에 명부에는 { $from }명이 있었고, 그 뒤로 { $left }명이 나가거나 명부에서 빠졌습니다. 이 평의회의 보통 수준을 넘습니다. 스스로 나가려 했는지 물으십시오.
audit-alarm-election-overdue = 기구 { $body }의 자리 { $seats }의 선거를 할 때가 되었는데 공고되지 않았습니다. 회원 누구나 공고할 수 있습니다.
audit-alarm-past-term = { $seat } 자리의 임기는 { $time }에 끝났습니다. 아직 그 자리로 행동하는 사람은 권한이 없습니다.
audit-alarm-many-seats = { $member }번 회원이 여러 자리에 있습니다: { $seats }.
audit-alarm-registrars-are-trustees = 선거 { $call }: 명부에 사람을 올리면서 투표의 비밀도 지키는 사람이 있습니다(회원 { $members }).
audit-alarm-candidates-are-guards = 선거 { $call }: 후보이면서 그 비밀이나 투표 자격 증명을 지키는 사람이 있습니다(회원 { $members }).
audit-alarm-registrars-not-elected = 선거 { $call }: 유권자 명부를 맡은 사람 가운데 그 일을 할 자리가 없는 사람이 있습니다(회원 { $members }).
audit-alarm-one-registrar = 등록관 한 명이면 명부에 사람을 올릴 수 있습니다.
audit-alarm-one-trustee = 선거 { $call }: 투표를 지키는 사람 한 명이면 투표지를 읽을 수 있습니다.
audit-alarm-registrars-in-default = { $time }에 선거가 열려야 했지만 유권자 명부를 맡은 사람들이 준비하지 않았습니다. 그 뒤로 준비한 선거가 없습니다.
audit-alarm-ballots-unclocked = 선거 { $call }: 기록의 시계가 한 시간 넘게 멈춘 동안 접수된 투표지: { $ballots }. 투표지를 받는 쪽이 마감 뒤에 일부를 받았을 수 있습니다.
audit-alarm-other = 이 메시지가 아직 모르는 경보가 있습니다.

## 항목에 효력이 없는 이유

audit-refusal-not-first = 기록은 첫 항목만이 엽니다
audit-refusal-again = 항목이 이미 기록에 있었습니다
audit-refusal-other-history = 서명자가 이 기록의 다른 역사를 보았습니다
audit-refusal-counter = 서명자의 계수가 마지막 항목의 계수보다 크지 않습니다
audit-refusal-not-member = 서명자가 회원이 아니거나 효력을 잃은 키를 썼습니다
audit-refusal-not-server = 효력이 있는 서버 키로 서명되지 않았습니다
audit-refusal-no-time = 기록에 아직 시각이 없었습니다
audit-refusal-authority = 할 수 있는 사람이 서명하지 않았거나 그 수가 모자랍니다
audit-refusal-reference = 가리키는 항목이 없거나 다른 종류입니다
audit-refusal-place = 없는 기구, 자리 또는 선거구입니다
audit-refusal-not-in-rules = 효력이 있는 규칙이 이런 항목을 알지 못합니다
audit-refusal-charter = 문서에 기본 규칙이 없거나 값이 범위를 벗어납니다
audit-refusal-rules = 결정된 규칙 판이 아니거나 효력이 있는 판보다 높지 않습니다
audit-refusal-decision = 효력이 있는 기본 규칙에 따른 결정이 뒷받침하지 않습니다
audit-refusal-tick = 말이 효력을 갖는 이들의 더 늦은 시각을 보이지 않습니다
audit-refusal-policy = 문서가 외부 관찰자를 말하지 않습니다
audit-refusal-enrolment = 등록이 이미 쓰였거나 취소되었거나 자격 증명이 다릅니다
audit-refusal-enrolled = 그 사람, 자격 증명 또는 키가 이미 있습니다
audit-refusal-full = 선거구의 회원이 최대 수에 이르렀습니다
audit-refusal-next-key = 새 키가 예고된 키가 아닙니다
audit-refusal-frozen = 끝나지 않은 선거로 그 회원의 명부가 마감되어 있습니다
audit-refusal-recovery = 키 되찾기가 열리지 않았거나 기다리는 시간이 끝나지 않았습니다
audit-refusal-not-due = 이 기구에는 선거할 때가 된 자리가 없습니다
audit-refusal-running = 이 자리들의 선거가 진행 중입니다
audit-refusal-dates = 날짜가 기본 규칙이 요구하는 예고나 투표 시간을 주지 않습니다
audit-refusal-call = 공고가 기본 규칙과 다릅니다
audit-refusal-roll = 투표할 수 있는 사람의 수가 마감된 명부와 다릅니다
audit-refusal-small = 투표할 수 있는 사람이 너무 적어 공고에 밝혀야 합니다
audit-refusal-phase = 선거가 다른 단계에 있습니다
audit-refusal-candidate = 그 회원은 후보가 될 수 없거나 이미 후보입니다
audit-refusal-credentials = 투표 자격 증명이 투표할 수 있는 회원보다 많습니다
audit-refusal-ballot = 투표지가 이미 받아들여졌거나 마지막 것에 이어지지 않습니다
audit-refusal-close = 마감이 기록에 있는 투표지를 가리키지 않습니다
audit-refusal-archive = 자료가 이 선거의 것이 아니거나 거부되었습니다
audit-refusal-bound = 복호화에 묶인 증명이 없습니다
audit-refusal-lot = 추첨이 필요 없거나 그 증명이 틀렸습니다
audit-refusal-setup = 다른 선거가 이 준비를 쓰고 있습니다
audit-refusal-result = 결과가 이미 적혔거나 자료의 결과가 적힌 것과 다릅니다
audit-refusal-rehearsal = 예행연습이 이전에 확인되지 않은, 투표를 지키는 사람을 보여 주지 않습니다
audit-refusal-shuffles = 투표지를 섞은, 투표를 지키는 사람이 두 명보다 적습니다
audit-refusal-petition = 이 구성원의 발의가 이미 진행 중이거나 발의가 될 수 없습니다
audit-refusal-endorsement = 지금 이 발의에 서명할 수 있는 구성원이 아니거나 이미 서명했습니다
audit-refusal-not-elected = 그 회원은 이 자리에 당선되지 않았거나 답할 기한이 지났습니다
audit-refusal-not-holder = 그 회원은 이 자리에 있지 않습니다
audit-refusal-one-seat = 그 회원은 그때 이 기구의 다른 자리에 있습니다
audit-refusal-motion = 안건이나 기명 투표가 열려 있지 않습니다
audit-refusal-vote = 다른 사람의 자리이거나 이미 투표했습니다
audit-refusal-not-adopted = 적힌 것이 결정되지 않았습니다
audit-refusal-proposal = 기본 규칙에 대한 안건은 시행할 것을, 그것을 결정하는 기구에서 밝혀야 합니다
audit-refusal-notice = 기명 투표가 기본 규칙이 요구하는 예고나 시간을 주지 않습니다
audit-refusal-text = 이 글을 처음 가리키는 항목이 아니거나, 규칙이 그 글을 읽거나, 규칙이 읽는 자리에 글을 가리킵니다
audit-refusal-withdrawn = 글을 거두었습니다
audit-refusal-other = 이 메시지가 아직 모르는 이유
