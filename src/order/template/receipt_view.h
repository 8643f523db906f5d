#pragma once

#include "payment/model/receipt.h"
#include "platform/html/view.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

/// «Reçu», «Correction», «Remboursement», «Remboursement annulé».
Text kind_name(payment::ReceiptKind);
/// «Espèces», «En ligne»...
Text means_name(payment::Means);
/// «10 %», «5,5 %», “5.5%”; `rate` in hundredths of a percent.
Text percent_text(int rate);

/// «20:05:33», as tills write it in both languages, by the shop's clock; and its day.
std::string receipt_hour(payment::Receipt const&);
std::string receipt_date(payment::Receipt const&);
/// What the group says of itself as the law wants it said, a line each.
std::vector<Text> seller_lines(pizzeria::LegalFacts const&);
/// Everything the receipt says, for a template that names it as receipt.html does.
void add_receipt(html::View&, payment::Receipt const&);

/// What stands around a receipt on its page.
struct ReceiptFrame {
    std::string path; ///< of the page itself
    std::string csrf;
    std::string back;
    Text back_name;
    std::optional<int> copy; ///< this sheet is that copy; nothing: it is only looked at
};
/// The receipt as its bytes say it, whatever has changed since.
html::View receipt_view(payment::Receipt const&, ReceiptFrame const&, Language);

} // namespace ocp::order
