#include "platform/stack/thrown.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <exception>
#include <execinfo.h>
#include <typeinfo>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OCP_THROWS_ARE_TAKEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OCP_THROWS_ARE_TAKEN 1
#endif
#endif

namespace ocp::stack {

namespace {

constexpr int deepest = 64;
/// That many frames are this file's own.
constexpr int of_ours = 2;

struct Thrown {
    void* exception = nullptr;
    int depth = 0;
    std::array<Address, deepest> addresses{};
};

/// The last throws of a thread: while one exception flies, a destructor on its way may throw and catch
/// others.
struct LastThrows {
    std::array<Thrown, 4> ring{};
    unsigned count = 0;
};

thread_local constinit bool is_watching = false;
thread_local constinit LastThrows last_throws;

#ifndef OCP_THROWS_ARE_TAKEN
[[gnu::noinline]] void note_throw(void* exception)
{
    auto& thrown = last_throws.ring[last_throws.count++ % last_throws.ring.size()];
    thrown.exception = exception;
    thrown.depth = ::backtrace(thrown.addresses.data(), deepest);
}
#endif

/// What was given to __cxa_throw: libstdc++ keeps this one pointer and nothing else.
void const* object_behind(std::exception_ptr const& exception)
{
    void const* object = nullptr;
    static_assert(sizeof object == sizeof exception);
    std::memcpy(&object, static_cast<void const*>(&exception), sizeof object);
    return object;
}

} // namespace

bool can_watch()
{
#ifdef OCP_THROWS_ARE_TAKEN
    return false;
#else
    return true;
#endif
}

void prepare_to_watch()
{
    // The first call loads the unwinder, which must not happen in the middle of a throw.
    std::array<Address, 1> nothing{};
    ::backtrace(nothing.data(), 1);
}

Watching::Watching()
{
    is_watching = can_watch();
    last_throws.count = 0;
}

Watching::~Watching()
{
    is_watching = false;
}

std::vector<Address> of_current_exception()
{
    if (!is_watching) return {};
    auto const* const exception = object_behind(std::current_exception());
    if (!exception) return {};
    std::vector<Address> found;
    auto const size = static_cast<unsigned>(last_throws.ring.size());
    for (unsigned back = 1; back <= size && back <= last_throws.count; ++back) {
        auto const& thrown = last_throws.ring[(last_throws.count - back) % size];
        if (thrown.exception != exception) continue;
        if (thrown.depth > of_ours)
            found.assign(thrown.addresses.begin() + of_ours, thrown.addresses.begin() + thrown.depth);
        break;
    }
    return found;
}

} // namespace ocp::stack

#ifndef OCP_THROWS_ARE_TAKEN
/// In place of libstdc++'s, for every throw of the program and of its libraries; it is called in the end.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the ABI's.
extern "C" [[noreturn]] void __cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*));

// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" void __cxa_throw(void* exception, std::type_info* type, void (*destroy)(void*))
{
    using Throw = void (*)(void*, std::type_info*, void (*)(void*));
    static auto const libstdcxx = reinterpret_cast<Throw>(::dlsym(RTLD_NEXT, "__cxa_throw"));
    if (ocp::stack::is_watching) ocp::stack::note_throw(exception);
    libstdcxx(exception, type, destroy);
    std::abort();
}
#endif
