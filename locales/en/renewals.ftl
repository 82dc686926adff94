# The renewals: what they will take, what is kept and in which order.
renewals-title =
    🔁 <b>Renewals</b>
    { $mailbox }
renewals-taken = On <b>{ $day }</b>, <b>{ $needed }</b> will be taken from your credit.
renewals-nothing-taken = On <b>{ $day }</b> nothing is taken from your credit.
renewals-expires = ⚠️ On <b>{ $day }</b> the mailbox expires, and it <b>isn't set to be renewed</b>. Nothing is taken from your credit.
renewals-unpaid = ⏳ The add-ons that weren't renewed run on <b>unpaid</b> until <b>{ $day }</b>.
renewals-none = Nothing is renewed here in the next 12 months: nothing is taken from your credit.
renewals-short = You have <b>{ $credit }</b>: <b>{ $missing }</b> is missing.
renewals-short-after = You have <b>{ $credit }</b>, but { $before } is needed first for other renewals of yours: <b>{ $missing }</b> is missing in all.
renewals-covered = You have <b>{ $credit }</b>: that's enough.
renewals-covered-after = You have <b>{ $credit }</b>: that's enough, even with the { $before } that other renewals of yours need first.
renewals-not-before = Nothing is taken before that day.
renewals-order =
    { $count ->
        [one] <b>Your add-on</b>
       *[other] <b>Your add-ons</b>, in the order in which your credit renews them
    }
renewals-line = { $place }. <b>{ $service }, { $gb } GB</b>
renewals-over = ⚠️ After <b>{ $day }</b> the mailbox would be <b>{ $over } GB over its space</b>: your messages stay, but new ones don't come in.

# What becomes of an add-on at its date.
fate-renewed = will be renewed: <b>{ $price }</b>
fate-short = ⚠️ { $price }, and your credit isn't enough: ends on <b>{ $until }</b>
fate-declined = not to be renewed: ends on <b>{ $until }</b>
fate-unrenewed = ends with the mailbox on <b>{ $until }</b>
fate-later =
    active until { $until }, { $renews ->
        [yes] then renewed
       *[no] then it ends
    }
fate-unpaid = ⏳ running unpaid until <b>{ $until }</b>: { $price } is needed

# One add-on.
addon-title =
    <b>{ $service }, { $gb } GB</b>
    for { $mailbox }
addon-until = Active until <b>{ $until }</b>.
addon-unpaid = ⏳ It's running <b>unpaid</b> until <b>{ $until }</b>.
addon-renews = 🔁 <b>It will be renewed:</b> on that day, <b>{ $price }</b> will be taken from your credit ({ $years ->
        [one] 1 year
       *[other] { $years } years
    }, VAT included). Nothing is taken before.
addon-renews-at-once = 🔁 <b>It will be renewed as soon as your credit is enough:</b> <b>{ $price }</b> will be taken ({ $years ->
        [one] 1 year
       *[other] { $years } years
    }, VAT included).
addon-short = ⚠️ Your credit doesn't reach this far now: unless you top up, the add-on ends on <b>{ $until }</b>.
addon-if-stopped = If you choose not to renew it, it ends on { $until } and there's nothing more to pay.
addon-stops = ⏹ <b>It won't be renewed:</b> it ends on <b>{ $until }</b> and there's nothing more to pay. Until that day you can change your mind.
addon-if-renewed = If you renew it after all, { $price } will be taken from your credit on that day.
addon-unrenewed = The mailbox isn't renewed by itself, so the add-on ends with it. To have it renewed, please contact your professional body.
addon-place = Your credit isn't enough for all add-ons of this mailbox, and this one is <b>number { $place }</b> in line. If you keep it first, your credit renews it before the others.
addon-first = Your credit isn't enough for all add-ons of this mailbox: this one is renewed <b>first</b>.

# The next twelve months.
forecast-title = 📅 <b>Renewals of the next 12 months</b>
forecast-short = <b>{ $needed }</b> is needed in all. You have <b>{ $credit }</b>: <b>{ $missing }</b> is missing.
forecast-covered = <b>{ $needed }</b> is needed in all. You have <b>{ $credit }</b>: that's enough for everything.
forecast-free = Nothing is taken from your credit.
forecast-not-before = Each amount is taken on its own day, never before.
forecast-empty = In the next 12 months nothing is taken from your credit, and no add-on ends.
forecast-event =
    <b>{ $day }</b>
    { $mailbox }
forecast-takes = <b>{ $needed }</b> is needed: your credit is enough
forecast-misses = <b>{ $needed }</b> is needed: <b>{ $missing }</b> is missing
forecast-overdue = ⏳ Overdue: it is taken as soon as your credit is enough
forecast-ends =
    { $count ->
        [one] 1 add-on ends
       *[other] { $count } add-ons end
    }
forecast-expires = The mailbox expires, and no renewal is planned

# In the menu.
home-renewal-short = 🔁 On <b>{ $day }</b>, { $needed } will be taken for { $mailbox }: <b>{ $missing }</b> is missing.
home-renewal-overdue = ⏳ The add-ons of { $mailbox } run on unpaid until <b>{ $day }</b>: <b>{ $missing }</b> is missing.
home-renewal-covered = 🔁 On <b>{ $day }</b>, { $needed } will be taken for { $mailbox }: your credit is enough.

# The top-up for a renewal.
top-up-then-renewal = With this top-up the renewal of <b>{ $day }</b> is covered. Nothing is taken before that day.
top-up-then-renewal-after = With this top-up the renewal of <b>{ $day }</b> is covered, and so is what comes before it.
top-up-then-overdue = When the payment arrives, the add-ons that run on unpaid are renewed at once.
top-up-then-forecast = With this top-up the renewals of the next 12 months are covered. Each amount is taken on its own day.
top-up-renewal-parts = A card can pay { $most } at most in one go: what is missing takes <b>{ $parts } payments</b>. Nothing is taken before the day of the renewal.
top-up-orders-first =
    ⚠️ { $orders ->
        [one] You have an order waiting: if your credit is enough, that is completed first
       *[other] You have { $orders } orders waiting: if your credit is enough, those are completed first
    }, and the renewal may need another top-up.
top-up-not-needed = ✅ <b>Nothing is missing.</b> Your credit is <b>{ $credit }</b>, which is enough for what will be taken.

# The reminders.
snoozed = 🔕 <b>Seen.</b> No reminders for { $mailbox } until <b>{ $until }</b>, neither here nor by e-mail.
snoozed-next = The next one comes on <b>{ $day }</b>.
snoozed-early = Those of the last days before the expiry come anyway: the next one is on <b>{ $day }</b>.
snoozed-none = No other is planned for this expiry.
space-alerts-on =
    🔔 <b>Space alerts: on</b>

    I write to you, here and by e-mail, when a mailbox is { $first }% and { $second }% full.
space-alerts-off =
    🔕 <b>Space alerts: off</b>

    I don't write to you when a mailbox fills up. Expiry reminders come anyway.

key-renewals = 🔁 Renewals
key-see-renewals = See the renewals
key-back-to-renewals = ‹ Back to the renewals
key-forecast = 📅 Next renewals
key-top-up-missing = Top up { $amount }
key-top-up-renewal = Top up { $amount } for the renewal
key-addon = { $place }. { $service }, { $gb } GB
key-more-addons = More add-ons ›
key-earlier = ‹ Earlier
key-later = Later ›
key-stop-renewing = Don't renew
key-renew = Renew
key-put-first = Keep it first
key-snooze = Seen: no reminders for { $days } days
key-space-alerts = 🔔 Space alerts
key-space-alerts-on = Turn space alerts on
key-space-alerts-off = Turn space alerts off

# In the note that answers a tap.
renewal-switched-on = Done: the add-on will be renewed.
renewal-switched-off = Done: the add-on won't be renewed.
renewal-put-first = Done: the add-on is renewed first.
