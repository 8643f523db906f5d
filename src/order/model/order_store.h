#pragma once

#include "order/model/order.h"
#include "platform/db/reader.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ocp::order {

/// The next number of the shop's day. Locks the shop's row: of two orders that come together the second sees
/// what the first takes.
std::int64_t take_number(db::Transaction&, PizzeriaId, int business_day);
/// The same lock, without a number: for who plans an order anew.
void lock_shop(db::Transaction&, PizzeriaId);

/// Of each shop: orders pending, and deliveries ready to leave. Reads only what is alive.
std::vector<std::tuple<PizzeriaId, std::int64_t, std::int64_t>> waiting_counts(db::Reader const&);

struct NewOrder {
    std::string number;
    std::int64_t daily_number;
    int business_day;
    Status status;
    Channel channel;
    pizzeria::Mode mode;
    bool online;
    UserId client;
    PizzeriaId shop;
    std::optional<AddressId> address;
    std::string contact_name, contact_phone;
    std::string line, postcode, city;
    std::optional<pizzeria::Position> position;
    std::string note;
    Instant promised_from, promised_to;
    std::string tracking_hash;
    Plan plan;
    Money items_total, delivery_fee, discount_total;
    std::optional<Instant> hold_expires_at;
    bool address_to_check = false;
    std::optional<CartId> cart = {}; ///< that is emptied once the order is paid
    bool by_visitor = false; ///< nobody was signed in
};
OrderId add_order(db::Transaction&, NewOrder const&, Instant at);
void add_lines(db::Transaction&, OrderId, std::vector<OrderLine> const&, Instant at);
/// What an amendment makes of an order: its sums, plan and promise, and how it is handed over.
struct AmendedOrder {
    OrderId order;
    Plan plan;
    Money items_total, delivery_fee, discount_total;
    Instant promised_from, promised_to;
    /// Another way, or another place; nothing: as it is.
    struct HandOver {
        pizzeria::Mode mode;
        std::optional<AddressId> address;
        std::string line, postcode, city;
        std::optional<pizzeria::Position> position;
        bool to_check;
    };
    std::optional<HandOver> hand_over;
    std::optional<std::string> contact_phone, note; ///< nothing: as it is
};
/// Replaces the lines too; the row must be locked.
void rewrite_order(db::Transaction&, AmendedOrder const&, std::vector<OrderLine> const&, Instant at);

/// When it is promised, from and to.
std::pair<Instant, Instant> promised(db::Reader const&, OrderId);
/// Another time. The version is that of the step with which this happens.
void promise_order(db::Transaction&, OrderId, Instant from, Instant to, Instant at);

void add_step(db::Transaction&, OrderId, Status from, Step const&, std::optional<UserId> by,
    std::string_view reason, Instant at);
/// Whether the order's last step was this one, taken by that person.
bool took_last_step(db::Reader const&, OrderId, Action, UserId);

/// Customers who neither signed in nor ordered since, their rows locked, `limit` at most; not staff, nobody
/// whose order is still alive, nobody erased already.
std::vector<UserId> customers_not_seen_since(db::Transaction&, Instant since, std::int64_t limit);
/// Takes from the person's orders whom and where to they went; town, goods and money stay.
void forget_contacts(db::Transaction&, UserId client, Instant at);

/// The order's client, who has an e-mail address.
struct ClientWithMail {
    UserId user;
    std::string email;
    Language language;
    std::string steps; ///< of which they want mails: words with spaces between
    pizzeria::Mode mode; ///< of the order
    bool chose(std::string_view step) const;
};
std::optional<ClientWithMail> client_with_mail(db::Reader const&, OrderId);

/// The order of that shop, its row locked; another shop's is not found.
std::optional<OrderFacts> lock_order(db::Transaction&, PizzeriaId, OrderId);

/// The same whatever its shop: for who acts on the bank's word, or on time, and on nobody's rights.
std::optional<OrderFacts> lock_any_order(db::Transaction&, OrderId);

/// What a step writes into the order's row.
struct StatusChange {
    OrderId order;
    Status from, to;
    std::optional<UserId> pizzaiolo; ///< nothing: as it is
    std::optional<UserId> driver; ///< nothing: as it is
    bool forget_driver = false;
    std::optional<payment::Status> payment; ///< nothing: as it is
    std::optional<Instant> delivered_at;
};
/// False when the order is no longer `from`. An order that no longer awaits its payment forgets its cart.
bool change_status(db::Transaction&, StatusChange const&, Instant at);

/// How it stands with the order's money, its row locked.
void set_payment_status(db::Transaction&, OrderId, payment::Status, Instant at);

/// The cart an order awaiting its payment was made of, when nobody has changed it since.
std::optional<CartId> unchanged_cart_of(db::Reader const&, OrderId);
/// The orders that wait for a payment and were made of this cart, or are to become it; locked, before the
/// cart is.
std::vector<OrderId> lock_orders_of_cart(db::Transaction&, CartId);
/// As if they had been made of the other.
void move_orders_to_cart(db::Transaction&, CartId from, CartId to);
/// The order that was made of this cart and awaits its payment.
std::optional<OrderId> order_awaiting_payment(db::Reader const&, CartId);

/// Orders of a shop in the given statuses, the earliest promise first, with their lines; 60 at most.
std::vector<OrderView> orders_of_shop(db::Reader const&, PizzeriaId, std::vector<Status> const&);
std::optional<OrderView> find_order(db::Reader const&, PizzeriaId, OrderId);
std::optional<OrderView> find_tracked(db::Reader const&, std::string_view tracking_hash);
/// The newest of the client's.
std::optional<OrderView> last_order_of_client(db::Reader const&, UserId);
/// Whosever it is: for who has it from a row of ours, never for an id that somebody sent.
std::optional<OrderView> find_any_order(db::Reader const&, OrderId);
/// Another client's is not found.
std::optional<OrderView> find_own_order(db::Reader const&, UserId client, OrderId);
/// The newest first, those before `before` alone; 50 at most.
std::vector<OrderView> orders_of_client(
    db::Reader const&, UserId, std::optional<OrderId> before = std::nullopt);
std::optional<std::string> number_of(db::Reader const&, OrderId);
std::vector<StepTaken> steps_of(db::Reader const&, OrderId);
/// First name of who accepted, or is driving, the order.
std::optional<std::string> name_of(db::Reader const&, UserId);

/// What the order's copied recipes take, all lines together.
product::Needs needs_of(db::Reader const&, OrderId);

/// `{"12":1300000}`.
std::string needs_text(product::Needs const&);
product::Needs needs_from(std::string_view text);

} // namespace ocp::order
