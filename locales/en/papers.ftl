papers = 🧾 <b>Your receipts</b>
papers-page = 🧾 <b>Your receipts, page { $page }</b>
papers-tap = Tap a receipt: I'll send it here as a PDF.
papers-none = There are no receipts here. There is one for each completed order, each top-up and each renewal.
paper-line = <b>{ $day }</b> · { $what }
paper-order = { $service }, { $gb } GB
paper-renewal = Renewal of { $service }, { $gb } GB
paper-topup = Top-up by card
paper-mailbox = for { $mailbox }
paper-amount = <b>{ $amount }</b>
paper-free = <b>Free</b>

# Below the file that comes.
receipt-caption-order = 🧾 Receipt for order <code>{ $number }</code>
receipt-caption-topup = 🧾 Receipt for top-up <code>{ $number }</code>
receipt-caption-renewal = 🧾 Receipt for renewal <code>{ $number }</code>
receipt-file = receipt-{ $number }.pdf

years =
    📊 <b>The movements of a year</b>

    Which year? I'll send them here as a CSV file, which opens in Excel or any other spreadsheet.
years-none = 📊 There are no movements here.
year-caption =
    📊 Movements of <b>{ $year }</b>

    { $count ->
        [one] There is <b>one</b>.
       *[other] There are <b>{ $count }</b>, oldest first.
    } The file opens in Excel or any other spreadsheet.
year-file = movements-{ $year }.csv

key-papers = 🧾 Receipts
key-back-to-papers = ‹ All receipts
# The keys of receipts: short, for a phone.
key-paper = { $day } · { $what } · { $amount }
key-paper-free = { $day } · { $what } · free
key-paper-topup = Top-up
key-paper-order-inbox = Inbox space
key-paper-order-archive = Legal archiving
key-paper-renewal-inbox = Inbox renewal
key-paper-renewal-archive = Archiving renewal
key-years = 📊 Movements of a year
key-year = { $year }
