#pragma once

#include "account/model/act.h"
#include "order/model/till.h"
#include "payment/model/ledger.h"
#include "platform/db/database.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocp::order {

/// A business day of a shop (data.md: from 5 h to 5 h), by its clock.
struct TillDay {
    int date; ///< 20261123
    Instant from, until;
};
/// "2026-11-23"; nothing when that is no day.
std::optional<TillDay> till_day(std::string_view text, std::string_view zone);
TillDay till_day(Instant at, std::string_view zone);
/// "2026-11-23".
std::string text_of(TillDay const&);

/// A refund with what names it to a manager.
struct WatchedRefund {
    payment::Refund refund;
    std::string order_number;
    std::string by; ///< first name; "": it followed from something else
    Money open; ///< what is still to be given back, when its card did not take it
};

/// The money of a shop's day, and what of its money needs somebody now (spec §4 Back office).
struct Till {
    std::vector<TillLine> lines;
    std::map<payment::Means, Money> by_means;
    Money total;
    payment::RateSums rates; ///< of the day's receipts
    std::vector<Owed> owed; ///< now
    std::vector<WatchedRefund> refunds; ///< now: under way, or failed and not made good
};
Till read_till(db::Database&, PizzeriaId, TillDay const&);

/// Everything about an order's money; nothing when it is another shop's.
struct OrderMoney {
    OrderView order;
    std::vector<TillLine> lines;
    std::vector<payment::ReceiptHead> receipts;
    std::vector<WatchedRefund> refunds;
    std::vector<account::KnownAct> acts;
    Money refundable; ///< by hand, now
    std::string form_key;
};
std::optional<OrderMoney> read_order_money(db::Database&, PizzeriaId, OrderId);

} // namespace ocp::order
