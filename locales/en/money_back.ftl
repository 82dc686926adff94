purse-owed = ⚠️ You still have to cover <b>{ $owed }</b>: a payment that you had already spent went back to the card. The next top-up covers this first. Until then you can't buy anything.
purse-owed-part = Of this, <b>{ $owed }</b> { ONE($owed, "covers", "covers") } a payment that was already spent and went back to the card.
key-pay-owed = Cover { $amount }

money-back-refund-gone =
    ↩️ <b>Refund of { $amount }</b>
    The money goes back to the card that it was paid with. It usually arrives within 10 days.
money-back-refund-back =
    ↩️ <b>The refund of { $amount } didn't work</b>
    The card didn't take it: the money is in your credit again.
money-back-refund-refused =
    ↩️ <b>The refund of { $amount } wasn't carried out</b>
    The money is in your credit again.
money-back-dispute-gone =
    ⚠️ <b>A payment of { $amount } was disputed</b>
    The card's bank has taken this payment back, and the money is no longer in your credit. If it wasn't you who disputed it, write to your bank at once.
money-back-dispute-back =
    ✅ <b>The dispute about { $amount } is closed</b>
    The money is in your credit again.
money-back-credit = Your credit is now <b>{ $credit }</b>.

admin-money-back-refund-gone =
    ↩️ <b>Refund of { $amount }</b>
    Stripe has taken it up: the money goes back to the card that it was paid with.
admin-money-back-refund-back =
    ⚠️ <b>The refund of { $amount } didn't work</b>
    The money is in the payer's credit again.
admin-money-back-refund-refused =
    ⚠️ <b>The refund of { $amount } wasn't carried out</b>
    Stripe has refused it: too little is left of that payment, or it is disputed. The money is in the credit again. Look at the payment in Stripe's dashboard.
admin-money-back-dispute-opened =
    🔎 <b>The bank asks about a payment of { $amount }</b>
    It hasn't taken anything back so far. Answer in Stripe's dashboard, by the date that is given there.
admin-money-back-dispute-gone =
    ⚠️ <b>A payment of { $amount } was disputed</b>
    The bank has taken the money back. Answer in Stripe's dashboard, by the date that is given there.
admin-money-back-dispute-lost =
    ⚠️ <b>The dispute about { $amount } was lost</b>
    The money stays with the bank.
admin-money-back-dispute-back =
    ✅ <b>The dispute about { $amount } was won</b>
    The bank has given the money back.
admin-money-back-owed = It had been spent already: <b>{ $owed }</b> still has to be covered. Until then the payer can't buy anything.
admin-money-back-unassigned = This payment is assigned to nobody: no credit has changed.
admin-money-back-payment = Payment <code>{ $intent }</code>
key-see-holder = Open the card
mail-subject-money-back = One of your payments went back: what changes
mail-subject-money-back-again = An amount is in your credit again
