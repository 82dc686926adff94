# Payments to look into: the list, whose they are, and those dealt with elsewhere.
payments =
    { $count ->
        [one] 🔎 <b>1 payment to look into</b>
       *[other] 🔎 <b>{ $count } payments to look into</b>
    }
payments-none = ✅ There is no payment to look into.
payment-line = <b>{ $place }.</b> <b>{ $amount }</b> · { $day }
payment-id = <code>{ $id }</code>
payment-not-creditable = ⛔ It can't be credited: <b>refund it at Stripe</b>.
payment =
    💳 <b>Payment</b>
    <code>{ $id }</code>
payment-facts = <b>{ $amount }</b> · { $day }
payment-credited = ✅ Credited to <b>{ $name }</b>.
payment-was-dealt-with = ✅ Dealt with elsewhere, { $at }.
payment-ask-whose =
    🔎 <b>Whose payment is this?</b>

    Type a part of the name, the fiscal code, the e-mail or the mailbox.
payment-found-tap = Tap the holder: I ask you once more before it is credited. To look for somebody else, type here.
payment-found-more = There are more: if you don't see them, type another word as well.
payment-review =
    💳 <b>Shall I credit it to { $name }?</b>
    Fiscal code: <code>{ $fiscal_code }</code>
payment-review-once = The holder is told. If something waits for this money, it is paid at once.
payment-assigned = ✅ <b>{ $amount }</b> credited to <b>{ $name }</b>. The holder is told.
payment-assigned-before = ✅ <b>{ $amount }</b>: already credited to <b>{ $name }</b>. It isn't done twice.
payment-ask-dealt-with =
    <b>Have you dealt with it elsewhere?</b>

    That usually means: refunded at Stripe. If you confirm it leaves the list, and can't be credited to anybody any more.

key-payments =
    { $count ->
        [one] 🔎 1 payment to look into
       *[other] 🔎 { $count } payments to look into
    }
key-payment = See the payment
key-payment-place = See no. { $place }
key-payment-assign = Assign it to a holder
key-payment-dealt-with = Already dealt with
key-payment-is-dealt-with = Yes, it's dealt with
key-payment-holder = See the card
key-payment-confirm = Credit { $amount }
key-payment-other = Another holder
key-copy-payment = Copy the number
key-back-to-payment = ‹ Back to the payment
key-back-to-payments = ‹ All payments to look into
