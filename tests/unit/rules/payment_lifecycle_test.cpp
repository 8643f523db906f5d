#include "payment/model/lifecycle.h"

#include <gtest/gtest.h>
#include <set>

namespace ocp::payment {
namespace {

using enum Status;

constexpr std::size_t steps_there_are = lifecycle.size();

TEST(PaymentLifecycle, has_the_steps_of_its_table_and_no_other)
{
    std::size_t found = 0;
    for (std::size_t s = 0; s < status_count; ++s)
        for (std::size_t a = 0; a < action_count; ++a)
            found += after(static_cast<Status>(s), static_cast<Action>(a)) ? 1 : 0;
    EXPECT_EQ(found, steps_there_are);
}

TEST(PaymentLifecycle, leads_from_the_bank_to_paid_and_back_again)
{
    EXPECT_EQ(after(Unpaid, Action::Authorise), Authorising);
    EXPECT_EQ(after(Authorising, Action::Fail), Failed);
    EXPECT_EQ(after(Failed, Action::Authorise), Authorising);
    EXPECT_EQ(after(Authorising, Action::Pay), Paid);
    EXPECT_EQ(after(Failed, Action::Pay), Paid) << "money that comes late";
    EXPECT_EQ(after(Paid, Action::RefundPart), PartlyRefunded);
    EXPECT_EQ(after(PartlyRefunded, Action::RefundAll), Refunded);
}

TEST(PaymentLifecycle, takes_nothing_twice_and_gives_nothing_back_that_never_came)
{
    EXPECT_EQ(after(Paid, Action::Pay), std::nullopt);
    EXPECT_EQ(after(Paid, Action::Collect), std::nullopt);
    EXPECT_EQ(after(Paid, Action::WriteOff), std::nullopt);
    for (auto const status : {Unpaid, Authorising, Failed, WrittenOff})
        for (auto const action : {Action::RefundPart, Action::RefundAll, Action::RefundFails})
            EXPECT_EQ(after(status, action), std::nullopt);
}

TEST(PaymentLifecycle, owes_nothing_once_it_is_settled)
{
    for (auto const status : {Unpaid, Authorising, Failed})
        EXPECT_FALSE(is_settled(status));
    for (auto const status : {Paid, PartlyRefunded, Refunded, WrittenOff})
        EXPECT_TRUE(is_settled(status));
}

TEST(PaymentLifecycle, has_a_word_for_each_status_and_reads_it)
{
    std::set<std::string_view> slugs;
    for (std::size_t i = 0; i < status_count; ++i) {
        auto const status = static_cast<Status>(i);
        EXPECT_EQ(status_from(slug(status)), status);
        EXPECT_FALSE(std::string_view{name(status).french}.empty());
        slugs.insert(slug(status));
    }
    EXPECT_EQ(slugs.size(), status_count);
    EXPECT_EQ(status_from("of-another-version"), std::nullopt);
}

} // namespace
} // namespace ocp::payment
