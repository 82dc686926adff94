top-up-how-much =
    💶 Your credit is <b>{ $credit }</b>.

    How much would you like to add? You pay by card, and credit never expires.
top-up-type-amount =
    Type the amount in euro, from <b>{ $least }</b> to <b>{ $most }</b>.

    For example: 25 or 12.50
top-up-pay =
    💳 <b>Top-up of { $amount }</b>

    Tap the button below: it opens Stripe's secure page, where you pay by card.
top-up-then-credit = When the payment arrives, your credit goes up by itself and I'll write to you here.
top-up-then-order = When the payment arrives, your order completes by itself: <b>{ $service }, { $gb } GB</b> for { $mailbox }. I'll write to you here.
top-up-then-maybe-more = This is the most a single payment can bring: if something is still missing afterwards, I'll tell you how much.
top-up-until = You can pay until <b>{ $until }</b>. Top-up <code>{ $reference }</code>.

key-amount = { $amount }
key-type-amount = Type another amount
key-pay = Pay { $amount }
key-back-to-order = ‹ Back to the order
key-back-to-credit = ‹ Back to the credit
