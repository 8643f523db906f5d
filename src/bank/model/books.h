#pragma once

#include "bank/model/payment.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace ocp::bank {

/// What the bank remembers, found by id. What it hands out stays where it is. For one thread at a time.
class Books {
public:
    explicit Books(Holdings);

    Session& add(Session);
    Intent& add(Intent);
    Refund& add(Refund);

    /// nullptr when there is none.
    Session* session(std::string const& id);
    Intent* intent(std::string const& id);
    Refund* refund(std::string const& id);
    /// The newest first.
    std::vector<Refund> refunds_of(std::string const& payment_intent) const;
    /// How many stand before it; nothing added later.
    std::size_t place_of_intent(std::string const& id) const { return intents_.at(id); }

    Holdings const& all() const { return all_; }

private:
    using Places = std::unordered_map<std::string, std::size_t>;
    Holdings all_;
    Places sessions_, intents_, refunds_;
    std::unordered_map<std::string, std::vector<std::size_t>> refunds_by_intent_;
};

} // namespace ocp::bank
