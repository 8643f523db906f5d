#include "cart/business/change_cart.h"
#include "order/business/amend_order.h"
#include "order/business/ask_refund.h"
#include "order/business/give_cash_back.h"
#include "order/business/order_rules.h"
#include "order/business/refund_by_hand.h"
#include "order/model/order_store.h"
#include "payment/business/read_ledger.h"
#include "payment/business/refunds.h"
#include "payment/model/receipt.h"
#include "platform/secrets/secrets.h"
#include "tests/support/database.h"
#include "tests/support/paying_shop.h"

#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <map>
#include <random>

namespace ocp::order {
namespace {

using enum Status;
using namespace std::chrono_literals;
using Manner = test::FakeStripe::Manner;
using payment::Means;
using payment::RateSums;
using pizzeria::Mode;
using test::PayingShop;
using testing::IsEmpty;

// Of every class of tax, at prices that seldom divide well, a deal of two rates, and two codes.
constexpr std::string_view assortment = R"sql(
UPDATE pizzerias SET capacity_points = 900000, oven_pizzas = 300000, drivers = 90000;
UPDATE stocks SET quantity_available = quantity_available + 900000000000;
INSERT INTO stock_movements (pizzeria_id, ingredient_id, delta, reason, at)
    SELECT pizzeria_id, ingredient_id, 900000000000, 'delivery', 1 FROM stocks;
UPDATE products SET price = 1337 WHERE id = 2;
UPDATE product_sizes SET price = 1337 WHERE product_id = 2;
INSERT INTO products (name, slug, category, vat_class, price, created_at, updated_at)
    VALUES ('Eau', 'eau', 'drink', 'sealed_drink', 253, 0, 0), ('Bière', 'biere', 'drink', 'alcohol', 391, 0, 0),
           ('Tiramisu', 'tiramisu', 'dessert', 'packed', 447, 0, 0), ('Formule', 'formule', 'deal', 'ready_to_eat', 1399, 0, 0);
INSERT INTO product_sizes (product_id, code, label, price, created_at, updated_at)
    SELECT id, 'unit', '', price, 0, 0 FROM products WHERE id > 2;
INSERT INTO products_has_ingredients (product_id, size, ingredient_id, quantity, position, created_at, updated_at)
    SELECT id, 'unit', 1, 10000, 1, 0, 0 FROM products WHERE id > 2 AND category <> 'deal';
INSERT INTO deal_slots (product_id, position, category, created_at, updated_at)
    VALUES (6, 1, 'pizza', 0, 0), (6, 2, 'drink', 0, 0);
INSERT INTO promo_codes (code, percent, amount, from_at, to_at, created_at, updated_at)
    VALUES ('DIXSEPT', 17, NULL, 0, 99999999999999, 0, 0), ('TROIS', NULL, 299, 0, 99999999999999, 0, 0);
UPDATE catalogue_version SET version = version + 1;
)sql";

/// A shop where everything happens that moves money, in any order; after each step money must add up.
class Walk {
public:
    Walk(db::Database& database, unsigned seed)
        : shop_{database}
        , chance_{seed}
    {
        shop_.sql(std::string{assortment});
        shop_.catalogue.forget();
    }

    void take(int steps)
    {
        for (auto i = 0; i < steps && !testing::Test::HasFatalFailure(); ++i) {
            SCOPED_TRACE(fmt::format("step {}", i));
            shop_.clock.advance(std::chrono::seconds{below(40)});
            if (below(6) == 0) shop_.stripe.answer_next({static_cast<Manner>(below(6))});
            go_on();
            ASSERT_THAT(shop_.faults(), IsEmpty());
            if (!mine_.empty()) expect_receipts_add_up(last_);
        }
    }

    /// Stripe answers again, everybody is told, and nothing is left to be done.
    void come_to_rest()
    {
        shop_.stripe.answer_next({});
        for (auto& [order, mine] : mine_)
            for (auto const& session : mine.sessions)
                settle_on_return(shop_.desk, session, shop_.clock.tick());
        shop_.see_to_payments_for(3h);
        EXPECT_EQ(shop_.number("SELECT COUNT(*) FROM payment_tasks WHERE ended_at IS NULL"), 0);
        EXPECT_THAT(shop_.faults(), IsEmpty());
        Money all;
        for (auto const& [order, mine] : mine_) {
            SCOPED_TRACE(fmt::format("order {}", order.value()));
            expect_receipts_add_up(order);
            EXPECT_EQ(ledger_of(order), cost_of(order, mine));
            all += cost_of(order, mine);
        }
        EXPECT_EQ(Money::cents(shop_.number("SELECT CAST(SUM(amount) AS BIGINT) FROM payments")), all);
        auto const bank = shop_.stripe.sums();
        EXPECT_EQ(Money::cents(shop_.number("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM payments "
                                            "WHERE kind = 'online'")),
            bank.received - bank.refunded);
    }

    void tell() const
    {
        fmt::print("{} orders, {} paid ones made cheaper and {} dearer, {} times compared, {} partly given "
                   "back, {} made "
                   "good in cash; largest difference {} cents\n",
            mine_.size(), cheaper_, dearer_, compared_, partly_, made_good_, largest_.cents());
    }
    int made_cheaper() const { return cheaper_; }
    int made_dearer() const { return dearer_; }
    int made_good() const { return made_good_; }
    Money largest_difference() const { return largest_; }
    int partly_given_back() const { return partly_; }

private:
    /// What this test knows of an order by itself.
    struct Mine {
        account::Visitor who;
        std::string token;
        std::vector<std::string> sessions = {}; ///< pages at the bank: the order's, then those of differences
        bool is_our_fault = false; ///< that it was not delivered
        Money given_back = {}; ///< for goodwill, or by hand
        Money came_back = {}; ///< what the card did not take
    };

    int below(int end) { return std::uniform_int_distribution{0, end - 1}(chance_); }
    std::string const& one_of(std::vector<std::string> const& all)
    {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }
    /// Of those that may not be over yet.
    OrderId one_of_them()
    {
        constexpr auto lately = 8;
        return std::prev(mine_.end(), 1 + below(std::min(lately, static_cast<int>(mine_.size()))))->first;
    }

    void go_on()
    {
        auto const dice = below(100);
        if (mine_.empty() || dice < 10) return place();
        last_ = one_of_them();
        auto& mine = mine_.at(last_);
        if (dice < 38) return pay(mine);
        if (dice < 44) return come_back(mine);
        if (dice < 50) return shop_.see_to_payments();
        if (dice < 58) return give_back_some();
        if (dice < 61) return give_back_by_hand(mine);
        if (dice < 64) return fail_refund();
        if (dice < 67) return give_cash_back_some();
        if (dice < 85) return amend(mine);
        step(mine);
    }

    cart::CartLine a_line()
    {
        product::Configuration deal;
        deal.picks = {{ProductId{1 + below(2)}, "M", {}}, {ProductId{3 + below(2)}, "unit", {}}};
        auto const product = 1 + below(6);
        return {0, ProductId{product}, product < 3 ? "M" : "unit", 1 + below(3),
            product == 6 ? deal : product::Configuration{}};
    }

    void place()
    {
        auto const who = shop_.visitor(PayingShop::margherita);
        for (auto more = below(4); more > 0; --more)
            ASSERT_TRUE(cart::add_to_cart(shop_.database, shop_.catalogue, random_,
                {who, PayingShop::here, a_line(), "a test", shop_.clock.now()}));
        constexpr std::array codes{"", "DIXSEPT", "TROIS"};
        ASSERT_TRUE(cart::set_cart_promo_code(
            shop_.database, who, codes[static_cast<std::size_t>(below(3))], shop_.clock.now()));
        auto form = shop_.form(who, below(2) ? Mode::Delivery : Mode::Pickup);
        form.pay_on = below(3) ? PayOn::Online : PayOn::Reception;
        form.is_adult = true;
        auto const placed = shop_.place(who, form);
        ASSERT_TRUE(placed) << static_cast<int>(placed.error());
        last_ = placed->order;
        mine_.emplace(last_, Mine{who, placed->tracking_token});
    }

    void pay(Mine& mine)
    {
        if (auto const url = open_payment(shop_.desk, last_, shop_.clock.tick())) {
            auto session = PayingShop::session_at(*url);
            if (mine.sessions.empty() || mine.sessions.back() != session)
                mine.sessions.push_back(std::move(session));
        }
        if (mine.sessions.empty() || below(5) == 0) return;
        auto const& session = one_of(mine.sessions);
        shop_.stripe.pay(session);
        if (below(2)) shop_.tell_of_session(session);
    }

    void come_back(Mine const& mine)
    {
        if (!mine.sessions.empty()) settle_on_return(shop_.desk, one_of(mine.sessions), shop_.clock.tick());
    }

    OrderFacts facts()
    {
        return shop_.database.read([&](db::Reader const& reader) { return find_any_order(reader, last_); })
            .value()
            .facts;
    }

    /// Only of what goes on: what came to nothing gives itself back.
    bool may_be_given_back(Mine const& mine)
    {
        auto const status = facts().status;
        return !mine.sessions.empty() && status != AwaitingPayment && status != Cancelled && status != Refused
            && status != Expired && status != NotDelivered;
    }

    void give_back_some()
    {
        auto found = false;
        for (auto tries = 0; tries < 20 && !found; ++tries) {
            last_ = one_of_them();
            found = may_be_given_back(mine_.at(last_)) && ledger_of(last_) > Money{};
        }
        if (!found) return;
        auto& mine = mine_.at(last_);
        shop_.database.in_transaction([&](db::Transaction& tx) {
            auto const order = lock_any_order(tx, last_).value();
            mine.given_back += ask_refund(tx, order,
                {payment::Cause::Goodwill, "froide", PayingShop::lola, Money::cents(1 + below(700))},
                shop_.clock.tick());
            return true;
        });
    }

    std::string an_intent_of(Mine const& mine)
    {
        auto const& session = one_of(mine.sessions);
        return "pi_" + session.substr(session.rfind('_') + 1);
    }

    bool is_any_refund_on_its_way()
    {
        return shop_.number(fmt::format(
                   "SELECT COUNT(*) FROM refunds WHERE state = 'asked' AND order_id = {}", last_.value()))
            > 0;
    }

    void give_back_by_hand(Mine& mine)
    {
        if (!may_be_given_back(mine) || is_any_refund_on_its_way()) return;
        auto const intent = an_intent_of(mine);
        auto const left = std::min(money_left(), shop_.stripe.left_of(intent));
        if (left <= Money{}) return;
        auto const some = std::min(left, Money::cents(1 + below(500)));
        shop_.stripe.answer_next({});
        shop_.stripe.refund_by_hand(intent, some);
        mine.given_back += some;
        shop_.tell_of_refunds(intent);
        shop_.see_to_payments();
    }

    void fail_refund()
    {
        std::string intent;
        for (auto tries = 0; tries < 40 && intent.empty(); ++tries) {
            last_ = std::next(mine_.begin(), below(static_cast<int>(mine_.size())))->first;
            auto const& sessions = mine_.at(last_).sessions;
            if (sessions.empty() || is_any_refund_on_its_way()) continue;
            auto const one = an_intent_of(mine_.at(last_));
            if (!shop_.stripe.refund_of(one).empty()) intent = one;
        }
        if (intent.empty()) return;
        auto& mine = mine_.at(last_);
        auto const before = shop_.stripe.sums().refunded;
        shop_.stripe.fail_refund(shop_.stripe.refund_of(intent));
        mine.came_back += before - shop_.stripe.sums().refunded;
        shop_.tell_of_refunds(intent);
        if (below(2)) shop_.see_to_payments();
    }

    /// What their card did not take, of whatever refunds, as far as it is not on its way again.
    void give_cash_back_some()
    {
        std::map<RefundId, Money> open;
        for (auto const& [order, mine] : mine_) {
            if (!open.empty()) break;
            last_ = order;
            open = shop_.database.read(
                [&](db::Reader const& reader) { return refunds_to_make_good(reader, last_); });
        }
        if (open.empty()) return;
        auto& mine = mine_.at(last_);
        auto const key
            = shop_.database.read([&](db::Reader const& reader) { return refund_form_key(reader, last_); });
        auto const& [refund, most] = *open.begin();
        auto const some = below(2) ? most : Money::cents(1 + below(static_cast<int>(most.cents())));
        ASSERT_TRUE(give_cash_back(shop_.database,
            {PayingShop::here, last_, refund, some, "Carte expirée", key, PayingShop::lola,
                shop_.clock.tick()}));
        mine.came_back = mine.came_back - some;
        ++made_good_;
    }

    /// What can still go back to the card: neither given back nor about to be.
    Money money_left()
    {
        return shop_.database.read([&](db::Reader const& reader) { return refundable(reader, last_); });
    }

    void change_cart(account::Visitor const& who)
    {
        auto const line = shop_.number(
            fmt::format("SELECT COALESCE(MIN(id), 0) FROM cart_lines WHERE cart_id = {}", who.cart->value()));
        if (line > 0 && below(3))
            ASSERT_TRUE(
                cart::set_cart_line(shop_.database, shop_.catalogue, who, line, below(2), shop_.clock.now()));
        else
            ASSERT_TRUE(cart::add_to_cart(shop_.database, shop_.catalogue, random_,
                {who, PayingShop::here, a_line(), "a test", shop_.clock.now()}));
    }

    static void expect_one_of(std::initializer_list<Refusal> all, Refusal is)
    {
        EXPECT_NE(std::find(all.begin(), all.end(), is), all.end()) << static_cast<int>(is);
    }

    /// Paid already or not, dearer or cheaper; what becomes dearer once it is paid waits for the difference.
    void amend(Mine& mine)
    {
        if (!begin_change(shop_.desk, random_, mine.who, mine.token, "a test", shop_.clock.now())) return;
        for (auto changes = 1 + below(3); changes > 0; --changes)
            change_cart(mine.who);
        auto const changed = preview_change(shop_.desk, mine.who, shop_.clock.now());
        if (!changed) return expect_one_of({Refusal::CartEmpty}, changed.error());
        auto form = form_as_ordered(changed->before);
        form.expected_total = changed->total_as_ordered();
        form.shown_cart = changed->cart;
        form.is_adult = true;
        auto const left = money_left();
        auto const before = facts();
        auto const amended = amend_order(shop_.desk, {mine.who, form, shop_.clock.tick()});
        if (!amended)
            return expect_one_of({Refusal::DifferenceTooSmall, Refusal::BelowMinimum}, amended.error());
        if (amended->awaits_payment) ++dearer_;
        if (amended->awaits_payment || !payment::is_settled(before.payment)) return;
        ++cheaper_;
        // What was given back before cannot go back once more.
        auto const less = before.total - form.expected_total;
        if (less > left) mine.given_back = mine.given_back - (less - left);
    }

    payment::Tender a_tender(Money due)
    {
        auto const part = Money::cents(1 + below(static_cast<int>(due.cents())));
        switch (below(4)) {
        case 0:
            return {{{.means = Means::Cash, .given = due + Money::cents(below(2000))}}};
        case 1:
            return {{{.means = Means::Card}}};
        case 2:
            return {{{.means = Means::Voucher, .amount = due}}};
        default:
            if (part == due) return {{{.means = Means::Card, .amount = due}}};
            return {{{.means = Means::Voucher, .amount = part}, {.means = Means::Cash}}};
        }
    }

    void step(Mine& mine)
    {
        auto const order = facts();
        std::vector<std::pair<Action, Actor>> possible;
        for (auto const& step : lifecycle)
            if (step.from == order.status && step.action != Action::Pay && step.action != Action::Amend
                && step.action != Action::Expire
                // Most orders live.
                && (below(3) == 0
                    || (step.action != Action::Cancel && step.action != Action::Refuse
                        && step.action != Action::Abort)))
                possible.emplace_back(
                    step.action, step.action == Action::Cancel ? Actor::Customer : Actor::Manager);
        if (possible.empty()) return;
        auto const [action, actor]
            = possible[static_cast<std::size_t>(below(static_cast<int>(possible.size())))];
        auto request = shop_.request(last_, action, actor);
        auto const due = amount_due(order);
        request.collected.reset();
        if ((action == Action::Deliver || action == Action::HandOver) && due > Money{})
            request.collected = a_tender(due);
        request.goods = below(2) ? Goods::BackToStock : Goods::Lost;
        request.fault = below(2) ? Fault::Ours : Fault::Theirs;
        auto const taken = advance_order(shop_.database, request);
        if (taken == NotDelivered) mine.is_our_fault = request.fault == Fault::Ours;
    }

    Money ledger_of(OrderId order) const
    {
        return Money::cents(shop_.number(
            fmt::format("SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM payments WHERE order_id = {}",
                order.value())));
    }

    /// What must be ours in the end, by what became of the order.
    Money cost_of(OrderId id, Mine const& mine)
    {
        last_ = id;
        auto const order = facts();
        auto const comes_to_nothing = order.status == Cancelled || order.status == Refused
            || order.status == Expired || (order.status == NotDelivered && mine.is_our_fault);
        auto const was_paid
            = shop_.number(fmt::format("SELECT COUNT(*) FROM payments WHERE order_id = {}", id.value())) > 0;
        if (!was_paid) return Money{};
        if (!comes_to_nothing) return order.total - mine.given_back + mine.came_back;
        // What the card did not take may have gone back with the rest.
        return mine.came_back > Money{} ? ledger_of(id) : Money{};
    }

    /// Receipts come to what the ledger comes to; and, by rate, to what is sold as long as nothing of it was
    /// given back, or to nothing at all. What is on its way back counts as gone.
    void expect_receipts_add_up(OrderId id)
    {
        last_ = id;
        auto const order = facts();
        auto [rates, on_its_way, lines] = shop_.database.read([&](db::Reader const& reader) {
            std::vector<payment::ReceiptLine> asked;
            for (auto const& refund : payment::refunds_for(reader, id))
                if (refund.state == payment::Refund::State::Asked)
                    for (auto& line : payment::receipt_lines_from(refund.lines))
                        asked.push_back(std::move(line));
            return std::tuple{payment::rates_of_order(reader, id), asked, sold(reader, order).lines};
        });
        ++compared_;
        note_difference(gross_of(rates), ledger_of(id));
        EXPECT_EQ(payment::total_of(lines), order.total);
        rates = booked(std::move(rates), on_its_way);
        auto all = payment::rates_of(lines);
        for (auto const& [rate, sum] : rates)
            all.try_emplace(rate);
        auto const balance = gross_of(rates);
        if (balance == Money{} || balance == order.total)
            for (auto const& [rate, sum] : all) {
                auto const must = balance == Money{} ? payment::RateSum{} : sum;
                note_difference(rates[rate].gross, must.gross);
                note_difference(rates[rate].vat, must.vat);
            }
        else {
            ++partly_;
            for (auto const& [rate, sum] : rates) {
                EXPECT_GE(sum.vat, Money{});
                EXPECT_LE(sum.vat, sum.gross);
                // What the card did not take may be more than is sold now.
                if (balance > order.total) continue;
                EXPECT_LE(sum.gross, all[rate].gross);
            }
        }
    }

    static Money gross_of(RateSums const& rates)
    {
        Money gross;
        for (auto const& [rate, sum] : rates)
            gross += sum.gross;
        return gross;
    }

    void note_difference(Money is, Money must)
    {
        EXPECT_EQ(is, must);
        largest_ = std::max({largest_, is - must, must - is});
    }

    PayingShop shop_;
    std::mt19937 chance_;
    secrets::SystemRandom random_;
    std::map<OrderId, Mine> mine_;
    OrderId last_{0};
    int compared_ = 0, partly_ = 0, cheaper_ = 0, dearer_ = 0, made_good_ = 0;
    Money largest_;
};

struct MoneyProperty : testing::TestWithParam<db::Engine> { };
OCP_ON_BOTH_ENGINES(MoneyProperty);

TEST_P(MoneyProperty, whatever_happens_it_adds_up_to_the_cent)
{
    for (unsigned const seed : {6U, 27U, 38U}) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        test::TestDatabase made{GetParam()};
        Walk walk{made.database(), seed};
        walk.take(800);
        walk.come_to_rest();
        walk.tell();
        EXPECT_EQ(walk.largest_difference(), Money{});
        EXPECT_GT(walk.partly_given_back(), 0);
        EXPECT_GT(walk.made_cheaper(), 0);
        EXPECT_GT(walk.made_dearer(), 0);
        EXPECT_GT(walk.made_good(), 0);
        if (HasFailure()) return;
    }
}

} // namespace
} // namespace ocp::order
