#pragma once

namespace ocp::http {

/// From now on the kernel drops whoever knocks at the listening socket, while who has been let in, or is just
/// coming in, stays welcome. Without it a client can come in between the last accept() and close(), and the
/// kernel resets it with the request it has sent. Who was dropped knocks again a second later and finds the
/// door closed, which a client or proxy may answer by asking somebody else: nothing of it was read here.
void ignore_newcomers(int listening_socket);

} // namespace ocp::http
