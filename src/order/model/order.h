#pragma once

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "order/model/lifecycle.h"
#include "order/model/plan.h"
#include "payment/model/lifecycle.h"
#include "pizzeria/model/pizzeria.h"
#include "product/model/change.h"
#include "product/model/product.h"

#include <optional>
#include <string>
#include <vector>

namespace ocp::order {

enum class Channel { Web, Phone, Counter };

/// What the next step of an order depends on.
struct OrderFacts {
    OrderId id;
    PizzeriaId shop;
    UserId client;
    std::optional<UserId> driver;
    std::optional<UserId> pizzaiolo;
    Status status;
    pizzeria::Mode mode;
    Money total;
    Money paid;
    Plan plan; ///< what it was planned to take, whatever has become of it
    std::int64_t version;
    std::int64_t daily_number;
    std::string number; ///< "BEL-261123-042"
    payment::Status payment = payment::Status::Unpaid;
};

/// A line as it was ordered: later changes of the catalogue do not touch it.
struct OrderLine {
    int line;
    ProductId product;
    std::string size;
    std::string name;
    std::string size_label;
    int quantity;
    Money unit_price;
    int vat_rate; ///< hundredths of a percent
    product::Needs needs; ///< of one of it
    std::vector<product::Change> changes = {}; ///< what differs from the recipe
    std::string configuration = "{}"; ///< to have the same again: product/model/configuration.h
    std::optional<int> deal = {}; ///< number of the first line of the deal it was sold in
    std::optional<ProductId> deal_product = {};
    std::string deal_name = {};
    bool is_alcohol = false; ///< as its product counts today
};

/// An order as screens show it.
struct OrderView {
    OrderFacts facts;
    Channel channel;
    std::string contact_name;
    std::string contact_phone;
    std::string line, postcode, city; ///< where it goes, for a delivery
    std::optional<double> latitude, longitude;
    std::string note;
    bool address_to_check; ///< placed by its postcode only
    bool online; ///< paid, or to be paid, by the bank's word
    Instant promised_from, promised_to, placed_at;
    std::optional<Instant> delivered_at;
    Money items_total, delivery_fee, discount_total;
    std::string prepared_by; ///< first name of its pizzaiolo, "" before acceptance
    std::optional<Instant> hold_expires_at; ///< until when its things are held while it awaits its payment
    std::vector<OrderLine> lines;

    /// "042".
    std::string short_number() const;
    /// Whoever hands it over must see that it is for an adult (law.md §3.5).
    bool has_alcohol() const;
};

struct StepTaken {
    std::optional<Status> from;
    Status to;
    std::string action;
    std::optional<std::string> by; ///< first name
    std::optional<std::string> reason;
    Instant at;
};

} // namespace ocp::order
