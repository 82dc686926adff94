buy-which-service = What would you like to add to <b>{ $mailbox }</b>?
buy-about-inbox =
    <b>Inbox space upgrade</b>
    More room for your messages.
    <b>{ $price }</b> per GB per year, excluding VAT
buy-about-archive =
    <b>Legal archiving</b>
    Your messages, kept as the law requires.
    <b>{ $price }</b> per GB per year, excluding VAT
buy-free-now = 🎁 This mailbox expires within three months, so right now the add-on is <b>free</b> until <b>{ $until }</b>.
buy-how-many-gb =
    <b>{ $service }</b>
    for { $mailbox }
buy-price =
    { $unit } per GB per year, excluding VAT. You pay for { $years ->
        [one] <b>1 year</b>
       *[other] <b>{ $years } years</b>
    }, until the mailbox expires on <b>{ $until }</b>.
buy-gb-left =
    { $left ->
        [one] You can add <b>1 GB</b>.
       *[other] How many GB would you like to add? Tap or type a number, { $left } at most.
    }

key-gb = { $gb } GB
key-confirm = Confirm the purchase
key-confirm-free = Activate for free
key-other-gb = Change the GB

quote-title = 🧾 <b>Your quote</b>
quote-what =
    <b>{ $service }, { $gb } GB</b>
    for { $mailbox }
quote-until = until <b>{ $until }</b>, when the mailbox expires
quote-free = 🎁 <b>Free</b> until <b>{ $until }</b>, when the mailbox expires.
quote-figures =
    { $unit } × { $gb } GB × { $years ->
        [one] 1 year
       *[other] { $years } years
    }: { $net } net
    VAT { $rate }%: { $vat }
    Total: <b>{ $total }</b>
quote-credit = Credit: { $before } now, <b>{ $after }</b> after
quote-credit-missing =
    Credit: { $credit }
    To add by card: <b>{ $missing }</b>
quote-shortfall = ⚠️ After this, <b>{ $missing }</b> will be missing for the renewal of <b>{ $day }</b>.
quote-wait-free = 💡 <b>Can you wait?</b> From <b>{ $day }</b> it would be <b>free</b>.
quote-wait = 💡 <b>Can you wait?</b> From <b>{ $day }</b> it would cost <b>{ $total }</b>: { $less } less.
quote-renewal =
    🔁 On { $when } the renewal will take <b>{ $total }</b> from your credit ({ $years ->
        [one] 1 year
       *[other] { $years } years
    }, VAT included).
quote-renewal-else = If your credit isn't enough, the add-on is switched off.
quote-no-renewal = 🔁 <b>No renewal:</b> the mailbox doesn't renew by itself, and the add-on ends with it.
quote-good-until = good until <b>{ $until }</b>
quote-rules = The price is { $unit } per GB per year, excluding VAT. You pay for the years left until the mailbox expires; a year that has begun counts as a whole one. VAT at { $rate }% is worked out once, on the net total.
quote-rules-free = In the last three months before the mailbox expires, the add-on costs nothing. After that it's { $unit } per GB per year, plus VAT at { $rate }%.
quote-rules-renewal = At renewal, if your credit isn't enough, the add-on is switched off.
quote-rules-hours = The quote is good for { $hours } hours.

order-done = ✅ <b>Order completed</b>
order-done-before = ✅ <b>This order was already completed.</b> You haven't paid twice.
order-credit = Credit: { $before } before, <b>{ $after }</b> after
order-credit-now = Credit now: <b>{ $credit }</b>
order-number =
    Order <code>{ $order }</code>
    { $at }
order-cancelled =
    Order cancelled: <b>{ $service }, { $gb } GB</b> for { $mailbox }.

    Nothing was taken from your credit.

pending-title = ⏳ <b>Your order is waiting: { $short } is missing</b>
pending-sums =
    Total: { $total }
    Credit now: { $credit }
    To add by card: <b>{ $missing }</b>
pending-least = Only { $short } is missing, but the least a card can pay is { $least }: the rest stays in your credit.
pending-covered =
    ✅ <b>Your credit is enough now</b>

    Total: <b>{ $total }</b>
    Credit now: { $credit }

    Confirm, and the order is completed at once.
pending-suspended =
    ⏸ <b>The order is on hold: the mailbox is suspended</b>

    Total: <b>{ $total }</b>
    Credit now: { $credit }

    To have it reopened, please contact your professional body. If it is active again by <b>{ $until }</b>, you can complete the order from here.
pending-in-parts = A card can pay <b>{ $most }</b> at most in one go: you'll need { $parts } payments.
pending-next = As soon as your credit is enough, the order completes by itself. It waits for you until <b>{ $until }</b>.

key-pay-order = Pay { $amount } by card
key-other-amount = Top up another amount
key-cancel-order = Cancel the order
key-copy-order = Copy the order number
