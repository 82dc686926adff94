credit =
    💶 Your credit is <b>{ $credit }</b>.

    It pays for new orders and renewals. It never expires.
credit-movements =
    { $page ->
        [1] <b>Latest movements</b>
       *[other] <b>Movements, page { $page }</b>
    }
credit-movements-topups =
    { $page ->
        [1] <b>Top-ups</b>
       *[other] <b>Top-ups, page { $page }</b>
    }
credit-movements-orders =
    { $page ->
        [1] <b>Orders</b>
       *[other] <b>Orders, page { $page }</b>
    }
credit-movements-renewals =
    { $page ->
        [1] <b>Renewals</b>
       *[other] <b>Renewals, page { $page }</b>
    }
credit-movements-others =
    { $page ->
        [1] <b>Refunds, disputes and adjustments</b>
       *[other] <b>Refunds, disputes and adjustments, page { $page }</b>
    }
credit-no-movements = There are no movements here.
credit-line = { $at } · { $what }
credit-in = <b>+{ $amount }</b> · credit after { $balance }
credit-out = <b>−{ $amount }</b> · credit after { $balance }
credit-topup = Top-up
credit-order = Order
credit-order-of = { $service }, { $gb } GB
credit-renewal = Renewal
credit-renewal-of = Renewal of { $service }, { $gb } GB
credit-refund = Refund
credit-dispute = Disputed payment
credit-refund-back = Refund that failed
credit-dispute-back = Dispute closed
credit-receivable = Cover of an amount owed
credit-adjustment = Adjustment
credit-why = { $reason }
credit-other = Other movement

key-newer = ‹ Newer
key-older = Older ›
key-only-all = All
key-only-topups = Top-ups
key-only-orders = Orders
key-only-renewals = Renewals
key-only-others = Other
