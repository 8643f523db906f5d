#include "platform/http/worker_lane.h"

#include <atomic>
#include <future>
#include <gtest/gtest.h>

using ocp::http::WorkerLane;

TEST(WorkerLane, refuses_what_its_queue_cannot_hold)
{
    std::promise<void> begun, may_end;
    auto const end = may_end.get_future().share();
    std::atomic<int> done{0};
    {
        WorkerLane lane{1, 2};
        ASSERT_TRUE(lane.offer([&] {
            begun.set_value();
            end.wait();
            ++done;
        }));
        begun.get_future().wait();
        EXPECT_TRUE(lane.offer([&] { ++done; }));
        EXPECT_TRUE(lane.offer([&] { ++done; }));
        EXPECT_FALSE(lane.offer([&] { done += 100; }));
        EXPECT_EQ(lane.queued(), 2U);
        may_end.set_value();
    }
    EXPECT_EQ(done, 3) << "what was taken is finished before the lane ends";
}

TEST(WorkerLane, works_on_several_things_at_once)
{
    constexpr int workers = 4;
    std::atomic<int> inside{0};
    std::promise<void> all_inside;
    WorkerLane lane{workers, workers};
    for (int i = 0; i < workers; ++i)
        while (!lane.offer([&] {
            if (++inside == workers) all_inside.set_value();
            while (inside < workers)
                std::this_thread::yield();
        }))
            std::this_thread::yield();
    EXPECT_EQ(all_inside.get_future().wait_for(std::chrono::seconds{10}), std::future_status::ready);
}
