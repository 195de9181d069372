# Pages of members: joining, their tasks, standing, seats.

web-join-title = Join with this device
web-join-text = Your device makes a key that stays on it. With it you can stand, accept a seat or guard a vote. To vote you do not need it.
web-join-code = Joining code
web-join-code-hint = It stands on your slip. If you came by the square code or a link, it is here already.
web-join-malformed = That is no joining code. It has 43 letters and digits; large and small letters differ.
web-join-has-key = This device holds a key for this council already. With another code it would belong to two people.
web-join-button = Join with this device

web-me-title = My tasks
web-me-no-key = You came in by a link. To sign anything, join first with your slip on the device that you want to use.
web-me-nothing = Nothing waits for you.
web-me-sign = To sign
web-me-guard = Guarding a vote
web-me-guard-of = Your part in the vote for: { $body }
web-me-asked = You are elected
web-me-elected = You are elected to: { $body }. Answer until { $until }; silence counts as no.
web-me-accept = I accept
web-me-decline = I decline
web-me-stand = Standing as a candidate
web-me-stands = You stand for: { $body }.
web-me-stand-in = { $body }: stand, or change it, until { $until }
web-me-held = Your seats
web-me-holds = { $body }, until { $until }
web-me-resign-open = Resign
web-me-resign-text = Your seat is filled from the ballots of the election that gave it to you. This cannot be taken back.
web-me-resign = I resign from this seat
web-me-key = The key on this device
web-me-key-text = If you lose this device, a copy of the key lets you go on. Keep the file where only you can read it.
web-me-key-save = Save a copy of the key

web-stand-title = Stand
web-stand-head = Stand for: { $body }
web-stand-until = Candidates come forward until { $until }.
web-stand-statement = What you want the voters to know
web-stand-hint = Up to 200 words. Everybody can read it.
web-stand-down = Stand no longer

web-what-resign = You resign from your seat.
web-what-accept = You accept the seat to which you were elected.
web-what-decline = You decline the seat to which you were elected.
web-what-stand = You stand as a candidate.
web-what-stand-down = You stand no longer.
