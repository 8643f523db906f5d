#include "platform/http/body_decoder.h"
#include "tests/fuzz/fuzz_input.h"

#include <boost/asio/buffer.hpp>
#include <optional>
#include <string>

using namespace ocp::http;

namespace {

constexpr std::size_t limit = 1024;
constexpr std::string_view head = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

struct Outcome {
    BodyDecoder::Trouble trouble = BodyDecoder::Trouble::None;
    std::optional<std::string> body;
    std::size_t used = 0;
};

// As async_read does it: what was not used is offered again with what came since.
Outcome decode(std::string_view bytes, std::size_t piece)
{
    auto const request = std::string{head} + std::string{bytes};
    BodyDecoder decoder{limit};
    Outcome outcome;
    std::size_t arrived = 0;
    while (!decoder.is_done()) {
        boost::system::error_code failure;
        auto const waiting = std::string_view{request}.substr(outcome.used, arrived - outcome.used);
        auto const used = waiting.empty() ? 0 : decoder.put(boost::asio::buffer(waiting), failure);
        outcome.used += used;
        if (failure == boost::beast::http::error::need_more) failure = {};
        outcome.trouble = BodyDecoder::trouble(failure);
        if (failure) return outcome;
        if (used > 0) continue;
        if (arrived == request.size()) return outcome;
        arrived = std::min(request.size(), arrived + piece);
    }
    outcome.body = decoder.get().body();
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = text_of(data, size);
    auto const at_once = decode(bytes, head.size() + size);
    if (at_once.body) OCP_CHECK(at_once.body->size() <= limit && at_once.used <= head.size() + size);
    // However the bytes arrive, the body and the place where the next request begins are the same.
    for (std::size_t const piece : {1U, 7U, 64U}) {
        auto const in_pieces = decode(bytes, piece);
        OCP_CHECK(in_pieces.body == at_once.body);
        if (at_once.body) OCP_CHECK(in_pieces.used == at_once.used);
    }
    return 0;
}
