#include "platform/http/connection.h"

#include "platform/http/body_decoder.h"
#include "platform/http/in_flight.h"
#include "platform/http/make_request.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <optional>

namespace ocp::http {

namespace {

namespace beast = boost::beast;

// What read_head and read_body answer when it is no status.
constexpr unsigned complete = 0;
constexpr unsigned gone = 1;

constexpr std::size_t read_at_once = 2048;
constexpr std::size_t write_at_once = 64 * 1024; // each to be taken within the write timeout
constexpr std::size_t longest_goodbye = 1024 * 1024;
constexpr std::chrono::seconds goodbye_timeout{2};
constexpr unsigned client_closed = 499; // nginx's word for it, in the log only

Instant now()
{
    using namespace std::chrono;
    return Instant::ms(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

} // namespace

Connection::Connection(ServerState& server, Socket socket, std::string peer)
    : server_{server}
    , socket_{std::move(socket)}
    , peer_{std::move(peer)}
    , place_{server.connections.insert(server.connections.end(), this)}
    , buffer_{2 * longest_head}
    , alarm_{server.io}
{
    ++server_.connection_count;
    Failure ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(Tcp::no_delay{true}, ignored);
}

Connection::~Connection()
{
    forget_stream();
    server_.connections.erase(place_);
    --server_.connection_count;
}

Awaitable<void> Connection::serve()
{
    for (auto after = After::KeepAlive; after == After::KeepAlive;) {
        auto const outcome = co_await read_head();
        if (outcome == gone) co_return;
        if (outcome == complete) {
            after = co_await exchange();
        } else {
            Request request;
            request.id = server_.chance.id();
            request.peer = peer_;
            after = co_await refuse(outcome, request, nullptr);
        }
    }
    co_await say_goodbye();
}

Awaitable<void> Connection::turn_away()
{
    Request request;
    request.id = server_.chance.id();
    request.peer = peer_;
    co_await refuse(503, request, nullptr);
    co_await say_goodbye();
}

Awaitable<unsigned> Connection::read_head()
{
    finder_.restart();
    for (;;) {
        if (auto const bytes = buffered(); !bytes.empty()) {
            auto const found = finder_.look(bytes);
            if (found == HeadFinder::Answer::Found) break;
            if (found == HeadFinder::Answer::Malformed) co_return 400;
            if (found == HeadFinder::Answer::TargetTooLong) co_return 414;
            if (found == HeadFinder::Answer::TooLarge) co_return 431;
            if (waiting_ != Waiting::Head) wait_for(Waiting::Head, server_.options.head_timeout);
        } else {
            auto const& options = server_.options;
            wait_for(Waiting::Idle, has_asked_ ? options.idle_timeout : options.head_timeout);
            if (server_.idle_may_end) {
                // A request may have come in the moment the drain ended the waiting for it.
                Failure none;
                buffer_.commit(socket_.read_some(buffer_.prepare(read_at_once), none));
                if (none) co_return gone;
                continue;
            }
        }
        auto [failure, count] = co_await socket_.async_read_some(buffer_.prepare(read_at_once), awaited);
        if (failure == asio::error::operation_aborted && server_.idle_may_end && waiting_ == Waiting::Idle)
            continue;
        if (failure) {
            auto const too_slow = overdue_ && waiting_ == Waiting::Head;
            wait_no_more();
            co_return too_slow ? 408 : gone;
        }
        buffer_.commit(count);
    }
    wait_no_more();
    has_asked_ = true;
    co_return complete;
}

Awaitable<After> Connection::exchange()
{
    began_ = Steady::now();
    version_1_0_ = false;
    Request request;
    request.id = server_.chance.id();
    request.peer = peer_;
    auto head = scan_head(buffered().substr(0, finder_.length()));
    auto status = head ? make_request(*head, peer_, server_.options, request) : head.error();
    if (status != complete) {
        auto const after = co_await refuse(status, request, nullptr);
        co_return after;
    }
    version_1_0_ = head->version_1_0;

    std::optional<InFlight> place;
    if (head->has_body()) {
        place.emplace(server_, request.peer);
        status = 429;
        if (!place->is_too_much()) status = co_await read_body(*head, request.body);
        if (status == gone) co_return After::Close;
        if (status != complete) {
            auto const after = co_await refuse(status, request, &request);
            co_return after;
        }
    } else {
        buffer_.consume(finder_.length());
    }

    request.deadline = now() + server_.options.request_deadline;
    auto response = answer_at_once(request);
    if (!response) {
        if (!place) place.emplace(server_, request.peer);
        if (place->is_too_much())
            response = server_.application.error(429, &request);
        else
            response = co_await work(request);
    }
    if (response->stream) place.reset();
    auto const wants_more = head->keep_alive && (!server_.draining || !buffered().empty());
    auto const after
        = co_await send(request, *std::move(response), wants_more ? After::KeepAlive : After::Close);
    co_return after;
}

Awaitable<unsigned> Connection::read_body(ScannedHead const& head, std::string& body)
{
    auto const limit = server_.options.body_limit;
    if (head.content_length > limit) co_return 413;
    wait_for(Waiting::Body, server_.options.body_timeout);
    if (head.expects_continue && buffered().size() == finder_.length()) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        auto const [failure, count] = co_await asio::async_write(socket_, asio::buffer(go_on), awaited);
        if (failure) co_return gone;
    }

    BodyDecoder decoder{limit};
    auto const [failure, count] = co_await beast::http::async_read(socket_, buffer_, decoder, awaited);
    wait_no_more();
    if (buffer_.size() == 0) buffer_.shrink_to_fit();
    if (failure && overdue_) co_return 408;
    switch (BodyDecoder::trouble(failure)) {
    case BodyDecoder::Trouble::None:
        body = std::move(decoder.get().body());
        co_return complete;
    case BodyDecoder::Trouble::TooLong:
        co_return 413;
    case BodyDecoder::Trouble::Malformed:
        co_return 400;
    case BodyDecoder::Trouble::ClientGone:
        break;
    }
    co_return gone;
}

std::optional<Response> Connection::answer_at_once(Request const& request)
{
    try {
        return server_.application.answer_at_once(request);
    } catch (...) {
        return server_.application.error(500, &request);
    }
}

Response Connection::run(Request& request)
{
    try {
        return server_.application.handle(request);
    } catch (...) {
        return server_.application.error(500, &request);
    }
}

Awaitable<Response> Connection::work(Request& request)
{
    auto const deadline = began_ + server_.options.request_deadline;
    std::optional<Response> response;
    awake_ = false;
    auto const is_taken = server_.lane(server_.application.lane(request)).offer([&, this] {
        auto const is_late = Steady::now() > deadline || server_.at_once;
        response = is_late ? server_.application.error(503, &request) : run(request);
        asio::post(server_.io, [this] { wake(); });
    });
    if (!is_taken) co_return server_.application.error(503, &request);
    co_await sleep();
    co_return *std::move(response);
}

Awaitable<After> Connection::refuse(unsigned status, Request const& request, Request const* known)
{
    auto response = server_.application.error(status, known);
    // After an error nobody can tell where the next request begins.
    auto const after = co_await send(request, std::move(response), After::Close);
    co_return after;
}

Awaitable<After> Connection::send(Request const& request, Response response, After after)
{
    auto const streams = response.stream && request.method != Method::Head;
    if (streams && server_.streams >= server_.options.stream_limit)
        response = server_.application.error(503, &request);
    if (response.status == no_answer) {
        abort();
        server_.application.sent(request, no_answer, 0, {});
        co_return After::Close;
    }
    if (is_known(request, response)) response.status = 304;
    if (response.stream) after = After::Close;
    write_head(head_, response,
        {.date = server_.date.at(std::time(nullptr)),
            .id = request.id,
            .after = after,
            .version_1_0 = version_1_0_,
            .retry_after = is_busy(response.status) ? server_.chance.between(1, 5) : 0});
    Pieces pieces{asio::buffer(head_), {}};
    if (response.body && request.method != Method::Head && may_have_body(response.status))
        pieces[1] = asio::buffer(*response.body);
    auto bytes = pieces[0].size() + pieces[1].size();
    auto const is_written = co_await write(pieces);
    if (is_written && response.stream && request.method != Method::Head) bytes += co_await stream(response);
    if (!is_written) abort();
    auto const took = std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - began_);
    server_.application.sent(request, is_written ? response.status : client_closed, bytes, took);
    co_return is_written ? after : After::Close;
}

Awaitable<bool> Connection::write(Pieces pieces)
{
    // Nearly always the kernel takes the whole at once, and no round through the scheduler is needed.
    Failure late;
    auto const written = socket_.write_some(pieces, late);
    if (late && late != asio::error::would_block) co_return false;
    if (written == asio::buffer_size(pieces)) co_return true;
    late = {};

    auto const in_head = std::min(written, pieces[0].size());
    pieces[0] += in_head;
    pieces[1] += written - in_head;
    while (!late && asio::buffer_size(pieces) > 0) {
        Pieces const next{pieces[0], asio::buffer(pieces[1], write_at_once)};
        wait_for(Waiting::Write, server_.options.write_timeout);
        auto const [failure, count] = co_await asio::async_write(socket_, next, awaited);
        late = failure;
        pieces[0] = {};
        pieces[1] += next[1].size();
    }
    wait_no_more();
    co_return !late;
}

Awaitable<void> Connection::say_goodbye()
{
    // Closing with unread bytes would reset the connection, and the client might lose the answer.
    Failure failure;
    socket_.shutdown(Tcp::socket::shutdown_send, failure);
    if (failure) co_return;
    wait_for(Waiting::Goodbye, goodbye_timeout);
    for (std::size_t drained = 0; drained < longest_goodbye;) {
        buffer_.clear();
        auto const [end, count] = co_await socket_.async_read_some(buffer_.prepare(read_at_once), awaited);
        if (end) break;
        drained += count;
    }
    wait_no_more();
}

void Connection::give_up_if_overdue(Steady::time_point now)
{
    if (now < until_) return;
    if (waiting_ == Waiting::Write) return abort();
    // Again at the next sweep if need be: between two steps of one operation there is nothing to cancel.
    overdue_ = true;
    Failure ignored;
    socket_.cancel(ignored);
}

void Connection::end_if_idle()
{
    Failure ignored;
    if (waiting_ == Waiting::Idle) socket_.cancel(ignored);
}

void Connection::abort()
{
    // Without a goodbye: what the client has not taken by now is given up, in the kernel too.
    Failure ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    socket_.close(ignored);
    if (stream_) stream_->lose();
}

std::string_view Connection::buffered() const
{
    auto const bytes = buffer_.data();
    return {static_cast<char const*>(bytes.data()), bytes.size()};
}

void Connection::wait_for(Waiting what, Steady::duration most)
{
    waiting_ = what;
    until_ = Steady::now() + most;
    overdue_ = false;
}

void Connection::wait_no_more()
{
    waiting_ = Waiting::Nothing;
    until_ = Steady::time_point::max();
}

Awaitable<void> Connection::sleep()
{
    while (!awake_) {
        alarm_.expires_at(Steady::time_point::max());
        co_await alarm_.async_wait(awaited);
    }
    awake_ = false;
}

void Connection::wake()
{
    awake_ = true;
    alarm_.cancel();
    // A reader too slow for its stream holds up the writing: nothing else would end it before its timeout.
    if (stream_ && stream_->state() == PendingStream::State::Lost) abort();
}

} // namespace ocp::http
