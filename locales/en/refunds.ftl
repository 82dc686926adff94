# The refund of what was not used: which payment, how much, the look before and the outcome.
desk-title-refunds = ↩️ <b>Refunds to the card</b>, payments of { $name }
refund-most = Can be refunded: <b>{ $most }</b>
refund-none = Nothing can be refunded: it has gone back already, is spent, or counts as credit given by hand, which goes to no card.
refund-paid = Paid: <b>{ $amount }</b> · { $day }
refund-gone = Gone back already: { $amount }
refund-ask =
    ↩️ <b>Refund to the card</b>

    Holder: <b>{ $name }</b>
refund-ask-amount = How much goes back to the card? Tap the key for all of it, or type the amount: <b>{ $most }</b> at most.
refund-review =
    ↩️ <b>Refund { $amount } to the card?</b>

    Holder: <b>{ $name }</b>
refund-review-slow = The amount leaves the credit at once. It reaches the card in a few days, depending on the bank. The holder is told.
refund-asked = ↩️ <b>A refund of { $amount } is asked of Stripe</b>, for { $name }. The amount has left the credit already.
refund-asked-before = ↩️ <b>A refund of { $amount }</b> for { $name }: asked of Stripe already. It isn't done twice.

key-refunds = ↩️ Refund to the card
key-refund-place = Refund no. { $place }
key-refund-all = All: { $amount }
key-refund-confirm = Refund { $amount }
key-back-to-refunds = ‹ Back to the payments
