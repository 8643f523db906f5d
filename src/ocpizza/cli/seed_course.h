#pragma once

#include "ocpizza/cli/seed_basket.h"
#include "ocpizza/cli/seed_customers.h"
#include "ocpizza/cli/seed_people.h"
#include "order/business/slot_rules.h"
#include "order/model/order.h"

#include <optional>
#include <string_view>
#include <vector>

namespace ocp::seeds {

enum class PayOn { Online, Reception };

/// An order as it was placed.
struct PastOrder {
    std::size_t shop;
    Instant placed;
    Customer const* client;
    order::Channel channel;
    pizzeria::Mode mode;
    PayOn pay_on;
    Basket basket;
    Money fee;
    order::Promise promise;

    Money total() const { return basket.total() + fee; }
};

struct CourseStep {
    order::Status from, to;
    order::Action action;
    std::optional<UserId> by;
    std::string_view reason; ///< "" without one
    Instant at;
};
struct CoursePayment {
    char const* kind;
    Money amount;
    std::optional<UserId> by;
    Instant at;
};

/// What became of it: steps of the lifecycle table only, ending in a final status.
struct Course {
    std::vector<CourseStep> steps;
    std::vector<CoursePayment> payments;
    char const* payment_status = "unpaid";
    std::optional<UserId> pizzaiolo, driver;
    std::optional<Instant> accepted_at, delivered_at;

    order::Status end() const { return steps.back().to; }
};

/// Nineteen of twenty reach their customer; the others are refused, cancelled, left unpaid or not delivered.
Course course_of(Dice&, PastOrder const&, Staff const&, std::int64_t distance_m);

} // namespace ocp::seeds
