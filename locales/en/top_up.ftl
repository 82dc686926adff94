top-up-how-much =
    💶 Your credit is <b>{ $credit }</b>.

    How much would you like to add? Tap or type an amount, from <b>{ $least }</b> to <b>{ $most }</b>. You pay by card, and credit never expires.
top-up-pay =
    💳 <b>Top-up of { $amount }</b>

    Tap the button below: it opens Stripe's secure page, where you pay by card.
top-up-then-credit = When the payment arrives, your credit goes up by itself and I'll write to you here.
top-up-then-waiting =
    If it's enough, it completes { $orders ->
        [one] the order you have waiting
       *[other] the orders you have waiting, oldest first
    }: what's left stays in your credit.
top-up-then-order = When the payment arrives, your order completes by itself: <b>{ $service }, { $gb } GB</b> for { $mailbox }. I'll write to you here.
top-up-then-part = A card can pay { $most } at most in one go: what is missing takes <b>{ $parts } payments</b>. With the last one your order completes by itself: <b>{ $service }, { $gb } GB</b> for { $mailbox }. I'll write to you here after each payment.
top-up-until = You can pay until <b>{ $until }</b>. Top-up number: <code>{ $reference }</code>.

key-amount = { $amount }
key-pay = Pay { $amount }
key-back-to-order = ‹ Back to the order
key-back-to-credit = ‹ Back to the credit
