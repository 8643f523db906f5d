#include "platform/live/wire.h"

#include <algorithm>

namespace ocp::live {
namespace {

Bytes message(std::string_view kind, outbox::Cursor const& cursor, std::string_view data)
{
    std::string text = "id: " + to_text(cursor) + "\nevent: ";
    text.append(kind).append("\ndata: ").append(data).append("\n\n");
    return std::make_shared<std::string const>(std::move(text));
}

std::string quoted(std::string_view text)
{
    std::string made = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') made += '\\';
        made += c;
    }
    return made + '"';
}

/// The body with the stream as its first member, on one line: a line end would cut the event in two.
std::string data_of(outbox::Event const& event)
{
    auto const members = std::string_view{event.body}.substr(1);
    bool const none = members.find_first_not_of(" \t\r\n") == members.rfind('}');
    auto data = "{\"stream\":" + quoted(event.stream) + (none ? "" : ",");
    data += members;
    std::replace_if(
        data.begin(), data.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return data;
}

} // namespace

Bytes event_on_the_wire(outbox::Delivered const& delivered)
{
    return message(delivered.event.kind, delivered.cursor, data_of(delivered.event));
}

Bytes place_on_the_wire(outbox::Cursor const& cursor)
{
    return std::make_shared<std::string const>("id: " + to_text(cursor) + "\n\n");
}

Bytes heartbeat_on_the_wire(outbox::Cursor const& cursor)
{
    return message("pouls", cursor, "{}");
}

Bytes reset_on_the_wire(outbox::Cursor const& cursor)
{
    return message("reset", cursor, "{}");
}

Bytes retry_on_the_wire(int milliseconds)
{
    return std::make_shared<std::string const>("retry: " + std::to_string(milliseconds) + "\n\n");
}

} // namespace ocp::live
