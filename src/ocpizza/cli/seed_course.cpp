#include "ocpizza/cli/seed_course.h"

#include "base/check.h"

namespace ocp::seeds {

namespace {

using namespace std::chrono_literals;
using order::Action;
using order::Status;
using std::chrono::milliseconds;

enum class End { Received, Refused, Cancelled, NeverPaid, NotDelivered };

End end_of(Dice& dice, PastOrder const& order)
{
    static std::vector<double> const of_thousand{952, 14, 19, 5, 10};
    auto const end = static_cast<End>(dice.weighted(of_thousand));
    if (end == End::NeverPaid && order.pay_on != PayOn::Online) return End::Cancelled;
    if (end == End::NotDelivered && order.mode != pizzeria::Mode::Delivery) return End::Received;
    if (order.channel == order::Channel::Counter) return End::Received;
    return end;
}

template <class T>
T one_of(Dice& dice, std::vector<T> const& choices)
{
    return choices[dice.below(choices.size())];
}

std::string_view refusal_reason(Dice& dice)
{
    static std::vector<std::string_view> const reasons{
        "Trop de commandes en attente, nous ne tiendrions pas l’heure.",
        "Il ne reste plus assez de pâte ce soir.", "Four en panne.",
        "Adresse introuvable, client injoignable."};
    return one_of(dice, reasons);
}

std::string_view failure_reason(Dice& dice)
{
    static std::vector<std::string_view> const reasons{
        "Client absent, ne répond pas au téléphone.", "Le client ne peut pas payer.", "Mauvaise adresse."};
    return one_of(dice, reasons);
}

char const* means_at_reception(Dice& dice, PastOrder const& order)
{
    static constexpr char const* means[] = {"card", "cash", "voucher"};
    static std::vector<double> const of_hundred{56, 30, 14};
    auto const chosen = dice.weighted(of_hundred);
    // A meal voucher pays no alcohol, and 25 euros a day at most.
    auto const voucher_fits = !order.basket.has_alcohol() && order.total() <= Money::cents(2'500);
    return chosen == 2 && !voucher_fits ? "card" : means[chosen];
}

/// Takes one step of the lifecycle table after another; each a little later than the one before.
class Storyteller {
public:
    Storyteller(Dice& dice, PastOrder const& order)
        : dice_{dice}
        , order_{order}
        , now_{order.placed}
    {
    }

    void wait(milliseconds shortest, milliseconds longest)
    {
        now_ = now_ + milliseconds{dice_.between(shortest.count(), longest.count())};
    }
    void step(Action action, std::optional<UserId> by, std::string_view reason = "")
    {
        auto const step = order::find_step(at_, action);
        OCP_CHECK(step);
        course_.steps.push_back({at_, step->to, action, by, reason, now_});
        at_ = step->to;
    }
    void pay(char const* kind, Money amount, std::optional<UserId> by)
    {
        course_.payments.push_back({kind, amount, by, now_});
        course_.payment_status = amount > Money{} ? "paid" : "refunded";
    }
    void refund_if_paid()
    {
        if (!course_.payments.empty()) pay("online", Money{} - order_.total(), std::nullopt);
    }
    Instant now() const { return now_; }
    Course& course() { return course_; }

private:
    Dice& dice_;
    PastOrder const& order_;
    Instant now_;
    Status at_ = Status::New;
    Course course_;
};

void place(Storyteller& told, PastOrder const& order, UserId pizzaiolo, End end)
{
    auto const by = order.channel == order::Channel::Web ? order.client->id : pizzaiolo;
    if (order.pay_on == PayOn::Reception) {
        told.step(Action::Place, by);
        return;
    }
    told.step(Action::PlaceUnpaid, by);
    if (end == End::NeverPaid) return;
    told.wait(25s, 150s);
    told.pay("online", order.total(), std::nullopt);
    told.step(Action::Pay, std::nullopt);
}

void prepare(Storyteller& told, PastOrder const& order, UserId pizzaiolo)
{
    auto const counter = order.channel == order::Channel::Counter;
    told.wait(counter ? 5s : 40s, counter ? 60s : 300s);
    told.course().pizzaiolo = pizzaiolo;
    told.course().accepted_at = told.now();
    told.step(Action::Accept, pizzaiolo);
    told.wait(6min, 14min);
    told.step(Action::Finish, pizzaiolo);
}

void deliver(
    Storyteller& told, Dice& dice, PastOrder const& order, UserId driver, std::int64_t distance_m, End end)
{
    told.wait(1min, 9min);
    told.course().driver = driver;
    told.step(Action::Depart, driver);
    told.wait(3min + milliseconds{distance_m * 150}, 6min + milliseconds{distance_m * 260});
    if (end == End::NotDelivered) {
        told.step(Action::Fail, driver, failure_reason(dice));
        return;
    }
    if (order.pay_on == PayOn::Reception) told.pay(means_at_reception(dice, order), order.total(), driver);
    told.wait(5s, 40s);
    told.course().delivered_at = told.now();
    told.step(Action::Deliver, driver);
}

void hand_over(Storyteller& told, Dice& dice, PastOrder const& order, UserId pizzaiolo)
{
    told.wait(1min, 12min);
    if (order.pay_on == PayOn::Reception) told.pay(means_at_reception(dice, order), order.total(), pizzaiolo);
    told.wait(5s, 40s);
    told.course().delivered_at = told.now();
    told.step(Action::HandOver, pizzaiolo);
}

} // namespace

Course course_of(Dice& dice, PastOrder const& order, Staff const& staff, std::int64_t distance_m)
{
    auto const end = end_of(dice, order);
    auto const pizzaiolo = one_of(dice, staff.pizzaiolos);
    Storyteller told{dice, order};
    place(told, order, pizzaiolo, end);
    switch (end) {
    case End::NeverPaid:
        told.wait(15min, 16min);
        told.step(Action::Expire, std::nullopt);
        break;
    case End::Refused:
        told.wait(60s, 400s);
        told.refund_if_paid();
        told.step(Action::Refuse, pizzaiolo, refusal_reason(dice));
        break;
    case End::Cancelled:
        told.wait(20s, 200s);
        told.refund_if_paid();
        told.step(Action::Cancel, order.client->id);
        break;
    case End::Received:
    case End::NotDelivered:
        prepare(told, order, pizzaiolo);
        if (order.mode == pizzeria::Mode::Delivery)
            deliver(told, dice, order, one_of(dice, staff.drivers), distance_m, end);
        else
            hand_over(told, dice, order, pizzaiolo);
        break;
    }
    return std::move(told.course());
}

} // namespace ocp::seeds
