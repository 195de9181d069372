### 회원 페이지: 가입, 할 일, 후보, 자리. 프로그램이 번역했으며, 영어 원문이 우선합니다.

web-join-title = 이 기기로 가입하기
web-join-text = 기기가 키를 만들고, 키는 이 기기에 남습니다. 이 키로 후보로 나서고 자리를 수락하고 투표를 지킬 수 있습니다. 투표하는 데는 필요 없습니다.
web-join-code = 가입 코드
web-join-code-hint = 쪽지에 적혀 있습니다. QR 코드나 링크로 왔다면 이미 여기에 있습니다.
web-join-malformed = 가입 코드가 아닙니다. 가입 코드는 글자와 숫자 43자이며, 큰 글자와 작은 글자를 구별합니다.
web-join-has-key = 이 기기에는 이미 이 평의회의 키가 있습니다. 다른 코드를 쓰면 기기가 두 사람의 것이 됩니다.
web-join-button = 이 기기로 가입하기

web-me-title = 내 할 일
web-me-no-key = 링크로 들어왔습니다. 무언가에 서명하려면 먼저 쓰려는 기기에서 쪽지로 가입하세요.
web-me-nothing = 기다리는 일이 없습니다.
web-me-sign = 서명할 것
web-me-guard = 투표 지키기
web-me-guard-of = 이 투표에서 내가 할 일: { $body }
web-me-asked = 당선되었습니다
web-me-elected = 당선된 곳: { $body }. { $until }까지 답하세요. 답이 없으면 사양한 것으로 봅니다.
web-me-accept = 수락합니다
web-me-decline = 사양합니다
web-me-stand = 후보로 나서기
web-me-stands = 후보로 나선 곳: { $body }.
web-me-stand-in = { $body }: { $until }까지 나서거나 바꾸기
web-me-held = 내 자리
web-me-holds = { $body }, { $until }까지
web-me-resign-open = 물러나기
web-me-resign-text = 자리는 그 자리를 준 선거의 투표지로 채워집니다. 되돌릴 수 없습니다.
web-me-resign = 이 자리에서 물러납니다
web-me-key = 이 기기의 키
web-me-key-text = 이 기기를 잃어버려도 키의 사본이 있으면 계속할 수 있습니다. 파일을 나만 읽을 수 있는 곳에 두세요.
web-me-key-save = 키의 사본 저장

web-stand-title = 후보로 나서기
web-stand-head = 후보로 나서기: { $body }
web-stand-until = 후보는 { $until }까지 나섭니다.
web-stand-statement = 유권자에게 알리고 싶은 것
web-stand-hint = 200단어까지. 누구나 읽을 수 있습니다.
web-stand-down = 후보에서 물러나기

web-what-resign = 내 자리에서 물러납니다.
web-what-accept = 당선된 자리를 수락합니다.
web-what-decline = 당선된 자리를 사양합니다.
web-what-stand = 후보로 나섭니다.
web-what-stand-down = 후보에서 물러납니다.
