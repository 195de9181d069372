### 사무실 페이지: 명부, 쪽지, 메시지. 프로그램이 번역했으며, 영어 원문이 우선합니다.

web-yes = 예
web-no = 아니요
web-print = 인쇄

web-members-title = 회원
web-members-count = { $count ->
   *[other] 명부에 { $count }명이 있습니다.
}
web-members-waiting = { $count ->
   *[other] { $count }명은 가입에 쓸 것을 아직 받지 못했습니다.
}
web-members-without = { $count ->
   *[other] 명부에서 { $count }명은 기기가 없습니다. 투표 코드가 적힌 쪽지만 있으면 투표할 수 있습니다.
}
web-members-slips = 인쇄할 쪽지
web-members-send = 이메일이 있는 사람에게 보내기
web-members-add = 명부에 사람 올리기
web-members-list = 이름
web-members-list-hint = 한 줄에 이름 하나, 또는 표나 CSV 파일에서 복사한 이름과 이메일의 표. 이메일은 없어도 됩니다.
web-members-preview = 목록 살펴보기
web-members-roll = 명부
web-members-name = 이름
web-members-state = 상태
web-members-mail = 이메일
web-members-left = 떠남
web-members-joined = 기기로 가입함
web-members-given = 가입 코드를 받음
web-members-enrolled = 명부에 있음
web-members-erased = (지워짐)

web-roll-empty = 목록에 아무것도 없습니다.
web-roll-long = 목록이 너무 깁니다. 나누어 올리세요.
web-roll-no-name = 이름이 없습니다.
web-roll-long-name = 이름이 100자보다 깁니다.
web-roll-character = 보이지 않는 글자가 있습니다.
web-roll-encoding = 읽을 수 없는 글자가 있습니다. 파일을 UTF-8로 저장하세요.
web-roll-address = 이메일 주소가 아닙니다.
web-roll-language = 이 언어로 된 페이지가 없습니다.
web-roll-cells = 칸이 열보다 많습니다.
web-roll-twice = { $line }번 줄과 같습니다.
web-roll-same-name = { $line }번 줄과 이름이 같고 주소가 다릅니다.
web-roll-same-address = { $line }번 줄과 주소가 같습니다. 그 주소를 읽는 사람이 두 메시지를 모두 읽게 됩니다.

web-preview-title = 맞습니까?
web-preview-good = { $count ->
   *[other] { $count }명을 명부에 올릴 수 있습니다.
}
web-preview-bad = { $count ->
   *[other] { $count }줄이 빠집니다. 무엇이 잘못인지 옆에 적혀 있습니다.
}
web-preview-unknown = “{ $column }” 열이 무엇인지 알 수 없어 뺍니다.
web-preview-line = 줄
web-preview-remarks = 살펴볼 것
web-preview-left-out = 빠짐:
web-preview-enrol = { $count ->
   *[other] { $count }명을 명부에 올리기
}
web-preview-change = 목록 고치기
web-what-enrol = 사람들을 명부에 올립니다. 공개 기록에는 한 사람마다 봉한 수 하나만 나오고 이름은 나오지 않습니다.

web-slips-title = 인쇄할 쪽지
web-slips-count = { $count ->
   *[other] 이메일이 없는 사람을 위한 쪽지 { $count }장.
}
web-slips-done = 인쇄해서 나누어 주었습니다
web-slip-join-title = 휴대전화로 가입하기: { $council }
web-slip-join-text = 카메라로 QR 코드를 찍거나 주소를 열고 코드를 적으세요. 쓰려는 휴대전화나 컴퓨터에서 하세요. 코드는 한 번만 쓸 수 있고 받은 사람만의 것입니다. 투표하는 데는 필요 없습니다.
web-mail-join-subject = 가입하기: { $council }
web-mail-join-body = { $name } 님, 안녕하세요.

    이 링크를 여는 휴대전화나 컴퓨터로 가입하게 됩니다. 한 번만 쓸 수 있고 받은 사람만의 것입니다.

    { $link }

    후보로 나서거나 자리를 수락하거나 투표를 지키는 데 필요합니다. 투표하는 데는 필요 없습니다.

web-choose = 고르기
web-call-title = 선거 공고하기
web-call-head = 선거 공고하기: { $body }
web-call-text = 채울 자리는 { $seats }개입니다. 회원 { $eligible }명이 투표할 수 있습니다. 나중에 가입하는 사람은 이번에는 투표할 수 없습니다.
web-call-dates = 규칙이 허용하는 가장 이른 날짜
web-call-nominations = 후보 마감
web-call-opens = 투표가 열리는 때
web-call-closes = 투표가 끝나는 때
web-call-trustees = 누가 투표를 지킵니까?
web-call-trustees-hint = 기기로 가입한 회원 { $wanted }명. 그중 { $threshold }명이 모이면 결과를 엽니다. 후보로 나서는 사람에게는 부탁하지 않는 것이 좋습니다.
web-call-trustee = 투표를 지키는 사람 { $number }
web-call-trustees-wrong = 정해진 수만큼 사람을 고르세요.
web-call-trustees-twice = 한 사람은 한 번만 고르세요.
web-call-small = 회원 { $eligible }명만 투표할 수 있어서, 누가 어떻게 투표했는지 결과에 드러날 수 있습니다. 모두 이를 알고 받아들입니다.
web-call-small-missing = 투표하는 사람이 적음을 모두 안다고 표시하세요.
web-call-title-text = 선거: { $body }
web-call-question-rank = 누구를 어떤 순서로 바랍니까?
web-call-question-approve = 누가 되기를 바랍니까? 몇 명이든 고르세요.
web-call-question-one = 누구를 바랍니까?
web-what-call = 선거를 공고합니다.

web-office-title = 사무실
web-office-elections = 선거
web-office-until = { $until }까지.
web-office-missing = 빠진 것
web-office-messages = 메시지
web-office-messages-text = { $count ->
   *[other] 메일로 보내지 못한 메시지가 { $count }건 있습니다.
}
web-office-outbox = 전해 줄 메시지
web-task-members = 회원이 명부에 있음
web-task-members-go = 회원으로
web-task-devices = 충분한 사람이 기기로 가입함
web-task-devices-state = { $have }명이 가입했습니다. 투표를 지키는 데 { $wanted }명이 필요합니다.
web-task-practice = 연습하기
web-task-practice-state = 유권자가 보게 될 것을 내 휴대전화로 보세요. 여기서 하는 것은 아무것도 세지 않습니다.
web-task-practice-go = 지금 연습하기
web-office-next = 다음: { $what }
web-task-call = 선거 공고하기: { $body }
web-task-call-ready = 때가 되었고 모두 갖추어졌습니다.
web-task-call-waits = 때가 되었습니다. 먼저 위의 것이 갖추어져야 합니다.
web-task-call-go = 공고하기
web-wait-key = 투표를 지키는 사람들이 키를 만듭니다. 기다리는 사람:
web-wait-candidates = 후보를 받고 있습니다.
web-wait-setup = 유권자 명단을 확인할 사람:
web-wait-rehearsal = 투표를 지키는 사람들이 시험 투표지로 키를 써 봅니다. 기다리는 사람:
web-wait-opening = 모두 준비되었습니다. 투표는 저절로 열립니다.
web-wait-votes = 투표가 열려 있습니다.
web-wait-count = 투표가 끝났습니다. 결과를 여는 사람:
web-wait-lot = 개표에서 동점이 나왔습니다. 투표를 지키는 사람들이 추첨을 엽니다.
web-wait-answers = 결과가 나왔습니다. 당선되어 수락하는지 답을 기다리는 사람:
web-wait-nothing = 기다리는 일이 없습니다.

web-eoffice-title = 선거 돌보기
web-eoffice-sign = 서명하기
web-eoffice-guard = 투표를 지키는 사람으로서 내가 할 일
web-eoffice-turnout = 받은 투표지 { $ballots }장, 투표할 수 있는 회원 { $voters }명.
web-eoffice-codes = 투표 코드
web-eoffice-given = { $all }개 가운데 { $given }개를 전했습니다.
web-eoffice-send = 이메일이 있는 모두에게 보내기
web-eoffice-slips = 나머지 사람의 쪽지
web-eoffice-code = 코드
web-eoffice-lost = 잃어버렸습니까?
web-eoffice-again = 다시 보이기
web-eoffice-again-for = { $name } 님의 코드 다시 보이기
web-code-none = 전하지 않음
web-code-message = 메시지로
web-code-slip = 쪽지로
web-code-shown = 보임
web-code-again = { $count ->
   *[other] { $count }번 다시 보임
}
web-vslips-count = { $count ->
   *[other] 쪽지 { $count }장.
}
web-vslips-before = { $count ->
   *[other] 쪽지 { $count }장은 전에 나누어 주었습니다.
} 다시 인쇄하면 그 횟수를 세며, 누구나 몇 번인지 볼 수 있습니다.
web-vslips-again = 다시 인쇄하기
web-slip-vote-title = 투표하기: { $council }
web-slip-vote-text = 휴대전화 카메라로 QR 코드를 찍거나 주소를 열고 코드를 적으세요. 이 코드가 있으면 누구나 투표할 수 있으니 아무에게도 주지 마세요. 다시 투표할 수 있으며, 마지막 투표지만 셉니다.
web-mail-vote-subject = 투표하기: { $council }
web-mail-vote-body = { $name } 님, 안녕하세요.

    { $opens }부터 { $closes }까지 투표할 수 있습니다:

    { $link }

    코드: { $code }

    이 코드가 있으면 누구나 투표할 수 있으니 아무에게도 주지 마세요. 다시 투표할 수 있으며, 마지막 투표지만 셉니다.
web-outbox-text = 메일 서버가 없거나 메일 서버가 이 메시지들을 받지 않았습니다. 다른 방법으로 전하세요. 내 메일에 복사하거나 읽어 주세요. 그런 다음 단추를 누르면 글이 지워집니다.
web-outbox-empty = 아무것도 없습니다.
web-outbox-to = 받는 사람:
web-outbox-done = 전했습니다
