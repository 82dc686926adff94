# The register desk: finding a holder, and their card. Only administrators see it.
desk-ask =
    🔎 <b>Whom are you looking for?</b>

    Type a part of the name, the fiscal code, the e-mail or the mailbox. Several words all have to be there.
desk-found =
    { $total ->
        [one] 🔎 <b>1 holder</b> for “{ $words }”
       *[other] 🔎 <b>{ $total } holders</b> for “{ $words }”
    }
desk-found-none =
    🔎 No holder for “{ $words }”.

    Try fewer letters, or the mailbox.
desk-found-line =
    <b>{ $place }. { $name }</b>
    { $mailbox }{ $more ->
        [0] {""}
        [one] {""} and another mailbox
       *[other] {""} and { $more } more mailboxes
    }
desk-found-line-bare =
    <b>{ $place }. { $name }</b>
    no mailbox
desk-found-again = To look for somebody else, type here.

desk-holder =
    👤 <b>{ $name }</b>
    Fiscal code: <code>{ $fiscal_code }</code>
desk-email = E-mail: <code>{ $email }</code>
desk-email-none = E-mail: none
desk-phone = Phone: { $phone }
desk-language =
    Language: { $language ->
        [it] Italian
       *[en] English
    }
desk-credit = Credit: <b>{ $credit }</b>
desk-owed = Still to be covered: <b>{ $owed }</b> (it was spent already, and went back to the card)
desk-pending =
    { $count ->
        [one] 1 order waits for payment
       *[other] { $count } orders wait for payment
    }
desk-chats =
    { $count ->
        [0] No chat linked
        [one] 1 chat linked
       *[other] { $count } chats linked
    }
desk-mailboxes-none = No mailbox.
desk-mailboxes-more =
    { $count ->
        [one] … and another mailbox
       *[other] … and { $count } more mailboxes
    }

desk-title-mailboxes = 📬 <b>Mailboxes</b> of { $name }
desk-title-mailbox = 👤 { $name }
desk-title-orders = 🛒 <b>Orders</b> of { $name }
desk-title-top-ups = 💳 <b>Top-ups</b> of { $name }
desk-title-movements = 💶 <b>Movements</b> of { $name }
desk-title-notices = ✉️ <b>Notices</b> to { $name }
desk-title-chats = 🔐 <b>Chats and sessions</b> of { $name }
desk-page = page { $page }
desk-nothing = There is nothing here.

desk-needs = On <b>{ $day }</b> <b>{ $needed }</b> { ONE($needed, "is", "are") } needed: the credit is enough.
desk-needs-short = On <b>{ $day }</b> <b>{ $needed }</b> { ONE($needed, "is", "are") } needed: <b>{ $missing }</b> { ONE($missing, "is", "are") } missing.
desk-suspended = ⏸ Nothing can be bought. Renewals and reminders go on.

desk-order =
    <b>{ $at }</b> · <code>{ $number }</code>
    { $what }, { $state ->
        [pending] waits for payment
        [completed] completed
        [activating] completed, space being activated
        [refunded] cancelled, the space was not activated
        [cancelled] cancelled
       *[expired] expired
    }
desk-top-up =
    <b>{ $at }</b> · <code>{ $reference }</code>
    <b>{ $amount }</b>, { $state ->
        [open] waits for the payment
        [paid] paid
       *[expired] expired
    }
desk-top-up-gone = of which <b>{ $gone }</b> went back to the card
desk-top-up-for = for the order <code>{ $number }</code>
desk-notice-sent = ✅ Delivered on <b>{ $at }</b>
desk-notice-waiting = ⏳ Waiting, due on <b>{ $at }</b>
desk-notice-dead = ⛔ Not delivered
desk-notice-overtaken = ⏹ Not sent: there was something newer to say
desk-proof =
    Attempt { $attempt }, { $at }: { $result ->
        [arrived] arrived
        [refused] refused
        [later] to be tried again
       *[in-doubt] may have arrived
    }
desk-proof-answer = Answer: <code>{ $answer }</code>
desk-chat = <b>Chat { $chat }</b>
desk-chat-unlinked = Not linked: notices don't go there.
desk-session-open = 🟢 Session open since <b>{ $at }</b>
desk-session-over = No session open.

key-desk = 🗂 Desk
key-broadcasts = 📣 Broadcasts
key-find = 🔎 Find a holder
key-found-holder = { $place }. { $name }
key-back-to-found = ‹ Back to the search
key-back-to-holder = ‹ Back to the card
key-h-mailbox = 📬 The mailbox
key-h-mailboxes = 📬 Mailboxes
key-h-orders = 🛒 Orders
key-h-top-ups = 💳 Top-ups
key-h-notices = ✉️ Notices
key-h-chats = 🔐 Chats and sessions
key-ask-remind = 🔔 Send the reminder again
key-ask-end = End the sessions
key-ask-suspend = ⏸ Suspend the mailbox
key-ask-reopen = ▶️ Reopen the mailbox
