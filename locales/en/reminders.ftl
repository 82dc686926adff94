# Reminders of an expiry, the outcome of renewals, and space: the same words in the chat and by e-mail.
reminder-expires =
    ⏳ <b>{ $mailbox }</b>
    { $days ->
        [0] expires <b>today</b>, { $day }.
        [1] expires <b>tomorrow</b>, { $day }.
       *[other] expires on <b>{ $day }</b>, in { $days } days.
    }
reminder-unpaid =
    ⏳ <b>{ $mailbox }</b>
    { $days ->
        [0] The add-ons that weren't renewed run on <b>unpaid</b> until <b>today</b>, { $day }.
        [1] The add-ons that weren't renewed run on <b>unpaid</b> until <b>tomorrow</b>, { $day }.
       *[other] The add-ons that weren't renewed run on <b>unpaid</b> until <b>{ $day }</b>: { $days } days are left.
    }
reminder-needed = Your professional body renews the mailbox. To renew your add-ons, <b>{ $needed }</b> is needed.
reminder-needed-unpaid = To renew them, <b>{ $needed }</b> is needed.
reminder-covered = ✅ <b>There's nothing you need to do:</b> on that day, <b>{ $needed }</b> will be taken from your credit and your add-ons are renewed.
reminder-item = • <b>{ $service }, { $gb } GB</b>
news-more =
    { $count ->
        [one] • and 1 more add-on
       *[other] • and { $count } more add-ons
    }
reminder-otherwise = If your credit isn't enough, an add-on that it doesn't cover is switched off after that day. Nothing is taken before.
reminder-otherwise-unpaid = They are renewed as soon as your credit is enough; otherwise they are switched off after that day.
reminder-ending = ⚠️ <b>The mailbox isn't set to be renewed,</b> and these add-ons end with it:
reminder-expiring = ⚠️ <b>The mailbox isn't set to be renewed.</b>
reminder-turn-to-body = If you still need it, please ask your professional body to renew it.
reminder-leaving = As you chose, these add-ons <b>won't be renewed</b> and end after that day:
reminder-change-mind = There's nothing more to pay. Until that day you can change your mind.

# The outcome of a renewal.
renewal-title =
    🔁 <b>Renewal of { $day }</b>
    { $mailbox }
renewal-expires-on = The mailbox now expires on <b>{ $day }</b>.
renewal-expired =
    ⚠️ <b>The mailbox has expired</b>
    { $mailbox }
    It wasn't renewed by <b>{ $day }</b>. To get it back, please contact your professional body.
renewal-renewed =
    { $count ->
       *[other] ✅ <b>Renewed</b>
    }
renewal-renewed-line = • { $service }, { $gb } GB: { $price }, until <b>{ $until }</b>
renewal-charged = <b>{ $charged }</b> was taken from your credit, which is now <b>{ $credit }</b>.
renewal-not-charged = Nothing was taken from your credit: it is <b>{ $credit }</b>.
renewal-ended =
    { $count ->
       *[other] ⏹ <b>Switched off</b>
    }
renewal-ended-short = • { $service }, { $gb } GB: <b>{ $price }</b> was needed and your credit wasn't enough
renewal-ended-declined = • { $service }, { $gb } GB: you chose not to renew it
renewal-ended-unrenewed = • { $service }, { $gb } GB: ended with the mailbox
renewal-unpaid = ⏳ <b>Running on unpaid, for now</b>
renewal-unpaid-line = • { $service }, { $gb } GB: until <b>{ $until }</b>
renewal-grace = We couldn't reach you in time, so we're giving you more time.
renewal-awaited = We are waiting for the payment that you began.
renewal-missing = For the renewal, <b>{ $missing }</b> is missing. As soon as your credit is enough it happens by itself; otherwise, after that day, what is unpaid is switched off.
renewal-over = ⚠️ The mailbox is <b>{ $over } GB over its space</b>: your messages stay, but new ones don't come in.

# Space.
space-filling =
    📦 <b>{ $mailbox }</b>
    The mailbox is <b>{ $percent }%</b> full: { $used } GB of { $total } GB are in use.
space-when-full = Once the space runs out, new messages no longer come in.
space-would-help = Adding <b>{ $gb } GB</b> would help. Or you can delete messages that you don't need.
space-no-more = The type of the mailbox allows no more space: delete messages that you don't need, or contact your professional body.

# What doesn't arrive, and what administrators have to know.
email-failed =
    ⚠️ We can't write to <b>{ $address }</b>, the reference e-mail of { $mailbox }.

    For now, reminders reach you only here. Please ask your professional body to correct the address.
admin-grace =
    ⏳ <b>No reminder was delivered</b>
    { $mailbox }, expiry of { $day }

    { $addons ->
        [one] 1 add-on runs on
       *[other] { $addons } add-ons run on
    } unpaid until <b>{ $until }</b>, when it is decided again.
admin-renewal-failed =
    🚨 <b>A renewal has failed</b>
    { $mailbox }, { $day }

    Nothing was taken, the other renewals go on and this one is tried again. In the log: <code>{ $reference }</code>
admin-audit-wrong =
    🚨 <b>The books are wrong</b>

    { $problems ->
        [one] The audit found 1 problem
       *[other] The audit found { $problems } problems
    }. The first: <code>{ $first }</code>

    <b>Nothing is charged</b> until the audit finds everything in order.
admin-audit-right = ✅ <b>The books are right again.</b> Charging goes on.
admin-undelivered =
    📭 <b>A holder can't be reached</b>
    { $mailbox }

    The server refuses e-mails to <b>{ $address }</b>, and no chat is linked. Please call, and have the address corrected.
    Error: { $error }

key-reactivate = Buy { $service }, { $gb } GB again
key-add-gb = Add { $gb } GB
