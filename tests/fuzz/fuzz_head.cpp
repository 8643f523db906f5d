#include "platform/http/body_decoder.h"
#include "platform/http/forms.h"
#include "platform/http/head_scan.h"
#include "platform/http/make_request.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>

using namespace ocp::http;

namespace {

ServerOptions const options = [] {
    ServerOptions made;
    made.allowed_hosts = {"localhost", ".pizza.example"};
    return made;
}();

// However the bytes arrive, the same head is found.
HeadFinder::Answer find_in_pieces(std::string_view bytes, std::size_t& length)
{
    HeadFinder finder;
    auto answer = HeadFinder::Answer::More;
    for (std::size_t end = 1; end <= bytes.size() && answer == HeadFinder::Answer::More; end += 1 + end / 8)
        answer = finder.look(bytes.substr(0, end));
    if (answer == HeadFinder::Answer::More) answer = finder.look(bytes);
    length = finder.length();
    return answer;
}

// What the scan lets in, Beast reads in the same way: or two of us would disagree where a request ends.
void compare_with_beast(std::string_view text, ScannedHead const& head)
{
    BodyDecoder beast{options.body_limit};
    boost::system::error_code failure;
    beast.eager(false);
    auto const used = beast.put(boost::asio::buffer(text), failure);
    if (failure) return;
    OCP_CHECK(beast.is_header_done());
    OCP_CHECK(used == text.size() || beast.is_done());
    OCP_CHECK(beast.chunked() == head.chunked);
    OCP_CHECK(beast.content_length().value_or(0) == head.content_length);
    OCP_CHECK(std::string_view{beast.get().target()} == head.target);
    OCP_CHECK(beast.get().count("Host") == 1);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const bytes = text_of(data, size);
    HeadFinder finder;
    auto const answer = finder.look(bytes);
    std::size_t length = 0;
    auto const answer_in_pieces = find_in_pieces(bytes, length);
    OCP_CHECK((answer == HeadFinder::Answer::Found) == (answer_in_pieces == HeadFinder::Answer::Found));
    if (answer != HeadFinder::Answer::Found) return 0;
    OCP_CHECK(length == finder.length() && length <= longest_head);

    auto const text = bytes.substr(0, length);
    auto head = scan_head(text);
    if (!head) {
        OCP_CHECK(head.error() >= 400 && head.error() <= 505);
        return 0;
    }
    OCP_CHECK(!head->host.empty() && head->target.starts_with('/') && head->target.size() <= longest_target);
    OCP_CHECK(head->headers.size() <= most_header_fields);
    OCP_CHECK(!(head->chunked && head->content_length > 0));
    compare_with_beast(text, *head);

    Request request;
    if (make_request(*head, "127.0.0.1", options, request) != 0) return 0;
    OCP_CHECK(request.path.starts_with('/') && valid_utf8(request.path));
    OCP_CHECK(request.path.find("/../") == std::string::npos && request.path.find('\0') == std::string::npos);
    OCP_CHECK(!request.peer.empty());
    for (auto const& [name, value] : request.query.items())
        OCP_CHECK(valid_utf8(name) && valid_utf8(value));
    return 0;
}
