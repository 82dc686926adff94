# Receipts as PDF, and the sheet of movements as CSV: plain text, nothing in bold.
receipt-amount = { $amount }
receipt-day = { $day }
receipt-at = { $at }
receipt-gb = { $gb } GB

receipt-title-order = Order receipt
receipt-title-topup = Top-up receipt
receipt-title-renewal = Renewal receipt
receipt-number-order = Order number
receipt-number-topup = Reference
receipt-number-renewal = Number
receipt-date = Date

receipt-holder = Holder
receipt-name = Name
receipt-fiscal-code = Fiscal code
receipt-company = Company
receipt-vat-number = VAT number

receipt-bought = Purchase
receipt-renewed = Renewal
receipt-mailbox = PEC mailbox
receipt-service = Service
receipt-quantity = Quantity
receipt-ran-to = Was active until
receipt-runs-to = Active until

receipt-price = Price
receipt-unit-price = Price of 1 GB for a year, VAT excluded
receipt-times-label = How it adds up
receipt-times =
    { $unit } × { $gb } GB × { $years ->
        [one] 1 year
       *[other] { $years } years
    }
receipt-net = Net total, VAT excluded
receipt-vat = VAT { $rate }%
receipt-vat-unknown = VAT
receipt-total = Total, VAT included
receipt-free = free
receipt-paid-with = Paid with
receipt-from-credit = credit
receipt-by-card = card, on Stripe's secure page

receipt-next-renewal = Next renewal
receipt-as-quoted = As quoted
receipt-renewal-takes =
    On { $day } the renewal will take { $total } from the credit, VAT included, for { $years ->
        [one] 1 year
       *[other] { $years } years
    }.
receipt-no-renewal = None: the mailbox doesn't renew by itself, and the service ends on { $day }.

receipt-top-up = Top-up
receipt-payment = Stripe payment
receipt-topped-up = Amount added to the credit
receipt-credit-after = Credit after the top-up

receipt-note-prices = The price of 1 GB and the net total exclude VAT; the total includes it.
receipt-note-free = Free because the mailbox had at most three months left to its expiry. The renewal is not free.
receipt-note-credit = The credit pays for orders and renewals, VAT included. It never expires.
receipt-no-invoice = This receipt is not an invoice.

sheet-date = Date
sheet-time = Time
sheet-kind = Kind
sheet-what = Description
sheet-mailbox = PEC mailbox
sheet-reference = Reference
sheet-amount = Amount in EUR
sheet-balance = Credit after, in EUR
