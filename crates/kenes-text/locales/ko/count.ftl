### 말로 쓴 개표. 프로그램이 번역했으며, 영어 원문이 우선합니다.

## 규칙

count-rule-scottish-stv = 스코틀랜드식 단기 이양식 투표
count-rule-scottish-stv-about = 유권자는 후보의 순위를 매깁니다. 쿼터에 이른 후보가 당선되고, 쿼터를 넘는 표는 다음 순위로 옮겨집니다. 잉여표가 있는 후보가 없으면 표가 가장 적은 후보가 탈락하고 그 투표용지가 옮겨집니다.
count-rule-plurality = 단순 다수제
count-rule-plurality-about = 1순위 표가 가장 많은 후보가 당선됩니다.
count-rule-approval = 승인 투표
count-rule-approval-about = 유권자는 찬성하는 후보를 모두 표시합니다. 표시가 가장 많은 후보가 당선됩니다.
count-rule-two-round = 결선 투표제
count-rule-two-round-about = 표의 절반을 넘은 후보가 당선됩니다. 그런 후보가 없으면 상위 두 후보가 결선에 오르고, 결선에서 표가 더 많은 후보가 당선됩니다.
count-rule-sainte-lague = 생라그식
count-rule-sainte-lague-about = 의석은 하나씩, 표를 1, 3, 5, 7 …로 나눈 몫이 가장 큰 명부에 돌아갑니다.
count-rule-dhondt = 동트식
count-rule-dhondt-about = 의석은 하나씩, 표를 1, 2, 3, 4 …로 나눈 몫이 가장 큰 명부에 돌아갑니다.
count-rule-hamilton = 해밀턴식(최대 잔여)
count-rule-hamilton-about = 각 명부는 의석 지분의 정수 부분을 먼저 받고, 남은 의석은 나머지가 큰 순서로 돌아갑니다.
count-rule-huntington-hill = 헌팅턴-힐식
count-rule-huntington-hill-about = 먼저 모두 한 석씩 받습니다. 나머지는 하나씩, 표를 √(1 × 2), √(2 × 3), √(3 × 4) …로 나눈 몫이 가장 큰 명부에 돌아갑니다.
count-rule-countback = 공석 재개표
count-rule-countback-about = 빈 의석은 그 의석을 채웠던 선거의 투표용지를, 그 의석에 나서는 후보에 대해 다시 세어 채웁니다.
count-rule-other = 다른 규칙
count-rule-other-about = 이 규칙은 출처에 설명되어 있습니다.
count-clause-rule = 규칙 { $number }

## 제목과 표시

count-label-result = 결과
count-label-drawing = 표의 흐름
count-label-drawing-seats = 표와 의석
count-label-table = 숫자로 본 표
count-label-stages = 단계별 개표
count-label-ties = 동률
count-label-reading = 투표용지를 읽은 방법
count-label-rule = 규칙
count-label-check = 손으로 확인하는 방법
count-label-source = 출처: { $source }
count-label-skip = 결과로 가기
count-label-candidate = 후보
count-label-list = 명부
count-label-votes = 표
count-label-seats = 의석
count-label-seat = 의석 번호
count-label-claim = 비교한 수
count-label-exact = 분수
count-label-share = 지분
count-label-whole = 정수 부분
count-label-quota = 쿼터
count-label-non-transferable = 이양 불가
count-label-lost = 그중 소수점 아래를 버려 잃은 표
count-label-sum = 합계
count-label-elected = 당선
count-label-withdrawn = 사퇴
count-label-not-elected = 낙선
count-label-vacated = 의석을 비움
count-label-holds-a-seat = 이미 의석이 있음
count-label-does-not-stand = 나서지 않음
count-label-elected-at = 당선, { $stage }단계
count-label-excluded-at = 탈락, { $stage }단계
count-label-caption = 각 단계가 끝났을 때 후보별 표
count-label-caption-seats = 명부별 표와 의석
count-label-caption-awards = 의석이 돌아간 순서, 받은 명부와 비교한 수
count-label-caption-shares = 반올림하기 전의 지분
count-label-stage = { $stage }단계
count-label-stage-of = { $stage }단계: { $action }
count-label-lot-text = 추첨 문안
count-label-legend-elected = 빗금 막대: 당선.
count-label-legend-quota = 점선: 쿼터.
count-label-legend-excluded = 가위표: 탈락.
count-label-legend-seats = 점 하나가 한 석입니다.
count-label-too-many-to-draw = 단계나 후보가 너무 많아 이양을 모두 그릴 수 없습니다. 막대는 마지막의 표입니다.

## 그림의 열 위

count-short-first-preferences = 1순위 표
count-short-surplus = 잉여표
count-short-exclude = 탈락
count-short-second-round = 결선
count-short-held-papers = 보유 용지
count-short-other = 다음 단계

## 단계가 하는 일

count-action-first-preferences = 1순위 표
count-action-approvals = 승인
count-action-surplus = { $name } 후보의 잉여표
count-action-exclude = { $name } 후보의 탈락
count-action-second-round = 결선
count-action-held-papers = { $name } 후보가 의석을 얻은 투표용지
count-action-other = 다음 단계

## 결과

count-result-seats = 채울 의석은 { $seats }석이었습니다.
count-result-distributed = 나눌 의석은 { $seats }석이었습니다.
count-result-elected = 당선 순서:
count-result-seats-of = 의석:
count-result-nobody = 아직 당선된 후보가 없습니다.
count-result-quota = 당선에 필요한 표, 곧 쿼터는 { $quota }입니다.
count-result-vacant = { $seats }석이 비어 있습니다.
count-result-stopped = 개표가 멈췄습니다. 추첨이 필요한 후보: { $names }. 아래는 여기까지의 개표입니다.
count-why-quota = { $stage }단계에서 { $votes }표, 쿼터 { $quota } 이상
count-why-last-vacancies = { $stage }단계에서 { $votes }표, 남은 후보가 의석보다 많지 않음
count-why-majority = { $stage }단계에서 { $votes }표, 절반 초과
count-why-most-votes = { $stage }단계에서 { $votes }표, 최다 득표
count-why-other = { $stage }단계에서 { $votes }표
count-why-seats = { $votes }표로 { $seats }석

## 투표용지를 읽은 방법

count-reading-papers = 투표용지 { $papers }장을 읽었고, 그중 { $valid }장이 유효합니다.
count-reading-votes = { $votes }표를 세었습니다.
count-reading-blank = { $papers }장은 표시가 없어 무효입니다.
count-reading-no-first = { $papers }장은 1순위에 후보 한 명만 있는 상태로 시작하지 않아 무효입니다.
count-reading-nobody-standing = { $papers }장은 읽은 데까지 사퇴한 후보만 표시하여 무효입니다.
count-reading-nobody-stands = { $papers }장은 읽은 데까지 개표 대상인 사람을 아무도 표시하지 않아 무효입니다.
count-reading-cut-at-skip = { $papers }장은 순위를 건너뛰었습니다. 그 뒤의 표시는 세지 않습니다.
count-reading-cut-at-equal = { $papers }장은 한 순위에 여러 후보를 두었습니다. 그때부터의 표시는 세지 않습니다.
count-reading-cut-at-repeat = { $papers }장은 같은 후보를 두 번 표시했습니다. 그때부터의 표시는 세지 않습니다.
count-reading-whole = 유효한 투표용지 가운데 순위를 건너뛰거나, 한 순위에 여러 후보를 두거나, 같은 후보를 두 번 표시한 것은 없으므로 모두 끝까지 읽었습니다.
count-reading-withdrawn = 사퇴한 후보: { $names }. 이들에 대한 순위는 없는 것으로 보고 넘어갑니다.
count-reading-withdrawn-sums = 사퇴한 후보: { $names }. 이들에 대한 표는 세지 않습니다.
count-reading-second = 두 번째 투표: { $sentence }

## 빈 의석

count-vacated-by = { $name } 후보가 의석을 비웠습니다.
count-vacated-standing = 그 의석에 나선 후보: { $names }.
count-vacated-quota = { $name } 후보가 의석을 얻은 투표용지를, 그 의석에 나선 후보에 대해 셉니다.
count-vacated-all-votes = 선거의 모든 투표용지를, 그 의석에 나선 후보에 대해 셉니다.

## 단계 설명

count-stage-clause = { $sentence } ({ $clause })
count-stage-first-preferences = 유효한 투표용지 한 장은 거기에 첫째로 적힌 후보의 한 표입니다.
count-stage-approvals = 투표용지 한 장은 거기에 표시된 모든 후보에게 한 표씩입니다.
count-stage-sums = 표는 합계로 주어진 그대로입니다.
count-stage-surplus = { $name } 후보의 표는 { $votes }입니다. 쿼터를 넘는 표가 옮겨집니다: { $votes } − { $quota } = { $surplus }. 각 투표용지는 지금 값 × { $surplus } ÷ { $votes }(소수점 아래 { $places }자리까지, 나머지는 버림)의 값으로 다음 순위에 옮겨집니다.
count-stage-exclude = { $name } 후보의 표가 { $votes }로 가장 적어 탈락합니다. 투표용지는 지금 값 그대로 옮겨집니다.
count-stage-second-round = 표의 절반을 넘은 후보가 없습니다. 결선에 오르는 후보: { $names }.
count-stage-held-papers = { $name } 후보가 의석을 얻은 투표용지를, 그때의 값 그대로, 그 의석에 나선 후보에 대해 셉니다.
count-stage-other = 개표가 이어집니다.
count-stage-recalculated = 쿼터를 다시 계산합니다: { $quota }.
count-move-to = { $name }: { $papers }장 × { $value } = { $votes }
count-move-nowhere = 다음 순위 없음: { $papers }장 × { $value } = { $votes }, 이양 불가
count-move-between = { $from } → { $name }: { $papers }장 × { $value } = { $votes }
count-move-between-nowhere = { $from }, 다음 순위 없음: { $papers }장 × { $value } = { $votes }, 이양 불가
count-move-lost = 소수점 아래를 버려 잃은 표: { $votes }, 이양 불가 표에 넣음
count-move-none = 옮겨지는 투표용지가 없습니다.
count-outcome-quota = { $name } 후보가 { $votes }표로 쿼터 { $quota } 이상이 되어 당선됩니다.
count-outcome-last-vacancies = 남은 후보가 의석보다 많지 않습니다. { $name } 후보가 { $votes }표로 당선됩니다.
count-outcome-majority = { $name } 후보가 { $votes }표로 절반을 넘어 당선됩니다.
count-outcome-most-votes = { $name } 후보가 최다 득표({ $votes }표)로 당선됩니다.
count-outcome-other = { $name } 후보가 { $votes }표로 당선됩니다.
count-outcome-nobody = 이 단계에서 당선되는 후보는 없습니다.

## 동률

count-tie-exclude = { $stage }단계가 끝났을 때 다음 후보의 표가 똑같이 가장 적어, 한 명이 탈락해야 합니다: { $names }.
count-tie-transfer = { $stage }단계가 끝났을 때 다음 후보의 잉여표가 같아, 먼저 옮길 쪽을 정해야 합니다: { $names }.
count-tie-elect = { $stage }단계가 끝났을 때 다음 후보의 표가 같은데, 모두에게 돌아갈 의석이 없습니다: { $names }.
count-tie-second-round = { $stage }단계가 끝났을 때 다음 후보의 표가 같은데, 모두 결선에 오를 수는 없습니다: { $names }.
count-tie-seat = 의석에 대한 권리가 같은데, 모두에게 돌아갈 의석이 없습니다: { $names }.
count-tie-other = 동률: { $names }.
count-tie-fewest = { $stage }단계에서는 표가 달랐습니다. 가장 적은 쪽: { $names }.
count-tie-most = { $stage }단계에서는 표가 달랐습니다. 가장 많은 쪽: { $names }.
count-tie-same = 앞선 어느 단계에서도 갈리지 않습니다: { $names }.
count-tie-chosen-exclude = 탈락: { $name }.
count-tie-chosen-transfer = 잉여표를 먼저 옮기는 후보: { $name }.
count-tie-chosen-elect = 당선: { $name }.
count-tie-chosen-second-round = 결선 진출: { $name }.
count-tie-chosen-seat = 의석을 받는 쪽: { $name }.
count-tie-chosen-other = 선택: { $name }.
count-tie-lot = 추첨 대상: { $names }. 다시 뽑아 보려면 아래 문안의 각 줄을 줄바꿈으로 끝내고 그 SHA-256을 계산하십시오.
count-tie-lot-hash = 값은 { $hash }입니다.
count-tie-lot-rest = 이 십육진수를 { $divisor }로 나눈 나머지는 { $rest }입니다. { $names } 가운데 0부터 세어 { $rest }번째는 { $name }입니다.
count-tie-needs-lot = 추첨이 필요합니다: { $names }. 시드를 주면 개표가 이어집니다.

## 손으로 확인하는 방법

count-check-quota = 쿼터: 유효 투표용지 { $valid }장 ÷ ({ $seats } + 1), 소수는 버리고 1을 더함 = { $quota }.
count-check-sum = 각 단계가 끝났을 때 모든 후보의 표와 이양 불가 표를 더하면 { $sum }입니다.
count-check-papers = 투표용지를 1순위별로 나누어 셉니다. 각 단계에서는 거기에 적힌 후보의 투표용지를, 아직 당선되거나 탈락하지 않은 다음 후보별로 나눕니다. 장수와 값은 그 단계에 적혀 있습니다.
count-check-sums = 후보별로 표를 셉니다. 표가 가장 많은 후보가 당선됩니다.
count-check-half = 절반 초과: { $valid }표 가운데 적어도 { $half }표.
count-check-held = 나선 후보에게 간 표 { $votes }의 절반 초과: 적어도 { $quota }.
count-check-all-votes = 쿼터는 선거의 전체 의석에 대한 스코틀랜드 규칙의 쿼터입니다: { $quota }. 이미 의석이 있는 사람은 탈락하지도 다시 당선되지도 않습니다.
count-check-minimum = 먼저 모두 { $minimum }석씩 받습니다.
count-check-sainte-lague = 각 명부의 표를 1, 3, 5, 7 …, 곧 가진 의석의 두 배에 1을 더한 수로 나눕니다. 가장 큰 몫이 다음 의석을 받습니다.
count-check-dhondt = 각 명부의 표를 1, 2, 3, 4 …, 곧 가진 의석에 1을 더한 수로 나눕니다. 가장 큰 몫이 다음 의석을 받습니다.
count-check-huntington-hill = 각 명부의 표를 제곱하여 s × (s + 1)로 나눕니다. s는 가진 의석입니다. 이것이 몫의 제곱이며, 가장 큰 쪽이 다음 의석을 받습니다.
count-check-hamilton = 각 명부의 지분은 표 × { $seats } ÷ { $votes }입니다. 정수 부분만큼 받고, 나눗셈에서 남은 것이 나머지입니다. 남은 의석은 나머지가 큰 순서로 받습니다.
count-check-minimum-share = 지분이 { $minimum }석보다 적은 명부는 { $minimum }석을 받습니다. 나머지 명부는 남은 의석을 자신들의 표에 따라 다시 나누며, 그보다 적은 지분이 없을 때까지 되풀이합니다.
count-check-last = 마지막 의석을 받은 쪽: { $name }, 비교한 수 { $claim }.

## 이유

count-explain-withdrawn = { $name } 후보는 사퇴했습니다. { $name } 후보에 대한 순위는 없는 것으로 보고 넘어갔습니다.
count-explain-first = { $name } 후보의 1순위 표는 { $votes }표였습니다: { $number }명 중 { $place }위.
count-explain-votes = { $name } 후보의 표는 { $votes }표였습니다: { $number }명 중 { $place }위.
count-explain-quota = 쿼터는 { $quota }였습니다.
count-explain-received = { $stage }단계, { $action }: 투표용지 { $papers }장이 { $name } 후보에게 { $received }을(를) 더해 { $votes }이(가) 되었습니다.
count-explain-elected-quota = { $stage }단계에서 { $name } 후보는 { $votes }표로 쿼터 { $quota } 이상이 되어 당선되었습니다.
count-explain-elected-last-vacancies = { $stage }단계에서 남은 후보가 의석보다 많지 않아, { $name } 후보는 { $votes }표로 당선되었습니다.
count-explain-elected-majority = { $stage }단계에서 { $name } 후보는 { $votes }표로 절반을 넘어 당선되었습니다.
count-explain-elected-most-votes = { $stage }단계에서 { $name } 후보는 최다 득표({ $votes }표)로 당선되었습니다.
count-explain-elected-other = { $stage }단계에서 { $name } 후보는 { $votes }표로 당선되었습니다.
count-explain-surplus = { $stage }단계에서 { $name } 후보의 잉여표가 옮겨졌습니다: { $moves }.
count-explain-excluded = { $stage }단계에서 { $name } 후보는 표가 { $votes }로 가장 적어 탈락했습니다.
count-explain-next = 바로 위의 { $other } 후보는 { $votes }표로, { $short } 많았습니다.
count-explain-passed = { $name } 후보의 투표용지가 옮겨졌습니다: { $moves }.
count-explain-move = { $name } { $votes }
count-explain-move-nowhere = 이양 불가 { $votes }
count-explain-short-of-quota = { $name } 후보가 가장 많이 가졌던 표는 { $votes }로, 쿼터에 { $short } 모자랐습니다.
count-explain-left = 마지막 의석이 찼을 때 { $name } 후보는 { $votes }표로, 당선되지도 탈락하지도 않았습니다.
count-explain-last-elected = 마지막으로 당선된 { $other } 후보는 { $votes }표로, { $name } 후보의 최다보다 { $short } 많았습니다.
count-explain-behind = 당선자 중 마지막인 { $other } 후보는 { $votes }표로, { $short } 많았습니다.
count-explain-ahead = 낙선자 중 첫째인 { $other } 후보는 { $votes }표로, { $short } 적었습니다.
count-explain-level = { $other } 후보의 표도 같았습니다.
count-explain-in-second-round = { $name } 후보는 결선에 올랐습니다.
count-explain-not-in-second-round = { $name } 후보는 결선에 오르지 못했습니다. 결선에 오른 { $names } 가운데 적은 쪽이 { $votes }표였습니다.
count-explain-vacated = { $name } 후보가 의석을 비웠으므로 투표용지는 그 의석에 나선 후보에게 갑니다.
count-explain-holds-a-seat = { $name } 후보는 이미 의석이 있어 탈락하지도 다시 당선되지도 않습니다.
count-explain-did-not-stand = { $name } 후보는 빈 의석에 나서지 않았습니다.
count-explain-stopped = 개표가 멈췄고 추첨이 필요합니다: { $names }. { $name } 후보도 그중 하나입니다.
count-explain-stopped-elsewhere = 개표가 멈췄고 추첨이 필요합니다: { $names }. { $name } 후보의 당선 여부는 아직 알 수 없습니다.
count-explain-lot = 추첨을 했습니다: { $names }.
count-explain-share = { $name }: { $all }표 중 { $votes }표, { $all-seats }석 중 { $seats }석.
count-explain-minimum = 표를 비교하기 전에 { $minimum }석을 받았습니다.
count-explain-quotient = { $seat }번째 의석은 몫 { $claim }으로 { $name } 명부에 돌아갔습니다.
count-explain-quotient-squared = { $seat }번째 의석은 제곱이 { $claim }인 몫으로 { $name } 명부에 돌아갔습니다.
count-explain-remainder = 나머지 { $claim }으로 { $name } 명부가 한 석을 더 받았습니다.
count-explain-quotients = { $name } 명부는 몫으로 { $number }석을 받았습니다. 첫 몫 { $first }({ $first-seat }번째 의석), 마지막 몫 { $last }({ $last-seat }번째 의석).
count-explain-quotients-squared = { $name } 명부는 몫으로 { $number }석을 받았습니다. 첫 몫의 제곱 { $first }({ $first-seat }번째 의석), 마지막 몫의 제곱 { $last }({ $last-seat }번째 의석).
count-explain-whole = 정확한 지분은 { $share }: 정수 부분으로 { $seats }석.
count-explain-below-minimum = 정확한 지분은 { $share }로 최소 의석보다 적어 최소 의석 { $seats }석을 받았습니다.
count-explain-no-remainder = 나머지로 받은 마지막 의석은 { $other } 명부({ $last })에 돌아갔습니다. { $name } 명부의 나머지는 { $claim }이었습니다.
count-explain-next-quotient = 다음 의석에 대한 { $name } 명부의 몫은 { $claim }이었고, 마지막 의석은 { $other } 명부({ $last })에 돌아갔습니다.
count-explain-next-quotient-squared = 다음 의석에 대한 { $name } 명부의 몫의 제곱은 { $claim }이었고, 마지막 의석은 { $other } 명부({ $last })에 돌아갔습니다.
count-explain-more-votes = 다른 표가 그대로일 때 { $short }표가 더 있었다면 그 몫이 더 컸을 것입니다.
