### 유권자 페이지: 투표지, 기기 확인, 투표지 찾기, 잃어버린 코드, 연습. 프로그램이 번역했으며, 영어 원문이 우선합니다.

web-vote-title = 투표하기
web-vote-script = 투표하려면 JavaScript가 필요합니다. 투표지는 보내기 전에 내 기기에서 봉하며, 페이지가 거기에서 그 일을 해야 합니다.
web-vote-practice = 연습입니다. 여기서 하는 것은 아무것도 세지 않습니다.
web-vote-steps = 단계
web-vote-step-code = 코드
web-vote-step-ballot = 투표지
web-vote-step-review = 다시 보기
web-vote-step-seal = 봉하고 넣기
web-vote-step-receipt = 영수증
web-vote-until = { $until }까지 투표할 수 있고, 몇 번이든 다시 할 수 있습니다. 마지막 투표지만 셉니다.

web-vote-code-head = 내 코드
web-vote-code = 투표 코드
web-vote-code-hint = 쪽지나 메시지에 적혀 있습니다. QR 코드로 왔다면 이미 여기에 있습니다. 코드는 이 기기에 남습니다.
web-vote-code-practice = 연습에는 코드가 이미 적혀 있습니다. 실제 투표에서는 쪽지나 메시지에 적혀 있습니다.
web-vote-code-go = 명부에 있나요?
web-vote-code-malformed = 투표 코드가 아닙니다. 쪽지나 메시지와 한 글자씩 견주어 보세요. 큰 글자와 작은 글자를 구별하며, 줄표도 코드의 일부입니다.
web-vote-code-unlisted = 이 선거의 코드가 아닙니다. 다른 선거의 코드이거나 글자가 하나 다를 수 있습니다. 맞는 코드라면 유권자 명부를 맡은 사람에게 물어보세요.
web-vote-loading = 기기가 준비하고 있습니다 …

web-vote-ballot-head = 내 투표지
web-vote-on-roll = 코드가 맞습니다. 명부에 있으며 투표할 수 있습니다.
web-vote-mixed = 이름의 순서는 투표하는 사람마다 다릅니다. 맨 앞에 있다고 해서 유리해지지 않게 하기 위해서입니다.
web-vote-rank-hint = 후보를 바라는 순서대로 놓으세요. 몇 명이든 됩니다. 키보드로는 후보의 단추로 가서 위아래 화살표로 옮기고, 1부터 9까지의 숫자로 그 순위를 주고, 0으로 뺍니다.
web-vote-rank-blank = 아무도 놓지 않아도 됩니다. 그러면 백지 투표지가 됩니다.
web-vote-rank-six = 거의 모든 개표에서 여섯 순위면 충분합니다. 더 해도 됩니다.
web-vote-order-head = 내 순서
web-vote-order-empty = 아직 아무도 놓지 않았습니다.
web-vote-rest-head = 순위 없음
web-vote-rest-empty = 모든 후보에 순위가 있습니다.
web-vote-in = 다음 순위로
web-vote-up = 위로
web-vote-down = 아래로
web-vote-out = 빼기
web-vote-place = 순위
web-vote-place-none = 없음
web-vote-moved = { $name }: { $place }순위
web-vote-taken-out = { $name }: 순위 없음
web-vote-many-hint = 당선되기를 바라는 사람을 모두 표시하세요. 아무도 표시하지 않으면 백지 투표지가 됩니다.
web-vote-one-hint = 하나를 고르세요. 아무것도 고르지 않아도 됩니다. 그러면 백지 투표지가 됩니다.
web-vote-blank = 아무도 아님 (백지 투표지)
web-vote-said = 이 후보의 소견
web-vote-review = 다시 보기

web-vote-review-head = 이대로 하시겠습니까?
web-vote-review-order = 후보를 이 순서로 놓습니다:
web-vote-review-rest = 순위를 주지 않습니다:
web-vote-review-chosen = 고른 것:
web-vote-review-blank = 백지 투표지입니다. 투표지로 세지만 누구의 표도 아닙니다.
web-vote-change = 고치기
web-vote-seal = 투표지 봉하기
web-vote-sealing = 기기가 투표지를 봉하고 있습니다. 오래된 휴대전화에서는 1분쯤 걸릴 수 있습니다.

web-vote-seal-head = 투표지를 봉했습니다
web-vote-seal-text = 이제 아무도 읽을 수 없습니다. 이 기기도 마찬가지입니다. 아직 보내지 않았습니다. 이것이 봉인의 표식입니다:
web-vote-seal-words = 낱말로
web-vote-seal-digits = 숫자로
web-vote-seal-whole = 표식 전체
web-vote-cast-text = 보내면 투표함에 들어갑니다.
web-vote-cast = 투표지 넣기
web-vote-cast-again = 다시 보내 보기
web-vote-casting = 투표지를 보내고 있습니다 …
web-vote-check-text = 또는 이 기기가 고른 것을 그대로 봉하는지 먼저 확인하세요. 표식을 적어 두세요. 그러면 기기가 봉인을 열고, 다른 기기가 안에 무엇이 있었는지 봅니다. 연 투표지는 더는 넣을 수 없으므로 나중에 새로 만듭니다. 확인은 몇 번이든 할 수 있습니다.
web-vote-check = 내 기기 확인하기
web-vote-offline = 평의회의 컴퓨터에 연결할 수 없습니다. 봉한 투표지는 아직 여기에 있습니다. 연결되면 다시 보내 보세요. (K-BOOTH-095)
web-vote-other-paper = 이 페이지와 선거의 투표용지가 맞지 않습니다. 아무것도 보내지 않았습니다. 페이지를 다시 열어 보고, 그대로라면 투표를 지키는 사람들에게 알리세요. (K-BOOTH-096)

web-vote-opened-head = 봉인을 열었습니다
web-vote-opened-text = 이 투표지는 더는 넣을 수 없고, 아무에게도 보내지 않았습니다. 다른 기기에서 이 주소를 여세요:
web-vote-opened-give = 이 기기가 연 것을 파일로, 또는 메시지에 복사하여 그 기기에 주세요. 그런 다음 거기의 표식을 여기서 본 것과 비교하세요.
web-vote-opened-save = 파일로 저장
web-vote-opened-copy = 복사
web-vote-opened-copied = 복사했습니다.
web-vote-opened-note = 이 투표지에서 고른 것을 거기서 읽을 수 있습니다. 그것이 싫으면 실제와 다른 것을 골라 확인하세요.
web-vote-opened-new = 새 투표지 만들기

web-vote-receipt-head = 투표지가 투표함에 있습니다
web-vote-receipt-text = { $time }에 받았습니다. 이 영수증으로 투표지를 찾을 수 있으며, 어떻게 투표했는지는 아무도 알 수 없습니다.
web-vote-receipt-practice = { $time }에 받았습니다. 실제 투표에서는 여기서 가져갈 영수증을 받습니다.
web-vote-receipt-tracker = 내 영수증
web-vote-receipt-look = 내 투표지 찾기
web-vote-receipt-drawing = QR 코드: 이 투표지를 찾을 수 있는 주소
web-vote-receipt-save = 영수증을 파일로 저장
web-vote-receipt-file = 이 파일은 아무에게도 묻지 않고 투표지가 공개 기록에 있음을 보여 줍니다.
web-vote-again = 다시 투표하기
web-vote-again-text = { $until }까지 같은 코드로 다시 투표할 수 있습니다. 그러면 새 투표지만 셉니다.
web-vote-practice-result = 투표함에 무엇이 있었는지 보기

web-lost-head = 코드를 잃어버렸습니다
web-lost-who = 이 사람들이 다시 보여 줄 수 있습니다:
web-lost-text = 명부에 내 이메일 주소가 있으면 그리로 코드를 다시 보낼 수 있습니다.
web-lost-address = 내 이메일 주소
web-lost-send = 다시 보내기
web-lost-title = 내 코드
web-lost-sent = 명부에 있는 주소라면 코드를 그리로 다시 보냈습니다. 몇 분 걸릴 수 있습니다.
web-lost-nothing = 오지 않았습니까? 그렇다면 명부에 그런 주소가 없거나 너무 자주 요청한 것입니다. 이 사람들이 코드를 보여 줄 수 있습니다:
web-lost-over = 지금은 코드를 보일 수 없습니다. 투표가 끝났거나 아직 코드가 없습니다.
web-lost-to-vote = 투표지로

web-cast-closed = 투표가 끝났습니다. 이 투표지를 받지 않았습니다.
web-cast-early = 투표가 아직 열리지 않았습니다. 이 투표지를 받지 않았습니다.
web-cast-other = 다른 선거의 투표지입니다. 받지 않았습니다.
web-cast-unlisted = 이 투표지의 코드가 이 선거의 명단에 없습니다. 받지 않았습니다.
web-cast-signature = 이 투표지는 오는 길에 바뀌었습니다. 받지 않았습니다.
web-cast-invalid = 이 투표지는 손상되었거나 투표용지가 요구하는 대로가 아닙니다. 받지 않았습니다.

web-ballot-title = 내 투표지 찾기
web-ballot-text = 영수증을 적거나 영수증의 QR 코드를 찍으세요. 어떻게 투표했는지는 여기서 아무도 볼 수 없습니다.
web-ballot-tracker = 영수증
web-ballot-tracker-hint = 글자, 숫자, 기호 43자. 큰 글자와 작은 글자를 구별합니다.
web-ballot-look = 찾기
web-ballot-malformed = 영수증이 아닙니다. 영수증은 글자, 숫자, 기호 43자입니다.
web-ballot-missing = 이 선거의 투표함에는 이 영수증의 투표지가 없습니다. 페이지에서 받았다고 했다면, 영수증 파일을 간직하고 믿을 만한 사람에게 보이세요. 그 파일이 증명합니다.
web-ballot-found = 이 투표지는 투표함에 있습니다. 공개 기록의 { $number }번 항목입니다.
web-ballot-last = 같은 코드로 다시 투표했다면 마지막 투표지만 셉니다. 이것이 마지막인지는 여기서 말하지 않으며, 공개 파일에서 볼 수 있습니다.

web-opening-title = 기기 확인하기
web-opening-text = 첫째 기기가 고른 것을 그대로 봉했는지 둘째 기기인 여기서 봅니다. 확인하려고 연 투표지는 결코 넣을 수 없습니다. 아무에게도 아무것도 보내지 않습니다.
web-opening-script = 확인하려면 JavaScript가 필요합니다. 이 기기가 직접 확인합니다.
web-opening-file = 다른 기기에서 온 파일
web-opening-paste = 또는 거기서 복사한 것
web-opening-go = 확인하기
web-opening-good = 맞습니다. 봉한 투표지에는 이렇게 적혀 있습니다.
web-opening-blank = 백지 투표지.
web-opening-place = { $name }: { $place }순위
web-opening-chosen = { $name }: 고름
web-opening-compare = 이제 두 가지를 비교하세요. 다른 기기에서 고른 것이 이것입니까? 그리고 봉인을 열기 전에 보인 낱말과 숫자가 이것입니까?
web-opening-both = 둘 다 같으면 이번에는 기기가 올바르게 했습니다. 아니라면 그 기기로 투표하지 말고 투표를 지키는 사람들에게 알리세요.
web-opening-bad = 맞지 않습니다. 다른 기기가 말하는 것이 그 기기가 봉한 것과 다릅니다. 그 기기로 투표하지 말고 투표를 지키는 사람들에게 알리세요. 그 전에 글이 모두 왔는지 보세요.
web-opening-empty = 파일을 고르거나 복사한 것을 넣으세요.

web-practice-title = 연습하기
web-practice-text = 지어낸 후보 세 명으로, 유권자가 보게 될 것을 봅니다. 이 컴퓨터의 메모리에만 있으며, 공개 기록에는 아무것도 들어가지 않고 프로그램이 멈추면 사라집니다.
web-practice-begin = 연습 시작하기
web-practice-anew = 새로 시작하기
web-practice-open = 휴대전화에서 여세요:
web-practice-loopback = 이 주소는 이 컴퓨터에서만 열립니다. 여기서 다른 창으로 열거나, 휴대전화가 닿을 수 있게 프로그램을 시작하세요.
web-practice-here = 투표지 열기
web-practice-count =
    { $count ->
       *[other] 지금까지 투표지 { $count }장.
    }
web-practice-result = 결과 보기
web-practice-drawing = QR 코드: 연습 투표지의 주소
web-practice-name = 연습 선거
web-practice-question = 누구를 바랍니까?
web-practice-first = 김사과
web-practice-second = 박자작
web-practice-third = 이향목
web-practice-said = 저는 지어낸 사람이고, 아무것도 약속하지 않습니다.
web-practice-result-title = 연습의 결과
web-practice-result-text = 이것만을 위해 만든 키로 바로 열었습니다. 실제 투표에서는 투표가 끝난 뒤 지키는 사람들이 함께 열고, 그 전에 투표지의 순서를 섞습니다.
web-practice-result-empty = 아직 투표지가 없습니다.
web-practice-result-who = 후보
web-practice-result-place = { $place }순위
web-practice-result-votes = 표
web-practice-result-blank = 백지 투표지: { $count }
