mailboxes =
    { $count ->
        [0] There are no mailboxes in your name. If you think one is missing, please contact your professional body.
        [one] 📬 <b>Your mailbox</b>
       *[other] 📬 <b>Your { $count } mailboxes</b>
    }
mailboxes-line =
    <b>{ $mailbox }</b>
    { $status ->
        [active] Active, expires on { $day }
        [suspended] Suspended, expires on { $day }
        [renewing] Being renewed, expiry of { $day }
       *[expired] Expired on { $day }
    }

card-title = 📬 <b>{ $mailbox }</b>
card-facts =
    Status: <b>{ $status ->
        [active] active
        [suspended] suspended
        [renewing] being renewed
       *[expired] expired
    }</b>
    { $status ->
        [expired] Expired on <b>{ $day }</b>
        [renewing] Expiry: <b>{ $day }</b>
       *[other] Expires: <b>{ $day }</b>{ $days ->
            [0] , today
            [1] , tomorrow
           *[other] {""} ({ $days } days left)
        }
    }
    Type: { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    }
card-renewal =
    Mailbox renewal: { $renewed ->
        [yes] automatic, by your professional body
       *[no] not planned
    }
card-space =
    <b>Inbox space</b>
    { $bar } { $percent }%
    { $used } GB of { $total } GB used
card-space-over = ⚠️ You're { $over } GB over your limit: new messages may not get through.
card-space-unknown =
    <b>Inbox space:</b> { $total } GB
    The space in use can't be read at the moment.
card-addons = <b>Active add-ons</b>
card-addon =
    • { $service }: <b>{ $gb } GB</b>, { $state ->
        [renews] until { $until }, then renewed
        [ends] until { $until }, not to be renewed
       *[unpaid] ⏳ running unpaid until <b>{ $until }</b>
    }
card-no-addons = No active add-ons.
card-expired = ⚠️ This mailbox has expired, so nothing can be bought for it. To get it back, please contact your professional body.
card-being-renewed = 🔁 The renewal is under way, and nothing can be bought until it's done. It usually takes a few minutes, and you'll be told here and by e-mail.
card-suspended = ⚠️ This mailbox is suspended, so nothing can be bought for it. To get it back, please contact your professional body.

key-buy = Buy an add-on
key-previous = ‹ Previous
key-next = Next ›
