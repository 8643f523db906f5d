#include "platform/stack/described.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>

namespace ocp::stack {

namespace {

[[gnu::noinline]] void throw_deep_down(int depth)
{
    if (depth == 0) throw std::runtime_error{"deep down"};
    throw_deep_down(depth - 1);
    // Keeps the call from becoming a jump, which would leave no frame.
    asm volatile("");
}

struct ThrowsInItsEnd {
    ~ThrowsInItsEnd()
    {
        try {
            throw std::logic_error{"on the way"};
        } catch (std::logic_error const&) {
            EXPECT_FALSE(of_current_exception().empty());
        }
    }
};

bool names(std::vector<Frame> const& frames, std::string_view function)
{
    return std::any_of(frames.begin(), frames.end(),
        [&](Frame const& frame) { return frame.function.find(function) != std::string::npos; });
}

struct ThrownStack : testing::Test {
    void SetUp() override
    {
        if (!can_watch()) GTEST_SKIP() << "sanitizers watch throws themselves";
        prepare_to_watch();
        watching.emplace();
    }
    std::optional<Watching> watching;
};

} // namespace

TEST_F(ThrownStack, is_empty_outside_of_a_catch)
{
    EXPECT_TRUE(of_current_exception().empty());
}

TEST_F(ThrownStack, is_empty_when_nobody_watched)
{
    watching.reset();
    try {
        throw_deep_down(5);
    } catch (std::runtime_error const&) {
        EXPECT_TRUE(of_current_exception().empty());
    }
}

TEST_F(ThrownStack, leads_from_the_throw_outwards)
{
    try {
        throw_deep_down(5);
    } catch (std::runtime_error const&) {
        auto const frames = described(of_current_exception());
        ASSERT_GT(frames.size(), 6U);
        EXPECT_EQ(std::count_if(frames.begin(), frames.end(),
                      [](Frame const& frame) {
                          return frame.function.find("throw_deep_down") != std::string::npos;
                      }),
            6);
        EXPECT_NE(frames.back().function.find("throw_deep_down"), std::string::npos)
            << "the innermost is the last";
        EXPECT_NE(frames.back().file.find("stack_test.cpp"), std::string::npos);
        EXPECT_GT(frames.back().line, 10);
        EXPECT_FALSE(names({frames.front()}, "throw_deep_down"));
    }
}

TEST_F(ThrownStack, is_kept_when_the_exception_is_thrown_on)
{
    try {
        try {
            throw_deep_down(2);
        } catch (...) {
            throw;
        }
    } catch (std::runtime_error const&) {
        EXPECT_TRUE(names(described(of_current_exception()), "throw_deep_down"));
    }
}

TEST_F(ThrownStack, is_that_of_this_exception_though_others_were_thrown_on_its_way)
{
    try {
        ThrowsInItsEnd const one, another;
        throw_deep_down(2);
    } catch (std::runtime_error const&) {
        EXPECT_TRUE(names(described(of_current_exception()), "throw_deep_down"));
    }
}

TEST_F(ThrownStack, is_told_of_what_a_library_throws)
{
    try {
        (void)std::string{"short"}.at(99);
    } catch (std::out_of_range const&) {
        auto const frames = described(of_current_exception());
        EXPECT_TRUE(names(frames, "is_told_of_what_a_library_throws"));
        EXPECT_TRUE(std::any_of(frames.begin(), frames.end(), [](Frame const& frame) {
            return frame.file.find("libstdc++") != std::string::npos;
        })) << "the library's own part";
        EXPECT_TRUE(names(frames, "testing::Test::Run")) << "of a library without debug information";
    }
}

TEST_F(ThrownStack, leaves_no_process_behind_that_looked)
{
    try {
        throw_deep_down(3);
    } catch (std::runtime_error const&) {
        described(of_current_exception());
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

TEST_F(ThrownStack, belongs_to_its_thread)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            Watching const watching_here;
            for (int turn = 0; turn < 200; ++turn)
                try {
                    throw_deep_down(turn % 20);
                } catch (std::runtime_error const&) {
                    EXPECT_GE(static_cast<int>(of_current_exception().size()), turn % 20 + 1);
                }
        });
    for (auto& thread : threads)
        thread.join();
}

TEST_F(ThrownStack, knows_our_own_source_from_others)
{
    // What src/ compiles is ours; this file lies in tests/.
    try {
        throw_deep_down(1);
    } catch (std::runtime_error const&) {
        for (auto const& frame : described(of_current_exception()))
            EXPECT_EQ(frame.ours, frame.file.starts_with("src/")) << frame.file;
    }
}

} // namespace ocp::stack
